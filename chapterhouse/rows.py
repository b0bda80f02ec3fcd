"""Asking and keeping rows where many come at once: the doors, a report, a list of members (ADR 9, 10)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


def ask(question: str, *values: str | int | datetime) -> list[tuple[Any, ...]]:
    """The rows that answer a question in SQL which both SQLite and PostgreSQL understand.

    Args:
        values: what stands for each ``%s``; moments aware.
    """
    adapt = connection.ops.adapt_datetimefield_value
    given = [adapt(value) if isinstance(value, datetime) else value for value in values]
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return list(cursor.fetchall())


def keep(rows: Iterable[Row]) -> list[Row]:
    """Insert new rows of one model in one statement, and give them their primary keys.

    Raises:
        IntegrityError: the database refuses one of them; none is kept.
    """
    rows = list(rows)
    if not rows:
        return []
    statement, fields = _insertion(type(rows[0]), len(rows))
    here = connections[DEFAULT_DB_ALIAS]  # not the proxy, which every field would ask anew
    values = [field.get_db_prep_save(field.pre_save(row, True), here) for row in rows for field in fields]
    with here.cursor() as cursor:
        cursor.execute(statement, values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk, row._state.adding, row._state.db = key, False, DEFAULT_DB_ALIAS
    return rows


def begins(name: str, text: str) -> Q:
    """That a column begins with a text, asked so that an index of the column answers it."""
    if (
        connection.vendor == "postgresql"
    ):  # whose order is that of a language, in which there is no last letter
        return Q(**{f"{name}__startswith": text})
    return Q(**{f"{name}__gte": text, f"{name}__lt": f"{text}\U0010ffff"})


def put(
    model: type[Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    on: str = "",
    seldom: Sequence[str] = (),
) -> None:
    """Insert very many rows; with `on`, one that is there by it already is written over.

    Args:
        columns: names of all columns but the primary key, with ``_id`` for a reference.
        rows: the values of each, as the database takes them: days as such or as text, JSON as text.
        on: a unique column.
        seldom: columns that are mostly as they were. SQLite writes an index anew for each column that is set,
            whatever it was before, so these are set where they differ.

    Raises:
        IntegrityError: the database refuses one of them.
    """
    if not rows:
        return
    into = _into(model, columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # there a statement a row takes twice as long
            names = _names(columns)
            like = f'SELECT {names} FROM "{model._meta.db_table}" WITH NO DATA'  # noqa: S608  # names of ours
            cursor.execute(f"CREATE TEMPORARY TABLE come AS {like}")
            with cursor.copy(f"COPY come ({names}) FROM STDIN") as lines:
                for row in rows:
                    lines.write_row(row)
            cursor.execute(f"{into} SELECT {names} FROM come {_over(columns, on)}")  # noqa: S608  # likewise
            cursor.execute("DROP TABLE come")
        else:
            place = ", ".join(["%s"] * len(columns))
            often = [name for name in columns if name not in seldom]
            cursor.executemany(f"{into} VALUES ({place}) {_over(often, on)}", rows)
            if seldom:
                places = [columns.index(name) for name in (*seldom, on, *seldom)]
                there = [[row[place] for place in places] for row in rows]
                cursor.executemany(_where_other(model, seldom, on), there)


def copy(rows: QuerySet[Any, Any], target: type[Model], columns: Sequence[str], *, on: str = "") -> None:
    """Insert the rows of a question into a table, without their passing by here.

    Args:
        rows: values in the order of the columns, at least one row wanted by key.
        on: a unique column of the target, by which a row that is there is written over.
    """
    question, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"{_into(target, columns)} {question} {_over(columns, on)}", values)


def _into(model: type[Model], columns: Iterable[str]) -> str:
    return f'INSERT INTO "{model._meta.db_table}" ({_names(columns)})'


def _names(columns: Iterable[str]) -> str:
    """Names of our own, nothing that was sent."""
    return ", ".join(f'"{name}"' for name in columns)


def _over(columns: Iterable[str], on: str) -> str:
    said = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name != on)
    return f'ON CONFLICT ("{on}") DO UPDATE SET {said}' if on else ""


def _where_other(model: type[Model], columns: Sequence[str], on: str) -> str:
    """Sets columns of one row, unless they are so already. SQLite's words."""
    said = ", ".join(f'"{name}" = %s' for name in columns)
    place = ", ".join(["%s"] * len(columns))
    otherwise = f'"{on}" = %s AND ({_names(columns)}) IS NOT ({place})'
    return f'UPDATE "{model._meta.db_table}" SET {said} WHERE {otherwise}'  # noqa: S608  # names of ours


@lru_cache(maxsize=64)
def _insertion(model: type[Model], number: int) -> "tuple[str, list[Field[Any, Any]]]":
    """The statement that inserts so many rows of a model, and the fields it takes the values of."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    values = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * number)
    into = _into(model, [str(field.column) for field in fields])
    return f"{into} VALUES {values} RETURNING id", fields
