"""Who reads: offices, which people hold for a term, and desks, where requests behind one wall arrive."""

from dataclasses import dataclass, field

from .forms import AgeKey, Code, Count, Days, EmailAddress, FilledBy, NotSaid, Permission, Wall
from .words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """How somebody is taken out of an office before their term is over.

    Attributes:
        by: code of the office whose holders record each step: that the cause was told, that the officer was
            heard, what was decided. The officer concerned never does, whatever they hold besides.
        how: who decides and by which majority, in a sentence.
        hear_days: days from telling the cause, after which it may be decided though nobody came to be heard.
    """

    by: Code
    how: Words
    hear_days: Days = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """A training that an office asks for.

    Attributes:
        within_days: from taking office.
        refresh_months: from one training to the next; None where once is enough.
        first: whether the office opens nothing before it was held; then `within_days` says nothing.
    """

    code: Code
    name: Words
    within_days: Days = 30
    first: bool = False
    refresh_months: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What whoever takes an office signs, such as that they keep confidence.

    Attributes:
        text: in the first person, as they sign it.
    """

    code: Code
    name: Words
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How often somebody may hold an office.

    Attributes:
        terms: so many at most.
        in_years: within so many years; None where it counts in a row: a row ends when they have been out of
            this office for as long as one term.
        with_reason: whether it may be passed over for a reason, which is written down.
    """

    terms: Count
    in_years: Count | None = None
    with_reason: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A trust people hold for a term.

    Attributes:
        seats: how many hold it at once; None where the organisation does not say.
        by: who elects or appoints, in a sentence.
        reads: code of the one desk whose cases its holders may be given; None for an office that reads none.
        contact: address for questions about the office, never for reports.
        may: what else its holders may do on this site, see `people.permissions`.
        separate_from: offices nobody may hold together with this one; it works both ways, see `Pack.apart`.
        removal: how somebody is taken out of it; None where the organisation does not say.
        required_training: what whoever holds it must have been trained in.
        approved_by: code of the office that approves whoever is to hold it; until then a term opens nothing.
        limit: how often somebody may hold it; None where the organisation does not say.
        seats_a_year: how many of its seats fall free each year where they are staggered.
        deputies: who stands in for a holder, in a sentence; None where the organisation does not say.
        signs: codes of the statements signed on taking it.
        warn_days: days before the end of a term on which it is said, in time to find who comes next.
        not_said: what its documents leave open, though a value stands here.
    """

    code: Code
    name: Words
    plural: Words
    seats: Count | None = None
    filled_by: FilledBy
    by: Words
    term_months: Count
    explains: Words
    reads: Code | None = None
    duties: tuple[Words, ...] = ()
    qualities: tuple[Words, ...] = ()
    authority: Words | None = None
    contact: EmailAddress | None = None
    may: tuple[Permission, ...] = ()
    separate_from: tuple[Code, ...] = ()
    removal: Removal | None = None
    required_training: tuple[Training, ...] = ()
    approved_by: Code | None = None
    limit: Limit | None = None
    seats_a_year: Count | None = None
    deputies: Words | None = None
    signs: tuple[Code, ...] = ()
    warn_days: Days = 60
    not_said: tuple[NotSaid, ...] = ()

    @property
    def needs_yes(self) -> bool:
        """Whether somebody must say yes before a term opens anything: an approval, or a confirmation."""
        return self.approved_by is not None or self.filled_by == "appointed-then-confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A kind of help a desk gives, recorded by its code."""

    code: Code
    name: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A body outside to which somebody can take their matter: an appeal, a report, an authority.

    Attributes:
        address: where what was printed, or sealed into a file, is brought or sent.
        how: what they take, in which form, and by when.
        key: the age key that they gave; what is sealed to it opens with `age` and with nothing of ours. None
            where they gave none: then one is typed in, or it goes on paper.
    """

    code: Code
    name: Words
    address: Words
    how: Words
    key: AgeKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where requests behind one wall arrive.

    Attributes:
        backup: code of the office told, without contents, when a promise is overdue.
        working_unit: how many responders take a case together, unless there is a reason.
        keep_days: days from closing a case to its destruction.
        warn_days: days before that on which its readers hear of it.
        outcome_days: days from the arrival of a report until the person is told what was found, done or
            decided; None where nothing is promised.
        outside: bodies outside to which a matter of this desk can be taken.
        consolidation: whether cases of it may be worked together, if none of those who reported objects.
        can_wait: whether somebody may ask that it is read, and nothing done until they say so.
        hears_complaints_about: codes of offices at other desks: who complains of one of their holders is
            shown this desk first.
        offices: codes of the offices that read here; taken from the offices, not written in the file.
    """

    code: Code
    name: Words
    wall: Wall
    backup: Code
    working_unit: Count = 2
    keep_days: Days = 365
    warn_days: Days = 14
    outcome_days: Days | None = None
    consolidation: bool = False
    can_wait: bool = False
    services: tuple[Service, ...] = ()
    outside: tuple[Outside, ...] = ()
    hears_complaints_about: tuple[Code, ...] = ()
    offices: tuple[str, ...] = field(default=(), metadata={"derived": True})
