"""Telephone numbers and web addresses of others, as people write them. No Django here."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_KEYS = {letter: digit for digit, letters in enumerate(
    ("", "", "abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz")
) for letter in letters}  # fmt: skip
_EXTENSION = re.compile(r"\s*[,;]?\s*(?:ext(?:ension|ensión)?\.?|x|#)\s*(\d{1,6})$", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[\d(][\dA-Za-z()./\s\u2010-\u2013-]*")
#: What sites put into an address to follow whoever comes by it.
_FOLLOWS = re.compile(r"utm_|(?:fbclid|gclid|mc_eid|igshid|msclkid)$", re.IGNORECASE)


def phone_of(text: str) -> str:
    """A number as it will be shown: white space made single.

    Raises:
        ValueError: no telephone can dial it.
    """
    shown = " ".join(text.split())
    number = _EXTENSION.sub("", shown)
    digits = _digits(number)
    if not _NUMBER.fullmatch(number) or not 3 <= len(digits) <= 15:
        raise ValueError(text)
    return shown


def dialled(shown: str) -> str:
    """The ``tel:`` address of a number that `phone_of` gave; letters are those on the keys."""
    extension = _EXTENSION.search(shown)
    number = _EXTENSION.sub("", shown)
    plus = "+" if number.startswith("+") else ""
    return f"tel:{plus}{_digits(number)}" + (f";ext={extension[1]}" if extension else "")


def website_of(text: str) -> str:
    """A web address that begins with https, without what would follow whoever takes it.

    Raises:
        ValueError: it is another kind of address, or none.
    """
    given = text.strip()
    parts = urlsplit(given if "://" in given else f"https://{given}")
    host = parts.hostname or ""
    if (
        parts.scheme.lower() != "https"
        or parts.username
        or parts.password
        or re.search(r"[\s\"'<>\\]", given)
    ):
        raise ValueError(text)
    if not re.fullmatch(r"[^\W_](?:[\w-]*\.)+[^\W\d_]{2,}", host):
        raise ValueError(text)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(name, value) for name, value in asked if not _FOLLOWS.match(name)])
    return urlunsplit(("https", parts.netloc, parts.path, query, parts.fragment))


def _digits(number: str) -> str:
    return "".join(str(_KEYS.get(each.lower(), each)) for each in number if each.isalnum())
