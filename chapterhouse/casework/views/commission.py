"""Asking outside: the register, engagements, and those here who answer what is recommended."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.people.models import Person
from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..access import reads_formal, responds
from ..actions import advice, commission, panels, recommendations
from ..forms import DayForm, OrganisationForm
from ..models import Appeal, Case, Deciding, Engagement, Organisation, Panel, Recommendation
from ..telling import telling_page_of
from ..wire import NewEngagement, NewPanel, RecommendationAnswer, Reply, SealedWords
from .ending import done
from .found import read_case, who
from .writing import person_named, sealed_post


@access(reads_formal)
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        commission.register(**form.cleaned_data, by=who(request), at=timezone.now())
        return redirect("casework:organisations")
    rows = Organisation.objects.filter(ended=None)
    return render(request, "casework/organisations.html", {"form": form, "rows": rows})


@access(reads_formal)
@require_POST
def strike(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Organisation, pk=number)
    commission.strike(organisation=found, by=who(request), at=timezone.now())
    return redirect("casework:organisations")


@sealed_post(NewEngagement)
def engage(case: Case, sent: NewEngagement, **who_and_when: Any) -> None:
    party = get_object_or_404(case.parties, code=sent.party)
    commission.engage(case=case, party=party, words=sent.words, **who_and_when)


@sealed_post(Reply)
def material(case: Case, sent: Reply, *, number: int, **who_and_when: Any) -> None:
    row = engaged(case, number)
    commission.hand_material(engagement=row, entry=sent.entry, seen=sent.seen, **who_and_when)


@sealed_post(NewPanel)
def seat(case: Case, sent: NewPanel, **who_and_when: Any) -> None:
    rows = Appeal.objects.filter(sending__determination__case=case)
    appeal = get_object_or_404(rows, pk=int(sent.appeal)) if sent.appeal else None
    panels.seat_panel(case=case, appeal=appeal, last_day=sent.last_day, words=sent.words, **who_and_when)


@access(responds)
@require_POST
def panel_member(request: HttpRequest, code: str, number: int) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> Engagement:
        party = get_object_or_404(case.parties, code=request.POST.get("party", ""))
        return panels.add_member(panel=paneled(case, number), party=party, **who_and_when)

    return done(
        request, code, act, _("They are asked. They read nothing before they say that they are impartial.")
    )


@access(responds)
@require_POST
def panel_without(request: HttpRequest, code: str, number: int) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> Engagement:
        members = paneled(case, number).members
        member = get_object_or_404(members, party__code=request.POST.get("party", ""))
        return panels.leave_out(member=member, **who_and_when)

    return done(
        request,
        code,
        act,
        _(
            "The panel goes on without them. If the others have all said the same, one of them says it once "
            "more, and it is decided."
        ),
    )


@access(responds)
@require_POST
def panel_day(request: HttpRequest, code: str, number: int) -> HttpResponse:
    form = DayForm(request.POST)

    def act(case: Case, **who_and_when: Any) -> Panel:
        if not form.is_valid():
            raise Refused(_("Choose a day that is still to come."), code="past-day")
        return panels.extend_panel(panel=paneled(case, number), **form.cleaned_data, **who_and_when)

    return done(request, code, act, _("They have until that day."))


@access(responds)
@require_POST
def panel_end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> Panel:
        return panels.end_panel(panel=paneled(case, number), **who_and_when)

    return done(request, code, act, _("The panel has ended. Nothing is served to its members any more."))


@access(responds)
@require_POST
def task(request: HttpRequest, code: str, number: int) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> Engagement:
        task = request.POST.get("task", "")
        return commission.finish_task(engagement=engaged(case, number), task=task, **who_and_when)

    return done(request, code, act, _("It is recorded."))


@access(responds)
@require_POST
def decider(request: HttpRequest, code: str, number: int) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> Deciding:
        person = person_named(request.POST.get("person", ""))
        return recommendations.ask_to_decide(engagement=engaged(case, number), person=person, **who_and_when)

    return done(
        request, code, act, _("They are told that something asks for them. They see nothing of it yet.")
    )


@sealed_post(SealedWords)
def recommended(case: Case, sent: SealedWords, *, number: int, **who_and_when: Any) -> None:
    recommendations.recommend(engagement=engaged(case, number), words=sent.words, **who_and_when)


@sealed_post(RecommendationAnswer)
def answered(case: Case, sent: RecommendationAnswer, *, number: int, **who_and_when: Any) -> None:
    row = advised(case, number)
    people = list(Person.objects.filter(username__in=sent.deciders.split()))
    recommendations.answer_recommendation(
        recommendation=row, deciders=people, words=sent.words, **who_and_when
    )


@access(responds)
@require_safe
def telling(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What the people in a case are told of every recommendation, and whom of them."""
    found = read_case(request, code)
    page = telling_page_of(found, engaged(found, number), who(request), timezone.now())
    return render(request, "casework/telling.html", page)


@sealed_post(SealedWords)
def account(case: Case, sent: SealedWords, *, number: int, **who_and_when: Any) -> None:
    advice.write_account(recommendation=advised(case, number), words=sent.words, **who_and_when)


@sealed_post(Reply)
def tell(case: Case, sent: Reply, *, number: int, party: str, **who_and_when: Any) -> None:
    row, found = advised(case, number), get_object_or_404(case.parties, code=party)
    advice.tell_answer(recommendation=row, party=found, entry=sent.entry, seen=sent.seen, **who_and_when)


@access("signed in")
@require_safe
def deciding(request: HttpRequest) -> HttpResponse:
    """What somebody is asked to decide on: that they are asked, and nothing of the matter."""
    return render(request, "casework/deciding.html", {"rows": mine(request)})


@access("signed in")
@require_POST
def said(request: HttpRequest, number: int) -> HttpResponse:
    found, impartial = get_object_or_404(mine(request), pk=number), request.POST.get("answer") == "yes"
    try:
        recommendations.declare_impartial(
            deciding=found, impartial=impartial, by=who(request), at=timezone.now()
        )
        messages.success(request, _("Thank you. Those who asked you are told."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("casework:deciding")


def advised(case: Case, number: int) -> Recommendation:
    """A recommendation in a case, or 404."""
    return get_object_or_404(Recommendation, pk=number, engagement__case=case)


def engaged(case: Case, number: int) -> Engagement:
    """An engagement of a case, or 404."""
    return get_object_or_404(case.engagements.select_related("party"), pk=number)


def paneled(case: Case, number: int) -> Panel:
    """A panel of a case, or 404."""
    return get_object_or_404(case.panels, pk=number)


def mine(request: HttpRequest) -> Any:
    """What the one who asks was asked to decide on, without cases that are shut to them."""
    open_to_them = Case.objects.not_shut_to(who(request)).order_by()
    rows = Deciding.objects.filter(person=who(request), engagement__case__in=open_to_them)
    return rows.select_related("engagement__case")
