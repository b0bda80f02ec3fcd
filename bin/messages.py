"""The translations of each app: bin/messages collects the texts, bin/messages --compile only compiles them.

English is the message id. Spanish stands in chapterhouse/<app>/locale/es/LC_MESSAGES/django.po, written
without line numbers or dates so that a change shows as a change. No gettext programs are needed.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
APPS = ROOT / "chapterhouse"
LANGUAGES = ("es",)

#: A translating function and where its arguments stand: (context, text, plural); None where it has none.
CALLS = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
CALLS |= {f"{name}_lazy": places for name, places in CALLS.items()}
CALLS |= {"_": CALLS["gettext"], "gettext_noop": CALLS["gettext"]}

_TEXT = r"""u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*\""""
_TEMPLATE_CALL = re.compile(rf"\b(?:n?p?gettext|_)\((?:{_TEXT}|,|\s|count)+\)")

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def calls_in(tree: ast.AST, where: str) -> Iterator[tuple[str | None, str | tuple[str, str]]]:
    """Each translated text in a piece of Python: (context or None, text or (singular, plural))."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        if name not in CALLS:
            continue
        places = CALLS[name]
        if any(place is not None and _is_spoken_elsewhere(node, place) for place in places):
            continue
        context, text, plural = (None if place is None else _constant(node, place, where) for place in places)
        yield context, text if plural is None else (text, plural)


def _is_spoken_elsewhere(call: ast.Call, place: int) -> bool:
    """Whether a variable is translated: its text stands, marked with gettext_noop, somewhere else."""
    return len(call.args) > place and isinstance(call.args[place], ast.Name | ast.Attribute)


def _constant(call: ast.Call, place: int, where: str) -> str:
    found = call.args[place] if len(call.args) > place else None
    if isinstance(found, ast.Constant) and isinstance(found.value, str):
        return found.value
    raise SystemExit(f"{where}:{call.lineno}: only a plain string can be translated: {ast.unparse(call)}")


def texts_of(path: Path) -> Iterator[tuple[str | None, str | tuple[str, str]]]:
    """Each translated text in one Python file or template."""
    source, where = path.read_text(), str(path.relative_to(ROOT))
    if path.suffix == ".py":
        yield from calls_in(ast.parse(source), where)
        return
    for call in _TEMPLATE_CALL.findall(templatize(source, origin=where)):
        yield from calls_in(ast.parse(call, mode="eval"), where)


def sources_of(app: Path) -> Iterator[Path]:
    """The files of an app in which texts may stand."""
    yield from (path for path in sorted(app.rglob("*.py")) if "migrations" not in path.parts)
    yield from (path for path in sorted(app.glob("templates/**/*")) if path.suffix in {".html", ".txt"})


def collect(app: Path) -> Catalog:
    """Every text of an app, with the files it stands in, and no translations."""
    found = Catalog()
    for path in sources_of(app):
        for context, text in texts_of(path):
            if text:
                found.add(text, context=context, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return found


def catalogue_of(app: Path, language: str) -> Path:
    """Where the translations of an app into a language stand."""
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """A catalogue as it stands on disk; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale=language)
    return read_po(BytesIO(path.read_bytes()), locale=language)


def brought_up_to_date(found: Catalog, old: Catalog) -> Catalog:
    """The texts found, with the translations they already had; what is no longer used is dropped."""
    new = Catalog(locale=old.locale)
    for message in found:
        if not message.id:
            continue
        kept: Message | None = old.get(message.id, message.context)
        string = kept.string if kept and isinstance(kept.id, tuple) == isinstance(message.id, tuple) else None
        flags = set(message.flags) | ({"fuzzy"} & set(kept.flags if kept else ()))
        comments = kept.user_comments if kept else ()
        new.add(message.id, string, message.locations, flags, context=message.context, user_comments=comments)
    return new


def write(path: Path, catalogue: Catalog, language: str) -> bool:
    """Write a catalogue if that changes it; tell whether it did."""
    out = BytesIO()
    write_po(
        out, catalogue, 100, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False
    )
    text = HEADER.format(language=language, plural_forms=catalogue.plural_forms) + out.getvalue().decode()
    text = text.rstrip("\n") + "\n"
    if path.exists() and path.read_text() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return True


def update(app: Path, language: str) -> None:
    """Bring the catalogue of one app up to date and say what is left to translate."""
    path = catalogue_of(app, language)
    found = collect(app)
    if not len(found) and not path.exists():
        return
    catalogue = brought_up_to_date(found, read(path, language))
    changed = write(path, catalogue, language)
    missing = sum(1 for message in catalogue if message.id and not all(_forms(message)))
    written = ", written" if changed else ""
    print(f"{app.name} {language}: {len(catalogue)} texts, {missing} to translate{written}")


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def compile_all() -> None:
    """Write django.mo beside every django.po that is newer."""
    for path in APPS.glob("*/locale/*/LC_MESSAGES/django.po"):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        out = BytesIO()
        write_mo(out, read(path, path.parts[-3]))
        part = compiled.with_suffix(".mo.part")
        part.write_bytes(out.getvalue())
        part.replace(compiled)


def apps() -> list[Path]:
    """The folders of our apps."""
    return sorted(path.parent for path in APPS.glob("*/apps.py"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--compile", action="store_true", help="only compile")
    parser.add_argument("app", nargs="*", help="only these apps")
    arguments = parser.parse_args()
    if not arguments.compile:
        for app in apps():
            for language in LANGUAGES:
                if not arguments.app or app.name in arguments.app:
                    update(app, language)
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
