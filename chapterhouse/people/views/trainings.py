"""The register of trainings: what was held, who took part, how each officer stands."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions.trainings import record_training, strike_training
from ..forms import TrainingForm
from ..models import OfficerTraining, Person, Term
from ..trainings import standings
from .account import member
from .offices import pack_of


def holds_office(person: Person) -> bool:
    """Whether the person holds any office now: they keep the register."""
    return bool(
        person.is_authenticated and Term.objects.current(timezone.now()).filter(person=person).exists()
    )


@access(holds_office)
@require_http_methods(["GET", "HEAD", "POST"])
def trainings(request: HttpRequest) -> HttpResponse:
    form, pack = training_form(request), pack_of()
    if request.method == "POST" and form.is_valid() and recorded(request, form):
        return redirect("offices:trainings")
    rows = OfficerTraining.objects.filter(struck=None).prefetch_related("attended")
    context = {"form": form, "rows": rows, "standings": standings(pack, timezone.now())}
    return render(request, "people/trainings.html", context)


@access(holds_office)
@require_POST
def strike(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(OfficerTraining, pk=number)
    strike_training(training=found, by=member(request), at=timezone.now())
    return redirect("offices:trainings")


def training_form(request: HttpRequest) -> TrainingForm:
    """Its choices are the trainings of the pack, and everybody who is in office or is to take one."""
    pack, at = pack_of(), timezone.now()
    asked = [training for office in pack.offices for training in office.required_training]
    people = Person.objects.filter(terms__in=Term.objects.unended(at), is_active=True)
    today = at.astimezone(pack.zone).date()
    found = people.distinct().order_by("name", "pk")
    return TrainingForm(request.POST or None, people=found, trainings=asked, today=today)


def recorded(request: HttpRequest, form: TrainingForm) -> bool:
    """Writes it down; a refusal is shown beside the form."""
    try:
        record_training(**form.cleaned_data, by=member(request), at=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("It is written down."))
    return True
