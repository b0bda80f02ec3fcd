"""Appointments: asked for, given a time, held. Where one meets, and what for, is sealed."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case
from .party import Party


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def open(self) -> "AppointmentQuerySet":
        """Neither held nor given up."""
        return self.filter(ended=None)

    def counting(self) -> "AppointmentQuerySet":
        """Those that count towards the most for one issue: see `Appointment.counts`."""
        return self.exclude(kind=Appointment.CHECK_IN).exclude(outcome__in=Appointment.GIVEN_UP)

    def soon(self, at: datetime) -> "AppointmentQuerySet":
        """Open, within a day from now, and nobody was reminded yet; not where all rests, or is closed."""
        near = self.open().filter(reminded=None, starts__gt=at, starts__lte=at + timedelta(days=1))
        return near.filter(case__in=Case.objects.open().order_by())

    def to_come(self, since: datetime, until: datetime) -> "AppointmentQuerySet":
        """Open, and beginning between two moments, the first to come first."""
        return self.open().filter(starts__gte=since, starts__lt=until).order_by("starts", "pk")


class Appointment(models.Model):
    """One appointment in a case: with one person, jointly with several, or a check-in."""

    SINGLE, JOINT, CHECK_IN = "single", "joint", "check-in"
    KINDS: ClassVar[tuple[str, ...]] = (SINGLE, JOINT, CHECK_IN)
    HELD, MISSED, CANCELLED, DECLINED = "held", "missed", "cancelled", "declined"
    OUTCOMES: ClassVar[tuple[str, ...]] = (HELD, MISSED, CANCELLED, DECLINED)
    GIVEN_UP: ClassVar[tuple[str, ...]] = (CANCELLED, DECLINED)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="appointments")
    kind = models.CharField(max_length=8)
    asked = models.DateTimeField(help_text="When the person asked for it, or an officer began it.")
    proposed = models.DateTimeField(null=True, help_text="When times and places were last proposed.")
    starts = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    agreed = models.BooleanField(null=True, help_text="Of a joint one that was held: agreement or none.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    choices = models.ManyToManyField(
        Entry, related_name="+", help_text="The messages by which a time was picked: they ask for no answer."
    )

    facilitators = models.ManyToManyField(
        Person, related_name="facilitates", help_text="Who of the officers leads a joint one."
    )
    declined_by = models.ManyToManyField(
        Person, related_name="+", help_text="Who said that they do not lead it; they are offered no more."
    )

    objects = AppointmentQuerySet.as_manager()
    if TYPE_CHECKING:
        case_id: int

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["starts"], condition=Q(ended=None), name="appointment_to_come")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("single", "joint", "check-in")), name="appointment_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(ended=None, outcome="")
                | Q(ended__isnull=False, outcome__in=("held", "missed", "cancelled", "declined")),
                name="appointment_ends_somehow",
            ),
            models.CheckConstraint(
                condition=Q(agreed=None) | Q(kind="joint", outcome="held"),
                name="agreement_of_a_held_joint_one",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by", "facilitators", "declined_by")
        open = (
            *("id", "case", "kind", "asked", "proposed", "starts", "reminded"),
            *("ended", "outcome", "agreed", "reason", "choices"),
        )
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"appointment {self.pk}"

    @property
    def leaders(self) -> list[Person]:
        """Who was chosen to lead it, by their names."""
        return sorted(self.facilitators.all(), key=lambda person: (person.name, person.pk))

    @property
    def counts(self) -> bool:
        """Whether it counts towards the most for one issue: no check-in (T4), and none that we gave up."""
        return self.kind != self.CHECK_IN and self.outcome not in self.GIVEN_UP

    @property
    def is_joint(self) -> bool:
        return self.kind == self.JOINT

    @property
    def is_ready(self) -> bool:
        """Whether it may have a time: to a joint one everyone said yes and committed themselves (S0.40)."""
        seats = list(self.seats.all())
        return not self.is_joint or (len(seats) > 1 and all(seat.is_ready for seat in seats))


class Seat(models.Model):
    """Somebody's place in an appointment, and what they say of it with their own code (S0.35)."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="seats")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="seats")
    said_yes = models.DateTimeField(null=True)
    said_no = models.DateTimeField(null=True)
    prepared = models.DateTimeField(null=True, help_text="When an officer spoke with them alone (S0.39).")
    committed = models.DateTimeField(
        null=True, help_text="When they committed to a safe, respectful, productive conversation (S0.40)."
    )

    if TYPE_CHECKING:
        appointment_id: int
        party_id: int

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["appointment", "party"], name="one_seat_a_party"),
            models.CheckConstraint(condition=Q(said_yes=None) | Q(said_no=None), name="one_answer_a_seat"),
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "appointment", "party", "said_yes", "said_no", "prepared", "committed")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"seat {self.pk}"

    @property
    def is_ready(self) -> bool:
        """Whether they said yes, committed themselves, and still take part."""
        return bool(self.said_yes and self.committed and not self.party.left)
