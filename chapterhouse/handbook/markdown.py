"""Markdown as safe HTML with numbered parts. No markup of the writer's own ever comes through.

Two walls: the reader of Markdown knows no HTML and no images, and what it makes is then cleaned by a list of
what may stand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

#: The longest text that is kept, in letters.
LONGEST = 60_000
#: Where a link may lead: elsewhere by these, within this site by a path, within the page by a part.
LINK = re.compile(r"(https?://|mailto:|tel:|/(?![/\\])|#)\S*\Z", re.IGNORECASE)
TAGS = {"h2", "h3", "h4", "p", "ul", "ol", "li", "blockquote", "strong", "em", "code", "pre", "hr", "br", "a"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "h2": {"id"}, "h3": {"id"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}


@dataclass(frozen=True)
class Part:
    """A part that can be pointed at: `number` such as ``3`` or ``3.1``."""

    anchor: str
    number: str
    words: str

    @property
    def is_whole(self) -> bool:
        """Not a part of a part."""
        return "." not in self.number


@dataclass(frozen=True)
class Rendered:
    """HTML that may stand in a page as it is, and its parts in order."""

    html: str
    parts: tuple[Part, ...]


@lru_cache(maxsize=64)
def render(text: str) -> Rendered:
    """A text of Markdown as a page shows it.

    Its headings become numbered parts (``h2``) and parts of parts (``h3``), whichever signs the writer used;
    headings further down, and those inside of a list or a quotation, have no number.
    """
    reader = _reader()
    tokens = reader.parse(text[:LONGEST])
    parts = _number(tokens)
    made = reader.renderer.render(tokens, reader.options, {})
    html = nh3.clean(made, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noreferrer")
    return Rendered(html, parts)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    reader.validateLink = _leads_somewhere  # type: ignore[method-assign,assignment]  # the library's own way
    return reader


def _leads_somewhere(address: str) -> bool:
    return bool(LINK.match(address.strip()))


def _number(tokens: Sequence[Token]) -> tuple[Part, ...]:
    """Number the headings where they stand, and tell them."""
    levels = sorted({token.tag for token in tokens if token.type == "heading_open" and token.level == 0})
    parts, first, second = [], 0, 0
    for place, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        rank = levels.index(token.tag) if token.level == 0 else 2
        closing = tokens[place + 2]
        token.tag = closing.tag = ("h2", "h3")[rank] if rank < 2 else "h4"
        if rank == 0 or (rank == 1 and not first):
            token.tag = closing.tag = "h2"
            first, second = first + 1, 0
        elif rank == 1:
            second += 1
        if rank < 2:
            parts.append(_part(token, tokens[place + 1], f"{first}.{second}" if second else str(first)))
    return tuple(parts)


def _part(opening: Token, inline: Token, number: str) -> Part:
    anchor = f"part-{number.replace('.', '-')}"
    opening.attrSet("id", anchor)
    words = "".join(
        each.content for each in inline.children or () if each.type in {"text", "code_inline"}
    ).strip()
    said = Token("text", "", 0, content=f"{number}. " if "." not in number else f"{number} ")
    inline.children = [said, *(inline.children or ())]
    return Part(anchor, number, words)
