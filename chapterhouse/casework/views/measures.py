"""Measures: put in place at a case, and carried out by members who need not know the case."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..access import responds
from ..actions import measures
from ..models import Case, Look, Measure
from ..wire import NewMeasure, SealedWords
from .ending import done
from .found import who
from .writing import person_named, sealed_post


@sealed_post(NewMeasure)
def new(case: Case, sent: NewMeasure, **who_and_when: Any) -> None:
    measures.set_measure(case=case, measure=sent, doer=person_named(sent.doer), **who_and_when)


@sealed_post(SealedWords)
def look(case: Case, sent: SealedWords, *, number: int, **who_and_when: Any) -> None:
    found = get_object_or_404(Look, pk=number, measure__case=case)
    measures.look_after(look=found, words=sent.words, **who_and_when)


@access(responds)
@require_POST
def lift(request: HttpRequest, code: str, number: int) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> Measure:
        return measures.lift(measure=get_object_or_404(case.measures, pk=number), **who_and_when)

    return done(request, code, act, _("The measure is over. Who carried it out is told."))


@access("signed in")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What somebody carries out: the place or tool and the days, and nothing of the matter."""
    today = timezone.localdate()
    rows = [(row, row.is_over(today)) for row in measures.carried_out_by(who(request), timezone.now())]
    return render(request, "casework/measures.html", {"rows": rows})


@access("signed in")
@require_POST
def carried_out(request: HttpRequest, number: int) -> HttpResponse:
    mine = measures.carried_out_by(who(request), timezone.now())
    found = get_object_or_404(mine.select_related("case"), pk=number)
    try:
        measures.carry_out(measure=found, by=who(request), at=timezone.now())
        messages.success(request, _("Thank you. Those who asked for it are told."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("casework:measures")
