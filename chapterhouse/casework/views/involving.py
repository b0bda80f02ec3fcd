"""The others in a case: who is worked with, what they were asked, that they were told, letters for them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chapterhouse.ui.access import access

from ..access import responds
from ..actions import involving, letters
from ..models import Case, Consent, Party
from ..wire import NewConsent, NewInvitation, NewInvolved, NewTelling
from .ending import done
from .found import comer
from .writing import sealed_post


@sealed_post(NewInvolved)
def parties(case: Case, sent: NewInvolved, **who_and_when: Any) -> None:
    involving.involve(case=case, involved=sent, **who_and_when)


@sealed_post(NewTelling)
def tellings(case: Case, sent: NewTelling, *, party: str, **who_and_when: Any) -> None:
    found = get_object_or_404(case.parties, code=party)
    involving.tell_party(party=found, telling=sent, **who_and_when)


@sealed_post(NewInvitation)
def invitation(case: Case, sent: NewInvitation, *, party: str, **who_and_when: Any) -> None:
    letters.invite(party=comer(case, party), invitation=sent, **who_and_when)


@access(responds)
@require_POST
def stranger(request: HttpRequest, code: str, party: str) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> Party:
        return letters.turn_away(party=comer(case, party), **who_and_when)

    return done(request, code, act, _("They are shut out: their code opens nothing any more."))


@sealed_post(NewConsent)
def consents(case: Case, sent: NewConsent, **who_and_when: Any) -> None:
    involving.consult(case=case, consent=sent, **who_and_when)


@access(responds)
@require_POST
def withdrawal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> Consent:
        found = get_object_or_404(case.consents, pk=number)
        return involving.take_back(consent=found, **who_and_when)

    return done(request, code, act, _("It is recorded that this was taken back."))
