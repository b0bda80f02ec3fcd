"""Makes the formal route for tests, always through the real actions; the rest is in tests/make.py.

told = formal.worked(cast)                       # a formal report that Ida and Noor have
formal.triage(told.case, by=cast.ida)
formal.offer(told.case, by=cast.ida)
guest = formal.noticed(told.case, by=cast.ida)   # asked about, given notice by a letter, and come
formal.answer(guest)
"""

from datetime import timedelta

import pytest

from chapterhouse.casework.actions import (
    advice,
    appeals,
    checks,
    commission,
    determining,
    measures,
    notifying,
    panels,
    recommendations,
    retaliation,
)
from chapterhouse.casework.actions import triage as triage_actions
from chapterhouse.casework.wire import NewMeasure, NewTelling
from chapterhouse.demo.telling import Told
from chapterhouse.notices.models import Notice
from tests import make, others


def worked(cast, *, at=None, **how):
    """A formal report that names Jules. Ida and Noor have it, and every notice of it was read."""
    people = (("Jules", ("caused",)),)
    told = make.report("b", at=at, told=Told(title="After", happening="It happened.", people=people), **how)
    make.take(told, cast.ida, cast.noor, at=at)
    Notice.objects.all().delete()
    return told


def triage(case, *, by, words="Scope: conduct.", at=None):
    at, case = at or make.now(), make.fresh(case)
    sealed = make.note_wire(case, by=by, text=words, at=at)
    return triage_actions.triage(case=case, words=sealed, by=by, at=at)


def offer(case, *, by, at=None):
    at, party = at or make.now(), make.first(case)
    sent = {"entry": make.reply_wire(party, by=by, text="If you wish.", at=at)}
    seen = make.seen(party.channel)
    return triage_actions.offer_informal(case=make.fresh(case), **sent, seen=seen, by=by, at=at)


def answer_offer(told, *, accept=True, at=None):
    return triage_actions.answer_informal(party=make.fresh(told.party), accept=accept, at=at or make.now())


def asked(case, name="Jules", *, by, at=None):
    """Somebody of whom the one who reported said that they may be told."""
    party = others.involve(case, name, by=by, at=at)
    others.consult(party, by=by, at=at)
    return party


def notify(party, *, by, invitation=make.CODES[1], at=None):
    """A letter that gives notice; opened by `make.join(code)`."""
    at, party = at or make.now(), make.fresh(party)
    wire = others.letter_wire(party, by=by, invitation=invitation, at=at)
    return notifying.notify_by_letter(party=party, invitation=wire, by=by, at=at)


def notify_here(party, *, by, at=None):
    """The same to somebody who has a code of their own already."""
    at, party = at or make.now(), make.fresh(party)
    sent = {"entry": make.reply_wire(party, by=by, at=at), "seen": make.seen(party.channel)}
    return notifying.notify_by_message(party=party, **sent, by=by, at=at)


def hand_over(party, *, by, at=None):
    at, party = at or make.now(), make.fresh(party)
    words = make.note_wire(party.case, by=by, text="The paper, on the steps.", at=at)
    telling = NewTelling(means="in-person", words=words)
    return notifying.hand_over(party=party, telling=telling, by=by, at=at)


def noticed(case, name="Jules", *, by, at=None, code=None):
    """Asked about, given notice by a letter, and come: like a report, with `.case`, `.party`, `.box`."""
    notify(asked(case, name, by=by, at=at), by=by, at=at)
    return make.join(code=code, at=at)


def answer(guest, text="It was not so.", *, at=None):
    """Somebody answers their notice with their code."""
    at = at or make.now()
    entry = make.message_wire(guest, text, at=at)
    return notifying.answer(party=make.fresh(guest.party), entry=entry, at=at)


def extend(row, *, by, at=None):
    at, row = at or make.now(), make.fresh(row)
    words = make.note_wire(row.case, by=by, text="They were away.", at=at)
    return notifying.extend(notification=row, words=words, by=by, at=at)


def record_silence(row, *, by, at=None):
    return notifying.record_silence(notification=make.fresh(row), by=by, at=at or make.now())


def measure_wire(
    case, doer, *, by, days=30, review=None, reason="Jules, so that both can come.", at=None, **fields
):
    """A measure from the day of `at` on; `days` until its end, `review`: days until it is looked at again."""
    at, case = at or make.now(), make.fresh(case)
    starts = case.today(at)
    ends = str(starts + timedelta(days=days)) if days else ""
    review_on = str(starts + timedelta(days=review)) if review else ""
    named = {"kind": "tool", "place": "The chat", "interim": True, "starts": starts, **fields}
    sealed = make.note_wire(case, by=by, text=reason, at=at)
    return NewMeasure(**named, doer=doer.username, ends=ends, review_on=review_on, reason=sealed)


def measure(case, doer, *, by, at=None, **how):
    at = at or make.now()
    wire = measure_wire(case, doer, by=by, at=at, **how)
    return measures.set_measure(case=make.fresh(case), measure=wire, doer=doer, by=by, at=at)


def carry_out(row, *, by, at=None):
    return measures.carry_out(measure=make.fresh(row), by=by, at=at or make.now())


def look_after(look, *, by, at=None):
    at, look = at or make.now(), make.fresh(look)
    words = make.note_wire(look.measure.case, by=by, text="It holds.", at=at)
    return measures.look_after(look=look, words=words, by=by, at=at)


def lift(row, *, by, at=None):
    return measures.lift(measure=make.fresh(row), by=by, at=at or make.now())


def determine(case, *, by, words="Allegation: it happened. Finding: credible.", at=None):
    at, case = at or make.now(), make.fresh(case)
    sealed = make.note_wire(case, by=by, text=words, at=at)
    return determining.determine(case=case, words=sealed, by=by, at=at)


def hear(row, *, by, at=None):
    at, row = at or make.now(), make.fresh(row)
    words = make.note_wire(row.case, by=by, text="It is right.", at=at)
    return determining.hear(determination=row, words=words, by=by, at=at)


def review(row, *, by, at=None):
    return determining.review(determination=make.fresh(row), by=by, at=at or make.now())


def ready(case, *, by, reviewer, at=None):
    """A determination on which the one who was harmed was heard, and that a colleague reviewed."""
    row = hear(determine(case, by=by, at=at), by=by, at=at)
    return review(row, by=reviewer, at=at)


def send(row, party, *, by, at=None):
    at, row, party = at or make.now(), make.fresh(row), make.fresh(party)
    sent = {"entry": make.reply_wire(party, by=by, text="Finding: credible.", at=at)}
    seen = make.seen(party.channel)
    return determining.send(determination=row, party=party, **sent, seen=seen, by=by, at=at)


def appeal(someone, *, at=None):
    at = at or make.now()
    entry = make.message_wire(someone, "It is out of proportion.", at=at)
    return appeals.appeal(party=make.fresh(someone.party), entry=entry, at=at)


def pass_on(row, *, by, at=None):
    at, case = at or make.now(), row.sending.determination.case
    words = make.note_wire(case, by=by, text="Somebody was suspended for a month.", at=at)
    return appeals.pass_on(appeal=make.fresh(row), words=words, by=by, at=at)


def decide(row, outcome="changed", *, by, at=None):
    at, case = at or make.now(), row.sending.determination.case
    words = make.note_wire(case, by=by, text="A week is enough.", at=at)
    return appeals.decide(appeal=make.fresh(row), outcome=outcome, words=words, by=by, at=at)


def report_retaliation(someone, text="They shut me out.", *, at=None):
    at = at or make.now()
    entry = make.message_wire(someone, text, at=at)
    return retaliation.report_retaliation(party=make.fresh(someone.party), entry=entry, at=at)


def look_into(row, *, by, at=None):
    at, row = at or make.now(), make.fresh(row)
    words = make.note_wire(row.case, by=by, text="Spoken with them.", at=at)
    return retaliation.look_into(retaliation=row, words=words, by=by, at=at)


def record_check(row, *, by, at=None):
    at, row = at or make.now(), make.fresh(row)
    words = make.note_wire(row.closure.case, by=by, text="All is well.", at=at)
    return checks.record_check(check=row, words=words, by=by, at=at)


def outside(case, name="Riverside Mediation", *, by, share=True, invitation=make.CODES[2]):
    """Somebody outside who was asked about, engaged, and has come: `.case`, `.party`, `.box`, `.row`."""
    party = asked(case, name, by=by)
    if share:
        others.consult(party, "share", by=by)
    others.invite(party, by=by, invitation=invitation)
    came = make.join(invitation)
    came.row = engage(came.party, by=by)
    return came


def engage(party, *, by, at=None):
    at, party = at or make.now(), make.fresh(party)
    words = make.note_wire(party.case, by=by, text="Find the facts by June.", at=at)
    return commission.engage(case=party.case, party=party, words=words, by=by, at=at)


def hand_material(row, *, by, text="Their report, word for word.", at=None):
    at, row = at or make.now(), make.fresh(row)
    party = make.fresh(row.party)
    sent = {"entry": make.reply_wire(party, by=by, text=text, at=at), "seen": make.seen(party.channel)}
    return commission.hand_material(engagement=row, **sent, by=by, at=at)


def recommend(row, *, by, text="Suspend for a month.", at=None):
    at, row = at or make.now(), make.fresh(row)
    words = make.note_wire(row.case, by=by, text=text, at=at)
    return recommendations.recommend(engagement=row, words=words, by=by, at=at)


def ask_to_decide(row, person, *, by, at=None):
    row = make.fresh(row)
    return recommendations.ask_to_decide(engagement=row, person=person, by=by, at=at or make.now())


def declare_impartial(deciding, *, impartial=True, by=None, at=None):
    deciding = make.fresh(deciding)
    who = {"by": by or deciding.person, "at": at or make.now()}
    return recommendations.declare_impartial(deciding=deciding, impartial=impartial, **who)


def answer_recommendation(row, *deciders, by, text="Rejected: a week is enough.", at=None):
    at, row = at or make.now(), make.fresh(row)
    words = make.note_wire(row.engagement.case, by=by, text=text, at=at)
    sent = {"deciders": deciders, "words": words}
    return recommendations.answer_recommendation(recommendation=row, **sent, by=by, at=at)


def write_account(row, *, by, text="Recommended: a month. Rejected: a week is enough.", at=None):
    at, row = at or make.now(), make.fresh(row)
    words = make.note_wire(row.engagement.case, by=by, text=text, at=at)
    return advice.write_account(recommendation=row, words=words, by=by, at=at)


def tell_answer(row, party, *, by, text="Recommended: a month. Rejected: a week is enough.", at=None):
    at, party = at or make.now(), make.fresh(party)
    sent = {"entry": make.reply_wire(party, by=by, text=text, at=at), "seen": make.seen(party.channel)}
    return advice.tell_answer(recommendation=make.fresh(row), party=party, **sent, by=by, at=at)


def appealed(cast, told, *, by=None):
    """A determination sent to the one who reported, who appeals."""
    by = by or cast.ida
    other = cast.noor if by == cast.ida else cast.ida
    send(ready(told.case, by=by, reviewer=other), told.party, by=by)
    return appeal(told)


def seat_panel(case, *, by, appeal=None, days=10, last_day=None, at=None):
    at, case = at or make.now(), make.fresh(case)
    words = make.note_wire(case, by=by, text="Riverside's officers hear it.", at=at)
    last_day = last_day or case.today(at) + timedelta(days=days)
    return panels.seat_panel(case=case, appeal=appeal, last_day=last_day, words=words, by=by, at=at)


def add_member(panel, party, *, by, at=None):
    return panels.add_member(panel=make.fresh(panel), party=make.fresh(party), by=by, at=at or make.now())


def member(panel, name="Riverside", *, by, invitation=make.CODES[2], share=True):
    """Somebody of a panel who came by a letter and said nothing yet: `.case`, `.party`, `.box`, `.row`."""
    party = asked(panel.case, name, by=by)
    if share:
        others.consult(party, "share", by=by)
    others.invite(party, by=by, invitation=invitation)
    came = make.join(invitation)
    came.row = add_member(panel, came.party, by=by)
    return came


def declare_member(came, impartial=True, *, at=None):
    party = make.fresh(came.party)
    return panels.declare_member(party=party, impartial=impartial, at=at or make.now())


def decide_together(came, outcome="changed", *, text="A week is enough.", at=None):
    at = at or make.now()
    entry = make.message_wire(came, text, at=at)
    return panels.decide_together(party=make.fresh(came.party), outcome=outcome, entry=entry, at=at)


def leave_out(came, *, by, at=None):
    return panels.leave_out(member=make.fresh(came.row), by=by, at=at or make.now())


def extend_panel(panel, *, by, days=20, at=None):
    at, panel = at or make.now(), make.fresh(panel)
    last_day = panel.case.today(at) + timedelta(days=days)
    return panels.extend_panel(panel=panel, last_day=last_day, by=by, at=at)


def end_panel(panel, *, by, at=None):
    return panels.end_panel(panel=make.fresh(panel), by=by, at=at or make.now())


def panel_fixtures():
    """The fixtures `told`, `appeal`, `panel`, `came` and `second` of a test file, in this order."""

    @pytest.fixture
    def reported(cast):
        return worked(cast)

    @pytest.fixture
    def of_theirs(cast, told):
        return appealed(cast, told)

    @pytest.fixture
    def seated(cast, told, appeal):
        return seat_panel(told.case, by=cast.ida, appeal=appeal)

    @pytest.fixture
    def first(cast, panel):
        return member(panel, by=cast.ida)

    @pytest.fixture
    def another(cast, panel):
        return member(panel, "Hill Valley", by=cast.ida, invitation=make.CODES[3])

    return reported, of_theirs, seated, first, another
