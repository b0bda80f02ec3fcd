"""What is to come: meetings and whatever else members may come to."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from chapterhouse.packs.words import Words
from chapterhouse.people.models import Person

from .announcement import new_code


class EventQuerySet(models.QuerySet["Event"]):
    def to_come(self, at: datetime) -> "EventQuerySet":
        """Not begun yet and not called off; the next first."""
        return self.filter(struck=None, starts__gte=at)


class Event(models.Model):
    """Something that everybody may know of and come to, on the public list (S0.72)."""

    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    titles = models.JSONField(help_text="Language to title, the pack's first language first.")
    place = models.CharField(max_length=120)
    link = models.URLField(max_length=300, blank=True, help_text="Where one learns more, or takes part.")
    starts = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck = models.DateTimeField(null=True, help_text="When it was taken off the list.")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("starts", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"), name="event_link_is_https"
            )
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "code", "titles", "place", "link", "starts", "at", "struck")
        kept = "always: what there was to come to is the organisation's memory"

    def __str__(self) -> str:
        return str(self.title)

    @property
    def title(self) -> Words:
        return Words(tuple(self.titles.items()))
