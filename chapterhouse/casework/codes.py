"""Code names of cases and parties: drawn by lot, so that a gap or an order says nothing."""

import secrets
from collections.abc import Callable

#: No letters that look like digits, no vowels: a code name never spells a word.
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"


def draw(prefix: str, length: int = 4) -> str:
    """A random code such as ``C-7K2Q``.

    Args:
        prefix: one letter for the kind of thing.
        length: how many characters follow; four give 531,441 names.
    """
    return f"{prefix}-" + "".join(secrets.choice(LETTERS) for _ in range(length))


def free(prefix: str, taken: Callable[[str], bool]) -> str:
    """A code that is not taken; one character longer after ten misses, so it always ends."""
    for attempt in range(100):
        code = draw(prefix, 4 + attempt // 10)
        if not taken(code):
            return code
    raise RuntimeError("no free code after 100 draws")
