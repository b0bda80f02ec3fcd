"""Makes links between cases, waits and leavings for tests, through the real actions.

one, two = linking.both(cast)                    # two formal reports that name Jules, both with Ida and Noor
linking.propose(one.case, two.case, by=cast.ida)
linking.answer(one); linking.answer(two, yes=False)
linking.wait(one, until_match=True)              # with their return code; linking.begin(one)
linking.confirm_same(one.case, two.case, by=cast.ida)
linking.depart(one.case, by=cast.ida)
"""

from chapterhouse.casework.actions import departing, linking, waits
from chapterhouse.casework.models import Link
from chapterhouse.casework.wire.linking import NewDeparture
from chapterhouse.demo.telling import Told
from chapterhouse.notices.models import Notice
from tests import formal, make, others


def another(cast, name="Jules", *, at=None, **how):
    """A formal report that names somebody, taken by Ida and Noor."""
    people = ((name, ("caused",)),)
    content = Told(title="Again", happening="It happened again.", people=people)
    told = make.take(make.report("b", at=at, told=content, **how), cast.ida, cast.noor, at=at)
    Notice.objects.all().delete()
    return told


def both(cast, *, at=None):
    return formal.worked(cast, at=at), another(cast, "JULÈS ", at=at)


def propose(case, other, *, by, at=None):
    sent = {"case": make.fresh(case), "other": make.fresh(other)}
    return linking.propose(**sent, by=by, at=at or make.now())


def linked(one, two, *, by, at=None):
    """Proposed, and agreed to by both."""
    propose(one.case, two.case, by=by, at=at)
    for told in (one, two):
        answer(told, at=at)
    return Link.objects.of(one.case).of(two.case).get(ended=None)


def ask(case, *, by, at=None):
    return linking.ask(case=make.fresh(case), by=by, at=at or make.now())


def answer(told, *, yes=True, at=None):
    return linking.answer(party=make.fresh(told.party), yes=yes, at=at or make.now())


def heard(told, *, by, yes=True, at=None):
    """An officer records what they heard."""
    party = make.first(told.case)
    return others.consult(party, "link", by=by, party=party, given=yes, at=at)


def word(case):
    """What the one whose case it is said last."""
    return linking.word_of(make.fresh(case))


def end(link, case, *, by, at=None):
    return linking.end(link=link, case=make.fresh(case), by=by, at=at or make.now())


def wait(told, *, until_match=True, by=None, at=None):
    """The person asks for it, or an officer (`by`) heard it."""
    party = make.first(make.fresh(told.case)) if by else make.fresh(told.party)
    return waits.wait_here(party=party, until_match=until_match, at=at or make.now(), by=by)


def begin(told, *, by=None, at=None):
    """The person says so, or an officer (`by`) heard it."""
    who = by or make.fresh(told.party)
    return waits.begin(case=make.fresh(told.case), by=who, at=at or make.now())


def confirm_same(case, other, *, by, at=None):
    sent = {"case": make.fresh(case), "other": make.fresh(other)}
    return waits.confirm_same(**sent, by=by, at=at or make.now())


def departure_wire(case, *, by, course="continue", back_on="", words="Jules resigned on Sunday.", at=None):
    sealed = make.note_wire(case, by=by, text=words, at=at)
    return NewDeparture(words=sealed, course=course, back_on=back_on)


def depart(case, *, by, at=None, **how):
    wire = departure_wire(case, by=by, at=at, **how)
    return departing.record_departure(case=make.fresh(case), departure=wire, by=by, at=at or make.now())


def strike(row, *, by, at=None):
    return departing.strike_departure(departure=make.fresh(row), by=by, at=at or make.now())
