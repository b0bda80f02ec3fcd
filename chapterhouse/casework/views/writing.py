"""What the desk's modules send: sealed JSON in, JSON out. Each begins with a case the sender may read."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from chapterhouse.people.models import Person
from chapterhouse.sealing.answers import answering
from chapterhouse.sealing.wire import read
from chapterhouse.ui.access import access

from ..access import responds
from ..actions import keys as key_actions
from ..actions import responders, talk
from ..models import Case
from ..wire import NewAssignment, NewContact, NewHandover, NewKeys, NewRemoval, Reply
from .found import comer, read_case, who

T = TypeVar("T")
Act = Callable[..., None]


def sealed_post(shape: type[T]) -> Callable[[Act], Callable[..., HttpResponseBase]]:
    """A view whose body is of a shape, on a case that the sender may read; the act is told who and when.

    The decorated function takes the case, what was sent, and `by` and `at`; the rest of the address follows.
    """

    def made(act: Act) -> Callable[..., HttpResponseBase]:
        @access(responds)
        @require_POST
        @answering
        @wraps(act)
        def view(request: HttpRequest, code: str, **rest: Any) -> HttpResponseBase:
            case = read_case(request, code)
            act(case, read(request.body, shape), by=who(request), at=timezone.now(), **rest)
            return JsonResponse({}, status=201)

        return view

    return made


@sealed_post(Reply)
def reply(case: Case, sent: Reply, *, party: str, **who_and_when: Any) -> None:
    talk.reply(party=comer(case, party), entry=sent.entry, seen=sent.seen, **who_and_when)


@sealed_post(Reply)
def note(case: Case, sent: Reply, **who_and_when: Any) -> None:
    talk.note(case=case, entry=sent.entry, **who_and_when)


@sealed_post(Reply)
def title(case: Case, sent: Reply, **who_and_when: Any) -> None:
    talk.revise(case=case, slot="title", entry=sent.entry, seen=sent.seen, **who_and_when)


@sealed_post(Reply)
def people(case: Case, sent: Reply, **who_and_when: Any) -> None:
    talk.revise(case=case, slot="people", entry=sent.entry, seen=sent.seen, **who_and_when)


@sealed_post(NewContact)
def contact(case: Case, sent: NewContact, **who_and_when: Any) -> None:
    talk.record_contact(case=case, means=sent.means, note=sent.note, **who_and_when)


@sealed_post(NewAssignment)
def assignment(case: Case, sent: NewAssignment, **who_and_when: Any) -> None:
    people = [person_named(name) for name in sent.people]
    responders.assign(case=case, people=people, sharings=sent.sharings, reason=sent.reason, **who_and_when)


@sealed_post(NewHandover)
def handover(case: Case, sent: NewHandover, **who_and_when: Any) -> None:
    responders.hand_over(case=case, taker=person_named(sent.taker), sharings=sent.sharings, **who_and_when)


@sealed_post(NewRemoval)
def removal(case: Case, sent: NewRemoval, **who_and_when: Any) -> None:
    responders.remove(case=case, person=person_named(sent.person), **who_and_when)


@sealed_post(NewKeys)
def keys(case: Case, sent: NewKeys, **who_and_when: Any) -> None:
    key_actions.renew_keys(case=case, keys=sent.keys, **who_and_when)


def person_named(username: str) -> Person:
    """A colleague by username. Whether they may have to do with a case, the verb says."""
    return get_object_or_404(Person, username=username)
