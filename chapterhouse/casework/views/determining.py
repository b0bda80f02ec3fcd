"""What was decided and what follows: determinations, appeals, and retaliation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chapterhouse.ui.access import access

from ..access import responds
from ..actions import appeals, checks, determining, retaliation
from ..models import Appeal, Case, Check, Determination
from ..wire import AppealDecision, Reply, SealedWords
from .ending import done
from .writing import sealed_post


@sealed_post(SealedWords)
def new(case: Case, sent: SealedWords, **who_and_when: Any) -> None:
    determining.determine(case=case, words=sent.words, **who_and_when)


@sealed_post(SealedWords)
def heard(case: Case, sent: SealedWords, *, number: int, **who_and_when: Any) -> None:
    determining.hear(determination=determined(case, number), words=sent.words, **who_and_when)


@access(responds)
@require_POST
def review(request: HttpRequest, code: str, number: int) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> Determination:
        return determining.review(determination=determined(case, number), **who_and_when)

    return done(request, code, act, _("It is recorded that you reviewed it."))


@sealed_post(Reply)
def send(case: Case, sent: Reply, *, number: int, party: str, **who_and_when: Any) -> None:
    row, found = determined(case, number), get_object_or_404(case.parties, code=party)
    determining.send(determination=row, party=found, entry=sent.entry, seen=sent.seen, **who_and_when)


@sealed_post(SealedWords)
def pass_on(case: Case, sent: SealedWords, *, number: int, **who_and_when: Any) -> None:
    appeals.pass_on(appeal=appealed(case, number), words=sent.words, **who_and_when)


@sealed_post(AppealDecision)
def decide(case: Case, sent: AppealDecision, *, number: int, **who_and_when: Any) -> None:
    row = appealed(case, number)
    appeals.decide(appeal=row, outcome=sent.outcome, words=sent.words, **who_and_when)


@sealed_post(SealedWords)
def looked_into(case: Case, sent: SealedWords, *, number: int, **who_and_when: Any) -> None:
    found = get_object_or_404(case.retaliations, pk=number)
    retaliation.look_into(retaliation=found, words=sent.words, **who_and_when)


@sealed_post(SealedWords)
def checked(case: Case, sent: SealedWords, *, number: int, **who_and_when: Any) -> None:
    found = get_object_or_404(Check, pk=number, closure__case=case)
    checks.record_check(check=found, words=sent.words, **who_and_when)


def determined(case: Case, number: int) -> Determination:
    """A version of the determination of a case, or 404."""
    return get_object_or_404(case.determinations, pk=number)


def appealed(case: Case, number: int) -> Appeal:
    """An appeal in a case, or 404."""
    return get_object_or_404(Appeal, pk=number, sending__determination__case=case)
