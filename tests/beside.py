"""Makes those who stand beside a party, through the real actions; the rest is in tests/make.py.

row = beside.ask(told)                          # the party asks, with their own code
beside.invite(row, by=cast.chidi)               # a letter; its code is make.CODES[3]
nora = make.join(make.CODES[3])                 # .case .party .box, as of a report

nora = beside.stand(told, by=cast.chidi)        # all of it at once; also .row
"""

from chapterhouse.casework.actions import supporters
from tests import make, others

LETTER = make.CODES[3]


def ask_wire(told, name="Nora Quill", *, at=None):
    asked = [{"question": "Somebody is to be beside them:", "answer": [name]}]
    return make.message_wire(told, {"kind": "beside", "answers": asked}, at=at)


def ask(told, role="support", name="Nora Quill", *, at=None):
    at = at or make.now()
    entry, party = ask_wire(told, name, at=at), make.fresh(told.party)
    return supporters.ask_beside(party=party, role=role, entry=entry, at=at)


def invite(row, *, by, invitation=LETTER, at=None, **how):
    return others.invite(row.guest, by=by, invitation=invitation, at=at, **how)


def stand(told, role="support", *, by, invitation=LETTER, at=None):
    """Somebody was asked for, was given their letter, and has come."""
    row = ask(told, role, at=at)
    invite(row, by=by, invitation=invitation, at=at)
    come = make.join(invitation, at=at)
    come.row = row
    return come


def change(come, role, *, by=None, at=None):
    row = make.fresh(come.row)
    return supporters.change_role(supporter=row, role=role, by=by or row.party, at=at or make.now())


def end(come, *, by=None, at=None):
    row = make.fresh(come.row)
    return supporters.end_beside(supporter=row, by=by or row.party, at=at or make.now())


def write(come, text="I was there.", *, for_them=False, at=None):
    at, row = at or make.now(), make.fresh(come.row)
    entry = make.message_wire(come, text, at=at)
    return supporters.write_beside(supporter=row, entry=entry, for_them=for_them, at=at)
