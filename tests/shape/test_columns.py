"""Every column of ours stands in docs/columns.md, under a clause that admits it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

PAGE = Path(__file__).parent.parent.parent / "docs" / "columns.md"
KINDS = ("sealed", "personal", "open")


def ours() -> list[type[Model]]:
    """Our models, and the tables that join two of them."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model.__module__.startswith("chapterhouse.")]


def columns_of(model: type[Model]) -> Iterator[tuple[str, str]]:
    """Each column and its kind, as `class Privacy` says; a joining table only refers."""
    fields = [field.name for field in (*model._meta.fields, *model._meta.many_to_many)]
    privacy = getattr(model, "Privacy", None)
    for field in fields:
        kinds = [kind for kind in KINDS if field in getattr(privacy, kind, ())]
        yield field, kinds[0] if privacy and kinds else "open"


def rows_under(*heads: str) -> list[list[str]]:
    """The rows of all tables of the page whose head is this one."""
    rows, inside = [], False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        inside = bool(cells) and (inside or tuple(cells) == heads)
        if inside and tuple(cells) != heads and not re.fullmatch(r"[-| ]+", line):
            rows.append(cells)
    return rows


def listed() -> dict[tuple[str, str], tuple[str, str]]:
    """What the page says: table and column to kind and clause."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for table, columns, kind, clause in rows_under("Table", "Columns", "Kind", "Clause"):
        for column in columns.split(", "):
            assert (table, column) not in found, f"{table}.{column} stands twice in {PAGE.name}"
            found[table, column] = (kind, clause)
    return found


def tables_of_others() -> set[str]:
    return {table for tables, _use in rows_under("Table", "What for") for table in tables.split(", ")}


def clauses() -> list[str]:
    return [clause for clause, _admits in rows_under("Clause", "What it admits")]


@pytest.mark.requirement("B3", "B13")
def test_every_column_is_listed_with_its_kind_and_no_row_of_the_page_is_about_nothing() -> None:
    there = {(model._meta.db_table, name): kind for model in ours() for name, kind in columns_of(model)}
    said = {place: kind for place, (kind, _clause) in listed().items()}
    assert {".".join(place) for place in there.keys() - said.keys()} == set(), "find a clause that admits it"
    assert {".".join(place) for place in said.keys() - there.keys()} == set(), "take it off the page"
    assert {place: kind for place, kind in said.items() if there[place] != kind} == {}


def test_each_clause_is_explained_once_and_admits_something() -> None:
    cited = {clause for _kind, clause in listed().values()}
    assert len(set(clauses())) == len(clauses())
    assert cited == set(clauses())


def test_only_what_is_sealed_is_admitted_as_sealed() -> None:
    assert {kind == "sealed" for kind, clause in listed().values() if clause == "sealed"} == {True}
    assert {clause for kind, clause in listed().values() if kind == "sealed"} == {"sealed"}


@pytest.mark.django_db
def test_the_database_has_no_table_and_no_column_besides() -> None:
    """Also what no model knows of: a column left by a migration, a table of a library."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        assert tables == {model._meta.db_table for model in ours()} | tables_of_others()
        for model in ours():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" LIMIT 0')
            found = {column[0] for column in cursor.description}
            assert found == {field.column for field in model._meta.fields}
