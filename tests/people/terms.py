"""Terms as tests of several rooms write them down: with the cast, through the real actions."""

from datetime import timedelta

import pytest

from chapterhouse.packs.actions import adopt
from chapterhouse.people.actions.filling import approve_term, plan_end, propose_term
from chapterhouse.people.models import Office
from chapterhouse.ui.refused import Refused
from tests import make

STATEMENT = """[[statements]]
code = "confidence"
name.en = "I keep confidence"
name.es = "Guardo la confianza"
text.en = "I tell nobody."
text.es = "No cuento nada."

"""


def adopted(cast, *, before="", **keys):
    """The chapter's pack with more keys for its ombudspeople."""
    source, lines = cast.version.source, "".join(f"{key} = {value}\n" for key, value in keys.items())
    source = source.replace('code = "ombuds"\nseats = 3\n', 'code = "ombuds"\nseats = 3\n' + lines)
    place = '[[offices]]\ncode = "ombuds"'
    return adopt(source=source.replace(place, before + place), at=make.now())


def today(pack, days=0):
    """A day of the organisation, so many after today."""
    return make.now().astimezone(pack.zone).date() + timedelta(days=days)


def planned(cast, term, days):
    """A term that ends by itself with that day."""
    pack = cast.version.pack
    last = today(pack, days)
    return plan_end(term=term, last=last, reason="asked", pack=pack, by=cast.rosa, at=make.now())


def propose(cast, person=None, *, pack=None, office="ombuds", first=0, last=300, by=None, at=None, **more):
    pack = pack or cast.version.pack
    told = {"how": "appointed", "decision": "Minutes of 12 May", **more}
    days = {"first": today(pack, first), "last": today(pack, last)}
    row = Office.objects.get(code=office)
    who = {"person": person or cast.ana, "by": by or cast.rosa}
    return propose_term(**who, office=row, **days, **told, pack=pack, at=at or make.now())


def approve(cast, term, *, by=None, pack=None, days=0):
    pack = pack or cast.version.pack
    told = {"decided_on": today(pack, days), "decision": "Minutes of 20 May, item 2"}
    return approve_term(term=term, **told, pack=pack, by=by or cast.rosa, at=make.now())


def refused(act, code, *args, **more):
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    assert refusal.value.code == code
