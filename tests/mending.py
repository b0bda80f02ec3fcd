"""Cases of a team that holds dialogues, for tests, through the real actions; the rest is in tests/make.py.

mending.team(cast)                                # Chidi and Dana are on it from now on, and at no other desk
told = mending.told(cast)                         # a case of theirs, which both have taken and answered
mending.keep_first(told.party, by=cast.chidi)
draft = mending.draft(told.case, by=cast.chidi)
mending.show(draft, told.party, by=cast.chidi)
mending.offer(told.party, jules.party, by=cast.chidi)
"""

from chapterhouse.casework.actions import drafts, ending, offers, story
from chapterhouse.casework.models import Draft
from chapterhouse.casework.wire import NewDraft, NewFirst, NewOffer, NewReferral, NewShowing
from chapterhouse.demo import chapter, desks
from chapterhouse.demo.telling import Told
from chapterhouse.notices.models import Notice
from chapterhouse.people.actions.offices import take_office
from chapterhouse.people.models import Office
from tests import make
from tests.casework import closings

HOPED = {"answers": [{"part": "hoped", "question": "What they hope for", "answer": ["That it stops."]}]}
PEOPLE = (("Jules", ("caused",)), ("Priya", ("experienced",)))


def team(cast, *, at=None):
    """The pack of a team behind the accountability wall comes into force, with two of the cast on it."""
    at = at or make.now()
    for person in (cast.chidi, cast.dana):
        make.leave(person, at=at)
    version = make.pack("dsa-la-crt", at=at)
    for person in (cast.chidi, cast.dana):
        office = Office.objects.get(code="crt")
        take_office(person=person, office=office, starts=at, by="operator", pack=version.pack)
    chapter.sign_sheets("crt", [make.member(cast.chidi), make.member(cast.dana)], at=at)
    return version


def told(cast, *, code=None, text="It happened after the meeting."):
    """A case of the team that names Jules and Priya. Chidi and Dana have it, and Chidi has answered."""
    team(cast)
    told = make.report("a", code=code, told=Told(title="After", happening=text, people=PEOPLE))
    make.take(told, cast.chidi, cast.dana)
    make.reply(told.party, by=cast.chidi)
    Notice.objects.all().delete()
    return told


def first_wire(party, *, by, body=HOPED, expected=False, replaces=None, at=None):
    sealed = make.sealed(desks.team(make.member(by), make.fresh(party.case)), "note", body, at)
    return NewFirst(notes=sealed, expected=expected, replaces=replaces)


def keep_first(party, *, by, body=HOPED, expected=False, replaces=None, at=None):
    at, party = at or make.now(), make.fresh(party)
    sent = first_wire(party, by=by, body=body, expected=expected, replaces=replaces, at=at)
    return story.keep_first(party=party, sent=sent, by=by, at=at)


def refer(case, *, by, words="To the tenants' union.", at=None):
    at, case = at or make.now(), make.fresh(case)
    sent = NewReferral(words=make.note_wire(case, by=by, text=words, at=at))
    return story.refer(case=case, words=sent.words, by=by, at=at)


def points(*texts, standing="agreed"):
    """Points of a narrative as a browser seals them."""
    words = {"en": standing.capitalize(), "es": standing}
    rows = [
        {"part": f"p{number}", "standing": standing, "question": words, "answer": [text]}
        for number, text in enumerate(texts, 1)
    ]
    return {"kind": "narrative", "answers": rows}


def draft_wire(case, *texts, by, after=(), next_on=None, at=None):
    sealed = make.sealed(desks.team(make.member(by), make.fresh(case)), "note", points(*texts), at)
    return NewDraft(words=sealed, after=[row.words.uuid for row in after], next_on=next_on)


def draft(case, *texts, by, kind=Draft.NARRATIVE, after=(), next_on=None, at=None):
    """A version with these points, made from others."""
    at, case = at or make.now(), make.fresh(case)
    sent = draft_wire(case, *(texts or ("They met.",)), by=by, after=after, next_on=next_on, at=at)
    return drafts.write_draft(case=case, kind=kind, sent=sent, by=by, at=at)


def show(draft, party, *, by, body=None, at=None):
    """A sealed copy of it, or of a part, in somebody's own channel."""
    at, party = at or make.now(), make.fresh(party)
    sealed = make.sealed(desks.talk(make.member(by), party), "message", body or points("They met."), at)
    sent = NewShowing(draft=draft.words.uuid, entry=sealed, seen=make.seen(party.channel))
    return drafts.show_draft(party=party, sent=sent, by=by, at=at)


def offer(party, about, *, by, words="Would you speak with them, with us there?", at=None):
    at, party = at or make.now(), make.fresh(party)
    sealed = make.sealed(desks.talk(make.member(by), party), "message", words, at)
    sent = NewOffer(about=about.code, entry=sealed, seen=make.seen(party.channel))
    return offers.offer(party=party, sent=sent, by=by, at=at)


def answer(offer, *, yes=True, at=None):
    """The one who was asked says yes or no with their own code."""
    return offers.answer_offer(offer=make.fresh(offer), yes=yes, at=at or make.now())


def close(case, *, by, why="They did not want to speak again.", at=None, **counted):
    """Closes a case in which nobody spoke with them again, and says why."""
    at, case = at or make.now(), make.fresh(case)
    reason = make.note_wire(case, by=by, text=why, at=at)
    closing = make.changed(closings.wire(case, by=by, at=at, **counted), no_follow_up=reason)
    return ending.close(case=case, closing=closing, by=by, at=at)
