"""Which tests reach the database, and which of them are asked again on a second engine."""

#: The fixtures by which a test without the mark `django_db` reaches it.
REACHING = {"db", "transactional_db", "live_server"}


def is_stored(item):
    """Whether a test may reach the database: pytest-django refuses it to every other."""
    return bool(item.get_closest_marker("django_db") or REACHING & set(item.fixturenames))


def is_asked_again(item):
    """What a database can change. Pages are looked at once; journeys are told on both engines."""
    looks = "browser" in item.fixturenames and "stories" not in item.path.parts
    return is_stored(item) and not looks
