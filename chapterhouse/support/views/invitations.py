"""First visits with an invitation code: the letter, then the guest's own mailbox and channel."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from chapterhouse.casework.actions.intake import accept_invitation, holder_names, lookup_of
from chapterhouse.casework.models import Party
from chapterhouse.casework.wire import Joining
from chapterhouse.sealing.models import Invitation, site_id
from chapterhouse.ui.refused import Refused

from ..answering import public_address, sent
from ..conversation import cards_in
from ..desks import roster_at
from ..public_data import people
from ..wire import ByCode


@public_address("POST")
def letter(request: HttpRequest) -> dict[str, Any]:
    at, auth = timezone.now(), sent(request, ByCode).auth
    invitation = Invitation.objects.open(at).filter(lookup=lookup_of(auth)).first()
    if invitation is None:
        raise Refused(_("That code does not open anything."), code="unknown")
    party = Party.everyone.select_related("case__pack", "case__channel").get(invitation=invitation)
    team = party.case.channel
    return {
        "v": 1,
        "site": site_id(),
        "guest": not party.is_first,
        "letter_file": bytes(invitation.letter_file),
        "statements": list(team.statements.order_by("seq").values_list("note", flat=True)),
        "cards": cards_in(team),
        "holders": sorted(holder_names(party.case)),
        "people": people(roster_at(party.case.pack.pack, at)),
    }


@public_address("POST", status=201)
def join(request: HttpRequest) -> dict[str, Any]:
    party = accept_invitation(joining=sent(request, Joining), at=timezone.now())
    return {"hours": party.case.promise_hours}
