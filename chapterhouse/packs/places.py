"""Where one can meet: each place with the three facts that must all hold (S0.45, S0.46, T12)."""

from dataclasses import dataclass

from .forms import Code
from .words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place for appointments. None may be named without its three facts.

    Attributes:
        where: how one finds it; a place that is online may do without.
        online: the facts are then who can join, how access needs are met, and who else could hear.
        public: open to everyone, and when.
        accessible: how.
        private: the corner where others cannot hear.
    """

    code: Code
    name: Words
    where: Words | None = None
    online: bool = False
    public: Words
    accessible: Words
    private: Words
