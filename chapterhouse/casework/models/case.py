"""Desk, case, party: in clear is only what section 4 of the encryption design lists."""

import uuid
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from chapterhouse.clocks.models import Promise
from chapterhouse.packs.models import PackVersion
from chapterhouse.people.models import Person, Term
from chapterhouse.sealing.models import Channel, ChannelKey, Entry, KeyWrap
from chapterhouse.ui.refused import Refused

if TYPE_CHECKING:
    from chapterhouse.packs.pack import Desk as PackDesk

    from .ending import Closure, Hold
    from .party import Wait


class Desk(models.Model):
    """Where one wall's requests arrive. Offices, backup contact and promises stand in the process pack."""

    INFORMAL, ACCOUNTABILITY, FORMAL = "informal", "accountability", "formal"
    WALLS = (INFORMAL, ACCOUNTABILITY, FORMAL)

    code = models.SlugField(max_length=40, unique=True)
    wall = models.CharField(max_length=16, choices=[(wall, wall) for wall in WALLS])

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "code", "wall")
        kept = "always"

    def __str__(self) -> str:
        return self.code


class CaseQuerySet(models.QuerySet["Case"]):
    def readable_by(self, person: Person) -> "CaseQuerySet":
        """Cases whose team key is wrapped to one of the person's cards: access is holding a wrap."""
        wraps = KeyWrap.objects.filter(
            channel_key__channel=OuterRef("channel"), card__user=person, card__retired=None
        )
        return self.filter(Exists(wraps))

    def not_shut_to(self, person: Person) -> "CaseQuerySet":
        """Without the cases from which the person was excluded, removed, or recused themselves."""
        return self.exclude(
            Q(Exists(person.exclusions.filter(case=OuterRef("pk"))))
            | Q(Exists(person.recusals.filter(case=OuterRef("pk"))))
            | Q(Exists(person.removals.filter(case=OuterRef("pk"))))
        )

    def at_desks_of(self, person: Person, at: datetime) -> "CaseQuerySet":
        """Cases at desks whose offices the person holds at a moment, by the rules each case opened under."""
        held = set(Term.objects.current(at).filter(person=person).values_list("office__code", flat=True))
        return self.read_by_offices(held, PackVersion.objects.defer("source"))

    def read_by_offices(self, held: Collection[str], versions: Iterable[PackVersion]) -> "CaseQuerySet":
        """Cases at desks that one of these offices reads."""
        return self._at_desks(versions, lambda desk: not set(held).isdisjoint(desk.offices))

    def backed_by_offices(self, held: Collection[str], versions: Iterable[PackVersion]) -> "CaseQuerySet":
        """Cases whose desk one of these offices backs up: it hears of lateness, and reads nothing."""
        return self._at_desks(versions, lambda desk: desk.backup in held)

    def _at_desks(
        self, versions: Iterable[PackVersion], fits: "Callable[[PackDesk], bool]"
    ) -> "CaseQuerySet":
        clauses = Q(pk__in=[])
        for version in versions:
            desks = [desk.code for desk in version.pack.desks if fits(desk)]
            clauses |= Q(pack=version, desk__code__in=desks)
        return self.filter(clauses)

    def without_reader(self, versions: Iterable[PackVersion], at: datetime) -> "CaseQuerySet":
        """Cases whose newest key no officer of their desk holds; who is shut out lost it in that moment."""
        held = _newest_wraps().filter(card__user__is_active=True)
        read = Q(pk__in=[])
        for version in versions:
            for desk in version.pack.desks:
                terms = Term.objects.current(at).of_offices(list(desk.offices))
                able = Exists(held.filter(card__user__terms__in=terms))
                read |= Q(able, pack=version, desk__code=desk.code)
        return self.exclude(read)

    def left_with(self, person: Person, versions: Iterable[PackVersion], at: datetime) -> "CaseQuerySet":
        """Cases of a desk that somebody has left, whose newest key they hold and nobody in office does."""
        held = set(Term.objects.current(at).filter(person=person).values_list("office__code", flat=True))
        theirs = self.filter(Exists(_newest_wraps().filter(card__user=person))).not_shut_to(person)
        versions = list(versions)
        mine = theirs.read_by_offices(held, versions)
        return theirs.without_reader(versions, at).exclude(pk__in=mine.order_by().values("pk"))

    def visible_to(self, person: Person, at: datetime) -> "CaseQuerySet":
        """The cases a person may see: theirs by office and by key, and not shut to them."""
        return self.readable_by(person).not_shut_to(person).at_desks_of(person, at)

    def recused_by(self, person: Person) -> "CaseQuerySet":
        """Cases of which the person keeps the code name and nothing else."""
        return self.filter(recusals__person=person).exclude(exclusions__person=person)

    def stopped(self) -> "CaseQuerySet":
        """Cases in which the person asked us to stop."""
        return self.filter(stops__isnull=False, stops__ended=None)

    def closed(self) -> "CaseQuerySet":
        """Closed, and not opened again since."""
        return self.filter(closures__isnull=False, closures__ended=None)

    def open(self) -> "CaseQuerySet":
        """Neither stopped by the person nor closed."""
        rest = (Case.objects.stopped(), Case.objects.closed())
        return self.filter(*(~Exists(rows.order_by().filter(pk=OuterRef("pk"))) for rows in rest))

    def worked_by(self, person: Person) -> "CaseQuerySet":
        """Assigned to the person now."""
        return self.filter(Exists(person.assignments.filter(case=OuterRef("pk"), ended=None)))

    def in_stage(self, stage: str) -> "CaseQuerySet":
        """One of `Case.STAGES`, on cases `with_clock`."""
        if stage == Case.CLOSED:
            return self.closed()
        if stage == Case.STOPPED:
            return self.stopped().exclude(Exists(Case.objects.closed().order_by().filter(pk=OuterRef("pk"))))
        kind = {Case.NEW: Promise.FIRST_ANSWER, Case.ANSWER: Promise.ANSWER}.get(stage)
        waiting = Q(("due_kind", None)) | Q(("due_kind", Promise.OUTCOME))
        return self.open().filter(Q(("due_kind", kind)) if kind else waiting)

    def with_kinds(self) -> "CaseQuerySet":
        """Each case with `has_…` for kinds of rows that many cases have none of: see `Case.skip_absent`."""
        return self.annotate(**{f"has_{name}": Exists(rows) for name, rows in _rare_rows().items()})

    def with_clock(self) -> "CaseQuerySet":
        """Each case with `due_at` and `due_kind` of the promise that runs on it, or None: an answer first."""
        answers_first = ExpressionWrapper(Q(kind=Promise.OUTCOME), models.BooleanField())
        running = Promise.objects.open().filter(subject=OuterRef("code")).order_by(answers_first, "due_at")
        clock = {"due_at": running.values("due_at")[:1], "due_kind": running.values("kind")[:1]}
        return self.annotate(**{name: Subquery(rows) for name, rows in clock.items()})


#: Rows without which no case is, or which say to whom it is closed: these are looked at each time.
ALWAYS = frozenset({"parties", "assignments", "independences", "exclusions", "recusals", "removals"})


def _rare_rows() -> "dict[str, models.QuerySet[Any]]":
    """What an outer case may have besides, by the name under which it has it."""
    related = {str(each.get_accessor_name()): each for each in Case._meta.related_objects if each.one_to_many}
    return {
        name: each.related_model._base_manager.filter(**{each.field.name: OuterRef("pk")})
        for name, each in related.items()
        if name not in ALWAYS
    }


def _newest_wraps() -> "models.QuerySet[KeyWrap]":
    """Wraps of the newest key of an outer case, to cards that are in use."""
    keys = ChannelKey.objects.filter(channel=OuterRef(OuterRef("channel"))).order_by("-version")
    return KeyWrap.objects.filter(channel_key=Subquery(keys.values("pk")[:1]), card__retired=None)


class Case(models.Model):
    """One matter at one desk. Its contents are sealed entries in its channels."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    code = models.CharField(max_length=16, unique=True)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="cases")
    pack = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="+")
    promise_hours = models.FloatField(help_text="What the person was promised, in real hours.")
    opened = models.DateTimeField()
    channel = models.OneToOneField(Channel, on_delete=models.PROTECT, related_name="case")
    title = models.OneToOneField(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    people = models.OneToOneField(Entry, on_delete=models.SET_NULL, null=True, related_name="+")

    #: What a case waits for: a first answer, an answer, the person, nothing (they asked us to stop; closed).
    NEW, ANSWER, WAITING, STOPPED, CLOSED = "new", "answer", "waiting", "stopped", "closed"
    STAGES = (NEW, ANSWER, WAITING, STOPPED, CLOSED)

    objects = CaseQuerySet.as_manager()
    if TYPE_CHECKING:
        desk_id: int
        due_at: datetime | None  # by with_clock(), as is due_kind
        due_kind: str | None
        declared: bool  # by the list of cases and the agenda, as are the next ones
        mine: bool
        another: bool
        plan_day: date | None
        meets: bool
        wants_look: bool
        retaliated: bool
        closed_at: datetime | None  # by endings_of(), as are the next three
        ends: datetime | None
        warned: datetime | None
        review_on: date | None
        brought: bool

    class Meta:
        ordering = ("-opened",)
        constraints = [
            models.CheckConstraint(condition=Q(promise_hours__gt=0), name="case_has_promise"),
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = (
            *("id", "uuid", "code", "desk", "pack", "promise_hours", "opened"),
            *("channel", "title", "people"),
        )
        kept = "by the pack's rules; its contents are sealed"

    def __str__(self) -> str:
        return self.code

    @property
    def rules(self) -> "PackDesk":
        """The desk as the pack described it when the case opened (S1.69)."""
        return self.pack.pack.desk(self.desk.code)

    @property
    def is_mending(self) -> bool:
        """Whether its desk holds dialogues, writes down what happened and looks for a way on (S1)."""
        return self.desk.wall == Desk.ACCOUNTABILITY

    @property
    def is_informal(self) -> bool:
        """Whether its desk keeps no records: what is noted there ends by itself."""
        return self.desk.wall == Desk.INFORMAL

    @property
    def stopped(self) -> bool:
        return any(stop.ended is None for stop in self.stops.all())

    @property
    def wait(self) -> "Wait | None":
        """That the person asked us to do nothing until they say so."""
        return next((row for row in self.waits.all() if row.ended is None), None)

    @property
    def rests(self) -> bool:
        """Whether nobody may be contacted: the person asked us to stop or to wait, or it is closed."""
        return bool(self.stopped or self.wait or self.closure)

    @property
    def closure(self) -> "Closure | None":
        """Its closing, unless it was opened again."""
        return next((row for row in self.closures.all() if row.ended is None), None)

    @property
    def kept_back(self) -> "Hold | None":
        """What keeps it from being destroyed."""
        return next((row for row in self.holds.all() if row.ended is None), None)

    def skip_absent(self) -> None:
        """Of a case `with_kinds`: what it has none of is not asked for, until somebody changes it (`hold`).

        For pages, which would ask for each kind of rows by itself, and mostly in vain.
        """
        known = self.__dict__.setdefault("_prefetched_objects_cache", {})
        for name in _rare_rows():
            if not getattr(self, f"has_{name}"):
                known[name] = getattr(self, name).none()

    def shut_out(self) -> "models.QuerySet[Any, Any]":
        """Whom it is closed to, as keys of people: who was excluded or removed, or stepped back."""
        excluded, *others = (
            rows.order_by().values_list("person", flat=True)
            for rows in (self.exclusions, self.recusals, self.removals)
        )
        return excluded.union(*others)

    def hold(self) -> None:
        """Wait for whoever changes this case at the moment, and keep it until the transaction ends.

        Raises:
            Refused: it was destroyed in that moment (``unknown``).
        """
        if not Case.objects.select_for_update().only("pk").filter(pk=self.pk).first():
            raise Refused(_("This is not here any more: its time of keeping was over."), code="unknown")
        getattr(self, "_prefetched_objects_cache", {}).clear()  # what was looked at before may have changed

    def today(self, at: datetime) -> date:
        """The day of a moment where its desk is, for days that people chose or that periods begin on."""
        return at.astimezone(self.pack.pack.zone).date()

    @property
    def pair(self) -> list[Person]:
        """The responders it is assigned to now."""
        return [row.person for row in self.assignments.all() if row.ended is None]

    @property
    def stage(self) -> str:
        """One of `STAGES`, of a case `with_clock`."""
        if self.closure or self.stopped:
            return self.CLOSED if self.closure else self.STOPPED
        stages = {Promise.FIRST_ANSWER: self.NEW, Promise.ANSWER: self.ANSWER}
        return stages.get(self.due_kind or "", self.WAITING)

    @property
    def channels(self) -> list[Channel]:
        """The team's channel first, then each party's, then of each who stands beside one of them."""
        parties = [*self.parties.all(), *(row.guest for row in self.supporters.all())]
        return [self.channel, *(party.channel for party in parties if party.channel)]
