"""The tree keeps its shape: sizes, names, addresses, and what each model and view must say of itself."""

import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parent.parent.parent
CODE = {".py", ".js", ".css", ".html", ".sh", ""}
SAYS_NOTHING = {
    "core",
    "common",
    "utils",
    "util",
    "helpers",
    "helper",
    "misc",
    "manager",
    "service",
    "handler",
}
SAYS_NOTHING |= {"managers", "services", "handlers"}

INDEX_ADDRESS = re.compile(
    r"--(?:extra-)?index-url|--find-links|^(?:-i|-f) |\"resolved\": *\"|//(?:pypi|registry)\.", re.MULTILINE
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w")


@cache
def tracked() -> list[Path]:
    """Every file that git has or would take."""
    names = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return [ROOT / name for name in sorted(set(names)) if name and (ROOT / name).is_file()]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def ours() -> Iterator[Path]:
    """Files that we write by hand: code and templates, not built files, migrations or locks."""
    for path in tracked():
        if path.suffix in CODE and not {"vendor", "migrations"} & set(path.parts) and path.name != "LICENSE":
            yield path


def length(path: Path) -> int:
    return len(path.read_text().splitlines())


def code_lines(source: str) -> int:
    """Lines of JavaScript that are neither blank nor comment."""
    without_blocks = re.sub(r"^\s*/\*.*?\*/", "", source, flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in without_blocks.splitlines())
    return sum(1 for line in lines if line and not line.startswith("//"))


def too_long(paths: list[Path], limit: int) -> list[str]:
    return [f"{name_of(path)}: {length(path)} lines" for path in paths if length(path) > limit]


# ---- files


def test_no_file_is_past_400_lines() -> None:
    assert too_long(list(ours()), 400) == []


def test_templates_have_at_most_80_lines_and_components_30() -> None:
    templates = [path for path in ours() if path.suffix == ".html" and "templates" in path.parts]
    components = [path for path in templates if "components" in path.parts]
    assert too_long(templates, 80) + too_long(components, 30) == []


def test_all_browser_code_together_stays_under_4450_lines() -> None:
    modules = [path for path in ours() if path.suffix == ".js" and "static" in path.parts]
    assert sum(code_lines(path.read_text()) for path in modules) < 4450


def test_the_offline_reader_stays_under_500_lines_of_its_own() -> None:
    modules = [path for path in ours() if path.suffix == ".js" and path.parent.name == "reader"]
    assert 200 < sum(code_lines(path.read_text()) for path in modules) < 500


def test_every_name_says_something() -> None:
    rooms = [path for path in tracked() if path.is_relative_to(ROOT / "chapterhouse")]
    assert [
        name_of(path) for path in rooms if SAYS_NOTHING & {*path.relative_to(ROOT).parts[:-1], path.stem}
    ] == []


@pytest.mark.parametrize("pattern", [INDEX_ADDRESS, MACHINE_PATH], ids=["package indexes", "machine paths"])
def test_no_file_names_what_belongs_to_one_machine(pattern: re.Pattern[str]) -> None:
    def found(path: Path) -> bool:
        try:
            return path != Path(__file__) and bool(pattern.search(path.read_text()))
        except UnicodeDecodeError:
            return False

    assert [name_of(path) for path in tracked() if found(path)] == []


# ---- models


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("chapterhouse.")]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_model_says_what_each_field_is_and_how_long_it_is_kept(model: type[Model]) -> None:
    privacy = getattr(model, "Privacy", None)
    assert privacy, "class Privacy: sealed, personal, open (tuples of field names) and kept (a sentence)"
    named = [name for kind in ("sealed", "personal", "open") for name in getattr(privacy, kind, ())]
    fields = [field.name for field in (*model._meta.fields, *model._meta.many_to_many)]
    assert sorted(named) == sorted(fields)
    assert privacy.kept.strip()


def test_no_model_of_ours_is_in_the_django_admin() -> None:
    assert not apps.is_installed("django.contrib.admin")


# ---- views


def views(
    patterns: list[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, Callable[..., object]]]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def test_every_view_names_who_may_open_it() -> None:
    silent = [
        f"/{address} ({view.__module__})"
        for address, view in views(get_resolver().url_patterns)
        if view.__module__.startswith("chapterhouse.") and not hasattr(view, "access_rule")
    ]
    assert silent == []
