"""Key cards, their wraps, team sheets and notebooks of pins."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.desks import desks, readers_at
from chapterhouse.people.models import Person
from chapterhouse.ui.refused import Refused

from ..agefiles import must_be_age
from ..formats.cards import Card
from ..formats.keys import is_recipient, is_signing_key
from ..formats.sheets import Sheet, SheetError, next_sheet, read_sheet
from ..models import Channel, IdentityWrap, KeyCard, Notebook, TeamSheet, site_id
from ..wire import NewCard
from .channels import withdraw


@transaction.atomic
def publish_card(*, card: NewCard, by: Person, at: datetime) -> KeyCard:
    """Keep a member's new public keys and the two wraps of their identity; the card before is retired.

    A new identity holds nothing yet: the wraps of the one before go, and each key it held is to be replaced.

    Raises:
        Refused: the version does not follow on the last one (``stale-card``), or a key or wrap is malformed.
    """
    last = by.key_cards.order_by("version").last()
    if card.version != (last.version + 1 if last else 1):
        raise Refused(_("You have set up a newer key elsewhere. Reload the page."), code="stale-card")
    if not is_recipient(card.recipient) or not is_signing_key(card.signing_key):
        raise Refused(
            _("This page sent a key that cannot be used. Reload it and try again."), code="malformed"
        )
    must_be_age(card.passphrase_wrap, recipients=1)
    must_be_age(card.recovery_wrap, recipients=1)
    _retire_cards(by, at)
    kept = KeyCard.objects.create(
        user=by, version=card.version, recipient=card.recipient, signing_key=card.signing_key, created=at
    )
    _keep_wrap(kept, IdentityWrap.PASSPHRASE, card.passphrase_wrap)
    _keep_wrap(kept, IdentityWrap.RECOVERY, card.recovery_wrap)
    record(by=by.username, verb="published-card", subject=by.username, at=at)
    return kept


@transaction.atomic
def replace_wraps(
    *, by: Person, at: datetime, passphrase_wrap: bytes, recovery_wrap: bytes | None = None
) -> KeyCard:
    """Change the passphrase, and with `recovery_wrap` the recovery key too; the identity stays the same.

    Raises:
        Refused: the member has no card (``no-card``), or a wrap is malformed.
    """
    card = by.key_cards.current().first()
    if card is None:
        raise Refused(_("Set up your key first."), code="no-card")
    must_be_age(passphrase_wrap, recipients=1)
    _keep_wrap(card, IdentityWrap.PASSPHRASE, passphrase_wrap)
    if recovery_wrap is not None:
        must_be_age(recovery_wrap, recipients=1)
        _keep_wrap(card, IdentityWrap.RECOVERY, recovery_wrap)
    record(by=by.username, verb="changed-passphrase", subject=by.username, at=at)
    return card


@transaction.atomic
def add_sheet(*, desk: str, seq: int, note: str, by: Person, at: datetime) -> TeamSheet:
    """Append a signed team sheet to a desk's list, and tell everyone whom it concerns.

    Every browser checks chain and signature for itself; they are checked here too, so that no sheet that
    browsers must refuse can stand in the way of all later ones.

    Args:
        seq: its place in the list, from 1. The note's own number is the same, unless the list starts again.

    Raises:
        Refused: a sheet with that place exists or one before it is missing (``stale-sheet``); a card on it is
            not the present one of somebody who reads at the desk (``stale-team``); it may not follow
            (``malformed``).
    """
    members = _members(desk, at)
    last = TeamSheet.objects.filter(desk=desk).order_by("seq").last()
    if seq != (last.seq if last else 0) + 1:
        raise Refused(_("A colleague has just changed the list. Reload the page."), code="stale-sheet")
    before = read_sheet(last.note) if last else None
    sheet = _checked(note, desk=desk, before=before if before and may_continue(before, members) else None)
    if not set(sheet.cards) <= _cards_of(members):
        raise Refused(_("The team has changed meanwhile. Reload the page."), code="stale-team")
    try:
        with transaction.atomic():
            kept = TeamSheet.objects.create(desk=desk, seq=seq, note=note, created=at)
    except IntegrityError as faster:
        raise Refused(
            _("A colleague has just changed the list. Reload the page."), code="stale-sheet"
        ) from faster
    record(by=by.username, verb="signed-sheet", subject=f"desk:{desk}", at=at)
    told = {*members, *_people_on(before.cards if before else ())} - {by}
    tell(people=list(told), kind=Notice.SHEET, subject=f"desk:{desk}", at=at)
    return kept


def may_continue(sheet: Sheet, members: Iterable[Person]) -> bool:
    """Whether somebody on a sheet is left to sign the next. If nobody is, the list starts again at 1."""
    return bool(set(sheet.cards) & _cards_of(members))


def keep_notebook(*, by: Person, age_file: bytes) -> Notebook:
    """Replace a member's notebook of pins."""
    must_be_age(age_file, recipients=1)
    return Notebook.objects.update_or_create(user=by, defaults={"age_file": age_file})[0]


def _retire_cards(person: Person, at: datetime) -> None:
    for channel in Channel.objects.filter(keys__wraps__card__user=person).distinct():
        withdraw(channel=channel, person=person, at=at)
    IdentityWrap.objects.filter(card__user=person).delete()
    person.key_cards.current().update(retired=at)


def forget_keys(person: Person, at: datetime) -> None:
    """Forget what opens somebody's keys, and their notebook. Public keys stay: signatures name them."""
    _retire_cards(person, at)
    Notebook.objects.filter(user=person).delete()


def _keep_wrap(card: KeyCard, method: str, age_file: bytes) -> None:
    IdentityWrap.objects.update_or_create(card=card, method=method, defaults={"age_file": age_file})


def _members(desk: str, at: datetime) -> list[Person]:
    rules = next((each for each in desks(at) if each.code == desk), None)
    if rules is None:
        raise Refused(_("This desk is no longer there. Reload the page."), code="stale-team")
    return list(readers_at(rules, at))


def _cards_of(people: Iterable[Person]) -> set[Card]:
    current = KeyCard.objects.current().filter(user__in=list(people)).select_related("user")
    return {Card(card.name, card.version, card.recipient, card.signing_key) for card in current}


def _people_on(cards: Iterable[Card]) -> set[Person]:
    return {card.user for card in KeyCard.objects.named(card.name for card in cards)}


def _checked(note: str, *, desk: str, before: Sheet | None) -> Sheet:
    try:
        return next_sheet(note, site=site_id(), desk=desk, previous=before)
    except SheetError as fault:
        raise Refused(
            _("This list was not signed as it must be, so it was not kept."), code="malformed"
        ) from fault
