from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chapterhouse.ui.access import access

from ..access import duty_of, responds
from ..forms import ListForm
from ..models import Assignment, Case, Independence
from ..models.case import CaseQuerySet
from ..same import compared_desks
from ..sealed import title_data
from ..wording import STAGES, module_words
from .found import visible, who

A_PAGE = 50


@access(responds)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    form = ListForm(request.GET)
    page = Paginator(listed(request, form), A_PAGE).get_page(request.GET.get("page"))
    data = title_data([case for case in page if case.declared], who(request))
    context = {"form": form, "page": page, "data": data, "words": module_words(), "at": timezone.now()}
    gone = who(request).destructions.order_by("-begun") if form.chosen["stage"] == Case.CLOSED else []
    context |= {"stages": STAGES, "destroyed": gone, "compares": bool(compared_desks(duty_of(who(request))))}
    return render(request, "casework/cases.html", context)


def listed(request: HttpRequest, form: ListForm) -> CaseQuerySet:
    """The cases a list shows, newest first; `declared` says of which the title may be served."""
    marks = {"declared": Exists(Independence.objects.filter(case=OuterRef("pk"), person=who(request)))}
    pairs = Prefetch("assignments", Assignment.objects.filter(ended=None).select_related("person"))
    rows = visible(request).with_clock().annotate(**marks)
    rows = rows.in_stage(form.chosen["stage"]) if form.chosen["stage"] else rows
    rows = rows.worked_by(who(request)) if form.chosen["mine"] else rows
    return (
        rows.select_related("title")
        .prefetch_related(pairs, "stops", "waits", "closures")
        .defer("pack__source")
    )
