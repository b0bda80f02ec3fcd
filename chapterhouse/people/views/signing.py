"""What somebody signs who takes an office."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapterhouse.packs.models import PackVersion
from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions.filling import sign_statements
from ..models import Term
from ..office_forms import SigningForm
from ..terms import held_of
from .account import member
from .offices import pack_of


@access("signed in")
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, office: str) -> HttpResponse:
    term = own_found(request, office)
    held = held_of(Term.objects.filter(pk=term.pk), pack_of(), timezone.now())[0]
    form = SigningForm(request.POST or None, statements=held.unsigned)
    if request.method == "POST" and form.is_valid() and signed(request, form, term):
        return redirect("offices:offices")
    return render(request, "people/sign.html", {"form": form, "held": held})


def own_found(request: HttpRequest, office: str) -> Term:
    """A term of their own that is not over: the one that awaits something before one that runs."""
    pack, at = pack_of(), timezone.now()
    if office not in {each.code for each in pack.offices}:
        raise Http404
    theirs = Term.objects.unended(at).filter(person=member(request), office__code=office)
    found = theirs.filter(opens=None).first() or theirs.order_by("starts").first()
    if found is None:
        raise Http404
    return found


def signed(request: HttpRequest, form: SigningForm, term: Term) -> bool:
    """Keeps the signatures; a refusal is shown beside the form."""
    at = timezone.now()
    version, language = PackVersion.objects.current(at=at), get_language() or ""
    assert version is not None  # `pack_of` has found it
    try:
        row = sign_statements(
            term=term, codes=form.signed, version=version, language=language, by=member(request), at=at
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(
        request, _("You have signed.") if row.opens is None else _("You have signed. Thank you.")
    )
    return True
