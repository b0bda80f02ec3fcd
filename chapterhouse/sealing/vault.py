"""The one JSON behind the vault's pages: all of it public keys, age files and signed notes."""

import base64
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.middleware.csrf import get_token

from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Desk
from chapterhouse.people.desks import desks_of, readers_at
from chapterhouse.people.models import Person
from chapterhouse.ui import frame

from .models import IdentityWrap, KeyCard, Notebook, TeamSheet, site_id
from .sheets import cards_on


def data_for(request: HttpRequest, person: Person, at: datetime) -> dict[str, Any]:
    """Everything a member's browser needs to make or open their vault and to check the sheets of their desks.

    Wraps and the notebook are base64 or null; `names` are words in every language of the pack.
    """
    card = person.key_cards.current().select_related("user").first()
    wraps = {wrap.method: wrap for wrap in card.wraps.all()} if card else {}
    version = PackVersion.objects.current(at=at)
    last = person.key_cards.order_by("version").last()
    return {
        "csrf": get_token(request),
        "site": site_id(),
        "username": person.username,
        "name": person.name,
        "language": person.language,
        "card": card_json(card) if card else None,
        "next_version": last.version + 1 if last else 1,
        "passphrase_wrap": _base64(wraps.get(IdentityWrap.PASSPHRASE)),
        "recovery_wrap": _base64(wraps.get(IdentityWrap.RECOVERY)),
        "notebook": _base64(Notebook.objects.filter(user=person).first()),
        "desks": [desk_json(desk, at) for desk in desks_of(person, at)],
        "pack": str(version) if version else None,
        "frame": frame_json(request),
    }


def desk_json(desk: Desk, at: datetime) -> dict[str, Any]:
    """A desk as its members see it: its signed sheets, who reads there now, and their present cards."""
    people = list(readers_at(desk, at))
    cards = KeyCard.objects.current().filter(user__in=people).select_related("user")
    sheets = list(TeamSheet.objects.filter(desk=desk.code).order_by("seq"))
    return {
        "code": desk.code,
        "name": desk.name.as_dict(),
        "sheets": [{"seq": sheet.seq, "note": sheet.note, "signed": sheet.created} for sheet in sheets],
        "cards": [card_json(card) for card in cards],
        "readers": [person.username for person in people],
        "people": {person.username: person.name for person in (*people, *_once_on(sheets))},
    }


def frame_json(request: HttpRequest) -> dict[str, str]:
    """What stands round a shell: whose site it is and whom to call, in the reader's language."""
    around = frame.current(request)
    values = {"name": around.name, "phone": around.phone, "hours": around.hours}
    return {**values, "phone_link": around.phone_link} if around.phone else values


def card_json(card: KeyCard) -> dict[str, Any]:
    """A card as browsers know it. Needs the user row."""
    return {
        "name": card.name,
        "version": card.version,
        "recipient": card.recipient,
        "key": card.signing_key,
    }


def _once_on(sheets: list[TeamSheet]) -> "QuerySet[Person]":
    """People who stood on some sheet, so that a change can be told in names."""
    return Person.objects.filter(username__in={name for sheet in sheets for name in cards_on(sheet)})


def _base64(kept: IdentityWrap | Notebook | None) -> str | None:
    return base64.b64encode(kept.age_file).decode() if kept else None
