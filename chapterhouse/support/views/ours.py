"""The page of a member: all there is for them here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chapterhouse.announcements.talks import Rhythm, rhythm
from chapterhouse.people.permissions import Permission, may
from chapterhouse.people.removal import pack_at
from chapterhouse.ui.access import SIGNED_IN, access

from ..ours import pages_for


@access(SIGNED_IN)
@require_safe
def ours(request: HttpRequest) -> HttpResponse:
    told = {"sections": list(pages_for(request.user)), "rhythm": rhythm_for(request.user)}
    return render(request, "support/ours.html", told)


def rhythm_for(person: Any) -> Rhythm | None:
    """How the team's short talk stands, for those who give it once it is due."""
    now = timezone.now()
    pack = pack_at(now)
    if pack is None or not may(person, Permission.SPEAK_FOR_TEAM, now):
        return None
    found = rhythm(pack, now.astimezone(pack.zone).date())
    return found if found.due else None
