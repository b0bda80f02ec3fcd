"""Every text has its Spanish, with the same placeholders, and no catalogue keeps what nobody says."""

import importlib.util
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).parent.parent.parent
PLACEHOLDER = re.compile(r"%\(\w+\)s|%[sd]|\{\w*\}")

spec = importlib.util.spec_from_file_location("messages", ROOT / "bin" / "messages.py")
messages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(messages)


@pytest.fixture(params=messages.apps(), ids=lambda app: app.name)
def app(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(params=messages.LANGUAGES)
def catalogue(app: Path, request: pytest.FixtureRequest) -> Catalog:
    return messages.read(messages.catalogue_of(app, request.param), request.param)


def texts_of(catalogue: Catalog) -> set[tuple[str, object]]:
    return {(message.context or "", message.id) for message in catalogue if message.id}


def forms(text: object) -> list[str]:
    return list(text) if isinstance(text, tuple | list) else [text]


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def keeps_its_placeholders(message: Message) -> bool:
    allowed = [placeholders(text) for text in forms(message.id)]
    return all(placeholders(text) in allowed for text in forms(message.string))


def test_every_text_stands_in_the_catalogue(app: Path, catalogue: Catalog) -> None:
    assert texts_of(messages.collect(app)) - texts_of(catalogue) == set(), "run `make messages`"


def test_the_catalogue_holds_nothing_that_no_page_says(app: Path, catalogue: Catalog) -> None:
    assert texts_of(catalogue) - texts_of(messages.collect(app)) == set(), "run `make messages`"
    assert not catalogue.obsolete


def test_every_text_is_translated(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and not all(forms(message.string))] == []


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_translations_keep_their_placeholders(catalogue: Catalog) -> None:
    wrong = [message.id for message in catalogue if message.id and not keeps_its_placeholders(message)]
    assert wrong == []


# ---- how texts are collected

TEMPLATE = """
  {% translate "Half of 100%" %} {{ _("Shown")|upper }} {{ name|default:_("Nobody") }}
{% include "x.html" with title=_("A title") %}
{% blocktranslate trimmed count days=days %}
  one day
{% plural %}{{ days }} days{% endblocktranslate %}
{% blocktranslate context "door" %}Open{% endblocktranslate %}
"""

PYTHON = """
_("Two " "parts with %(name)s")
ngettext_lazy("%(n)s hour", "%(n)s hours", "n")
pgettext("month", "May")
gettext(chosen)
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An app with one template and one module."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    (tmp_path / "room/templates").mkdir(parents=True)
    (tmp_path / "room/templates/page.html").write_text(TEMPLATE)
    (tmp_path / "room/wording.py").write_text(PYTHON)
    return tmp_path / "room"


def test_every_way_of_marking_a_text_is_collected(room: Path) -> None:
    assert texts_of(messages.collect(room)) == {
        ("", "Half of 100%%"),
        ("", "Shown"),
        ("", "Nobody"),
        ("", "A title"),
        ("", ("one day", "%(days)s days")),
        ("door", "Open"),
        ("", "Two parts with %(name)s"),
        ("", ("%(n)s hour", "%(n)s hours")),
        ("month", "May"),
    }


def test_a_text_put_together_while_running_is_refused(room: Path) -> None:
    (room / "wording.py").write_text('_(f"Hello {name}")')
    with pytest.raises(SystemExit, match=r"room/wording.py:1: only a plain string"):
        messages.collect(room)


def test_bringing_a_catalogue_up_to_date_keeps_translations_and_drops_what_is_gone(room: Path) -> None:
    old = Catalog(locale="es")
    old.add("Shown", "A la vista")
    old.add("Gone", "Perdido")
    new = messages.brought_up_to_date(messages.collect(room), old)
    assert new.get("Shown").string == "A la vista"
    assert new.get("Gone") is None


def test_writing_the_same_catalogue_again_changes_nothing(room: Path) -> None:
    path = messages.catalogue_of(room, "es")
    found = messages.brought_up_to_date(messages.collect(room), Catalog(locale="es"))
    assert messages.write(path, found, "es")
    assert not messages.write(
        path, messages.brought_up_to_date(messages.collect(room), messages.read(path, "es")), "es"
    )


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_same_words_are_translated_alike_in_every_room(language: str) -> None:
    """Django makes one catalogue of them all: of two translations the wrong one would win somewhere."""
    said: dict[tuple[object, object], set[object]] = {}
    for app in messages.apps():
        for message in messages.read(messages.catalogue_of(app, language), language):
            if message.id:
                said.setdefault((message.context, message.id), set()).add(message.string)
    assert [words for words, translations in said.items() if len(translations) > 1] == []
