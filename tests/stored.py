"""Which tests reach the database."""

#: The fixtures by which a test without the mark `django_db` reaches it.
REACHING = {"db", "transactional_db", "live_server"}


def is_stored(item):
    """Whether a test may reach the database: pytest-django refuses it to every other."""
    return bool(item.get_closest_marker("django_db") or REACHING & set(item.fixturenames))
