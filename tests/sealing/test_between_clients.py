"""Letters, titles and files between the browser and Python: what one side seals, the other opens."""

import base64
from hashlib import sha256
from typing import Any

import pytest

from chapterhouse.demo.ageclient import (
    Channel,
    Member,
    Reporter,
    SealError,
    b64,
    build_invitation,
    open_channel,
    open_letter,
    seal,
)
from chapterhouse.sealing.formats import agefile, derive, letters
from chapterhouse.sealing.formats.cards import Card
from tests.sealing.browser_shelf import Checks
from tests.sealing.make_vectors import ADA, AT, BELA, CHIDI, DANA, SITE
from tests.sealing.sides import Case, in_json

TOLD = {"desk": "ombuds", "message": "Ada wrote this down with you."}


def in_browser(case: Case) -> dict[str, Any]:
    maker = case.reporter.card.as_json()
    return {"site": SITE, "case": case.payload["case"], "cards": in_json(case.cards), "maker": maker}


def team_of(case: Case, member: Member = ADA) -> Channel:
    return open_channel(member, case.for_member(member, "team"), **case.given())


# ---- invitations


@pytest.mark.requirement("S2.13")
def test_a_letter_sealed_in_the_browser_opens_with_its_code(checks: Checks, case: Case) -> None:
    made = checks.invite(ADA.identity_file, case.for_member(ADA, "team"), in_browser(case), TOLD)
    assert made["invitation"] == derive.derive("invitation", "", made["code"], site=SITE).auth
    assert agefile.check_age_file(base64.b64decode(made["letter_file"]), recipients=1)
    letter, cards = open_letter(SITE, made["code"], made["letter_file"])
    assert letter["message"] == TOLD["message"]
    assert [card.name for card in cards] == [ADA.name, BELA.name, CHIDI.name]
    with pytest.raises(SealError, match="bad-letter"):
        open_letter(SITE, "000000000000000000000097", made["letter_file"])


def letter_data(team: Channel, letter_file: str, cards: list[Card]) -> dict[str, Any]:
    statements = [statement.note for statement in team.chain]
    return {"letter_file": letter_file, "statements": statements, "cards": in_json(cards)}


def guest_opens(made: dict[str, Any], case: Case, reader: Member, wrap: int) -> Channel:
    """The guest's channel as a reader of the case opens it."""
    party = made["payload"]["party"]
    guest = Card(
        "reporter", 1, made["payload"]["mailbox"]["recipient"], made["payload"]["mailbox"]["signing_key"]
    )
    given = {"case": case.payload["case"], "cards": case.cards, "maker": guest}
    keys = [{"version": 1, "wrap": party["wraps"][wrap]["age_file"]}]
    data = {"channel": party["channel"], "kind": "party", "keys": keys, "statements": [party["statement"]]}
    return open_channel(reader, data, **given)


def test_a_guest_makes_a_mailbox_and_channel_that_the_team_can_open(checks: Checks, case: Case) -> None:
    team = team_of(case)
    code, sent = build_invitation(team, message="Welcome.", desk="ombuds", at=AT)
    made = checks.guest(SITE, code, letter_data(team, sent["letter_file"], []))
    assert made["message"] == "Welcome."
    assert made["payload"]["auth"] == sent["invitation"]
    assert [wrap["card"] for wrap in made["payload"]["party"]["wraps"]] == [ADA.name, BELA.name, CHIDI.name]
    assert Reporter.of(SITE, made["code"]).auth == made["payload"]["mailbox"]["auth"]
    for at, reader in enumerate((ADA, BELA, CHIDI)):
        assert guest_opens(made, case, reader, at).problem is None


def test_a_guest_who_comes_after_the_team_changed_writes_to_those_who_hold_the_case_now(
    checks: Checks, case: Case
) -> None:
    team = team_of(case)
    code, sent = build_invitation(team, message="Welcome.", desk="ombuds", at=AT)
    team.rotate([BELA.name], AT)
    team.grant(DANA.card, AT)
    made = checks.guest(SITE, code, letter_data(team, sent["letter_file"], [DANA.card]))
    assert [wrap["card"] for wrap in made["payload"]["party"]["wraps"]] == [ADA.name, CHIDI.name, DANA.name]
    no_card = letter_data(team, sent["letter_file"], [])
    assert checks.guest(SITE, code, no_card) == {"refused": "unknown-card"}


def test_a_guest_is_not_led_to_people_whom_nobody_in_the_letter_let_in(checks: Checks, case: Case) -> None:
    team = team_of(case)
    code, sent = build_invitation(team, message="Welcome.", desk="ombuds", at=AT)
    intruder = team_of(case)
    intruder.me = DANA
    intruder.rotate([ADA.name], AT)
    led_astray = letter_data(intruder, sent["letter_file"], [])
    assert checks.guest(SITE, code, led_astray) == {"refused": "bad-statement"}
    another_case = letter_data(team_of(Case.new("000000000000000000000097")), sent["letter_file"], [])
    assert checks.guest(SITE, code, another_case) == {"refused": "bad-letter"}


def test_a_letter_by_somebody_who_does_not_hold_the_case_is_refused(checks: Checks, case: Case) -> None:
    team = team_of(case)
    code = "123456789012345678901235"
    derived = derive.derive("invitation", "", code, site=SITE)
    mention = letters.channel_mention(team.uuid, team.recipient)
    text = letters.letter_text(
        site=SITE,
        case=team.case,
        desk="d",
        team=mention,
        holders=[ADA.card],
        message="",
        sender=ADA.card,
        at=AT,
    )
    forged = b64(seal(derived.recipient, DANA.sign(text)))
    assert checks.guest(SITE, code, letter_data(team, forged, [])) == {"refused": "bad-letter"}
    with pytest.raises(SealError, match="bad-letter"):
        open_letter(SITE, code, forged)


@pytest.mark.requirement("S2.13")
def test_an_officer_writes_a_report_down_and_colleagues_can_read_it(checks: Checks) -> None:
    cards = [ADA.card, BELA.card, CHIDI.card]
    doors = {
        "site": SITE,
        "pack": "p@1",
        "sheets": {"ombuds": {"seq": 2, "note": ADA.sheet("ombuds", cards)}},
        "readers": {"ombuds": ["ada", "bela", "chidi"]},
    }
    told = {**TOLD, "door": "a", "excluded": ["chidi"], "body": "as they said", "title": "t", "people": []}
    made = checks.writtenDown(ADA.identity_file, doors, told)
    sent = made["payload"]
    assert (sent["v"], sent["door"], sent["sheet"], sent["excluded"]) == (1, "a", 2, ["chidi"])
    assert [(entry["slot"], entry["channel"]) for entry in sent["entries"]] == [
        ("report", "team"),
        ("title", "team"),
        ("people", "team"),
    ]
    assert [wrap["card"] for wrap in sent["team"]["wraps"]] == [ADA.name, BELA.name]
    key = {"version": 1, "wrap": sent["team"]["wraps"][1]["age_file"]}
    data = {**sent["team"], "kind": "team", "keys": [key], "statements": [sent["team"]["statement"]]}
    channel = open_channel(BELA, data, case=sent["case"], cards=cards)
    entries = channel.open_entries([{**entry, "version": 1} for entry in sent["entries"]])
    assert [(entry["body"], entry["author"]) for entry in entries] == [
        ("as they said", ADA.name),
        ("t", ADA.name),
        ([], ADA.name),
    ]
    letter, _cards = open_letter(SITE, made["code"], sent["letter_file"])
    assert letter["team"] == {"channel": channel.uuid, "recipient": channel.recipient, "version": 1}


# ---- titles and files


def test_a_title_opens_in_a_list_only_at_its_place(checks: Checks, case: Case) -> None:
    data = case.for_member(ADA, "team")
    [entry, other] = data["entries"]
    row = {
        "case": case.payload["case"],
        "channel": data["channel"],
        "wrap": data["keys"][0]["wrap"],
        "entry": entry["uuid"],
        "age_file": entry["age_file"],
    }
    assert checks.title(ADA.identity_file, SITE, row) == "a title"
    assert checks.title(ADA.identity_file, SITE, row | {"entry": other["uuid"]}) == {"refused": "wrong-place"}
    assert checks.title(DANA.identity_file, SITE, row) == {"refused": "not-for-you"}


def test_a_file_opens_only_if_it_is_the_one_that_was_named(checks: Checks, case: Case) -> None:
    party = open_channel(ADA, case.for_member(ADA), **case.given())
    content = bytes(range(256)) * 300
    named, sealed = party.seal_file("a.bin", "application/octet-stream", content)
    entry = party.seal_entry("message", "see the file", files=[named], at=AT)
    data = case.for_member(ADA)
    data["entries"].append(entry)
    given = [ADA.identity_file, data, in_browser(case), entry["uuid"], "a.bin"]
    assert checks.attachment(*given, b64(sealed)) == sha256(content).hexdigest()
    again = seal(party.recipient, content)
    assert checks.attachment(*given, b64(again)) == {"refused": "damaged"}
    assert checks.attachment(*given, b64(sealed[:-1])) == {"refused": "damaged"}
