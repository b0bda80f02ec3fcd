"""The organisation as people meet it: its mandate, its team, and every way to reach a person."""

from dataclasses import dataclass
from typing import Annotated

from .bounds import Filled
from .forms import Code, Days, EmailAddress, Https, PhoneNumber, dialled
from .words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """What the members asked of the team, and by which decision (S0.2 to S0.4)."""

    text: Words
    decided: Words
    address: Https | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The people as a whole.

    Attributes:
        describes: what they are, and what they admit about the work.
        volunteers: that they are volunteers.
        talk_every_days: after how many days without a short talk at a meeting they are reminded of it.
    """

    name: Words
    describes: Words
    volunteers: Words
    talk_every_days: Days = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    number: PhoneNumber
    name: Words
    hours: Words

    @property
    def tel(self) -> str:
        return dialled(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """An address people may write to; ``reaches``: the one desk whose officers read it, if confidential."""

    address: EmailAddress
    name: Words
    reaches: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Every way to people besides the doors; shown where sealing cannot work."""

    phones: tuple[Phone, ...] = ()
    emails: Annotated[tuple[Email, ...], Filled()]
    in_person: Words
    on_paper: Words
