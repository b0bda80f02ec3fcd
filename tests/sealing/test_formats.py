"""Formats of the encryption design, in Python: the values it gives, the vectors we keep, what is refused."""

import base64
import json
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapterhouse.demo.ageclient import Member, seal, unseal
from chapterhouse.sealing.formats import (
    agefile,
    bech32,
    cards,
    codes,
    derive,
    entries,
    holders,
    keys,
    notes,
    sheets,
)
from tests.sealing import make_vectors

VECTORS = json.loads(make_vectors.PLACE.read_text())
CCTV = json.loads(Path(__file__).with_name("cctv_age.json").read_text())["vectors"]
SITE = make_vectors.SITE


# ---- the values the design gives


def test_a_vault_is_derived_as_the_design_says() -> None:
    typed = "Ocean Lamp  gravel-tulip orbit nephew cactus"
    assert derive.normalise(typed) == "ocean lamp gravel tulip orbit nephew cactus"
    vault = derive.derive("vault", "ada", typed, site=SITE)
    assert vault.recipient == "age18zymdez559p29465nke6am8uttujkttjzn6vnnrgpfw9076wuurq4m4gxn"
    stretched = derive.stretch("vault", "ada", typed, site=SITE)
    assert derive.expand(stretched, "auth").hex() == (
        "ea9aeb9a63c0a4cce0c7a744476fcdf3821472e33ea0c9024cda474dc187422a"
    )


def test_a_vault_gives_the_server_nothing() -> None:
    vault = derive.derive("vault", "ada", "ocean lamp", site=SITE)
    assert vault.auth is None
    assert vault.seed is None


@pytest.mark.requirement("S1.18")
def test_a_mailbox_is_derived_from_its_return_code_as_the_design_says() -> None:
    mailbox = derive.derive("mailbox", "", "1234-5678-9012-3456-7890-1235", site=SITE)
    assert mailbox.auth == "657774beaa4291f1ddf3b706862e19b27374f467acc3ba59b0d3b984f5e8c49c"
    assert mailbox.recipient == "age1me9f0ur2zl0xdts6rhtc3pzv8wjyneasmnee9cet5ved7krm6yrqdzrekz"
    assert mailbox.seed
    assert keys.signing_key_of(mailbox.seed) == "jvIBWj8N525+8Zjj/n1hIeR0xgNLPHHlh5Ph+dVTeWQ="
    assert codes.check_digits("1234567890123456789012") == "35"


def test_a_note_is_signed_as_the_design_says() -> None:
    text = notes.write_json({"v": 1, "kind": "test", "body": "Grüße\n报告"})
    note = notes.sign(text, "chapter.example/ada", bytes(range(32)))
    assert note.endswith(
        "\n\n— chapter.example/ada D2gb1rpr1V8W6CfmF5NytdvL43+pJ9RrbbJfvP8bly7Ds8nqH0Cr5Lu5NgsG6PGmxVJ3WSTzOG"
        "9MqVZEb3selmDw7AQ=\n"
    )


def test_a_safety_number_is_the_one_the_design_gives() -> None:
    recipient = "age1n2equ58gurwh6ua7f6tyszuj3k4gjn9943nvxamrmf6mrgkh8q8q77eeuy"
    number = cards.safety_number(
        "chapter.example/ada", recipient, "4dSWdBh5XS03vG1NQZgxISGSLPo9SMIWnMkPXqdyWDA="
    )
    assert number == "19540 84641 46231 50606 42320 55440"


def test_python_still_makes_the_vectors_that_the_browser_is_held_to() -> None:
    changing = ("age", "digits")  # sealing is random; each Python knows more scripts
    made = json.loads(json.dumps(make_vectors.build()))
    assert {name: made[name] for name in made if name not in changing} == {
        name: VECTORS[name] for name in VECTORS if name not in changing
    }


def test_python_opens_the_sealed_vectors() -> None:
    for each in VECTORS["age"]:
        assert unseal(each["identity"], base64.b64decode(each["file"])).decode() == each["plain"]


# ---- codes


@given(st.text("0123456789", min_size=22, max_size=22), st.integers(0, 23), st.integers(1, 9))
def test_one_wrong_digit_never_passes(number: str, at: int, by: int) -> None:
    code = number + codes.check_digits(number)
    assert codes.is_code(code)
    wrong = str((int(code[at]) + by) % 10)
    assert not codes.is_code(code[:at] + wrong + code[at + 1 :])


@given(st.text("0123456789", min_size=22, max_size=22), st.integers(0, 22))
def test_two_digits_that_changed_places_never_pass(number: str, at: int) -> None:
    code = number + codes.check_digits(number)
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert swapped == code or not codes.is_code(swapped)


def test_a_new_code_fits_and_reads_the_same_however_it_is_typed() -> None:
    code = codes.new_code()
    assert codes.is_code(code)
    arabic = code.translate({ord(str(n)): chr(0x660 + n) for n in range(10)})
    for typed in (codes.grouped(code), codes.grouped(code).replace(" ", "-"), f" {codes.grouped(arabic)} "):
        assert codes.read_code(typed) == code
        assert codes.is_code(typed)


# ---- keys


@given(st.binary(min_size=32, max_size=32))
def test_identities_and_recipients_are_those_of_age(secret: bytes) -> None:
    identity = keys.identity_of(secret)
    assert keys.recipient_of(identity) == str(pyrage.x25519.Identity.from_str(identity).to_public())
    assert bech32.decode("age-secret-key-", identity.lower()) == secret


RECIPIENT = make_vectors.ADA.card.recipient


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        RECIPIENT.upper(),
        RECIPIENT[:-1],
        RECIPIENT[:-1] + ("q" if RECIPIENT[-1] != "q" else "p"),
        RECIPIENT + "q",
        bech32.encode("age", bytes(31)),
        bech32.encode("age", bytes(33)),
        bech32.encode("age", bytes(32)),  # a point of small order
        bech32.encode("age1pq", bytes(32)),
        bech32.encode("other", bytes(32)),
        "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t",
        "ssh-ed25519 AAAA",
    ],
)
def test_only_x25519_recipients_are_taken(wrong: str) -> None:
    assert keys.is_recipient(RECIPIENT)
    assert not keys.is_recipient(wrong)


@pytest.mark.parametrize("wrong", ["", "AAAA", "A" * 43, "A" * 42 + "B=", "A" * 44, "A" * 42 + "-="])
def test_only_32_bytes_of_canonical_base64_are_a_signing_key(wrong: str) -> None:
    assert keys.is_signing_key(make_vectors.ADA.card.key)
    assert not keys.is_signing_key(wrong)


@pytest.mark.parametrize("username", ["", "Ada", "ada lovelace", "ada/bela", "ada\n", "аda"])
def test_a_card_name_takes_only_plain_usernames(username: str) -> None:
    with pytest.raises(ValueError, match="username"):
        cards.card_name(SITE, username)


# ---- notes


def test_signed_notes_are_accepted_with_other_lines_around() -> None:
    said = VECTORS["notes"]
    for note in said["good"]:
        assert notes.verify(note, said["name"], said["key"]) == said["text"]


@pytest.mark.parametrize("why", VECTORS["notes"]["refused"])
def test_a_note_is_refused(why: str) -> None:
    said = VECTORS["notes"]
    with pytest.raises(notes.NoteError):
        notes.verify(said["refused"][why], said["name"], said["key"])


def test_what_is_signed_has_no_control_characters_but_line_feeds() -> None:
    for text in ("no line feed", "a\ttab\n", "a carriage\r\n", "\x00\n"):
        with pytest.raises(notes.NoteError):
            notes.sign(text, "ada", bytes(32))


@pytest.mark.parametrize("text", ["", "[]", '{"v": 2}', '{"v": 1, "a": NaN}', "[" * 100_000, "null"])
def test_a_statement_is_a_json_object_of_our_version(text: str) -> None:
    with pytest.raises(notes.NoteError):
        notes.read_json(text)


# ---- team sheets and holder statements


def test_a_desks_sheets_are_accepted_one_after_another() -> None:
    said = VECTORS["sheets"]
    read = sheets.verify_sheets(said["accepted"], site=SITE, desk=said["desk"])
    assert [sheet.hash for sheet in read] == said["hashes"]
    assert [sheet.team_number for sheet in read] == said["team_numbers"]


@pytest.mark.parametrize("why", VECTORS["sheets"]["refused_after_two"])
def test_a_sheet_is_refused(why: str) -> None:
    said = VECTORS["sheets"]
    with pytest.raises(sheets.SheetError):
        sheets.verify_sheets(
            [*said["accepted"][:2], said["refused_after_two"][why]], site=SITE, desk=said["desk"]
        )


def test_a_desk_whose_old_team_is_gone_starts_its_list_again() -> None:
    said = VECTORS["sheets"]
    again = make_vectors.DANA.sheet(said["desk"], [make_vectors.DANA.card])
    read = sheets.verify_sheets([*said["accepted"], again], site=SITE, desk=said["desk"])
    assert [sheet.seq for sheet in read] == [1, 2, 3, 1]


def accepted(notes: list[str]) -> list[holders.Statement]:
    said = VECTORS["statements"]
    known = [cards.read_card(card) for card in said["cards"]]
    maker = cards.read_card(said["maker"])
    return holders.verify_statements(
        notes, site=SITE, channel=said["channel"], cards=[*known, maker], maker=maker
    )


def test_holder_statements_are_accepted_one_after_another() -> None:
    said = VECTORS["statements"]
    assert [each.hash for each in accepted(said["accepted"])] == said["hashes"]


@pytest.mark.parametrize("why", VECTORS["statements"]["refused_after_two"])
def test_a_holder_statement_is_refused(why: str) -> None:
    said = VECTORS["statements"]
    assert len(accepted([*said["accepted"][:2], said["refused_after_two"][why]])) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("recipient", "age1pq1qqqq"),
        ("holders", []),
        ("version", 0),
        ("seq", "1"),
        ("site", 3),
        ("holders", [{"name": 1}]),
    ],
)
def test_a_malformed_holder_statement_is_refused(field: str, value: Any) -> None:
    data = json.loads(notes.parse(VECTORS["statements"]["accepted"][0]).text)
    note = make_vectors.ADA.sign(notes.write_json(data | {field: value}))
    with pytest.raises(holders.StatementError):
        holders.read_statement(note)


# ---- entries


@given(st.text(st.characters(codec="utf-8"), max_size=3000))
def test_an_entry_is_padded_and_reads_back_at_its_place(body: str) -> None:
    place = entries.Place(**VECTORS["entry"]["place"])
    text = entries.entry_text(place, kind="message", body=body, at=make_vectors.AT)
    assert len(text.encode()) % 1024 == 0
    assert entries.read_entry(text, place)["body"] == body


@pytest.mark.parametrize("field", ["site", "case", "channel", "key", "entry"])
def test_an_entry_of_another_place_is_refused(field: str) -> None:
    here = VECTORS["entry"]["place"]
    with pytest.raises(entries.PlaceError):
        entries.read_entry(VECTORS["entry"]["text"], entries.Place(**(here | {field: "elsewhere"})))


# ---- age files from outside


#: Of the format's known test vectors: good headers whose faults only a key can tell, and good files of kinds
#: that we do not take. All others are taken where age opens them, and refused where it does not.
ONLY_A_KEY_TELLS = {
    "hmac_bad",
    "stream_bad_tag",
    "stream_no_final",
    "stream_two_final_chunks_short",
    "x25519_bad_tag",
    "x25519_identity",
    "x25519_low_order",
    "x25519_no_match",
}
OF_OTHER_KINDS = {"stanza_empty_body", "stanza_empty_last_line", "stanza_valid_characters"}


@pytest.mark.parametrize("name", CCTV)
def test_a_known_vector_is_taken_or_refused_as_age_does(name: str) -> None:
    def taken() -> bool:
        try:
            agefile.check_age_file(base64.b64decode(CCTV[name]["file"]))
        except agefile.AgeFileError:
            return False
        return True

    opens = CCTV[name]["expect"] == "success"
    assert taken() == ((opens or name in ONLY_A_KEY_TELLS) and name not in OF_OTHER_KINDS)


def sealed(readers: int = 1, plain: bytes = b"words") -> bytes:
    people = [pyrage.x25519.Identity.generate().to_public() for _ in range(readers)]
    return bytes(pyrage.encrypt(plain, people))


@pytest.mark.parametrize("readers", [1, 3, 10])
def test_recipients_are_counted(readers: int) -> None:
    head = agefile.check_age_file(sealed(readers), recipients=readers)
    assert head.recipients == readers
    with pytest.raises(agefile.AgeFileError, match="recipients"):
        agefile.check_age_file(sealed(readers), recipients=readers + 1)


@pytest.mark.parametrize(
    ("reason", "data"),
    [
        ("not-age", b""),
        ("not-age", b"hello"),
        ("not-age", b"-----BEGIN AGE ENCRYPTED FILE-----\n"),
        ("not-age", b"age-encryption.org/v2\n"),
        ("header", b"age-encryption.org/v1\n-> X25519"),
        ("header", b"age-encryption.org/v1\n" + b"-> X25519 " + b"A" * 5000),
        ("recipients", bytes(pyrage.passphrase.encrypt(b"words", "passphrase"))),
        ("recipients", sealed().replace(b"-> X25519 ", b"-> piv-p256 ", 1)),
        ("recipients", sealed().replace(b"-> X25519 ", b"-> a-grease ", 1)),
        ("header", sealed().replace(b"-> X25519 ", b"-> X25519 more ", 1)),
    ],
)
def test_a_file_that_is_not_age_for_x25519_is_refused(reason: str, data: bytes) -> None:
    with pytest.raises(agefile.AgeFileError) as refused:
        agefile.check_age_file(data)
    assert refused.value.reason == reason


def test_a_header_alone_is_refused() -> None:
    data = sealed()
    with pytest.raises(agefile.AgeFileError, match="size"):
        agefile.check_age_file(data[: agefile.check_age_file(data).length])


def test_a_header_longer_than_4_kib_is_refused() -> None:
    with pytest.raises(agefile.AgeFileError, match="header"):
        agefile.check_age_file(sealed(45))


def test_a_file_that_is_too_long_is_refused() -> None:
    data = sealed(plain=bytes(2000))
    assert agefile.check_age_head(data[:4096], size=len(data), most=len(data))
    with pytest.raises(agefile.AgeFileError, match="size"):
        agefile.check_age_head(data[:4096], size=len(data), most=len(data) - 1)


@pytest.mark.parametrize("plain", [0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 300_000])
def test_there_is_room_for_what_sealing_adds(plain: int) -> None:
    assert len(sealed(plain=bytes(plain))) <= agefile.sealed_size(plain)


def test_an_identity_file_opens_with_age_as_it_is() -> None:
    member = Member.new(SITE, "ada")
    name, public, _seed, identity = member.identity_file.splitlines()
    assert name == f"# {SITE}/ada"
    assert public == f"# public key: {member.card.recipient}"
    opened = pyrage.decrypt(seal(member.card.recipient, "words"), [pyrage.x25519.Identity.from_str(identity)])
    assert opened == b"words"
