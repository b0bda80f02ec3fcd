"""A report sealed in the browser, opened in Python: who can read it, who cannot, and its shape."""

import base64
import json
from typing import Any

import pytest

from chapterhouse.demo.ageclient import Reporter, SealError, open_channel, unseal
from chapterhouse.sealing.formats import agefile, cards, holders
from chapterhouse.sealing.formats.sheets import read_sheet
from tests.sealing import make_vectors
from tests.sealing.browser_shelf import Checks
from tests.sealing.make_vectors import ADA, BELA, CHIDI, SITE


def doors(*team: Any, readers: list[str] | None = None) -> dict[str, Any]:
    note = ADA.sheet("ombuds", [member.card for member in team])
    names = readers if readers is not None else [member.name.rpartition("/")[2] for member in team]
    return {
        "site": SITE,
        "pack": "p@1",
        "sheets": {"ombuds": {"seq": 4, "note": note}},
        "readers": {"ombuds": names},
    }


def checks_bytes(size: int) -> bytes:
    """What checks.js puts into its files."""
    return bytes(range(251)) * (size // 251) + bytes(range(size % 251))


TOLD = {
    "desk": "ombuds",
    "door": "a",
    "excluded": [],
    "body": {"happening": "¿Qué pasó?\n" + "words " * 400},
    "title": "short words",
    "people": {"people": [{"name": "J.", "parts": ["caused"]}]},
}


def channel_data(sent: dict[str, Any], kind: str, wrap: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    channel = sent[kind]
    keys_held = [{"version": 1, "wrap": wrap}] if wrap else []
    return {
        "channel": channel["channel"],
        "kind": kind,
        "keys": keys_held,
        "statements": [channel["statement"]],
        "entries": [
            {"uuid": row["uuid"], "version": 1, "age_file": row["age_file"]}
            for row in rows
            if row["channel"] == kind
        ],
    }


def reporters_card(sent: dict[str, Any]) -> cards.Card:
    return cards.Card("reporter", 1, sent["mailbox"]["recipient"], sent["mailbox"]["signing_key"])


def test_a_report_sealed_in_the_browser_opens_for_each_reader_and_for_the_person(checks: Checks) -> None:
    file = {"name": "photo.png", "type": "image/png", "size": 100_000}
    made = checks.report(doors(ADA, BELA, CHIDI), {**TOLD, "attached": [file]}, make_vectors.CODE)
    sent = made["payload"]
    team = [member.card for member in (ADA, BELA, CHIDI)]
    for at, member in enumerate((ADA, BELA, CHIDI)):
        for kind, kinds in (("party", ["report"]), ("team", ["title", "people"])):
            wrap = sent[kind]["wraps"][at]
            assert (wrap["card"], wrap["version"]) == (member.name, 1)
            data = channel_data(sent, kind, wrap["age_file"], sent["entries"])
            channel = open_channel(member, data, case=sent["case"], cards=team, maker=reporters_card(sent))
            entries = channel.open_entries(data["entries"])
            assert [entry["kind"] for entry in entries] == kinds
            assert {(entry["author"], entry["verified"], entry["gap"]) for entry in entries} == {
                ("reporter", True, False)
            }
            assert channel.problem is None
    party = channel_data(sent, "party", sent["party"]["mailbox_wrap"], sent["entries"])
    reporter = Reporter.of(SITE, make_vectors.CODE)
    assert (reporter.auth, reporter.card) == (sent["mailbox"]["auth"], reporters_card(sent))
    channel = open_channel(reporter, party, case=sent["case"], cards=team, maker=reporter.card)
    [report] = channel.open_entries(party["entries"])
    assert report["body"] == TOLD["body"]
    [upload], [named], [announced] = made["uploads"], report["files"], sent["files"]
    assert {"name": "photo.png", "type": "image/png"}.items() <= named.items()
    assert upload["sha256"] == named["sha256"] == announced["sha256"]
    assert announced == {"entry": report["uuid"], "sha256": upload["sha256"], "size": upload["size"]}
    assert unseal(channel.keys[1], base64.b64decode(upload["data"])) == checks_bytes(100_000)


def test_a_report_has_the_shape_that_the_server_takes(checks: Checks) -> None:
    made = checks.report(doors(ADA, BELA), {**TOLD, "excluded": ["bela"], "altcha": "x"}, None)
    sent = made["payload"]
    assert (sent["v"], sent["desk"], sent["door"], sent["pack"], sent["sheet"]) == (
        1,
        "ombuds",
        "a",
        "p@1",
        4,
    )
    assert sent["excluded"] == ["bela"]
    assert sent["altcha"] == "x"
    assert [(entry["slot"], entry["channel"]) for entry in sent["entries"]] == [
        ("report", "party"),
        ("title", "team"),
        ("people", "team"),
    ]
    assert made["sheet"] == read_sheet(doors(ADA, BELA)["sheets"]["ombuds"]["note"]).team_number
    small = [sent["mailbox"]["state_file"], sent["party"]["mailbox_wrap"]]
    small += [wrap["age_file"] for kind in ("party", "team") for wrap in sent[kind]["wraps"]]
    for data in [*small, *(entry["age_file"] for entry in sent["entries"])]:
        assert agefile.check_age_file(base64.b64decode(data), recipients=1)
    for kind in ("party", "team"):
        statement = holders.read_statement(sent[kind]["statement"])
        assert statement.recipient == sent[kind]["recipient"]


def test_somebody_excluded_gets_no_key_and_is_no_holder(checks: Checks) -> None:
    sent = checks.report(doors(ADA, BELA, CHIDI), {**TOLD, "excluded": ["bela"]}, make_vectors.CODE)[
        "payload"
    ]
    everything = json.dumps(sent)
    assert BELA.name not in everything
    for kind in ("party", "team"):
        assert [wrap["card"] for wrap in sent[kind]["wraps"]] == [ADA.name, CHIDI.name]
        statement = holders.read_statement(sent[kind]["statement"])
        assert not statement.names(BELA.card)
        for wrap in [*sent[kind]["wraps"], *sent["entries"]]:
            with pytest.raises(SealError, match="not-for-you"):
                BELA.unseal(base64.b64decode(wrap["age_file"]))


def test_somebody_on_the_list_who_left_office_gets_no_key(checks: Checks) -> None:
    sent = checks.report(doors(ADA, BELA, readers=["ada"]), TOLD, None)["payload"]
    assert [wrap["card"] for wrap in sent["party"]["wraps"]] == [ADA.name]


def test_a_report_that_nobody_could_read_is_not_sealed(checks: Checks) -> None:
    told = {**TOLD, "excluded": ["ada", "bela"]}
    assert checks.report(doors(ADA, BELA), told, None) == {"refused": "nobody-left"}
    assert checks.report(doors(ADA), {**TOLD, "desk": "other"}, None) == {"refused": "bad-note"}
    elsewhere = doors(ADA) | {"site": "another"}
    assert checks.report(elsewhere, TOLD, None) == {"refused": "bad-sheet"}
