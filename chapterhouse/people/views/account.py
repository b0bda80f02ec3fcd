"""A member's own page: who they are here, how they sign in, where they are signed in."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapterhouse.ui.access import access

from ..actions.accounts import choose_language, choose_name, forget_password
from ..desks import reads
from ..forms import LanguageForm, NameForm
from ..groups import in_order
from ..models import Group, Person
from ..removal import concerns, pack_at
from ..sessions import end_one, end_others, sessions_of
from ..standing import membership_of, own_standing
from ..standing_words import standing_said


@access("everyone")
def closed(request: HttpRequest) -> HttpResponse:
    """For addresses that the sign-in library names and that lead nowhere here."""
    raise Http404


@access("signed in")
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    person, now = member(request), timezone.now()
    ways = Authenticator.objects.filter(user=person).order_by("created_at")
    context = {
        "person": person,
        "language_form": LanguageForm(initial={"language": person.language}),
        "passkeys": [way for way in ways if way.type == Authenticator.Type.WEBAUTHN],
        "app": next((way for way in ways if way.type == Authenticator.Type.TOTP), None),
        "spare": next((way for way in ways if way.type == Authenticator.Type.RECOVERY_CODES), None),
        "sessions": sessions_of(person, now),
        "here": request.session.session_key,
        "reads": reads(person, now),
        "offices": concerns(person, now),
        "listed": membership_of(person),
        "standing": standing_said(own_standing(person, pack_at(now), now)),
        "help_asked": person.sign_in_helps.waiting().select_related("by").first(),
        "groups": in_order(Group.objects.of(person)),
    }
    return render(request, "people/account.html", context)


@access("signed in")
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """The name by which everybody sees somebody, and their pronouns."""
    person = member(request)
    now_called = {"name": person.name, "pronouns": person.pronouns}
    form = NameForm(request.POST or None, initial=now_called)
    if request.method == "POST" and form.is_valid():
        choose_name(person=person, **form.cleaned_data, at=timezone.now())
        messages.success(request, _("From now on you are called so here."))
        return redirect("account_index")
    return render(request, "people/name.html", {"form": form, "listed": membership_of(person)})


@access("signed in")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    if form.is_valid():
        choose_language(person=member(request), language=form.cleaned_data["language"], at=timezone.now())
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Done. We speak and write to you in this language."))
    response = redirect("account_index")
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response


@access("signed in")
@require_POST
def sessions(request: HttpRequest) -> HttpResponse:
    """End one session, or all others."""
    if "mark" in request.POST:
        end_one(person=member(request), mark=request.POST["mark"], at=timezone.now())
        messages.success(request, _("That session is ended."))
        return redirect("account_index")
    here = request.session.session_key or ""
    end_others(person=member(request), but=here, at=timezone.now())
    messages.success(request, _("You are signed in here alone now."))
    return redirect("account_index")


@access("signed in")
@require_POST
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def remove_password(request: HttpRequest) -> HttpResponse:
    forget_password(person=member(request), at=timezone.now())
    messages.success(request, _("Your password is gone. You sign in with a code or a passkey."))
    return redirect("account_index")


def member(request: HttpRequest) -> Person:
    """Who is signed in; `@access` has seen to it that somebody is."""
    assert isinstance(request.user, Person)
    return request.user
