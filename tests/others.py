"""Makes the others in a case, as `tests/make.py` makes everything else: through the real actions.

jules = others.involve(told.case, "Jules", by=cast.chidi)   # their party; who it is stands in the list
others.consult(jules, by=cast.chidi)                        # the person agrees that we speak with them
others.invite(jules, by=cast.chidi)                         # a letter; its code is make.CODES[1]
guest = make.join()                                         # .case .party .box, as of a report

guest = others.guest(told.case, by=cast.chidi)              # all of it at once
"""

from chapterhouse.casework import codes
from chapterhouse.casework.actions import involving, letters
from chapterhouse.casework.wire import NewConsent, NewTelling
from chapterhouse.demo import desks
from chapterhouse.demo.telling import Told
from chapterhouse.notices.models import Notice
from tests import make


def worked(cast):
    """A request that names Jules and Priya. Chidi and Dana have it, and every notice of it was read."""
    people = (("Jules", ("caused", "witnessed")), ("Priya", ("experienced",)))
    told = make.report("a", told=Told(title="After", happening="It happened.", people=people))
    make.take(told, cast.chidi, cast.dana)
    Notice.objects.all().delete()
    return told


def involve_wire(case, name="Jules", *, by, code=None, at=None):
    code = code or codes.draw("P")
    return desks.work_with(make.member(by), make.fresh(case), name, code=code, at=at or make.now())


def involve(case, name="Jules", *, by, at=None):
    """Somebody of the list is worked with from now on; returns their party."""
    at, wire = at or make.now(), involve_wire(case, name, by=by, at=at)
    return involving.involve(case=make.fresh(case), involved=wire, by=by, at=at)


def consent_wire(about, step="contact", *, by, party=None, given=True, words="By telephone: yes.", at=None):
    sealed = make.note_wire(about.case, by=by, text=words, at=at) if words else None
    asked = party or make.first(about.case)
    return NewConsent(party=asked.code, about=about.code, step=step, given=given, words=sealed)


def consult(about, step="contact", *, by, party=None, given=True, words="By telephone: yes.", at=None):
    """Somebody (`party`, if left out the one whose case it is) was asked about another: yes or no."""
    at, case = at or make.now(), make.fresh(about.case)
    wire = consent_wire(about, step, by=by, party=party, given=given, words=words, at=at)
    return involving.consult(case=case, consent=wire, by=by, at=at)


def take_back(consent, *, by, at=None):
    """`by`: the officer who heard it, or the party who says it with their code."""
    return involving.take_back(consent=make.fresh(consent), by=by, at=at or make.now())


def tell(party, *, by, means="telephone", words="What you may say.", at=None):
    at, party = at or make.now(), make.fresh(party)
    telling = NewTelling(means=means, words=make.note_wire(party.case, by=by, text=words, at=at))
    return involving.tell_party(party=party, telling=telling, by=by, at=at)


def letter_wire(party, *, by, invitation=make.CODES[1], turn_away=False, text="A letter.", at=None):
    at = at or make.now()
    return desks.letter(make.member(by), make.fresh(party), text, code=invitation, at=at, turn_away=turn_away)


def invite(party, *, by, invitation=make.CODES[1], turn_away=False, text="A letter.", at=None):
    """A letter for somebody in a case, opened by a code on paper: `make.join(code)`."""
    at, party = at or make.now(), make.fresh(party)
    wire = letter_wire(party, by=by, invitation=invitation, turn_away=turn_away, text=text, at=at)
    return letters.invite(party=party, invitation=wire, by=by, at=at)


def guest(case, name="Jules", *, by, invitation=make.CODES[1], code=None, at=None):
    """Somebody who was asked about, invited and has come: like a report, with `.case`, `.party`, `.box`."""
    party = involve(case, name, by=by, at=at)
    consult(party, by=by, at=at)
    invite(party, by=by, invitation=invitation, at=at)
    return make.join(invitation, code=code, at=at)


def leave(told, *, at=None):
    """A guest takes no further part."""
    return involving.leave(party=make.fresh(told.party), at=at or make.now())
