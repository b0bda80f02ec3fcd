"""The browser modules against the vectors, and Python against what the browser makes."""

import base64
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import altcha.v1
import pytest
from playwright.sync_api import Browser

from chapterhouse.demo.ageclient import (
    SealError,
    b64,
    new_identity,
    read_identity_file,
    seal,
    unlock,
    unseal,
)
from chapterhouse.sealing.formats import agefile, cards, codes, derive, keys, notes
from tests.sealing import make_vectors
from tests.sealing.browser_shelf import STATIC, WITHOUT_CURVES, Checks, checks_in
from tests.sealing.make_vectors import ADA, BELA, SITE

VECTORS = json.loads(make_vectors.PLACE.read_text())
CCTV = json.loads(Path(__file__).with_name("cctv_age.json").read_text())["vectors"]


@pytest.fixture(scope="module")
def older(browser: Browser) -> Iterator[Checks]:
    with checks_in(browser, WITHOUT_CURVES) as checks:
        yield checks


# ---- the same values


def test_the_browser_derives_the_same_keys(checks: Checks) -> None:
    assert checks.derivations(VECTORS) == {
        "derived": [
            {name: each[name] for name in ("auth", "identity", "recipient", "seed")}
            for each in VECTORS["derived"]
        ],
        "norms": VECTORS["norms"],
        "digits": ["0123456789"] * len(VECTORS["digits"]),
    }


@pytest.mark.requirement("S1.18")
def test_the_browser_knows_the_same_codes(checks: Checks) -> None:
    said = VECTORS["codes"]
    assert checks.codes(said) == {"good": [True] * len(said["good"]), "wrong": [False] * len(said["wrong"])}
    made = checks.newCodes()
    assert all(codes.is_code(code) and fits and read == code for code, fits, read in made)
    assert len({code for code, _fits, _read in made}) == len(made)


def test_the_browser_shows_the_same_numbers(checks: Checks) -> None:
    assert checks.numbers(VECTORS["cards"]) == {"numbers": VECTORS["numbers"], "team": VECTORS["team_number"]}


@pytest.mark.parametrize("which", ["checks", "older"])
def test_the_browser_signs_and_refuses_the_same_notes(which: str, request: pytest.FixtureRequest) -> None:
    said, made = VECTORS["notes"], request.getfixturevalue(which).notes(VECTORS["notes"])
    assert made["key"] == said["key"]
    assert made["signed"] == said["good"][0]
    assert made["good"] == [said["text"]] * len(said["good"])
    assert {why for why, result in made["refused"].items() if "refused" in result} == set(said["refused"])


def test_the_browser_accepts_and_refuses_the_same_sheets(checks: Checks) -> None:
    said, made = VECTORS["sheets"], checks.sheets(SITE, VECTORS["sheets"])
    assert made["hashes"] == said["hashes"]
    assert made["numbers"] == said["team_numbers"]
    assert made["rebuilt"] == notes.parse(said["accepted"][1]).text
    assert {why: result["refused"] for why, result in made["refused"].items()} == dict.fromkeys(
        said["refused_after_two"], "bad-sheet"
    ) | {"not signed": "bad-note"}


def test_the_browser_accepts_and_refuses_the_same_holder_statements(checks: Checks) -> None:
    said, made = VECTORS["statements"], checks.statements(SITE, VECTORS["statements"])
    assert made["hashes"] == said["hashes"]
    assert made["refused"] == dict.fromkeys(said["refused_after_two"], 2)


def test_the_browser_writes_and_reads_the_same_entries(checks: Checks) -> None:
    said, made = VECTORS["entry"], checks.entry(VECTORS["entry"])
    assert made["text"] == said["text"]
    assert made["read"] == said["content"]["body"]
    assert made["elsewhere"] == {field: {"refused": "wrong-place"} for field in said["place"]}


def test_the_browser_takes_only_x25519_recipients(checks: Checks) -> None:
    wrong = [
        "",
        ADA.card.recipient.upper(),
        ADA.card.recipient[:-1] + "b",
        "age1pq1" + "q" * 58,
        "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e",
        None,
    ]
    assert checks.recipients([ADA.card.recipient, *wrong]) == [True] + [False] * len(wrong)


# ---- age files, both ways


SIZES = [0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 5 * 1024 * 1024]


def some(size: int) -> bytes:
    return bytes(range(251)) * (size // 251) + bytes(range(size % 251))


def test_the_browser_opens_what_python_sealed(checks: Checks) -> None:
    assert checks.opened(VECTORS["age"]) == [[each["plain"]] * 2 for each in VECTORS["age"]]
    files = [{"identity": ADA.identity, "file": b64(seal(ADA.card.recipient, some(size)))} for size in SIZES]
    assert checks.hashed(files) == [sha256(some(size)).hexdigest() for size in SIZES]


@pytest.mark.parametrize("readers", [1, 3, 10])
@pytest.mark.parametrize("which", ["checks", "older"])
def test_python_opens_what_the_browser_sealed(
    readers: int, which: str, request: pytest.FixtureRequest
) -> None:
    identities = [new_identity() for _ in range(readers)]
    sizes = SIZES if readers == 1 and which == "checks" else SIZES[:2]
    recipients = [keys.recipient_of(identity) for identity in identities]
    files = request.getfixturevalue(which).sealed(sizes, recipients)
    for size, data in zip(sizes, map(base64.b64decode, files), strict=True):
        assert agefile.check_age_file(data, most=agefile.MOST_BLOB, recipients=readers)
        assert {unseal(identity, data) for identity in identities} == {some(size)}
        with pytest.raises(SealError, match="not-for-you"):
            unseal(new_identity(), data)


def altered(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_what_was_altered_on_the_way_is_damaged_on_both_sides(checks: Checks) -> None:
    whole = seal(ADA.card.recipient, some(70_000))
    head = agefile.check_age_file(whole, most=len(whole)).length
    stanza = whole.index(b"\n", whole.index(b"-> X25519")) + 2
    wrong = {
        "cut in the header": whole[: head - 10],
        "cut in the body": whole[:-1],
        "cut at a chunk": whole[: head + 16 + 64 * 1024 + 16],
        "a bit in the first chunk": altered(whole, head + 40),
        "a bit in the last chunk": altered(whole, len(whole) - 1),
        "another version": whole.replace(b"/v1", b"/v2", 1),
        "more at the end": whole + b"x",
        "header code": altered(whole, head - 3),
    }
    wrong["another header line"] = whole.replace(b"-> X25519", b"-> other-grease words\n\n-> X25519", 1)
    files = [{"identity": ADA.identity, "file": b64(data)} for data in wrong.values()]
    assert checks.hashed(files) == [{"refused": "damaged"}] * len(wrong)
    for data in wrong.values():
        with pytest.raises(SealError, match="damaged"):
            unseal(ADA.identity, data)
    other = {"identity": BELA.identity, "file": b64(whole)}
    foreign = {"identity": ADA.identity, "file": b64(altered(whole, stanza))}
    assert [each["refused"] for each in checks.hashed([other])] == ["not-for-you"]
    assert checks.hashed([foreign])[0]["refused"] in ("not-for-you", "damaged")


def test_the_browser_passes_the_known_vectors_of_the_format(checks: Checks) -> None:
    wanted = {
        name: {"refused": {"no match": "not-for-you"}.get(each["expect"], "damaged")}
        if each["expect"] != "success"
        else each["payload"]
        for name, each in CCTV.items()
    }
    files = [{"identity": each["identities"][0], "file": each["file"]} for each in CCTV.values()]
    assert dict(zip(CCTV, checks.hashed(files), strict=True)) == wanted


def test_a_file_is_sealed_and_opened_again(checks: Checks) -> None:
    made = checks.bigFile(3_000_000, new_identity())
    assert made["plain"] == made["expected"]


# ---- what a member has


def test_a_member_made_in_the_browser_opens_in_python(checks: Checks) -> None:
    made = checks.vault({"site": SITE, "username": "dana"})
    member = read_identity_file(made["file"], version=2)
    assert member.identity_file == made["file"]
    assert member.card.as_json() == made["payload"]["card"] == made["card"]
    by_words, by_key = (wrap["age_file"] for wrap in made["payload"]["wraps"])
    assert unlock(SITE, "dana", made["passphrase"], by_words) == made["file"]
    assert unseal(made["recoveryKey"], base64.b64decode(by_key)).decode() == made["file"]
    assert len(made["passphrase"].split(" ")) == 7


def test_a_vault_opens_only_with_what_belongs_to_it(checks: Checks) -> None:
    made = checks.vault({"site": SITE, "username": "dana"})
    assert made["unlocked"]
    assert made["recovered"]
    assert made["takenUp"]
    assert made["secretIsShut"]
    assert made["wrong"] == made["otherName"] == {"refused": "wrong-passphrase"}
    assert made["slip"] == made["otherKey"] == {"refused": "wrong-recovery-key"}
    assert made["locked"] == {"refused": "locked"}


def test_a_notebook_keeps_what_was_compared_and_cannot_be_written_by_others(checks: Checks) -> None:
    made = checks.vault({"site": SITE, "username": "dana"})
    card = made["card"]
    assert made["pinned"] == {card["name"]: cards.read_card(card).number}
    assert (made["known"], made["changed"]) == ("same", "changed")
    book = {"v": 1, "owner": ADA.name, "cards": {}, "sheets": {}, "channels": {}}
    forged = b64(seal(ADA.card.recipient, BELA.sign(notes.write_json(book))))
    assert checks.foreignNotebook(ADA.identity_file, forged) == {"refused": "bad-notebook"}
    own = b64(seal(ADA.card.recipient, ADA.sign(notes.write_json(book))))
    assert checks.foreignNotebook(ADA.identity_file, own) == book


def test_passphrases_are_seven_words_of_their_language(checks: Checks) -> None:
    for passphrase in checks.passphrases():
        assert len(passphrase.split(" ")) == 7
        assert derive.normalise(passphrase) == derive.normalise(f" {passphrase.upper()} ")


def test_the_word_lists_tell_2048_words_apart_without_accents() -> None:
    for language in ("en", "es"):
        text = (STATIC / f"sealing/vendor/words-{language}.js").read_text()
        words = text.partition("`")[2].partition("`")[0].split("\n")
        assert len({derive.normalise(word) for word in words}) == 2048


@pytest.mark.parametrize(
    ("pinned", "status", "came", "left"),
    [
        (None, "first", ["ada", "bela", "chidi"], ["ada"]),
        (0, "grown", ["bela", "chidi"], ["ada"]),
        (2, "same", [], []),
        ("lost", "lost", [], []),
    ],
)
def test_a_member_sees_what_changed_on_their_desk(
    checks: Checks, pinned: Any, status: str, came: list[str], left: list[str]
) -> None:
    said = VECTORS["sheets"]
    news = checks.news(ADA.identity_file, SITE, said["desk"], said["accepted"], pinned)
    assert news["status"] == status
    assert [name for change in news["changes"] for name in change["came"]] == came
    assert [name for change in news["changes"] for name in change["left"]] == left


def test_a_list_that_starts_again_is_said(checks: Checks) -> None:
    said = VECTORS["sheets"]
    again = make_vectors.DANA.sheet(said["desk"], [make_vectors.DANA.card])
    news = checks.news(ADA.identity_file, SITE, said["desk"], [*said["accepted"], again], 2)
    assert news["status"] == "restarted"
    assert news["changes"] == [{"seq": 1, "came": ["dana"], "left": ["bela", "chidi"]}]


# ---- the proof of work


def test_a_challenge_is_solved_without_a_worker(checks: Checks) -> None:
    options = altcha.v1.ChallengeOptions(hmac_key="key", max_number=2000)
    asked = altcha.v1.create_challenge(options)
    challenge = {name: getattr(asked, name) for name in ("algorithm", "challenge", "salt", "signature")}
    solved = checks.proof({**challenge, "maxnumber": 2000})
    assert altcha.v1.verify_solution(solved, "key", check_expires=False)[0]


def test_a_challenge_can_be_given_up(checks: Checks) -> None:
    hopeless = {
        "algorithm": "SHA-256",
        "challenge": "0" * 64,
        "salt": "s",
        "signature": "",
        "maxnumber": 10**9,
    }
    assert checks.unsolved(hopeless) == {"refused": "unsolved"}


# ---- the vendored files


def test_the_vendored_files_are_those_that_were_recorded() -> None:
    folder = STATIC / "sealing/vendor"
    recorded = dict(line.split("  ")[::-1] for line in (folder / "HASHES").read_text().splitlines())
    assert set(recorded) == {"age.js", "words-en.js", "words-es.js", "read.html", "LICENSES.txt"}
    for name, expected in recorded.items():
        assert sha256((folder / name).read_bytes()).hexdigest() == expected
    assert (folder / "age.js").stat().st_size < 110_000
