"""Somebody asks to be forgotten: what is held about them goes, but for the organisation's memory."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from chapterhouse.journal.actions import record
from chapterhouse.packs.pack import Pack
from chapterhouse.ui.refused import Refused

from ..held import forget_in_rooms, obstacles
from ..models import Before, Correction, GroupMembership, Membership, Person, SignInInvitation, Term
from ..sessions import end_others
from .offices import leave_office


@transaction.atomic
def forget_person(*, person: Person, pack: Pack | None, at: datetime) -> Person:
    """Forget somebody at their own wish. Their account stays as one that nobody opens and that names nobody.

    Terms that they held, groups that they coordinated and what they wrote there stay under the words
    “a former member”, in the pack's first language. Keys with which they signed stay as public keys alone.

    Raises:
        Refused: something stands in the way (``first``); its sentences say what to do.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if in_the_way := obstacles(person, at):
        raise Refused(" ".join(in_the_way), code="first")
    for term in Term.objects.current(at).filter(person=person).select_related("office", "person"):
        leave_office(term=term, by=person.username, at=at)
    Term.objects.ahead(at).filter(person=person).delete()  # they opened nothing yet
    forget_in_rooms(person, at)
    _forget_groups(person, at)
    _forget_list(person)
    person.sign_in_helps.all().delete()
    person.interests.all().delete()
    SignInInvitation.objects.filter(person=person).delete()
    _forget_ways_in(person, at)
    _forget_account(person, pack)
    record(by=person.username, verb="forgot-person", subject=person.username, at=at)
    return person


def _forget_groups(person: Person, at: datetime) -> None:
    GroupMembership.objects.filter(person=person).delete()
    person.coordinates.filter(ended=None).update(ended=at)


def _forget_list(person: Person) -> None:
    """What the lists have said; the next one may bring them again, without this account."""
    keys = list(Membership.objects.filter(person=person).values_list("key", flat=True))
    Before.objects.filter(key__in=keys).delete()
    Correction.objects.filter(key__in=keys).delete()
    Membership.objects.filter(key__in=keys).delete()


def _forget_ways_in(person: Person, at: datetime) -> None:
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    end_others(person=person, but="", at=at)


def _forget_account(person: Person, pack: Pack | None) -> None:
    with override(pack.languages[0] if pack else "en"):
        person.name = _("A former member")
    person.email, person.pronouns, person.last_login = None, "", None
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.save()
