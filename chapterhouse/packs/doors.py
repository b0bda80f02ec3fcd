"""The ways in: what a door is for, who reads, what is promised, and what may be ticked."""

from dataclasses import dataclass
from typing import Annotated

from .bounds import Between, Longest
from .forms import Code, Count, EmailAddress, Https
from .words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing a person may tick; several may be true at once (S1.17).

    Attributes:
        short: a word or two for counts; never shown beside a case that is not open.
        name: what the person says, beginning with "I" or "We".
        includes: what it covers in particular.
        urgent: shows the safety text and the formal routes at once (S1.16).
        joint: for two or more people asking together.
    """

    code: Code
    short: Words
    name: Words
    explains: Words | None = None
    includes: tuple[Words, ...] = ()
    urgent: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """How several people ask together (S0.35 to S0.40). ``least``: at least how many."""

    least: Annotated[int, Between(2)] = 2
    explains: Words
    preparation: Words
    commitment: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One way in: to a desk here, or out by ``url`` or ``email``, where we promise nothing for others.

    Attributes:
        code: opaque, for addresses: no address says what the trouble is.
        promise_hours: real hours until a person answers; None outside.
        first_contact: what that answer is for.
        limits: what may become known all the same, or must be passed on; shown before anything is told.
        appointment_limit: most appointments for one issue; None where nothing is counted.
        appointment_text: kind words at the limit, with the other routes.
        meeting: where we meet.
        wishes_note: that wishes about who answers may not always be met.
        urgent_text: the safety text of an urgent option.
        leads_to: what can come of it; beside the other doors on the page that compares them.
        cannot: what it cannot do, or need not be asked for.
    """

    code: Code
    name: Annotated[Words, Longest(21)]
    line: Words
    is_for: Words
    not_for: Words
    who_reads: Words
    needs: Words
    desk: Code | None = None
    url: Https | None = None
    email: EmailAddress | None = None
    promise_hours: Count | None = None
    first_contact: Words | None = None
    anonymous: bool = False
    on_behalf: bool = False
    options: tuple[Option, ...] = ()
    joint: Joint | None = None
    urgent_text: Words | None = None
    appointment_limit: Count | None = None
    appointment_text: Words | None = None
    meeting: Words | None = None
    confidentiality: Words | None = None
    limits: tuple[Words, ...] = ()
    wishes_note: Words | None = None
    acknowledgement: Words | None = None
    steps: tuple[Words, ...] = ()
    leads_to: tuple[Words, ...] = ()
    cannot: tuple[Words, ...] = ()

    @property
    def outside(self) -> bool:
        return self.desk is None

    @property
    def address(self) -> str | None:
        """Where an outside door leads, as a link."""
        return f"mailto:{self.email}" if self.email else self.url

    @property
    def promise_days(self) -> int | None:
        """The promise in days where it is three whole days or more; shorter ones are said in hours."""
        hours = self.promise_hours or 0
        return hours // 24 if hours >= 72 and hours % 24 == 0 else None
