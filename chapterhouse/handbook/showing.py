"""A document as a page shows it: the text in the reader's language, its parts, what stood before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .differences import Paragraph, compared
from .markdown import Part, render
from .models import Text, Version


@dataclass(frozen=True)
class Shelf:
    """Where a document is read: by everybody without a cookie, or by members, with what is theirs."""

    members: bool = False

    @property
    def list_url(self) -> str:
        return reverse("handbook:mine" if self.members else "handbook:list")

    @property
    def base(self) -> str:
        """The template that its pages stand in."""
        return "ui/base.html" if self.members else "ui/quiet.html"

    def url(self, version: Version, *, newest: bool = False) -> str:
        code = version.document.code
        place = (code,) if newest else (code, version.number)
        name = "newest" if newest else "numbered"
        return reverse(f"handbook:{'my-' if self.members else ''}{name}", args=place)

    def changes_url(self, older: Version, newer: Version) -> str:
        name = "handbook:my-changes" if self.members else "handbook:changes"
        return reverse(name, args=(newer.document.code, older.number, newer.number))


@dataclass(frozen=True)
class Shown:
    """A version in one language. ``elsewhere``: the language of the text, if it is not the reader's."""

    version: Version
    text: Text
    url: str
    elsewhere: str

    @property
    def html(self) -> SafeString:
        return mark_safe(render(self.text.body).html)  # noqa: S308 - cleaned in markdown.py

    @property
    def parts(self) -> list[Part]:
        return [part for part in render(self.text.body).parts if part.is_whole]


@dataclass(frozen=True)
class Earlier:
    """A version in the list of those of its document, with the way to how it differs from the one before."""

    shown: Shown
    changes: str


def language_now() -> str:
    return (get_language() or "en").partition("-")[0]


def shown(version: Version, shelf: Shelf, *, newest: bool = False) -> Shown:
    language = language_now()
    text = version.text_in(language)
    elsewhere = text.language if text.language != language else ""
    url = shelf.url(version, newest=newest) if version.number else ""
    return Shown(version, text, url, elsewhere)


def history(versions: Iterable[Version], shelf: Shelf) -> list[Earlier]:
    """The versions of one document, the newest first, each with the way to its difference."""
    rows = list(versions)
    before = [*rows[1:], None]
    return [
        Earlier(
            shown(row, shelf),
            shelf.changes_url(older, row) if older and row.languages and _both(older, row) else "",
        )
        for row, older in zip(rows, before, strict=True)
    ]


@dataclass(frozen=True)
class Difference:
    """Two versions beside each other, in one language that both of them have."""

    older: Text
    newer: Text
    paragraphs: list[Paragraph]
    elsewhere: str


def difference(older: Version, newer: Version) -> Difference | None:
    """How one version became another; None where no language has a text in both."""
    language = language_now()
    shared = sorted(_both(older, newer), key=lambda each: (each != language, each))
    if not shared:
        return None
    old, new = older.text_in(shared[0]), newer.text_in(shared[0])
    elsewhere = shared[0] if shared[0] != language else ""
    return Difference(old, new, compared(old.body, new.body), elsewhere)


def _both(older: Version, newer: Version) -> set[str]:
    said = [{text.language for text in each.texts.all() if text.body} for each in (older, newer)]
    return said[0] & said[1]


def is_coming(version: Version, today: date) -> bool:
    return version.number is not None and not version.begun_by(today)
