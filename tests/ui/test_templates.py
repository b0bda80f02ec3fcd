"""What every template of ours keeps to, in every app (ui design, sections 2 and 4)."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.ui import stylesheets

APPS = Path(__file__).parents[2] / "chapterhouse"
TEMPLATES = sorted(path for path in APPS.glob("*/templates/**/*") if path.suffix in {".html", ".svg"})

TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(r"\{% ?blocktrans(?:late)?\b.*?\{% ?endblocktrans(?:late)? ?%\}", re.DOTALL)
CLASSES = re.compile(r"\{% ?block width ?%\}.*?\{% ?endblock(?: width)? ?%\}", re.DOTALL)
COMMENTED = re.compile(r"\{% ?comment.*?\{% ?endcomment ?%\}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
SAID = {"aria-label", "aria-description", "placeholder", "title", "alt", "label"}
#: Names, and the names of languages in themselves.
MAY_STAND = {"Chapterhouse", "English", "Español"}

FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script within the page": re.compile(r"<script\b(?![^>]*\ssrc=)", re.I),
    "a handler in an attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "an address that is a script or data": re.compile(
        r"(?:href|src|action)\s*=\s*[\"']?\s*(?:javascript|data):", re.I
    ),
    "a template that escapes nothing": re.compile(r"\|\s*safe\b|autoescape\s+off"),
    "an address of somebody else's file": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.I
    ),
    "words cut with dots": re.compile(r"\|\s*truncate"),
    "a forced target": re.compile(r"<[^>{]*\starget\s*="),
    "a positive tab index": re.compile(r"tabindex=[\"'][1-9]"),
}


class Texts(HTMLParser):
    """The texts of a page that a person reads or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in SAID and value]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def untranslated(source: str) -> list[str]:
    """Words that no translation tag gave."""
    bare = TAG.sub(
        "\N{OBJECT REPLACEMENT CHARACTER}", CLASSES.sub("", TRANSLATED.sub("", COMMENTED.sub("", source)))
    )
    reader = Texts()
    reader.feed(bare)
    texts = (re.sub(r"\bexample\b", "", text).strip() for text in reader.found)
    return [text for text in texts if WORD.search(text) and text not in MAY_STAND]


def name_of(path: Path) -> str:
    return path.relative_to(APPS).as_posix().replace("/templates", "")


#: Drawn by a library of ours, and given as text; an image from data our policy would refuse.
DRAWN = {"{{ totp_svg|safe }}"}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_lives_under_our_policy(path: Path) -> None:
    source = COMMENTED.sub("", path.read_text())
    for drawing in DRAWN:
        source = source.replace(drawing, "")
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(source)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_word_of_a_template_is_translated(path: Path) -> None:
    assert untranslated(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_picture_is_hidden_from_screen_readers_or_says_what_it_is(path: Path) -> None:
    pictures = re.findall(r"<svg\b[^>]*>", path.read_text())
    assert [svg for svg in pictures if "aria-hidden" not in svg and 'role="img"' not in svg] == []


def classes_of(source: str) -> set[str]:
    """The class names written out in a template; parts of names that tags give are left out."""
    bare = TAG.sub("\N{OBJECT REPLACEMENT CHARACTER}", source)
    names = (name for value in re.findall(r'\bclass="([^"]*)"', bare) for name in value.split())
    return {name for name in names if "\N{OBJECT REPLACEMENT CHARACTER}" not in name}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_class_is_of_a_block_that_the_stylesheets_know(path: Path) -> None:
    styled = {
        name
        for rule in stylesheets.rules()
        for selector in rule.selectors
        for name in re.findall(r"\.([a-z][\w-]*)", selector)
    }
    blocks = {re.split("__|--", name)[0] for name in styled}
    assert {
        name
        for name in classes_of(path.read_text())
        if name not in styled and ("--" in name or name.split("__")[0] not in blocks)
    } == set()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Send it</p>", ["Send it"]),
        ('<p>{% translate "Send it" %}</p>', []),
        ("{% blocktranslate trimmed %}Send <b>it</b>{% endblocktranslate %}", []),
        ('<button aria-label="Close">{{ x }}</button>', ["Close"]),
        ('<p class="lead">{% if a < b %}1 · 2{% endif %}</p>', []),
    ],
)
def test_the_check_itself_finds_bare_words(source: str, words: list[str]) -> None:
    assert untranslated(source) == words
