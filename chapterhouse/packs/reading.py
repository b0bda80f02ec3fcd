"""From a parsed table to the nouns of `pack.py`, by their type hints, noting every mistake on the way.

Written here rather than taken: the libraries that read into dataclasses either stop at the first mistake or
bring a compiled engine, and none speaks of missing translations. What we need of them is this page.
"""

from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from .mistakes import Mistakes
from .words import Words

Noun = TypeVar("Noun")

KINDS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number with a fraction",
    str: "text",
    date: "a date such as 2018-04-28",
    list: "a list",
    dict: "a table",
}
BLANKS: dict[Any, Any] = {str: "", int: 0, bool: False, date: date.min, Words: Words(())}


def near(word: str, known: Iterable[str]) -> str:
    """``; did you mean "…"?`` if a known word is close, else a full stop."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else "."


def listed(items: Iterable[str]) -> str:
    """``a, b and c``."""
    *most, last = list(items)
    return f"{', '.join(most)} and {last}" if most else last


class Reader:
    """Reads one file. What cannot be read becomes a blank, so that the rest is still looked at."""

    def __init__(self, languages: tuple[str, ...], mistakes: Mistakes) -> None:
        self.languages = languages
        self.mistakes = mistakes

    def noun(self, kind: type[Noun], table: dict[str, Any], key: str = "") -> Noun:
        """A dataclass from a table.

        Args:
            kind: a dataclass whose hints are those this class knows.
            table: what was found.
            key: where it was found, dotted; empty at the top.
        """
        wanted = _written_fields(cast(Any, kind))
        start = f"{key}." if key else ""
        for name in (each for each in table if each not in wanted):
            self.mistakes.add(start + name, f'There is no key "{name}" here{near(name, wanted)}')
        values = {}
        for name, (field, hint) in wanted.items():
            if name in table:
                values[name] = self.value(hint, table[name], start + name)
            elif field.default is MISSING:
                self.mistakes.add(start + name, "Add this; a pack cannot do without it.")
                values[name] = _blank(hint)
        return kind(**values)

    def value(self, hint: Any, found: Any, key: str) -> Any:
        """One value as its hint wants it, or a blank of that kind."""
        origin = get_origin(hint)
        if origin is Annotated:
            return self._bounded(hint, found, key)
        if origin in (Union, UnionType):
            return self.value(_without_none(hint), found, key)
        if origin is Literal:
            return self._choice(hint, found, key)
        if origin is tuple:
            return self._list(hint, found, key)
        if hint is Words:
            return self._words(found, key)
        if _is_noun(hint):
            return self.noun(hint, found, key) if self._is(dict, found, key) else _blank(hint)
        return self._plain(hint, found, key)

    def _is(self, kind: type, found: Any, key: str) -> bool:
        """Whether a value is of exactly this kind (true is no number, a moment no date); notes it if not."""
        if type(found) is kind:
            return True
        self.mistakes.add(key, f"Write {KINDS[kind]} here, not {KINDS.get(type(found), 'a time')}.")
        return False

    def _plain(self, kind: type, found: Any, key: str) -> Any:
        if not self._is(kind, found, key):
            return BLANKS[kind]
        if kind is str and not found.strip():
            self.mistakes.add(key, "Write something here; it is empty.")
        return found

    def _bounded(self, hint: Any, found: Any, key: str) -> Any:
        kind, *bounds = get_args(hint)
        before = len(self.mistakes)
        value = self.value(kind, found, key)
        if len(self.mistakes) > before:
            return value
        texts = {f"{key}.{each}": text for each, text in value.texts} if kind is Words else {key: value}
        for where, text in texts.items():
            for complaint in filter(None, (bound.complaint(text) for bound in bounds)):
                self.mistakes.add(where, complaint)
        return value if len(self.mistakes) == before else _blank(kind)

    def _choice(self, hint: Any, found: Any, key: str) -> Any:
        choices = get_args(hint)
        if not self._is(type(choices[0]), found, key):
            return _blank(hint)
        if found in choices:
            return found
        guess = near(found, choices) if isinstance(found, str) else "."
        self.mistakes.add(key, f'Write one of {", ".join(map(str, choices))}, not "{found}"{guess}')
        return _blank(hint)

    def _list(self, hint: Any, found: Any, key: str) -> tuple[Any, ...]:
        if not self._is(list, found, key):
            return ()
        return tuple(self.value(get_args(hint)[0], each, f"{key}[{i}]") for i, each in enumerate(found))

    def _words(self, found: Any, key: str) -> Words:
        if not isinstance(found, dict):
            wanted = f"Give one text for each language ({', '.join(self.languages)})"
            self.mistakes.add(key, f"{wanted}, not {KINDS.get(type(found), 'a time')}.")
            return Words(())
        spoken = self.languages or tuple(found)
        for language in (each for each in found if each not in spoken):
            self.mistakes.add(f"{key}.{language}", f'This pack speaks {listed(spoken)}, not "{language}".')
        for language in (each for each in spoken if each not in found):
            reason = f'Add this text in "{language}"; every text of this pack stands in {listed(spoken)}.'
            self.mistakes.add(f"{key}.{language}", reason)
        present = [each for each in spoken if each in found]
        return Words(tuple((each, self._plain(str, found[each], f"{key}.{each}")) for each in present))


def _is_noun(hint: Any) -> bool:
    return is_dataclass(hint) and hint is not Words


@cache
def _written_fields(kind: Any) -> dict[str, tuple["Field[Any]", Any]]:
    """The fields a file may write, with their hints; derived ones are the loader's."""
    hints = get_type_hints(kind, include_extras=True)
    named = {field.name: field for field in fields(kind)}
    return {name: (field, hints[name]) for name, field in named.items() if not field.metadata.get("derived")}


def _without_none(hint: Any) -> Any:
    return next(each for each in get_args(hint) if each is not type(None))


def _blank(hint: Any) -> Any:
    """An empty value of a hint's kind; the checks pass over it, since its mistake is already noted."""
    origin = get_origin(hint)
    if origin is Annotated:
        return _blank(get_args(hint)[0])
    if origin in (Union, UnionType):
        return None
    if origin is Literal:
        return ""
    if origin is tuple:
        return ()
    if _is_noun(hint):
        written = _written_fields(hint).items()
        return hint(**{name: _blank(each) for name, (field, each) in written if field.default is MISSING})
    return BLANKS[hint]
