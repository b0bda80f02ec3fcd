"""What is taken in must be usable later: by every database, and for as many cases as there come to be."""

import base64
import json

import pyrage
import pytest

from chapterhouse.sealing.formats.holders import StatementError, read_statement
from chapterhouse.sealing.formats.notes import write_json
from tests.sealing.make_vectors import ADA, SITE


@pytest.mark.parametrize("name", ["\ud800", "\x00", "", "two words"], ids=["half", "null", "empty", "gap"])
def test_a_statement_names_holders_whom_every_database_can_look_up(name):
    named = {"name": ADA.name, "number": ADA.card.number}
    head = {"v": 1, "site": SITE, "channel": "c", "seq": 1, "prev": None, "version": 1, "at": "x"}

    def statement(*holders):
        text = json.dumps({**head, "recipient": ADA.card.recipient, "holders": holders}, indent=1) + "\n"
        return read_statement(ADA.sign(text))

    assert statement(named, {"name": "reporter", "number": "1"}).holders[1].name == "reporter"
    with pytest.raises(StatementError):
        statement(named, {"name": name, "number": "1"})


def test_a_notebook_has_room_for_a_thousand_conversations(client, cast):
    pin = {"seq": 9, "hash": "0" * 64, "recipient": ADA.card.recipient}
    book = write_json({"channels": {f"c0ffee00-0000-4000-8000-{at:012}": pin for at in range(1000)}})
    sealed = pyrage.encrypt(book.encode(), [pyrage.x25519.Recipient.from_str(ADA.card.recipient)])
    client.force_login(cast.bela)
    body = {"age_file": base64.b64encode(sealed).decode()}
    assert client.put("/vault/notebook/", body, content_type="application/json").status_code == 204
