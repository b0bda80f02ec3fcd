"""Asking and keeping rows where many come at once: looking at the doors and sending a report (ADR 9, 10)."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

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


@lru_cache(maxsize=64)
def _insertion(model: type[Model], number: int) -> "tuple[str, list[Field[Any, Any]]]":
    """The statement that inserts so many rows of a model, and the fields it takes the values of."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * number)
    into = f'INSERT INTO "{model._meta.db_table}" ({columns})'  # names of our own, nothing that was sent
    return f"{into} VALUES {values} RETURNING id", fields
