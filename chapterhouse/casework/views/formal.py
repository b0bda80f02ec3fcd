"""The formal route: looking at a report, offering another way, giving notice of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chapterhouse.ui.access import access

from ..access import responds
from ..actions import notifying
from ..actions import triage as triage_actions
from ..models import Case, Notification
from ..wire import NewInvitation, NewTelling, Reply, SealedWords
from .ending import done
from .writing import sealed_post


@sealed_post(SealedWords)
def triage(case: Case, sent: SealedWords, **who_and_when: Any) -> None:
    triage_actions.triage(case=case, words=sent.words, **who_and_when)


@sealed_post(Reply)
def offer(case: Case, sent: Reply, **who_and_when: Any) -> None:
    triage_actions.offer_informal(case=case, entry=sent.entry, seen=sent.seen, **who_and_when)


@sealed_post(NewInvitation)
def letter(case: Case, sent: NewInvitation, *, party: str, **who_and_when: Any) -> None:
    found = get_object_or_404(case.parties, code=party)
    notifying.notify_by_letter(party=found, invitation=sent, **who_and_when)


@sealed_post(Reply)
def message(case: Case, sent: Reply, *, party: str, **who_and_when: Any) -> None:
    found = get_object_or_404(case.parties, code=party)
    notifying.notify_by_message(party=found, entry=sent.entry, seen=sent.seen, **who_and_when)


@sealed_post(NewTelling)
def handed(case: Case, sent: NewTelling, *, party: str, **who_and_when: Any) -> None:
    notifying.hand_over(party=get_object_or_404(case.parties, code=party), telling=sent, **who_and_when)


@sealed_post(SealedWords)
def more_time(case: Case, sent: SealedWords, *, party: str, **who_and_when: Any) -> None:
    notifying.extend(notification=noticed(case, party), words=sent.words, **who_and_when)


@access(responds)
@require_POST
def silence(request: HttpRequest, code: str, party: str) -> HttpResponse:
    def act(case: Case, **who_and_when: Any) -> Notification:
        return notifying.record_silence(notification=noticed(case, party), **who_and_when)

    return done(request, code, act, _("It is recorded that no answer came. It says nothing about them."))


def noticed(case: Case, party: str) -> Notification:
    """The notice of somebody in a case, or 404."""
    return get_object_or_404(case.notifications, party__code=party)
