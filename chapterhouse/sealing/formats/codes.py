"""Return codes and invitation codes: 24 digits, the last two check the others (encryption design 3.2)."""

import secrets

from .derive import normalise

LENGTH = 24


def new_code() -> str:
    """A fresh code: 22 random digits and two check digits, without spaces."""
    number = "".join(str(secrets.randbelow(10)) for _ in range(LENGTH - 2))
    return number + check_digits(number)


def check_digits(number: str) -> str:
    """The two digits that follow `number` (ISO 7064 MOD 97-10, as in bank account numbers)."""
    return f"{98 - int(number) * 100 % 97:02}"


def read_code(text: str) -> str:
    """The digits of a code as somebody typed it, in any script, with spaces, hyphens and dots."""
    return normalise(text)


def is_code(text: str) -> bool:
    """Whether `text` reads as 24 digits whose check digits fit."""
    digits = read_code(text)
    return len(digits) == LENGTH and digits.isdecimal() and digits.isascii() and int(digits) % 97 == 1


def grouped(code: str) -> str:
    """A code in groups of four, as it is shown and said."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))
