"""The formal route by return code: a yes or no, an answer to a notice, an appeal, word of retaliation."""

from django.http import HttpRequest
from django.utils import timezone

from chapterhouse.casework.actions import appeals, notifying, panels, retaliation, triage
from chapterhouse.casework.actions.intake import lookup_of
from chapterhouse.casework.wire import FromPerson, InformalAnswer, PanelAnswer, PanelDecision

from ..answering import public_address, sent
from ..flood import gate
from .mailbox import anybody_of, comer_of, writer_of


@public_address("POST")
def offer(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, InformalAnswer)
    party = writer_of(given.auth, at)
    triage.answer_informal(party=party, accept=given.accept, at=at)


@public_address("POST")
def notice(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, FromPerson)
    party = writer_of(given.auth, at)
    notifying.answer(party=party, entry=given.entry, at=at)


@public_address("POST")
def appeal(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, FromPerson)
    party = writer_of(given.auth, at)
    appeals.appeal(party=party, entry=given.entry, at=at)


@public_address("POST")
def retaliated(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, FromPerson)
    party = comer_of(given.auth)
    gate.write(lookup_of(given.auth), at=at)
    retaliation.report_retaliation(party=party, entry=given.entry, at=at)


@public_address("POST")
def impartial(request: HttpRequest) -> None:
    given = sent(request, PanelAnswer)
    party, at = anybody_of(given.auth), timezone.now()
    gate.write(lookup_of(given.auth), at=at)
    panels.declare_member(party=party, impartial=given.impartial, at=at)


@public_address("POST")
def panel_decision(request: HttpRequest) -> None:
    at, given = timezone.now(), sent(request, PanelDecision)
    party = anybody_of(given.auth)
    gate.write(lookup_of(given.auth), at=at)
    panels.decide_together(party=party, outcome=given.outcome, entry=given.entry, at=at)
