"""Whether a pack that can be read also makes sense: what it names exists, what it promises it can keep."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from .agekeys import is_whole
from .mistakes import Mistakes
from .pack import Desk, Door, Formal, Pack
from .reading import listed, near

#: What a door to a desk of ours cannot do without: a promise, and all that is said before and after writing.
INSIDE_NEEDS = (
    *("promise_hours", "first_contact", "options"),
    *("confidentiality", "limits", "acknowledgement", "steps"),
)


def check(pack: Pack, mistakes: Mistakes, today: date | None) -> None:
    """Note every mistake of sense.

    Args:
        pack: as read; blanks stand where the reading already found a mistake, and are passed over.
        mistakes: receives what is found.
        today: in the pack's time zone; without it, dates are not compared with a day.
    """
    _languages(pack, mistakes)
    _zone(pack, mistakes)
    _codes_stand_once(pack, mistakes)
    _offices(pack, mistakes)
    _desks(pack, mistakes)
    _contacts(pack, mistakes)
    for key, door in _numbered("doors", pack.doors):
        _way(door, key, pack, mistakes)
        _options(door, key, mistakes)
    _national(pack, mistakes)
    _out_of_scope(pack, mistakes)
    _documents(pack, mistakes)
    _formal(pack, mistakes)
    _replaces(pack, mistakes)
    if today:
        _checked_days(pack, mistakes, today)


def zone_exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _numbered(key: str, entries: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    return ((f"{key}[{i}]", entry) for i, entry in enumerate(entries))


def _refer(mistakes: Mistakes, key: str, code: str | None, noun: str, codes: Iterable[str]) -> None:
    """Note a code that names nothing. Silent while the named list has mistakes of its own."""
    known = list(codes)
    if code and all(known) and known and code not in known:
        guess = near(code, known)
        there = f"the {noun}s are {listed(known)}" if len(known) > 1 else f"the only {noun} is {known[0]}"
        mistakes.add(key, f'There is no {noun} "{code}"{guess if guess != "." else f"; {there}."}')


def _languages(pack: Pack, mistakes: Mistakes) -> None:
    for key, language in _numbered("languages", pack.languages):
        if language and pack.languages.count(language) > 1:
            mistakes.add(key, f'Name "{language}" once.')


def _zone(pack: Pack, mistakes: Mistakes) -> None:
    if pack.time_zone and not zone_exists(pack.time_zone):
        guess = near(pack.time_zone, available_timezones())
        mistakes.add("time_zone", f'There is no time zone "{pack.time_zone}"{guess}')


def _codes_stand_once(pack: Pack, mistakes: Mistakes) -> None:
    lists: dict[str, Iterable[Any]] = {
        "offices": pack.offices,
        "desks": pack.desks,
        "doors": pack.doors,
        "out_of_scope": pack.out_of_scope,
        "crisis.lines": pack.crisis.lines,
        "places": pack.places,
        "statements": pack.statements,
        "measures": pack.measures,
        "questions": pack.questions,
        "glossary": pack.glossary,
        "links": pack.links,
        "involvement": pack.involvement,
        **{f"{key}.options": door.options for key, door in _numbered("doors", pack.doors)},
        **{f"{key}.services": desk.services for key, desk in _numbered("desks", pack.desks)},
        **{f"{key}.outside": desk.outside for key, desk in _numbered("desks", pack.desks)},
        **{
            f"{key}.required_training": each.required_training
            for key, each in _numbered("offices", pack.offices)
        },
    }
    for name, entries in lists.items():
        _stand_once(name, "code", entries, mistakes)
    _stand_once("documents", "kind", pack.documents, mistakes)
    _stand_once("formal.remedies", "code", pack.formal.remedies, mistakes)
    if pack.formal.appeal:
        _stand_once("formal.appeal.grounds", "code", pack.formal.appeal.grounds, mistakes)


def _stand_once(name: str, field: str, entries: Iterable[Any], mistakes: Mistakes) -> None:
    first: dict[str, str] = {}
    for key, entry in _numbered(name, entries):
        code = getattr(entry, field)
        if code and code in first:
            mistakes.add(f"{key}.{field}", f'Choose another {field}; {first[code]} is "{code}" already.')
        first.setdefault(code, key)


def _offices(pack: Pack, mistakes: Mistakes) -> None:
    codes = [office.code for office in pack.offices]
    for key, office in _numbered("offices", pack.offices):
        _refer(mistakes, f"{key}.reads", office.reads, "desk", [desk.code for desk in pack.desks])
        for where, other in _numbered(f"{key}.separate_from", office.separate_from):
            _refer(mistakes, where, other, "office", codes)
            if other and other == office.code:
                mistakes.add(where, "Name another office; this one cannot be separate from itself.")
        if office.removal:
            _refer(mistakes, f"{key}.removal.by", office.removal.by, "office", codes)
        _refer(mistakes, f"{key}.approved_by", office.approved_by, "office", codes)
        for where, code in _numbered(f"{key}.signs", office.signs):
            _sign(mistakes, where, code, pack)
        if office.seats and (office.seats_a_year or 0) > office.seats:
            mistakes.add(f"{key}.seats_a_year", f"Write {office.seats} or less: it has no more seats.")


def _sign(mistakes: Mistakes, key: str, code: str, pack: Pack) -> None:
    if code and not pack.statements:
        mistakes.add(key, f'There is no statement "{code}": add its text under [[statements]].')
    _refer(mistakes, key, code, "statement", [each.code for each in pack.statements])


def _desks(pack: Pack, mistakes: Mistakes) -> None:
    for key, desk in _numbered("desks", pack.desks):
        _refer(mistakes, f"{key}.backup", desk.backup, "office", [office.code for office in pack.offices])
        if not desk.code:
            continue
        if desk.backup and desk.backup in desk.offices:
            reason = f'Name an office outside this desk; "{desk.backup}" reads here and would remind itself.'
            mistakes.add(f"{key}.backup", reason)
        if desk.keep_days and desk.warn_days >= desk.keep_days:
            reason = f"Write fewer days than keep_days has, {desk.keep_days}; a warning comes before the end."
            mistakes.add(f"{key}.warn_days", reason)
        promises = [door.promise_hours or 0 for door in pack.doors if door.desk == desk.code]
        if desk.outcome_days and any(hours >= 24 * desk.outcome_days for hours in promises):
            reason = "Write more days than the promise of its door; what came of it follows the first answer."
            mistakes.add(f"{key}.outcome_days", reason)
        _offered(pack, desk, key, mistakes)
        if not desk.offices and pack.offices:
            mistakes.add(key, f'Let an office read this desk; none says reads = "{desk.code}".')


def _offered(pack: Pack, desk: Desk, key: str, mistakes: Mistakes) -> None:
    """What a desk offers besides, which not every one can."""
    for where, body in _numbered(f"{key}.outside", desk.outside):
        if body.key and not is_whole(body.key):
            mistakes.add(f"{where}.key", "Copy this age key again; a letter of it is wrong.")
    if desk.consolidation and desk.wall == "informal":
        mistakes.add(f"{key}.consolidation", "Leave this out; an informal desk keeps no records to link.")
    for where, office in _numbered(f"{key}.hears_complaints_about", desk.hears_complaints_about):
        _refer(mistakes, where, office, "office", [each.code for each in pack.offices])
        if office and office in desk.offices:
            reason = f'Name an office of another desk; "{office}" reads here and would hear of itself.'
            mistakes.add(where, reason)


def _contacts(pack: Pack, mistakes: Mistakes) -> None:
    for key, email in _numbered("contacts.emails", pack.contacts.emails):
        _refer(mistakes, f"{key}.reaches", email.reaches, "desk", [desk.code for desk in pack.desks])


def _way(door: Door, key: str, pack: Pack, mistakes: Mistakes) -> None:
    """A door leads one way; inside it keeps a promise, outside it makes none."""
    _refer(mistakes, f"{key}.desk", door.desk, "desk", [desk.code for desk in pack.desks])
    ways = {"desk": door.desk, "url": door.url, "email": door.email}
    taken = [name for name, value in ways.items() if value is not None]
    if len(taken) != 1:
        found = listed(taken) if taken else "none"
        mistakes.add(key, f"Let this door lead one way: a desk, a url or an email; it has {found}.")
    elif door.desk is not None:
        _inside(door, key, mistakes)
    else:
        for name in ("promise_hours", "options"):
            if getattr(door, name):
                mistakes.add(f"{key}.{name}", "Leave this out; we cannot promise or ask for people outside.")


def _inside(door: Door, key: str, mistakes: Mistakes) -> None:
    for name in INSIDE_NEEDS:
        if not getattr(door, name):
            mistakes.add(f"{key}.{name}", "Add this; a door to a desk of ours cannot do without it.")


def _options(door: Door, key: str, mistakes: Mistakes) -> None:
    if any(option.joint for option in door.options) and not door.joint:
        mistakes.add(f"{key}.joint", "Add this; the door has an option for people asking together.")
    if any(option.urgent for option in door.options) and not door.urgent_text:
        mistakes.add(f"{key}.urgent_text", "Add this; the door has an urgent option.")
    if door.appointment_limit and not door.appointment_text:
        mistakes.add(f"{key}.appointment_text", "Add this; the limit needs kind words and other routes.")


def _national(pack: Pack, mistakes: Mistakes) -> None:
    _refer(mistakes, "national_door", pack.national_door, "door", [door.code for door in pack.doors])
    if any(door.code == pack.national_door and door.desk for door in pack.doors):
        reason = "Name a door that leads outside; the national route must not pass through a desk of ours."
        mistakes.add("national_door", reason)


def _out_of_scope(pack: Pack, mistakes: Mistakes) -> None:
    doors = [door.code for door in pack.doors]
    for key, entry in _numbered("out_of_scope", pack.out_of_scope):
        _refer(mistakes, f"{key}.door", entry.door, "door", doors)
        for where, door in _numbered(f"{key}.doors", entry.doors):
            _refer(mistakes, where, door, "door", doors)


def _formal(pack: Pack, mistakes: Mistakes) -> None:
    """Those who hear an appeal are others than those who decided, and others than those who read the desk."""
    formal, appeal = pack.formal, pack.formal.appeal
    formal_desks = [desk for desk in pack.desks if desk.wall == "formal"]
    if formal != Formal() and pack.desks and not formal_desks and all(desk.wall for desk in pack.desks):
        mistakes.add("formal", "Leave this out; this pack has no desk behind the formal wall.")
    offices = [office.code for office in pack.offices]
    _refer(mistakes, "formal.deciders", formal.deciders, "office", offices)
    if appeal is None or not appeal.deciders:
        return
    _refer(mistakes, "formal.appeal.deciders", appeal.deciders, "office", offices)
    decided = {formal.deciders, *(office for desk in formal_desks for office in desk.offices)}
    if appeal.deciders in decided:
        reason = f'Name another office; "{appeal.deciders}" would hear an appeal against itself.'
        mistakes.add("formal.appeal.deciders", reason)


def _replaces(pack: Pack, mistakes: Mistakes) -> None:
    if pack.replaces and pack.replaces == pack.slug:
        mistakes.add("replaces", "Name another pack; a new version of this one follows the old by itself.")


def _documents(pack: Pack, mistakes: Mistakes) -> None:
    for key, document in _numbered("documents", pack.documents):
        if (document.address or document.text) and not document.version:
            mistakes.add(f"{key}.version", "Add this; a document that can be read says which version it is.")


def _checked_days(pack: Pack, mistakes: Mistakes, today: date) -> None:
    for key, line in _numbered("crisis.lines", pack.crisis.lines):
        if line.checked_on > today:
            reason = f"Write a day that has been; {line.checked_on} is after {today}."
            mistakes.add(f"{key}.checked_on", reason)
