"""Addresses that refused our mail, for those who keep the list of members."""

from django.contrib import messages
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chapterhouse.people.models import Membership
from chapterhouse.people.permissions import Permission, holder_of
from chapterhouse.people.views.account import member
from chapterhouse.ui.access import access

from ..actions.bounces import try_again
from ..models import Address

keeps_roster = holder_of(Permission.KEEP_ROSTER)
#: Rows of a page; whoever has corrected them sees the next.
ROWS = 100


@access(keeps_roster)
@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    refused = shown().order_by("-refused", "pk")
    told = {"addresses": refused[:ROWS], "more": max(0, refused.count() - ROWS)}
    return render(request, "announcements/addresses.html", told)


@access(keeps_roster)
@require_POST
def again(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(shown(), code=code)
    try_again(address=found, by=member(request), at=timezone.now())
    messages.success(request, _("Announcements go there again."))
    return redirect("announcements:addresses")


def shown() -> "QuerySet[Address]":
    """Those that refused our mail, without the addresses of minors, who are never shown."""
    minors = Membership.objects.filter(minor=True)
    listed = minors.annotate(small=Lower("email")).values("small")
    own = minors.exclude(person__email=None).annotate(small=Lower("person__email")).values("small")
    return Address.objects.exclude(refused=None).exclude(email__in=listed).exclude(email__in=own)
