"""What is held about somebody: seeing it, taking it along, asking to be forgotten."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chapterhouse.ui.access import access
from chapterhouse.ui.refused import Refused

from ..actions.leaving import forget_person
from ..forms import ForgetForm
from ..held import all_held, obstacles
from ..removal import pack_at
from .account import member


@access("signed in")
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "people/data.html", {"parts": all_held(member(request), timezone.now())})


@access("signed in")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """All of it as one JSON file; its names are English, whoever takes it."""
    now = timezone.now()
    parts = {part.code: part.rows for part in all_held(member(request), now)}
    answer = JsonResponse({"at": now, **parts}, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="about-me.json"'
    return answer


@access("signed in")
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def delete(request: HttpRequest) -> HttpResponse:
    """What goes and what remains; then it is done at once."""
    form = ForgetForm(request.POST if request.method == "POST" else None)
    long_ago = get_adapter(request).is_reauthentication_required(app="people")
    if form.is_bound and not long_ago and form.is_valid() and forgotten(request, form):
        return render(request, "people/forgotten.html")
    in_the_way = obstacles(member(request), timezone.now())
    context = {"form": form, "long_ago": long_ago, "in_the_way": in_the_way}
    return render(request, "people/delete.html", context)


def forgotten(request: HttpRequest, form: ForgetForm) -> bool:
    now = timezone.now()
    try:
        forget_person(person=member(request), pack=pack_at(now), at=now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    logout(request)
    return True
