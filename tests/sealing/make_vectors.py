"""Writes vectors.json: what Python derives, signs and seals, for the browser to check.

    .venv/bin/python -m tests.sealing.make_vectors

Everything but the age files is the same each time; a test compares it.
"""

import json
import unicodedata
from hashlib import sha256
from pathlib import Path
from typing import Any

from chapterhouse.demo.ageclient import Member, Reporter, b64, seal
from chapterhouse.sealing.formats.cards import Card, safety_number, team_number
from chapterhouse.sealing.formats.codes import check_digits, grouped
from chapterhouse.sealing.formats.derive import derive, normalise
from chapterhouse.sealing.formats.entries import Attachment, Place, entry_text
from chapterhouse.sealing.formats.holders import Holder, read_statement, statement_text
from chapterhouse.sealing.formats.keys import identity_of
from chapterhouse.sealing.formats.notes import sign, write_json
from chapterhouse.sealing.formats.sheets import read_sheet, sheet_text

PLACE = Path(__file__).with_name("vectors.json")
SITE = "c0ffee00-0000-4000-8000-000000000001"
CHANNEL = "c0ffee00-0000-4000-8000-000000000002"
CASE = "c0ffee00-0000-4000-8000-000000000003"
ENTRY = "c0ffee00-0000-4000-8000-000000000004"
AT = "2026-11-21T09:30:00Z"
CODE = "123456789012345678901235"
PASSPHRASE = "Ocean Lamp  gravel-tulip orbit nephew cactus"

SECRETS = [
    PASSPHRASE,
    "  ábaco ABDOMEN\tabeja – abierto\u00a0abogado abono aborto ",
    "1234-5678-9012-3456-7890-1235",
    "1234 5678.9012 3456\u20117890 1235",
    "١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦ ٧٨٩٠ ١٢٣٥",
    "１２３４　５６７８",
    "१२ or more words",
    "Straße",
    "",
    " - ",
]


def some_bytes(label: str) -> bytes:
    return sha256(label.encode()).digest()


def member(username: str, version: int = 1) -> Member:
    """A member whose keys are always the same."""
    seed = f"{username} {version}"
    identity = identity_of(some_bytes(f"age {seed}"))
    return Member(SITE, f"{SITE}/{username}", identity, some_bytes(f"sign {seed}"), version)


ADA, BELA, CHIDI, DANA = (member(name) for name in ("ada", "bela", "chidi", "dana"))


def derived(purpose: Any, whose: str, secret: str) -> dict[str, Any]:
    keys = derive(purpose, whose, secret, site=SITE)
    out = {"purpose": purpose, "whose": whose, "secret": secret, "auth": keys.auth or ""}
    return out | {"identity": keys.identity, "recipient": keys.recipient, "seed": b64(keys.seed or b"")}


def digits() -> list[str]:
    """The ten digits of every script that this Python knows."""
    zeros = [code for code in range(0x110000) if unicodedata.decimal(chr(code), None) == 0]
    return ["".join(chr(zero + step) for step in range(10)) for zero in zeros]


def codes() -> dict[str, Any]:
    numbers = ["1234567890123456789012", "0000000000000000000000", "9999999999999999999999"]
    good = [number + check_digits(number) for number in numbers]
    wrong = ["123456789012345678901236", "213456789012345678901235", "12345678901234567890123", "", "a" * 24]
    return {"good": [*good, grouped(good[0]), SECRETS[4]], "wrong": wrong}


def notes() -> dict[str, Any]:
    text = write_json({"v": 1, "kind": "test", "body": "Grüße\n报告"})
    key = {"name": "chapter.example/ada", "key": ADA.card.key}
    good = sign(text, key["name"], ADA.seed)
    line = good.rpartition("\n\n")[2]
    other = sign(text, key["name"], BELA.seed).rpartition("\n\n")[2]
    renamed = sign(text, "chapter.example/bela", ADA.seed).rpartition("\n\n")[2]
    raw = line.split(" ")[2]
    broken = line.replace(raw[10:14], "AAAA")
    refused = {
        "another key": f"{text}\n{other}",
        "another name": f"{text}\n{renamed}",
        "words changed": good.replace("Grüße", "Grusse"),
        "one of two by this key does not fit": f"{text}\n{line}{broken}",
        "no signature": text,
        "no final line feed": good[:-1],
        "a carriage return": good.replace("\n\n", "\r\n\n"),
        "a space too many": good.replace(f" {raw}", f"  {raw}"),
        "too many signatures": f"{text}\n{line * 17}",
        "text after the signatures": f"{good}\n\n",
    }
    return {
        **key,
        "text": text,
        "seed": b64(ADA.seed),
        "good": [good, f"{text}\n{other}{line}", f"{text}\n{line}{other}{renamed}"],
        "refused": refused,
    }


def sheets() -> dict[str, Any]:
    """A desk's list, and what may not follow its second sheet."""

    def sheet(by: Member, cards: list[Member], previous: Any = None, desk: str = "ombuds") -> str:
        text = sheet_text(site=SITE, desk=desk, cards=[each.card for each in cards], at=AT, previous=previous)
        return by.sign(text)

    one = sheet(ADA, [ADA])
    first = read_sheet(one)
    two = sheet(ADA, [ADA, BELA], first)
    second = read_sheet(two)
    three = sheet(BELA, [BELA, CHIDI], second)
    refused = {
        "signed by somebody who is only on the new one": sheet(CHIDI, [ADA, BELA, CHIDI], second),
        "signed by the same name with other keys": sheet(member("bela", 2), [ADA], second),
        "follows another sheet": sheet(ADA, [ADA], first),
        "of another desk": sheet(ADA, [ADA, BELA], second, desk="formal"),
        "not signed": two.rpartition("\n\n")[0] + "\n",
    }
    accepted = [one, two, three]
    read = [read_sheet(note) for note in accepted]
    return {
        "desk": "ombuds",
        "accepted": accepted,
        "hashes": [each.hash for each in read],
        "team_numbers": [each.team_number for each in read],
        "refused_after_two": refused,
    }


def key_of(label: str) -> str:
    """The recipient of a channel key that is always the same."""
    return Member(SITE, "-", identity_of(some_bytes(label)), some_bytes("-")).card.recipient


def statements(reporter: Reporter) -> dict[str, Any]:
    """A channel's statements, and what may not follow its second."""

    def statement(by: Any, holders: list[Card], version: int, previous: Any = None, key: str = "") -> str:
        recipient = key or key_of(f"key {version}")
        named = [Holder.of(card) for card in holders]
        text = statement_text(
            site=SITE,
            channel=CHANNEL,
            version=version,
            recipient=recipient,
            holders=named,
            at=AT,
            previous=previous,
        )
        return str(by.sign(text))

    ada, bela, chidi, dana, mailbox = (each.card for each in (ADA, BELA, CHIDI, DANA, reporter))
    one = statement(reporter, [ada, bela, mailbox], 1)
    first = read_statement(one)
    two = statement(ADA, [ada, bela, chidi, mailbox], 1, first)
    second = read_statement(two)
    three = statement(BELA, [bela, chidi, mailbox], 2, second)
    new_bela = member("bela", 2)
    refused = {
        "a key brought in by somebody excluded, who is on the team sheet": statement(
            DANA, [dana, ada], 2, second
        ),
        "the same, who names themselves a holder": statement(
            DANA, [ada, bela, chidi, dana, mailbox], 1, second
        ),
        "signed by a holder's name with other keys": statement(new_bela, [ada, bela], 2, second),
        "follows another statement": statement(ADA, [ada], 1, first),
        "another key without a new version": statement(ADA, [ada, bela], 1, second, key_of("other")),
        "a new version of the same key": statement(ADA, [ada, bela], 2, second, key_of("key 1")),
        "a version left out": statement(ADA, [ada, bela], 3, second),
        "not signed": three.rpartition("\n\n")[0] + "\n",
    }
    cards = [card.as_json() for card in (ada, bela, chidi, dana, new_bela.card)]
    return {
        "channel": CHANNEL,
        "cards": cards,
        "maker": mailbox.as_json(),
        "accepted": [one, two, three],
        "hashes": [read_statement(note).hash for note in (one, two, three)],
        "refused_after_two": refused,
    }


def entries() -> dict[str, Any]:
    place = Place(SITE, CASE, CHANNEL, key_of("key 1"), ENTRY)
    file = Attachment("a photo – überall.png", "image/png", 1234, "ab" * 32)
    content = {"kind": "message", "at": AT, "prev": None, "body": "¿Qué pasó?\n\n报告", "files": [vars(file)]}
    text = entry_text(place, kind="message", at=AT, body=content["body"], files=[file])
    return {"place": vars(place), "content": content, "text": text}


def age_files(reporter: Reporter) -> list[dict[str, Any]]:
    plain = ["", "x", "Grüße\n报告", ADA.identity_file]
    return [
        {"identity": ADA.identity, "plain": text, "file": b64(seal(ADA.card.recipient, text))}
        for text in plain
    ]


def build() -> dict[str, Any]:
    reporter = Reporter.of(SITE, CODE)
    cards = [each.card for each in (ADA, BELA, CHIDI)]
    numbers = [safety_number(card.name, card.recipient, card.key) for card in cards]
    return {
        "site": SITE,
        "derived": [
            derived("vault", "ada", PASSPHRASE),
            derived("mailbox", "", SECRETS[2]),
            derived("invitation", "", SECRETS[4]),
        ],
        "norms": {secret: normalise(secret) for secret in SECRETS},
        "digits": digits(),
        "codes": codes(),
        "cards": [card.as_json() for card in cards],
        "numbers": numbers,
        "team_number": team_number(numbers),
        "notes": notes(),
        "sheets": sheets(),
        "statements": statements(reporter),
        "entry": entries(),
        "identity_file": ADA.identity_file,
        "age": age_files(reporter),
    }


if __name__ == "__main__":
    PLACE.write_text(json.dumps(build(), ensure_ascii=False, indent=1) + "\n")
