"""The one JSON that fills both shells: the organisation's words, its doors, and the team behind each desk."""

from datetime import date, datetime, tzinfo
from typing import Any

from chapterhouse.clocks.spans import due
from chapterhouse.packs.doors import Door, Option
from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Pack
from chapterhouse.packs.words import Words
from chapterhouse.sealing.models import site_id
from chapterhouse.ui.dates import day_words, moment_words
from chapterhouse.ui.shells import LANGUAGES

from .desks import DeskNow, Roster


def public_data(
    version: PackVersion | None, roster: Roster | None, *, at: datetime, challenge: dict[str, Any] | None
) -> dict[str, Any]:
    """Everything the questions need, in every language; without a pack, only what says so."""
    now = at.replace(second=0, microsecond=0)
    head = {"v": 1, "site": site_id(), "now": now.isoformat()}
    if version is None or roster is None:
        return head | {"pack": None, "doors": [], "challenge": challenge}
    pack = version.pack
    return {
        **head,
        "pack": str(version),
        "organisation": words(pack.name),
        "exit_url": pack.exit_url,
        "doors": [_door(door, pack, roster, now) for door in pack.doors],
        "formal": [door.code for door in pack.formal_doors],
        "sheets": {code: _sheet(desk) for code, desk in roster.desks.items() if desk.sheet},
        "readers": {code: [each.username for each in desk.readers] for code, desk in roster.desks.items()},
        "reachable": {
            code: [each.username for each in desk.reachable] for code, desk in roster.desks.items()
        },
        "people": people(roster),
        "crisis": _crisis(pack),
        "contacts": contacts(pack),
        "challenge": challenge,
    }


def words(text: Words | None) -> dict[str, str] | None:
    return text.as_dict() if text else None


def moment_said(moment: datetime, zone: tzinfo) -> dict[str, str]:
    """A moment in words in every language, with the zone, as a visitor may be elsewhere."""
    local = moment.astimezone(zone)
    return {code: f"{moment_words(local, code)} ({local:%Z})" for code in LANGUAGES}


def day_said(moment: datetime, zone: tzinfo) -> dict[str, str]:
    """The day of a moment in words in every language."""
    return date_said(moment.astimezone(zone).date())


def date_said(day: date) -> dict[str, str]:
    """A day in words in every language."""
    return {code: day_words(day, code, year=True, weekday=False) for code in LANGUAGES}


def people(roster: Roster) -> dict[str, Any]:
    """Names and offices of everyone somebody may shut out."""
    return {
        username: {"name": person.name, "office": words(roster.offices[username])}
        for username, person in roster.people().items()
    }


def contacts(pack: Pack) -> dict[str, Any]:
    """Every way to people besides the doors."""
    here = pack.contacts
    return {
        "phones": [
            {
                "number": each.number,
                "tel": f"tel:{each.tel}",
                "name": words(each.name),
                "hours": words(each.hours),
            }
            for each in here.phones
        ],
        "emails": [{"address": each.address, "name": words(each.name)} for each in here.emails],
        "in_person": words(here.in_person),
        "on_paper": words(here.on_paper),
    }


def _door(door: Door, pack: Pack, roster: Roster, now: datetime) -> dict[str, Any]:
    promised = door.promise_hours and moment_said(due(now, door.promise_hours), pack.zone)
    desk = roster.desks[door.desk] if door.desk else None
    said = ("name", "line", "is_for", "confidentiality", "wishes_note", "acknowledgement", "urgent_text")
    return {
        "code": door.code,
        "desk": door.desk,
        "address": door.address,
        "closed": desk.closed if desk else "",
        "hours": door.promise_hours,
        "by": promised,
        "on_behalf": door.on_behalf,
        "hears": hears(pack, door),
        **{field: words(getattr(door, field)) for field in said},
        "limits": [words(each) for each in door.limits],
        "options": [_option(each) for each in door.options],
    }


def hears(pack: Pack, door: Door) -> list[str]:
    """Codes of the desks of whose officers complaints may be brought to this door first."""
    about = set(pack.desk(door.desk).hears_complaints_about) if door.desk else set()
    return [desk.code for desk in pack.desks if about & set(desk.offices)]


def _option(option: Option) -> dict[str, Any]:
    return {
        "code": option.code,
        "short": words(option.short),
        "name": words(option.name),
        "explains": words(option.explains),
        "includes": [words(each) for each in option.includes],
        "urgent": option.urgent,
    }


def _sheet(desk: DeskNow) -> dict[str, Any]:
    """The newest sheet as signed. A browser reads cards and team number out of the note itself."""
    assert desk.sheet is not None
    return {"seq": desk.sheet.seq, "note": desk.sheet.note}


def _crisis(pack: Pack) -> dict[str, Any]:
    return {
        "emergency": words(pack.crisis.emergency),
        "not_us": words(pack.crisis.not_us),
        "lines": [
            {
                "number": line.number,
                "tel": f"tel:{line.tel}",
                "name": words(line.name),
                "about": words(line.about),
                "caution": words(line.caution),
                "checked": date_said(line.checked_on),
            }
            for line in pack.crisis.lines
        ],
    }
