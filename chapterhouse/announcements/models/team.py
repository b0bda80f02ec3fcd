"""What the team that helps in conflicts does beside cases: short talks at meetings, goals for the year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chapterhouse.people.models import Person


class Talk(models.Model):
    """That the short talk was given at a meeting (S2.22)."""

    given_on = models.DateField()
    place = models.CharField(max_length=120, help_text="Which meeting.")
    given_by = models.CharField(max_length=120, help_text="As they were named; not an account.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck = models.DateTimeField(null=True, help_text="When it was taken out again, as it was wrong.")

    class Meta:
        ordering = ("-given_on", "-pk")

    class Privacy:
        sealed = ()
        personal = ("given_by", "by")
        open = ("id", "given_on", "place", "at", "struck")
        kept = "always: what the team has said to members is the organisation's memory"

    def __str__(self) -> str:
        return self.place


class Goal(models.Model):
    """What the team set itself for a year, and how it stands (S2.27)."""

    class Status(models.TextChoices):
        OPEN = "open", _("Not begun")
        UNDER_WAY = "under-way", _("Under way")
        DONE = "done", _("Done")
        GIVEN_UP = "given-up", _("Given up")

    year = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    why = models.CharField(max_length=300, blank=True, help_text="Why it was given up, or what came of it.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed = models.DateTimeField()

    class Meta:
        ordering = ("-year", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=("open", "under-way", "done", "given-up")), name="goal_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="given-up") | ~Q(why=""), name="a_goal_given_up_says_why"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "year", "text", "status", "why", "at", "changed")
        kept = "always: what the team set itself is the organisation's memory"

    def __str__(self) -> str:
        return self.text
