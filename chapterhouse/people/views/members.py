"""The people on the roll, for those who keep it: looked up, corrected, taken along as a file, invited."""

from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.journal.actions import record
from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions.corrections import correct, take_back
from ..members import Sought, by_code, code_for, everybody, find
from ..models import Correction, Membership
from ..roster import csvs
from ..roster_forms import CorrectionForm, SoughtForm
from ..roster_words import FIELDS, LISTED_AS, value_said
from .account import member
from .rosters import keeper

COLUMNS = (
    "name",
    "email",
    "status",
    "kind",
    "joined",
    "expires",
    "chapter",
    "no_calls",
    "no_texts",
    "no_mail",
)


@access(keeper)
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    sought = sought_in(request.GET)
    found = find(sought)
    people = [(each, code_for(each), LISTED_AS[each.status]) for each in found.people]
    form = SoughtForm(initial={"q": sought.text, "standing": sought.standing})
    context = {"people": people, "found": found, "sought": sought, "search": form}
    return render(request, "people/roster/members.html", context)


@access(keeper)
@require_POST
def download(request: HttpRequest) -> HttpResponseBase:
    """The people found as a file, written while it is sent; that it was taken stands in the journal."""
    record(by=member(request).username, verb="downloaded-members", subject="roster", at=timezone.now())
    rows = ([getattr(each, name) for name in COLUMNS] for each in everybody(sought_in(request.POST)))
    header = [str(FIELDS[name]) for name in COLUMNS]
    named = {"Content-Disposition": 'attachment; filename="members.csv"'}
    text = csvs.lines(chain([header], rows))
    return StreamingHttpResponse(text, content_type="text/csv; charset=utf-8", headers=named)


@access(keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, code: str) -> HttpResponse:
    found = known(code)
    form = CorrectionForm(request.POST) if request.method == "POST" else CorrectionForm.of(found)
    if request.method == "POST" and form.is_valid() and corrected(request, found, form):
        return redirect("roster:member", code)
    return render(request, "people/roster/member.html", about(found) | {"form": form, "code": code})


@access(keeper)
@require_POST
def back(request: HttpRequest, code: str, field: str) -> HttpResponse:
    take_back(member=known(code), field=field, by=member(request), at=timezone.now())
    messages.success(request, _("The list is right again there."))
    return redirect("roster:member", code)


# ---- what the pages are made of


def sought_in(said: Any) -> Sought:
    standings = {standing for standing, _words in SoughtForm.STANDINGS}
    standing = said.get("standing", "")
    text = said.get("q", "")[:254].replace("\0", "")
    return Sought(text, standing if standing in standings else "", said.get("after", "")[:40])


def known(code: str) -> Membership:
    """Somebody on the roll, minors too: whoever has their code found them by address or number."""
    found = by_code(code).select_related("person", "person__invitation", "absent", "first").first()
    if found is None:
        raise Http404
    return found


def about(found: Membership) -> dict[str, Any]:
    """What the page of one person says: what the list says, what we corrected, their account."""
    fixed = Correction.objects.filter(key=found.key)
    corrections = [
        (
            each,
            FIELDS[each.field],
            value_said(each.field, each.value),
            value_said(each.field, each.listed),
        )
        for each in fixed
    ]
    person = found.person
    return {
        "found": found,
        "standing": LISTED_AS[found.status],
        "corrections": corrections,
        "more": [(FIELDS[name], value, "") for name, value in found.more.items()],
        "elsewhere": bool(person and found.email and (person.email or "").lower() != found.email),
        "invitation": getattr(person, "invitation", None),
    }


def corrected(request: HttpRequest, found: Membership, form: CorrectionForm) -> bool:
    """Writes down what was changed; a refusal stands beside the form."""
    try:
        for field, value in list(form.changes(found)):
            correct(member=found, field=field, value=value, by=member(request), at=timezone.now())
    except Refused as refusal:
        form.add_error("email" if refusal.code == "no-email" else None, str(refusal))
        return False
    messages.success(request, _("It is written down, and the next list will not undo it."))
    return True
