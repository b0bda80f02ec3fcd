"""Sending invitations from the same kind of outbox as notices: one claimed row at a time."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from chapterhouse.packs.models import PackVersion
from chapterhouse.people.models import Membership, Person, SignInInvitation

from .actions import BACKOFF_MINUTES
from .models import LEASE

log = logging.getLogger(__name__)


def send_next_invitation(*, at: datetime) -> bool:
    """Claim one invitation, send it, mark it sent; one to somebody who may not be mailed any more goes.

    Killed before sending, it is taken up again after `LEASE`; killed between sending and marking, it is sent
    twice, which is better than never.

    Returns:
        Whether there was one to try.
    """
    invitation = _claim(at)
    if invitation is None:
        return False
    mine = SignInInvitation.objects.filter(pk=invitation.pk)
    if not Membership.objects.open_to(Membership.EMAIL).filter(person=invitation.person).exists():
        mine.delete()
        return True
    try:
        _send(invitation.person, at)
    except (OSError, ValueError) as fault:  # smtplib's errors are OSErrors; an address can be a ValueError
        log.warning("Mail could not be sent (%s); an invitation waits.", type(fault).__name__)
        wait = BACKOFF_MINUTES[min(invitation.tries, len(BACKOFF_MINUTES)) - 1]
        mine.update(claimed_at=None, not_before=at + timedelta(minutes=wait))
    else:
        mine.update(sent_at=at)
    return True


@transaction.atomic
def _claim(at: datetime) -> SignInInvitation | None:
    ready = SignInInvitation.objects.ready(at, at - LEASE).select_for_update(skip_locked=True, of=("self",))
    found = ready.select_related("person").first()
    if found is not None:
        found.tries = min(found.tries + 1, 1000)
        SignInInvitation.objects.filter(pk=found.pk).update(claimed_at=at, tries=found.tries)
    return found


def _send(person: Person, at: datetime) -> None:
    """One mail in the language of the account, which is the organisation's until they choose another."""
    version = PackVersion.objects.current(at=at)
    with override(person.language):
        told = {
            "name": person.name,
            "organisation": str(version.pack.name) if version else "Chapterhouse",
            "address": f"{settings.SITE_ADDRESS}/account/login/",
        }
        subject = _("Your account at %(organisation)s") % told
        body = "\n\n".join(
            [
                _("Hello %(name)s,") % told,
                _("You are on the list of members of %(organisation)s, so there is an account for you.")
                % told,
                _("To sign in, open %(address)s and write this email address there. You get a code by mail.")
                % told,
                _("If you do not want to use it, do nothing. Without such a code nobody can sign in as you."),
            ]
        )
    EmailMessage(" ".join(subject.split()), f"{body}\n", to=[str(person.email)]).send()
