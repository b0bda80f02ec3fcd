"""What somebody's return page is told of their own plan, and of an apology that was offered to them.

Whoever wrote an apology is not told whether anybody was asked, or said no: that would be a verdict on them.
"""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import override

from chapterhouse.casework.actions.apologies import wanted
from chapterhouse.casework.models import Apology, Appointment, Consent, Party, Plan, PlanVersion, Step
from chapterhouse.casework.plan_kinds import kind_of
from chapterhouse.casework.plan_words import RHYTHM_WORDS
from chapterhouse.packs.pack import Pack
from chapterhouse.ui.shells import LANGUAGES

from .public_data import date_said, day_said, moment_said


def plans_of(party: Party) -> dict[str, Any]:
    """Their plans, oldest first, and what was offered to them."""
    pack = party.case.pack.pack
    offered = Apology.objects.offered_to(party).select_related("plan__holder", "other")
    return {
        "plans": [_plan(plan, number, pack) for number, plan in enumerate(_rows(party), 1)],
        "apologies": [_offered(row, number) for number, row in enumerate(offered, 1)],
    }


def nth_plan(party: Party, number: int) -> Plan | None:
    """A plan by the number under which its holder knows it."""
    return dict(enumerate(_rows(party), 1)).get(number)


def nth_offered(party: Party, number: int) -> Apology | None:
    """An apology that was offered to somebody, by its number among those."""
    offered = Apology.objects.offered_to(party).select_related("plan__case", "plan__holder")
    return dict(enumerate(offered, 1)).get(number)


def _rows(party: Party) -> Any:
    versions = Prefetch("versions", PlanVersion.objects.select_related("words__channel_key"))
    steps = Prefetch("steps", Step.objects.with_consent().select_related("officer"))
    return party.plans.select_related("case", "holder").prefetch_related(versions, steps, "apologies")


def _plan(plan: Plan, number: int, pack: Pack) -> dict[str, Any]:
    newest = plan.newest
    return {
        "number": number,
        "version": newest.number,
        "words": newest.words.uuid if newest.words and plan.readable else None,
        "written": day_said(newest.at, pack.zone),
        "ends": date_said(plan.ends),
        "review_on": date_said(plan.review_on),
        "agreed": newest.agreed and day_said(newest.agreed, pack.zone) if newest.stands else None,
        "waits": plan.unconfirmed,
        "outcome": plan.outcome,
        "steps": [_step(step, pack) for step in plan.standing],
        "check_ins": _check_ins(plan, pack),
        "apology": _apology(plan),
    }


def _step(step: Step, pack: Pack) -> dict[str, Any]:
    kind = kind_of(pack, step.kind)
    return {
        "number": step.number,
        "kind": said(kind.name),
        "care": kind.care,
        "who": step.who,
        "officer": step.officer.username if step.officer else None,
        "starts": step.starts and date_said(step.starts),
        "due": date_said(step.due),
        "waits": step.wants_second,
        "arranged": step.is_arranged,
        "done": step.done and day_said(step.done, pack.zone),
        "hard": step.set_back and day_said(step.set_back, pack.zone),
    }


def _check_ins(plan: Plan, pack: Pack) -> dict[str, Any]:
    """How often there is one, and when the next one is, where it has a time."""
    seats = plan.holder.seats.filter(appointment__kind=Appointment.CHECK_IN, appointment__ended=None)
    starts = [row.appointment.starts for row in seats.select_related("appointment")]
    coming = min((moment for moment in starts if moment), default=None)
    rhythm = said(RHYTHM_WORDS[plan.rhythm]) if plan.rhythm else None
    return {"rhythm": rhythm, "next": coming and moment_said(coming, pack.zone)}


def _apology(plan: Plan) -> str:
    """Where their own apology is: nothing of who was asked, and of what they said."""
    last = plan.apology
    if last is None or last.withdrawn:
        return "withdrawn" if last else ""
    if last.delivered:
        return "delivered"
    return "given-back" if last.given_back else "with-us"


def _offered(row: Apology, number: int) -> dict[str, Any]:
    """One that was offered to them: what they said, and whether it came."""
    about = Consent.objects.filter(about=row.plan.holder, party=row.other_id, step=Consent.APOLOGY)
    last = about.filter(at__gte=row.offered).last()
    answer = "" if last is None else "yes" if wanted(row) else "no"
    state = "delivered" if row.delivered else "withdrawn" if row.withdrawn else "offered"
    return {"number": number, "state": state, "answer": answer}


def said(words: Any) -> dict[str, str]:
    """Words of a pack, or of ours, in every language."""
    texts = {}
    for code in LANGUAGES:
        with override(code):
            texts[code] = str(words)
    return texts
