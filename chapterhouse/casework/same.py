"""What a browser compares to find who is named in more than one case: lists that only it can open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import KeyWrap, site_id

from .access import Duty
from .actions.linking import desks_with_links
from .models import Case, Independence
from .models.case import CaseQuerySet
from .sealed import b64


def compared_desks(duty: Duty) -> set[str]:
    """Codes of the desks of somebody's duty at which cases can be linked, or wait for one another."""
    return {
        desk.code
        for version in duty.versions
        for desk in version.pack.desks
        if (desk.can_wait or desk.consolidation) and not duty.held.isdisjoint(desk.offices)
    }


def compared(seen: CaseQuerySet, person: Person, duty: Duty) -> CaseQuerySet:
    """The cases whose lists somebody may open, at such desks; also closed ones, as something may be repeated.

    Args:
        seen: the cases that they see.
    """
    said = Independence.objects.filter(case=OuterRef("pk"), person=person)
    rows = seen.filter(Exists(said), desk__code__in=compared_desks(duty)).exclude(people=None)
    return rows.select_related("people").prefetch_related("waits", "stops", "closures").order_by("pk")


def lists_data(cases: Sequence[Case], person: Person, at: datetime) -> dict[str, Any]:
    """The sealed lists of people involved, and the person's wraps of the keys they are under."""
    keys = {case.people.channel_key_id for case in cases if case.people}
    wraps = KeyWrap.objects.filter(channel_key__in=keys, card__user=person, card__retired=None)
    mine = {wrap.channel_key_id: b64(wrap.age_file) for wrap in wraps}
    now = desks_with_links(at)
    return {"site": site_id(), "lists": [_list(case, mine, now) for case in cases]}


def _list(case: Case, wraps: dict[int, str], linking: set[str]) -> dict[str, Any]:
    """`waits`: ``match`` where a match may end it, ``me`` where it waits all the same."""
    assert case.people is not None
    wait = None if case.stopped or case.closure else case.wait
    return {
        "case": str(case.uuid),
        "code": case.code,
        "desk": case.desk.code,
        "channel": str(case.channel.uuid),
        "wrap": wraps.get(case.people.channel_key_id, ""),
        "entry": str(case.people.uuid),
        "age_file": b64(case.people.age_file),
        "waits": "" if wait is None else "match" if wait.until_match else "me",
        "closed": case.closure is not None,
        "links": (case.rules.consolidation or case.desk.code in linking) and not case.rests,
    }
