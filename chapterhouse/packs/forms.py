"""The forms of short values of a pack: codes, addresses, numbers, and words from a fixed choice."""

from typing import Annotated, Literal

from .bounds import Between, Matches

Code = Annotated[
    str,
    Matches(r"[a-z][a-z0-9-]{0,39}", "small letters, digits and hyphens, a letter first, 40 at most"),
]
Language = Annotated[str, Matches(r"[a-z]{2,3}(-[a-z0-9]+)*", "a language code such as en or es")]
Https = Annotated[str, Matches(r"https://[^\s/]+(/\S*)?", "an address that begins with https://")]
EmailAddress = Annotated[str, Matches(r"[^\s@]+@[^\s@]+\.[^\s@.]+", "an email address")]
PhoneNumber = Annotated[str, Matches(r"\+?[0-9][0-9 ()-]*", "a telephone number in digits")]
AgeKey = Annotated[
    str, Matches(r"age1[02-9ac-hj-np-z]{58}", "an age key: age1, then 58 small letters and digits")
]
Count = Annotated[int, Between(1)]
Days = Annotated[int, Between(1, 36_500)]
Wall = Literal["informal", "accountability", "formal"]
FilledBy = Literal["elected", "appointed", "appointed-then-confirmed"]
NotSaid = Literal["filled-by", "term", "approval", "removal"]
Permission = Literal[
    "keep-roster",
    "help-sign-in",
    "keep-groups",
    "fill-offices",
    "keep-handbook",
    "keep-referrals",
    "announce",
    "speak-for-team",
]
Danger = Literal["emergency", "harm-to-self", "harm-to-others", "domestic-violence", "sexual-violence"]
DocumentKind = Literal[
    "misconduct-policy", "harassment-policy", "code-of-conduct", "referral-guide", "expectations", "bylaws"
]


def dialled(number: str) -> str:
    """A telephone number as a ``tel:`` link wants it: digits, and a plus where there is one."""
    return "".join(each for each in number if each in "+0123456789")
