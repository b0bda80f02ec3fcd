"""Names as they are sorted and searched: in small letters, without accents."""

import unicodedata


def folded(text: str) -> str:
    """``Álvarez`` as ``alvarez``: what somebody types who has no accents at hand."""
    text = text.strip()
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


def filed(family: str, name: str) -> str:
    """By which somebody stands in a list: the family name, then the whole."""
    return f"{folded(family)} {folded(name)}"[:290]


def called(name: str) -> str:
    """By which somebody is found who is called by their first name."""
    return folded(name)[:200]
