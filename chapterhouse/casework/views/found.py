"""How every view begins: the cases of the one who asks. What is not theirs is not found."""

from typing import cast

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from chapterhouse.people.models import Person

from ..access import duty_of
from ..models import Assignment, Case, Independence, Party, Supporter
from ..models.case import CaseQuerySet


def who(request: HttpRequest) -> Person:
    """The person signed in; views that call it are behind a rule of access."""
    return cast(Person, request.user)


def visible(request: HttpRequest) -> CaseQuerySet:
    """The cases that exist for the one who asks: by office, by key, and not shut to them."""
    person, duty = who(request), duty_of(who(request))
    seen = Case.objects.readable_by(person).not_shut_to(person)
    return seen.read_by_offices(duty.held, duty.versions).select_related("desk", "pack", "channel")


def seen_case(request: HttpRequest, code: str) -> Case:
    """A case that exists for the one who asks, or 404."""
    rows = visible(request).with_clock().select_related("people__channel_key", "title")
    parties = Prefetch("parties", Party.objects.select_related("mailbox", "channel", "invitation"))
    beside = Supporter.objects.select_related(
        *("party", "words", "guest__mailbox", "guest__channel", "guest__invitation")
    )
    pairs = Prefetch("assignments", Assignment.objects.select_related("person"))
    said = Independence.objects.filter(case=OuterRef("pk"), person=who(request))
    rows = rows.prefetch_related(parties, pairs).with_kinds()
    case = get_object_or_404(rows.annotate(said_independent=Exists(said)), code=code)
    case.skip_absent()
    prefetch_related_objects([case], "stops", "waits", "closures", "holds", Prefetch("supporters", beside))
    return case


def read_case(request: HttpRequest, code: str) -> Case:
    """A case whose contents may be served to the one who asks, or 404."""
    case = seen_case(request, code)
    if not declared(case):
        raise Http404
    return case


def comer(case: Case, code: str) -> Party:
    """Somebody of a case by code, also one who stands beside another, or 404."""
    return get_object_or_404(Party.everyone.filter(case=case), code=code)


def declared(case: Case) -> bool:
    """Whether the one who asks said that they are independent of a case found by `seen_case`."""
    return bool(getattr(case, "said_independent", False))
