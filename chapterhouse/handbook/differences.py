"""The difference of two texts as a person reads it: by paragraph first, then by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

Kind = Literal["same", "removed", "added"]
#: Paragraphs with more words than this are shown as taken out and put in whole.
MOST_WORDS = 1_500
#: Paragraphs less alike than this are two, not one that was changed.
ALIKE = 0.5


@dataclass(frozen=True)
class Run:
    """Words that stayed, went or came."""

    kind: Kind
    words: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph with its runs; ``kind`` is ``changed`` where some of it stayed."""

    kind: Literal["same", "removed", "added", "changed"]
    runs: tuple[Run, ...]


@lru_cache(maxsize=64)  # everybody may ask for it, it takes a while, and what is in force never changes
def compared(old: str, new: str) -> list[Paragraph]:
    """How a text became another, in the order of reading."""
    before, after = paragraphs(old), paragraphs(new)
    found: list[Paragraph] = []
    for kind, i, j, k, m in _steps(before, after):
        if kind == "equal":
            found += [_whole("same", each) for each in before[i:j]]
        else:
            found += _rewritten(before[i:j], after[k:m])
    return found


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text of Markdown; each line of a list and each heading is one."""
    lines = re.sub(r"\n(?=\s*(?:[-*+]|\d+[.)]|#{1,6})\s)", "\n\n", text.replace("\r\n", "\n"))
    found = (" ".join(each.split()) for each in re.split(r"\n\s*\n", lines))
    return [each for each in found if each]


def _rewritten(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that gave way to others: paired in order where they are alike."""
    left = list(before)
    for new in after:
        partner = next((old for old in left if _alike(old, new)), None)
        if partner is None:
            yield _whole("added", new)
            continue
        for old in left[: left.index(partner)]:
            yield _whole("removed", old)
        left = left[left.index(partner) + 1 :]
        yield _changed(partner, new)
    for old in left:
        yield _whole("removed", old)


def _alike(old: str, new: str) -> bool:
    a, b = old.split(), new.split()
    if max(len(a), len(b)) > MOST_WORDS:
        return False
    matcher = SequenceMatcher(None, a, b)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _changed(old: str, new: str) -> Paragraph:
    a, b = old.split(), new.split()
    runs: list[Run] = []
    for kind, i, j, k, m in _steps(a, b):
        if kind == "equal":
            runs.append(Run("same", " ".join(a[i:j])))
            continue
        runs += [Run("removed", " ".join(a[i:j]))] if i < j else []
        runs += [Run("added", " ".join(b[k:m]))] if k < m else []
    return Paragraph("changed", tuple(runs))


def _whole(kind: Kind, text: str) -> Paragraph:
    return Paragraph(kind, (Run(kind, text),))


def _steps(a: Sequence[str], b: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """What difflib does; short-cutting only where texts are so long that it would take a page's time."""
    return SequenceMatcher(None, a, b, autojunk=max(len(a), len(b)) > MOST_WORDS).get_opcodes()
