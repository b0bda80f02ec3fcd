"""Real faults for tests: a table that refuses to be written, and all rows to compare before and after."""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection

_SQLITE = (
    'CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" BEGIN SELECT RAISE(ABORT, \'refused\'); END'
)
_POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER "{name}" BEFORE {operation} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()
"""


@contextmanager
def refusing(table, operation="INSERT"):
    """While inside, the database refuses an INSERT, UPDATE or DELETE on a table."""
    on_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        words = {"name": "refuse_here", "operation": operation, "table": table}
        cursor.execute((_SQLITE if on_sqlite else _POSTGRESQL).format(**words))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if on_sqlite:
                cursor.execute('DROP TRIGGER "refuse_here"')
            else:
                cursor.execute("DROP FUNCTION refuse_here() CASCADE")


def everything():
    """All rows of all our tables, to be compared with a later look."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("chapterhouse.")]
    return {
        model._meta.label: sorted(map(repr, map(_plain, model._base_manager.values_list()))) for model in ours
    }


def _plain(row):
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
