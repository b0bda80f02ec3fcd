"""Plans and apologies by return code: yes to a plan, how a step goes, an apology written, one received."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from chapterhouse.casework.actions import apologies, plan_steps, plans
from chapterhouse.casework.actions.intake import lookup_of
from chapterhouse.casework.models import Plan
from chapterhouse.casework.wire.plans import ApologyAnswer, PlanAnswer, StepSaid, WrittenApology
from chapterhouse.ui.refused import Refused

from ..answering import public_address, sent
from ..flood import gate
from ..plans import nth_offered, nth_plan
from .mailbox import party_of


@public_address("POST")
def answered(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, PlanAnswer)
    plan = plan_of(given.auth, given.number)
    gate.write(lookup_of(given.auth), at=at)
    say = plans.agree if given.says == "yes" else plans.take_back
    say(plan=plan, version=given.version, at=at)


@public_address("POST")
def said(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, StepSaid)
    steps = {row.number: row for row in plan_of(given.auth, given.number).steps.all()}
    if given.step not in steps:
        raise gone()
    gate.write(lookup_of(given.auth), at=at)
    plan_steps.say(step=steps[given.step], says=given.says, entry=given.entry, at=at)


@public_address("POST")
def apologised(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, WrittenApology)
    plan = plan_of(given.auth, given.number)
    gate.write(lookup_of(given.auth), at=at)
    apologies.write(plan=plan, entry=given.entry, at=at)


@public_address("POST")
def took_back(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, ApologyAnswer)
    plan = plan_of(given.auth, given.number)
    mine = plan.apology
    if mine is None:
        raise gone()
    apologies.take_back(apology=mine, by=plan.holder, at=at)


@public_address("POST")
def received(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, ApologyAnswer)
    party = party_of(given.auth)
    offered = nth_offered(party, given.number)
    if offered is None:
        raise gone()
    gate.write(lookup_of(given.auth), at=at)
    apologies.answer(apology=offered, party=party, yes=given.says == "yes", at=at)


def plan_of(auth: str, number: int) -> Plan:
    """One of their own plans; to everyone else it does not exist."""
    found = nth_plan(party_of(auth), number)
    if found is None:
        raise gone()
    return found


def gone() -> Refused:
    return Refused(_("This is not here any more. Load the page again."), code="unknown")
