"""A server that turns against its people, and what both clients make of it (encryption design 8, 14.6)."""

import base64
import copy
import json
from typing import Any

import pytest

from chapterhouse.demo.ageclient import Member, Reporter, b64, seal, unseal
from chapterhouse.sealing.formats import holders, notes
from chapterhouse.sealing.formats.cards import Card
from chapterhouse.sealing.formats.keys import recipient_of
from tests.sealing.make_vectors import ADA, AT, BELA, CHIDI, DANA, SITE, member
from tests.sealing.sides import Case, Nobody, changed, flipped, wrap_of, written

#: Somebody in nobody's list, under Ada's name: what the server can make.
FALSE_ADA = Member(SITE, ADA.name, DANA.identity, DANA.seed)


# ---- the honest case first


def test_every_reader_and_the_person_read_the_report_and_know_its_author(side: Any, case: Case) -> None:
    for found in [
        side.mailbox(case.code, case.mailbox, case.cards),
        *(side.channel(reader, case.for_member(reader), case.given()) for reader in (ADA, BELA, CHIDI)),
    ]:
        [entry] = found["entries"]
        assert (entry["body"], entry["author"], entry["verified"]) == ("what happened", "reporter", True)
        assert found["problem"] is None


def test_a_conversation_reads_the_same_on_both_ends(side: Any, case: Case) -> None:
    mailbox = case.mailbox
    mailbox["party"]["entries"].append(written(case.party, BELA, "an answer"))
    found = side.mailbox(case.code, mailbox, case.cards, {"kind": "message", "body": "thank you"})
    assert found["entries"][1].items() >= {"author": BELA.name, "verified": True, "gap": False}.items()
    data = case.for_member(ADA)
    data["entries"] = [*mailbox["party"]["entries"], found["written"]]
    reply = side.channel(ADA, data, case.given())["entries"][2]
    assert (
        reply.items() >= {"body": "thank you", "author": "reporter", "verified": True, "gap": False}.items()
    )


# ---- forged, swapped, replaced


@pytest.mark.parametrize(
    ("who", "forger"),
    [
        ("nobody", Nobody()),
        ("a member who holds no key", DANA),
        ("a key of its own under a member's name", FALSE_ADA),
        ("a key of its own as the reporter", Member(SITE, "reporter", DANA.identity, DANA.seed)),
    ],
)
def test_a_forged_entry_is_shown_as_not_verified_and_as_from_nobody(
    side: Any, case: Case, who: str, forger: Any
) -> None:
    forged = written(case.party, forger, "send me your name")
    mailbox, data = case.mailbox, case.for_member(ADA)
    for channel in (mailbox["party"], data):
        channel["entries"].append(forged)
    cards = [*case.cards, FALSE_ADA.card]
    for found in (
        side.mailbox(case.code, mailbox, cards),
        side.channel(ADA, data, case.given(cards=cards)),
    ):
        entry = found["entries"][1]
        assert entry["body"] == "send me your name"
        assert (entry["author"], entry["verified"]) == (None, False)


def test_a_swapped_card_takes_a_members_words_from_them_but_gives_nobody_theirs(
    side: Any, case: Case
) -> None:
    mailbox = case.mailbox
    mailbox["party"]["entries"] += [written(case.party, ADA, "true"), written(case.party, FALSE_ADA, "false")]
    swapped = [FALSE_ADA.card, BELA.card, CHIDI.card]
    found = side.mailbox(case.code, mailbox, swapped)
    assert [entry["verified"] for entry in found["entries"]] == [True, False, False]


def test_a_swapped_card_of_somebody_who_stays_gets_no_new_key(side: Any, case: Case) -> None:
    swapped = [ADA.card, member("bela", 2).card, CHIDI.card]
    change = {"without": [CHIDI.name]}
    found = side.channel(ADA, case.for_member(ADA), case.given(cards=swapped), change)
    assert found["changed"] == {"refused": "unknown-card"}


def stated(case: Case, by: Any, **more: Any) -> str:
    """A state file as somebody else would write it: the recipient is known to the server."""
    note = unseal(case.reporter.identity, base64.b64decode(case.payload["mailbox"]["state_file"])).decode()
    text = notes.write_json(json.loads(notes.parse(note).text) | more)
    return b64(seal(case.reporter.card.recipient, by.sign(text)))


@pytest.mark.parametrize("who", [Nobody(), DANA, Member(SITE, "reporter", DANA.identity, DANA.seed)])
def test_a_state_file_that_the_mailbox_did_not_sign_opens_nothing(side: Any, case: Case, who: Any) -> None:
    mailbox = case.mailbox | {"state_file": stated(case, who)}
    assert side.mailbox(case.code, mailbox, case.cards) == {"refused": "bad-state"}


def test_a_state_file_of_another_mailbox_opens_nothing(side: Any, case: Case) -> None:
    other = Case.new("000000000000000000000097")
    mailbox = case.mailbox | {"state_file": other.payload["mailbox"]["state_file"]}
    assert side.mailbox(case.code, mailbox, case.cards) == {"refused": "bad-state"}
    damaged = case.mailbox | {"state_file": flipped(case.payload["mailbox"]["state_file"])}
    assert side.mailbox(case.code, damaged, case.cards) == {"refused": "bad-state"}


def test_a_mailbox_is_not_led_into_another_case_or_channel(side: Any, case: Case) -> None:
    elsewhere = case.mailbox | {"case": "c0ffee00-0000-4000-8000-00000000dead"}
    assert side.mailbox(case.code, elsewhere, case.cards) == {"refused": "bad-state"}
    mailbox = case.mailbox
    mailbox["party"]["channel"] = case.team.uuid
    assert side.mailbox(case.code, mailbox, case.cards) == {"refused": "bad-state"}


# ---- keys that nobody vouched for


def keyed(case: Case, by: Member, named: list[Card]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A second key that `by` brings in, as the mailbox and as Ada would be given it; their wraps are good."""
    intruder = copy.deepcopy(case.party)
    intruder.me, intruder.cards = by, named
    new = {"version": 2, **intruder.make_key([ADA.card, *named, case.reporter.card], 2, AT)}
    entry = written(intruder, by, "from the new key")
    entry["version"] = 2
    data = changed(case.for_member(ADA), new, wrap_of(new, ADA))
    mailbox = case.mailbox
    mailbox["party"] = changed(mailbox["party"], new, new["mailbox_wrap"])
    for channel in (data, mailbox["party"]):
        channel["entries"].append(entry)
    return mailbox, data


def must_be_read_only(side: Any, case: Case, mailbox: dict[str, Any], data: dict[str, Any]) -> None:
    said = {"kind": "message", "body": "to whom?"}
    cards = [*case.cards, FALSE_ADA.card]
    for found in (
        side.mailbox(case.code, mailbox, cards, said),
        side.channel(ADA, data, case.given(cards=cards), {"note": said, "without": [CHIDI.name]}),
    ):
        assert found["problem"] == "unaccepted"
        assert found["written"] == {"refused": "unaccepted"}
        assert found["entries"][0]["verified"]
        assert found["entries"][1].items() >= {"body": "from the new key", "verified": False}.items()
        assert found.get("changed", {}).get("refused", "unaccepted") == "unaccepted"


@pytest.mark.parametrize(
    "by", [DANA, FALSE_ADA], ids=["excluded, and still on the sheet", "the server, in a member's name"]
)
def test_a_key_brought_in_by_somebody_who_held_none_is_read_only(side: Any, case: Case, by: Member) -> None:
    mailbox, data = keyed(case, by, [by.card])
    must_be_read_only(side, case, mailbox, data)


def test_a_key_that_nobody_signed_for_is_read_only(side: Any, case: Case) -> None:
    mailbox, data = keyed(case, DANA, [DANA.card])
    for channel in (mailbox["party"], data):
        channel["statements"][1] = channel["statements"][1].rpartition("\n\n")[0] + "\n"
    must_be_read_only(side, case, mailbox, data)
    for channel in (mailbox["party"], data):
        del channel["statements"][1]
    must_be_read_only(side, case, mailbox, data)


def test_a_key_that_does_not_follow_the_last_statement_is_read_only(side: Any, case: Case) -> None:
    honest = copy.deepcopy(case.party)
    honest.me = BELA
    honest.vouch([ADA.card, BELA.card, case.reporter.card], 1, AT)
    case.party.chain = honest.chain
    mailbox, data = keyed(case, BELA, [BELA.card])  # names a statement that the others are not shown
    must_be_read_only(side, case, mailbox, data)


def test_a_list_of_holders_that_no_holder_signed_is_read_only(side: Any, case: Case) -> None:
    """No new key, only a newcomer: a server that would have one more reader at the next change of keys."""
    intruder = copy.deepcopy(case.party)
    intruder.me = DANA
    false = intruder.vouch([ADA.card, BELA.card, CHIDI.card, DANA.card, case.reporter.card], 1, AT)
    mailbox, data = case.mailbox, case.for_member(ADA)
    for channel in (mailbox["party"], data):
        channel["statements"].append(false)
    said = {"kind": "message", "body": "to whom?"}
    for found in (
        side.mailbox(case.code, mailbox, case.cards, said),
        side.channel(ADA, data, case.given(), {"note": said}),
    ):
        assert found["written"] == {"refused": "unaccepted"}


def test_a_key_under_the_wrong_name_is_not_used(side: Any, case: Case) -> None:
    """The server swaps the secret inside a wrap; its own field says the old recipient."""
    data = case.for_member(ADA)
    secret = "# case x channel party key 1\n" + DANA.identity + "\n"
    data["keys"][0]["wrap"] = b64(seal(ADA.card.recipient, secret))
    found = side.channel(ADA, data, case.given(), {"note": {"kind": "note", "body": "x"}})
    assert found["problem"] == "unaccepted"
    assert found["written"] == {"refused": "unaccepted"}


def removal(side: Any, case: Case) -> tuple[dict[str, Any], dict[str, Any]]:
    """Bela recuses themselves: Ada's browser makes a new key for Chidi, the person and herself."""
    change = {"without": [BELA.name], "note": {"kind": "message", "body": "we two go on"}}
    found = side.channel(ADA, case.for_member(ADA), case.given(), change)
    return found["changed"], found["written"]


def test_after_a_removal_those_who_stay_read_on_and_the_removed_does_not(side: Any, case: Case) -> None:
    old = written(case.party, BELA, "before I left")
    new, entry = removal(side, case)
    assert (new["version"], entry["version"]) == (2, 2)
    assert sorted(wrap["card"] for wrap in new["wraps"]) == [ADA.name, CHIDI.name]
    mailbox, data = case.mailbox, changed(case.for_member(CHIDI), new, wrap_of(new, CHIDI))
    mailbox["party"] = changed(mailbox["party"], new, new["mailbox_wrap"])
    late = written(case.party, BELA, "as if I were still there")
    for channel in (mailbox["party"], data):
        channel["entries"] += [old, entry, late]
    for found in (side.mailbox(case.code, mailbox, case.cards), side.channel(CHIDI, data, case.given())):
        assert found["problem"] is None
        assert [each["author"] for each in found["entries"][:3]] == ["reporter", BELA.name, ADA.name]
        assert [each["body"] for each in found["entries"][1:3]] == ["before I left", "we two go on"]
    removed = changed(case.for_member(BELA), new, None)
    removed["entries"] += [old, entry]
    found = side.channel(BELA, removed, case.given(), {"note": {"kind": "note", "body": "x"}})
    assert found["problem"] == "no-key"
    assert found["written"] == {"refused": "no-key"}
    assert found["entries"][2] == {"uuid": entry["uuid"], "error": "not-for-you"}


def test_somebody_removed_cannot_bring_in_a_key_or_sign_under_the_new_one(side: Any, case: Case) -> None:
    new, _entry = removal(side, case)
    statement = holders.read_statement(new["statement"])
    intruder = copy.deepcopy(case.party)
    intruder.me, intruder.chain = BELA, [*case.party.chain, statement]
    third = {"version": 3, **intruder.make_key([BELA.card, ADA.card, case.reporter.card], 3, AT)}
    # The removed learns the new recipient from the server, and writes to it.
    place = intruder.place("c0ffee00-0000-4000-8000-00000000beef", 3)
    text = notes.write_json(
        {"v": 1, **vars(place), "kind": "message", "body": "me again", "prev": None, "files": []}
    )
    text = text.replace(place.key, new["recipient"]).replace("}\n", ',\n "at": "x"\n}\n')
    entry = {"uuid": place.entry, "version": 2, "age_file": b64(seal(new["recipient"], BELA.sign(text)))}
    second = changed(case.for_member(ADA), new, wrap_of(new, ADA))
    second["entries"].append(entry)
    found = side.channel(ADA, second, case.given())
    assert found["problem"] is None
    assert (found["entries"][1]["body"], found["entries"][1]["verified"]) == ("me again", False)
    data = changed(second, third, wrap_of(third, ADA))
    assert side.channel(ADA, data, case.given())["problem"] == "unaccepted"


def test_a_newcomer_reads_everything_and_is_known_to_the_person(side: Any, case: Case) -> None:
    """Assign: after a removal there are two keys, and the newcomer gets both."""
    new, entry = removal(side, case)
    data = changed(case.for_member(ADA), new, wrap_of(new, ADA))
    data["entries"].append(entry)
    shared = side.channel(ADA, data, case.given(), {"grant": DANA.card})["changed"]
    assert [(wrap["card"], wrap["key"]) for wrap in shared["wraps"]] == [(DANA.name, 1), (DANA.name, 2)]
    data["keys"] = [{"version": wrap["key"], "wrap": wrap["age_file"]} for wrap in shared["wraps"]]
    data["statements"].append(shared["statement"])
    found = side.channel(DANA, data, case.given(), {"note": {"kind": "message", "body": "hello"}})
    assert [each["body"] for each in found["entries"]] == ["what happened", "we two go on"]
    mailbox = case.mailbox
    mailbox["party"] = changed(mailbox["party"], new, new["mailbox_wrap"])
    mailbox["party"]["statements"].append(shared["statement"])
    mailbox["party"]["entries"] += [entry, found["written"]]
    told = side.mailbox(case.code, mailbox, case.cards)
    assert told["problem"] is None
    assert told["entries"][2].items() >= {"body": "hello", "author": DANA.name, "verified": True}.items()


def test_what_was_accepted_once_cannot_be_taken_back(side: Any, case: Case) -> None:
    """A member's notebook remembers the newest statement; the server shows the key from before a removal."""
    new, _entry = removal(side, case)
    data = changed(case.for_member(ADA), new, wrap_of(new, ADA))
    pin = side.channel(ADA, data, case.given())["pin"]
    assert (pin["seq"], pin["recipient"]) == (2, new["recipient"])
    assert side.channel(ADA, data, case.given(pin=pin))["problem"] is None
    assert side.channel(ADA, case.for_member(ADA), case.given(pin=pin))["problem"] == "unaccepted"


def test_a_mailbox_keeps_to_the_key_of_its_own_report(side: Any, case: Case) -> None:
    """The server begins the channel again, with a key and a statement of its own."""
    false = copy.deepcopy(case.party)
    false.me, false.chain, false.keys = FALSE_ADA, [], {}
    new = false.make_key([FALSE_ADA.card, case.reporter.card], 1, AT)
    mailbox = case.mailbox
    mailbox["party"] |= {
        "keys": [{"version": 1, "wrap": new["mailbox_wrap"]}],
        "statements": [new["statement"]],
        "entries": [],
    }
    said = {"kind": "message", "body": "my name is"}
    found = side.mailbox(case.code, mailbox, [FALSE_ADA.card], said)
    assert found["written"] == {"refused": "unaccepted"}


# ---- entries in the wrong place, missing, damaged


def test_an_entry_replayed_in_another_case_or_slot_is_refused(side: Any, case: Case) -> None:
    other = Case.new("000000000000000000000097")
    stranger = other.payload["entries"][0]
    report = case.payload["entries"][0]
    note = unseal(other.party.keys[1], base64.b64decode(stranger["age_file"]))
    again = b64(seal(case.party.recipient, note))  # by a reader of both cases, who can open and seal it again
    mailbox = case.mailbox
    mailbox["party"]["entries"] = [
        {"uuid": stranger["uuid"], "version": 1, "age_file": stranger["age_file"]},
        {"uuid": stranger["uuid"], "version": 1, "age_file": again},
        {"uuid": stranger["uuid"], "version": 1, "age_file": report["age_file"]},
    ]
    found = side.mailbox(case.code, mailbox, case.cards)
    assert [entry["error"] for entry in found["entries"]] == ["not-for-you", "wrong-place", "wrong-place"]


def test_a_missing_entry_leaves_a_gap(side: Any, case: Case) -> None:
    kept_back, entry = written(case.party, ADA, "kept back"), written(case.party, ADA, "and then")
    mailbox = case.mailbox
    mailbox["party"]["entries"].append(entry)
    assert side.mailbox(case.code, mailbox, case.cards)["entries"][1]["gap"]
    mailbox["party"]["entries"].insert(1, kept_back)
    found = side.mailbox(case.code, mailbox, case.cards)
    assert not any(each["gap"] for each in found["entries"])


def test_what_cannot_be_read_is_never_hidden(side: Any, case: Case) -> None:
    report = case.payload["entries"][0]
    not_json = b64(seal(case.party.recipient, ADA.sign("not an entry\n")))
    not_text = b64(seal(case.party.recipient, b"\xff\xfe"))
    for_others = b64(seal(DANA.card.recipient, "x"))
    bad = [flipped(report["age_file"]), report["age_file"][:400], not_json, not_text, for_others]
    mailbox = case.mailbox
    mailbox["party"]["entries"] = [{"uuid": report["uuid"], "version": 1, "age_file": each} for each in bad]
    mailbox["party"]["entries"].append({"uuid": report["uuid"], "version": 7, "age_file": report["age_file"]})
    found = side.mailbox(case.code, mailbox, case.cards)["entries"]
    assert [entry["error"] for entry in found] == ["damaged"] * 4 + ["not-for-you"] * 2


def test_a_reporter_is_only_who_made_the_channel(side: Any, case: Case) -> None:
    """In the team's channel the person signed the first things; later ones must be of the team."""
    found = side.channel(ADA, case.for_member(ADA, "team"), case.given(), {"without": [BELA.name]})
    assert [entry["verified"] for entry in found["entries"]] == [True, True]
    new = found["changed"]
    team = copy.deepcopy(case.team)
    team.keys[2] = next(
        line
        for line in ADA.unseal(base64.b64decode(wrap_of(new, ADA))).decode().splitlines()
        if line.startswith("AGE-SECRET-KEY-1")
    )
    team.chain.append(holders.read_statement(new["statement"]))
    assert recipient_of(team.keys[2]) == new["recipient"]
    data = changed(case.for_member(ADA, "team"), new, wrap_of(new, ADA))
    data["entries"].append(written(team, case.reporter, "as if of the team"))
    assert side.channel(ADA, data, case.given())["entries"][2]["verified"] is False


def test_another_persons_code_does_not_open_a_mailbox(side: Any, case: Case) -> None:
    assert Reporter.of(SITE, "000000000000000000000097").auth != case.reporter.auth
    assert side.mailbox("000000000000000000000097", case.mailbox, case.cards) == {"refused": "bad-state"}
