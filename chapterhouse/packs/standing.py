"""Who is in good standing: what the list of members must say, and whether an account is enough."""

from dataclasses import dataclass
from typing import Annotated, Literal

from .bounds import Between

Listed = Literal["good", "member"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRule:
    """Whose membership counts on a day. A pack stored before there was any of it has the defaults.

    Attributes:
        statuses: what the list calls those who count; "member" are those whose dues are late.
        grace_days: for so many days after a membership ran out it still counts, whatever the list calls it;
            None where only the list's own word counts.
        lifetime: whether who is a member for life always counts.
        accounts: whether somebody counts who has an account and whom no list names.
    """

    statuses: tuple[Listed, ...] = ("good",)
    grace_days: Annotated[int, Between(0, 3650)] | None = None
    lifetime: bool = True
    accounts: bool = True


#: For a pack that says nothing of it: the list's own word, and where there is no list everybody.
BY_THE_LIST = StandingRule()
