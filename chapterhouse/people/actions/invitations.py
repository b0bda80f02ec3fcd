"""Inviting members: an account for each, and one mail that says how to sign in.

The mail holds no secret: whoever it reaches still needs a code that is sent to the address anew, so it may
lie about or arrive twice. An invitation is a mail: nobody who said no to email is invited, nor are minors.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.standing import BY_THE_LIST
from chapterhouse.rows import keep
from chapterhouse.ui.refused import Refused

from ..models import Membership, Person, SignInInvitation
from ..models.roster import MembershipQuerySet
from ..standing import counts, today
from .accounts import join_all

#: Accounts made in one transaction, so that others may write between two lots.
AT_ONCE = 1000
#: An invitation is sent again to an account nobody has used, but not at once.
AGAIN = timedelta(hours=1)


@dataclass
class Invited:
    """How many got an account and a mail, and for how many an account was there and is theirs now."""

    invited: int = 0
    linked: int = 0


def invite_all(*, by: Person, at: datetime) -> Invited:
    """Invite everybody in good standing who has an address of their own and no account.

    In lots: killed between two, those before are invited, and the rest when it is asked again.
    """
    done, last = Invited(), 0
    shared, unlike = set(shared_addresses()), _written_otherwise()
    while True:
        with transaction.atomic():
            found = to_invite(at).filter(pk__gt=last).select_for_update().order_by("pk")
            rows = list(found.only("pk", "name", "email")[:AT_ONCE])
            if not rows:
                break
            _invite([row for row in rows if row.email not in shared], unlike, done, by, at)
        last = rows[-1].pk
    record(by=by.username, verb="invited-members", subject="roster", at=at)
    return done


@transaction.atomic
def invite(*, member: Membership, by: Person, at: datetime) -> Invited:
    """Invite one person, or send the invitation again to somebody who has not signed in yet.

    Raises:
        Refused: they have an account that is used (``has-account``), were invited within the hour (``soon``),
            have no address (``no-email``), said no to email (``no-mail``), share their address (``shared``),
            are not on the roll (``off-roll``), or may be under eighteen (``minor``).
    """
    member = Membership.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk)
    _check(member)
    done = Invited()
    if member.person:
        _again(member.person, by, at)
        done.invited = 1
    else:
        _invite([member], _written_otherwise(), done, by, at)
    record(by=by.username, verb="invited-members", subject="roster", at=at)
    return done


def to_invite(at: datetime) -> MembershipQuerySet:
    """Everybody in good standing who may be mailed and has no account; also those who share an address."""
    return without_account(at) & Membership.objects.open_to(Membership.EMAIL)


def without_account(at: datetime) -> MembershipQuerySet:
    """Everybody in good standing, by the pack in force, who has no account and is no minor."""
    version = PackVersion.objects.current(at=at)
    pack = version.pack if version else None
    rule = pack.standing if pack else BY_THE_LIST
    on_roll = Membership.objects.on_the_roll().shown().filter(person=None)
    return on_roll.filter(counts(rule, on=today(pack, at)))


def shared_addresses() -> "Iterable[str]":
    """Addresses that stand with more than one person, whoever they are."""
    addresses = Membership.objects.order_by().exclude(email="").values_list(Lower("email"))
    return addresses.annotate(number=Count("pk")).filter(number__gt=1).values_list("lower1", flat=True)


def language_at(at: datetime) -> str:
    """The organisation's first language that we speak."""
    version = PackVersion.objects.current(at=at)
    named = version.pack.languages if version else ()
    return next((each for each in named if each in dict(settings.LANGUAGES)), settings.LANGUAGE_CODE)


def _invite(
    members: list[Membership], unlike: dict[str, Person], done: Invited, by: Person, at: datetime
) -> None:
    """Link those who have an account by their address already, and make one for each of the others."""
    addresses = [member.email for member in members]
    there = {str(each.email): each for each in Person.objects.filter(email__in=addresses)} | unlike
    old = [member for member in members if member.email in there]
    new = [member for member in members if member.email not in there]
    taken = set(
        Membership.objects.filter(person__in=[there[each.email] for each in old]).values_list("person")
    )
    for member in old:
        if (there[member.email].pk,) not in taken:
            done.linked += Membership.objects.filter(pk=member.pk).update(person=there[member.email])
    names = [(member.name[:80], member.email) for member in new]
    made = join_all(people=names, language=language_at(at), at=at, by=by.username)
    account = Person.objects.filter(email=OuterRef("email")).values("pk")[:1]
    Membership.objects.filter(pk__in=[each.pk for each in new]).update(person=Subquery(account))
    keep(SignInInvitation(person=person, by=by.username, made_at=at, not_before=at) for person in made)
    done.invited += len(made)


def _again(person: Person, by: Person, at: datetime) -> None:
    if person.last_login or not person.is_active or not person.email:
        raise Refused(_("They have an account already."), code="has-account")
    if SignInInvitation.objects.filter(person=person, made_at__gt=at - AGAIN).exists():
        raise Refused(_("They were invited within the last hour. Give the mail some time."), code="soon")
    told = {
        "by": by.username,
        "made_at": at,
        "not_before": at,
        "claimed_at": None,
        "tries": 0,
        "sent_at": None,
    }
    SignInInvitation.objects.update_or_create(person=person, defaults=told)


def _check(member: Membership) -> None:
    """Raises `Refused` where somebody may not be mailed, or nobody knows whose the address is."""
    rows = Membership.objects.filter(pk=member.pk)
    shared = Membership.objects.annotate(small=Lower("email")).filter(small=member.email).count() > 1
    reasons = (
        (member.minor, "minor", _("The list says they may be under 18. Speak with them in person.")),
        (not rows.on_the_roll().exists(), "off-roll", _("They are not on the newest list, or have lapsed.")),
        (not member.email, "no-email", _("They have no email address on the list.")),
        (member.no_mail, "no-mail", _("They said that they want no email.")),
        (
            shared,
            "shared",
            _("Another person on the list has the same address. Correct one of the two first."),
        ),
    )
    for applies, code, sentence in reasons:
        if applies:
            raise Refused(sentence, code=code)


def _written_otherwise() -> dict[str, Person]:
    """Accounts whose address has capitals, by the address in small letters: there are few."""
    rows = Person.objects.exclude(email=None).filter(~Q(email=Lower("email")))
    return {str(each.email).lower(): each for each in rows}
