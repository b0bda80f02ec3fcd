"""From the bytes of a list to one `Listed` a person, or to the line that cannot be understood and why."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from operator import itemgetter
from typing import NamedTuple

from .columns import KEPT, SWITCHED_ON, Columns, plain, understand
from .files import Opener, Unreadable, cells_of, encoding_of, separator_of, unzipped
from .values import LIFETIME, Doubt, day_in, email_in, standing_in, writes_day_first, yes_in

#: So many rows are looked at to see in which order a list writes day and month.
LOOKED_AT = 5000
#: How long a text may be that is kept.
LONGEST = 200
#: What a row says that says nothing.
NOTHING = dict.fromkeys((*KEPT, *SWITCHED_ON), "")
#: Of these each column is a part: an address has two lines.
PARTS = frozenset(("address", "union"))
Taker = Callable[[Sequence[str]], Iterable[str]]


class Listed(NamedTuple):
    """What a list says of one person.

    Attributes:
        key: finds them again in the next list.
        more: what was switched on besides, as text.
        cells: a digest of the row as it stood.
    """

    key: str
    name: str
    family: str
    email: str
    joined: date | None
    expires: date | None
    lifetime: bool
    status: str
    kind: str
    dues: str
    no_calls: bool
    no_texts: bool
    no_mail: bool
    post: str
    chapter: str
    minor: bool
    more: tuple[tuple[str, str], ...]
    cells: str


class Bad(NamedTuple):
    """A row that was left out: at which line, why, the value it is about, and whose it is.

    `key` is empty where nobody can say; who is known by it is not missed for a row that was not understood.
    """

    line: int
    code: str
    value: str
    key: str = ""


class Same(NamedTuple):
    """A row that stands as it stood when it was read last: it need not be understood again."""

    key: str


@dataclass(frozen=True)
class Roster:
    """A list of members that was opened.

    Attributes:
        listed_on: the day in the file's name, as the national lists carry it.
        day_first: that 3/4 is the third of April in it.
    """

    opener: Opener
    encoding: str
    separator: str
    columns: Columns
    listed_on: date | None
    day_first: bool = False

    def rows(
        self, stands: Callable[[str, str], bool] | None = None
    ) -> Iterator[tuple[int, Listed | Same | Bad]]:
        """Each row with its line, in the order of the list.

        Args:
            stands: whether a key had these `Listed.cells` the last time; such a row comes as `Same`.

        Raises:
            Unreadable: a quotation is not closed.
        """
        lines = dict[str, int]()
        for line, cells in self._cells():
            found = self._read(line, cells, stands)
            if not isinstance(found, Bad) and lines.setdefault(found.key, line) != line:
                found = Bad(line, "twice", str(lines[found.key]), found.key)
            yield line, found

    def _read(
        self, line: int, cells: Sequence[str], stands: Callable[[str, str], bool] | None
    ) -> Listed | Same | Bad:
        if len(cells) != self.columns.width:
            return Bad(line, "cells", str(len(cells)))
        digest = self._digest(cells)
        if stands and self._numbers and (key := cells[self._numbers[0]].strip()) and stands(key, digest):
            return Same(key)
        said = self._said(cells)
        try:
            return listed(said, cells=digest, by_number=bool(self._numbers), day_first=self.day_first)
        except Doubt as doubt:
            return Bad(line, doubt.code, doubt.value[:80], said["key"])

    def _said(self, cells: Sequence[str]) -> dict[str, str]:
        """What a row says, by what its columns mean. Of several columns the first that says something
        answers, or all of them where each is a part."""
        names, texts, several = self._asked
        said = {**NOTHING, **dict(zip(names, map(str.strip, texts(cells)), strict=True))}
        for name, places in several:
            found = [text for place in places if (text := cells[place].strip())]
            said[name] = ", ".join(found) if name in PARTS else next(iter(found), "")
        return said

    def _digest(self, cells: Sequence[str]) -> str:
        """The same for two rows of the same kept cells, read in the same way."""
        kept = "\x1f".join(self._kept(cells))
        return blake2b(f"{self._how}\x1f{kept}".encode(), digest_size=16).hexdigest()

    @cached_property
    def _numbers(self) -> tuple[int, ...]:
        return self.columns.places.get("key", ())

    @cached_property
    def _asked(self) -> tuple[list[str], Taker, list[tuple[str, tuple[int, ...]]]]:
        """What one column holds, what takes those cells out of a row, and what several columns hold."""
        columns = self.columns.places.items()
        alone = {name: places[0] for name, places in columns if len(places) == 1}
        return list(alone), taker(list(alone.values())), [each for each in columns if each[0] not in alone]

    @cached_property
    def _kept(self) -> Taker:
        return taker([place for places in self.columns.places.values() for place in places])

    @cached_property
    def _how(self) -> str:
        return f"{self.day_first} {list(self.columns.places)}"

    def _cells(self) -> Iterator[tuple[int, list[str]]]:
        """The cells below the header of each line that has any."""
        rows = cells_of(self.opener, self.encoding, self.separator)
        next(rows)
        return ((line, cells) for line, cells in rows if any(map(str.strip, cells)))


def taker(places: Sequence[int]) -> Taker:
    """Takes some cells out of a row."""
    return itemgetter(*places) if len(places) > 1 else lambda cells: [cells[place] for place in places]


def listed(
    row: Mapping[str, str], *, cells: str = "", by_number: bool = True, day_first: bool = False
) -> Listed:
    """What one row says. Raises `Doubt`.

    Args:
        row: the text of everything that a list may say.
        by_number: whether the list has membership numbers.
    """
    name = row["name"] or " ".join(
        part for at in ("given", "middle", "family", "suffix") if (part := row[at])
    )
    if not name:
        raise Doubt("no-name", "")
    email, expires = email_in(row["email"]), day_in(row["expires"], day_first=day_first)
    kind = "yearly" if (said := row["kind"].lower()) == "annual" else said
    lifetime = kind == "lifetime" or (expires is not None and expires >= LIFETIME)
    return Listed(
        key=_key(row, name, email, by_number),
        name=name[:LONGEST],
        family=(row["family"] or name.rpartition(" ")[2])[:80],
        email=email,
        joined=day_in(row["joined"], day_first=day_first),
        expires=None if lifetime else expires,
        lifetime=lifetime,
        status=standing_in(row["status"], row["letter"]),
        kind=kind[:40],
        dues=(row["monthly_dues"] or row["yearly_dues"]).lower()[:40],
        no_calls=yes_in(row["no_calls"]),
        no_texts=yes_in(row["no_texts"]),
        no_mail=row["subscribed"].lower() in {"unsubscribed", "bouncing", "spam complaint"},
        post=row["post"][:40],
        chapter=row["chapter"][:80],
        minor="high school" in row["student"].lower(),
        more=tuple((each, _more(row, each)[:LONGEST]) for each in SWITCHED_ON if row[each]),
        cells=cells,
    )


def _key(row: Mapping[str, str], name: str, email: str, by_number: bool) -> str:
    """The national number; in a list without numbers the address, or else the name."""
    if by_number:
        if not row["key"]:
            raise Doubt("no-key", name)
        return row["key"][:80]
    return f"mail:{email}" if email else f"name:{plain(name)}"[:80]


def _more(row: Mapping[str, str], name: str) -> str:
    """What was switched on. A ZIP with fewer than five digits has lost its zeros in a spreadsheet."""
    text = row[name]
    return text.zfill(5) if name == "zip" and text.isdecimal() and len(text) in (3, 4) else text


# ---- the whole list


def open_roster(
    opener: Opener,
    *,
    name: str = "",
    switched_on: Sequence[str] = (),
    mapped: Mapping[str, str] | None = None,
) -> Roster:
    """Open a list: CSV with any separator in any usual encoding, or a zip with one in it.

    Args:
        opener: opens the file from its beginning; called several times.
        name: the file's name, for the day in it.
        switched_on, mapped: as `columns.understand`.

    Raises:
        Unreadable: it is no such file (``empty``, ``spreadsheet``, ``no-list``, ``several``, ``locked``,
            ``too-large``), or its header says nowhere who somebody is (``no-names``).
    """
    roster = look_into(opener, name=name, switched_on=switched_on, mapped=mapped)
    if not roster.columns.has_names:
        raise Unreadable("no-names")
    return roster


def look_into(
    opener: Opener, *, name: str, switched_on: Sequence[str], mapped: Mapping[str, str] | None
) -> Roster:
    """As `open_roster`, also where nobody has said yet which column holds names.

    Raises:
        Unreadable: it is no such file.
    """
    opener, inside = unzipped(opener)
    encoding = encoding_of(opener)
    separator = separator_of(opener, encoding)
    _line, header = next(cells_of(opener, encoding, separator), (0, []))
    columns = understand(header, switched_on=switched_on, mapped=mapped)
    return Roster(
        opener=opener,
        encoding=encoding,
        separator=separator,
        columns=columns,
        listed_on=day_in_name(name) or day_in_name(inside),
        day_first=_day_first(opener, encoding, separator, columns),
    )


def day_in_name(name: str) -> date | None:
    """The day in ``list_20231104.zip``."""
    found = re.search(r"(20\d{2})[-_]?(\d{2})[-_]?(\d{2})(?!\d)", name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _day_first(opener: Opener, encoding: str, separator: str, columns: Columns) -> bool:
    places = [place for name in ("joined", "expires") for place in columns.places.get(name, ())]
    rows = zip(range(LOOKED_AT), cells_of(opener, encoding, separator), strict=False)
    return writes_day_first(
        cells[place] for _at, (_line, cells) in rows for place in places if place < len(cells)
    )
