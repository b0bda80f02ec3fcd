"""Makes accountability plans for tests, always through the real actions; the rest is in tests/make.py.

told, guest = planning.scene(cast)          # a case of the conflict resolution team, and a guest in it
plan = planning.begin(guest, by=cast.ida)   # one step; or `[planning.step("reading"), …]`
planning.agree(plan)                        # with their code
planning.say(guest, plan, "done")
planning.end(plan, by=cast.ida)

In a test file: `scene, told, guest = planning.fixtures()`
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from chapterhouse.casework.actions import apologies, plan_steps, plans
from chapterhouse.casework.models import Plan
from chapterhouse.casework.wire import Reply
from chapterhouse.casework.wire.plans import ApologyOffer, ChangedPlan, NewPlan, PlanEnd, PlanStep, StepMark
from chapterhouse.demo import desks, visits
from chapterhouse.notices.models import Notice
from chapterhouse.people.actions.offices import take_office
from chapterhouse.people.models import Office
from tests import make, others

ZONE = ZoneInfo("America/Los_Angeles")
WANT = "I want the shouting to stop."


def team(cast, *people, pack="dsa-la-crt"):
    """The rules of the conflict resolution team are in force, and people of the cast are on it."""
    make.pack(pack)
    for person in people:
        take_office(person=person, office=Office.objects.get(code="crt"), starts=make.now(), by="operator")
    for some in (people[:1], people):
        make.sheet("crt", some, by=people[0])


def scene(cast, *, code=None, guest=None):
    """A case that Ida and Noor of the team have, and a guest in it: who caused harm, and came by a letter.

    Every notice of it was read.
    """
    team(cast, cast.ida, cast.noor)
    told = make.take(make.report("a", code=code), cast.ida, cast.noor)
    came = others.guest(told.case, "Jules", by=cast.ida, code=guest)
    Notice.objects.all().delete()
    return told, came


def fixtures(**codes):
    """The fixtures `scene`, `told` and `guest` of a test file, in this order; `codes` as of `scene`."""

    @pytest.fixture
    def both(cast):
        return scene(cast, **codes)

    @pytest.fixture
    def first(scene):
        return scene[0]

    @pytest.fixture
    def second(scene):
        return scene[1]

    return both, first, second


def day(days):
    """A day from today on, where the desk is; None for none."""
    return None if days is None else (make.now().astimezone(ZONE) + timedelta(days=days)).date()


def step(kind="repair", who="holder", *, due=20, **more):
    return PlanStep(kind=kind, who=who, due=day(due), **more)


def span(kind="step-back", who="holder", *, first=1, due=20, **more):
    return step(kind, who, due=due, starts=day(first), **more)


def rare(case, *, by, reason="Nothing less would do.", **more):
    """A hiatus with its sealed reason."""
    return span("hiatus", reason=make.note_wire(case, by=by, text=reason), **more)


def wording(steps, version=1, want=WANT):
    """A plan as a browser seals it."""
    said = [{"number": at, "what": f"Step {at}", "name": ""} for at, _ in enumerate(steps, 1)]
    return {"kind": "plan", "number": 1, "version": version, "texts": {"want": want}, "steps": said}


def words(party, steps, *, by, **more):
    return make.sealed(_talk(party, by), "message", wording(steps, **more))


def wire(told, steps=None, *, by, review=25, ends=30, **more):
    party = make.fresh(told.party)
    steps = [step()] if steps is None else steps
    days = {"review_on": day(review), "ends": day(ends)}
    sent = {"words": words(party, steps, by=by), "steps": steps, "seen": make.seen(party.channel), **days}
    return NewPlan(holder=party.code, **{**sent, **more})


def begin(told, steps=None, *, by, at=None, **more):
    sent = wire(told, steps, by=by, **more)
    return plans.begin(case=make.fresh(told.case), sent=sent, by=by, at=at or make.now())


def change_wire(told, plan, steps, *, by, after=None, review=25, ends=30, want="I want more."):
    party, after = make.fresh(told.party), after or make.fresh(plan).newest.number
    return ChangedPlan(
        words=words(party, steps, by=by, version=after + 1, want=want),
        steps=steps,
        review_on=day(review),
        ends=day(ends),
        seen=make.seen(party.channel),
        after=after,
    )


def change(told, plan, steps, *, by, at=None, **more):
    sent = change_wire(told, plan, steps, by=by, **more)
    return plans.change(plan=make.fresh(plan), sent=sent, by=by, at=at or make.now())


def agree(plan, *, version=None, at=None):
    plan = make.fresh(plan)
    return plans.agree(plan=plan, version=version or plan.newest.number, at=at or make.now())


def take_back(plan, *, at=None):
    plan = make.fresh(plan)
    return plans.take_back(plan=plan, version=plan.newest.number, at=at or make.now())


def nth(plan, number=1):
    return plan.steps.select_related("plan__case", "plan__holder").get(number=number)


def say_wire(told, says, number=1, text="It went well."):
    body = {"kind": "step", "plan": 1, "step": number, "says": says, "text": text}
    return make.sealed(visits.come_back(told.box, make.fresh(told.party)), "message", body)


def say(told, plan, says="done", number=1, *, text="It went well.", at=None):
    """Whoever does the plan says how a step goes, with their code."""
    entry = say_wire(told, says, number, text)
    return plan_steps.say(step=nth(plan, number), says=says, entry=entry, at=at or make.now())


def mark(plan, says, number=1, *, by, other=None, note=None, at=None):
    sealed = make.note_wire(plan.case, by=by, text=note) if note else None
    sent = StepMark(says=says, other=other and other.code, note=sealed)
    return plan_steps.mark(step=nth(plan, number), sent=sent, by=by, at=at or make.now())


def rhythm(plan, days, *, by, at=None):
    return plan_steps.set_rhythm(plan=make.fresh(plan), days=days, by=by, at=at or make.now())


def look_again(plan, *, by, at=None):
    note = make.note_wire(plan.case, by=by, text="It goes on as it is.")
    return plans.look_again(plan=make.fresh(plan), note=note, by=by, at=at or make.now())


def end(plan, outcome="completed", *, by, at=None):
    ending = PlanEnd(outcome=outcome, note=make.note_wire(plan.case, by=by, text="How it was."))
    return plans.end(plan=make.fresh(plan), ending=ending, by=by, at=at or make.now())


# ---- apologies


def apologise(told, plan, text="I am sorry that I shouted.", *, at=None):
    """Whoever does the plan writes an apology with their code."""
    channel = visits.come_back(told.box, make.fresh(told.party))
    entry = make.sealed(channel, "message", {"kind": "apology", "text": text})
    return apologies.write(plan=whole(plan), entry=entry, at=at or make.now())


def write_for(plan, text="I am sorry, they said.", *, by, at=None):
    plan = whole(plan)
    entry = make.sealed(_talk(plan.holder, by), "message", {"kind": "apology", "text": text})
    sent = Reply(entry=entry, seen=make.seen(plan.holder.channel))
    return apologies.write_for(plan=plan, sent=sent, by=by, at=at or make.now())


def look_at(apology, *, by, good=True, read=None, at=None):
    """`read`: the words that were on the officer's page, where these are not those that stand."""
    apology = make.fresh(apology)
    read = str((read or apology.words).uuid)
    return apologies.look_at(apology=apology, read=read, good=good, by=by, at=at or make.now())


def offer(apology, party, *, by, at=None):
    party = make.fresh(party)
    entry = make.reply_wire(party, by=by, text="Jules wrote an apology. You need not answer.")
    sent = ApologyOffer(party=party.code, entry=entry, seen=make.seen(party.channel))
    return apologies.offer(apology=make.fresh(apology), sent=sent, by=by, at=at or make.now())


def answer(apology, party, *, yes=True, at=None):
    """The one it is for, with their code."""
    now = at or make.now()
    return apologies.answer(apology=make.fresh(apology), party=make.fresh(party), yes=yes, at=now)


def deliver(apology, party, *, by, text="I am sorry that I shouted.", at=None):
    party = make.fresh(party)
    entry = make.sealed(_talk(party, by), "message", {"kind": "apology", "text": text})
    sent = Reply(entry=entry, seen=make.seen(party.channel))
    return apologies.deliver(apology=make.fresh(apology), sent=sent, by=by, at=at or make.now())


def take_apology_back(apology, by, *, at=None):
    return apologies.take_back(apology=make.fresh(apology), by=by, at=at or make.now())


def whole(plan):
    return Plan.objects.select_related("case", "holder__channel").get(pk=plan.pk)


def _talk(party, by):
    return desks.talk(make.member(by), make.fresh(party))
