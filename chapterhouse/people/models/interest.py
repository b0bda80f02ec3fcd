"""That somebody would like to join the team."""

import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from .person import HANDLE_LETTERS, Person

#: How long it is kept.
KEPT = timedelta(days=365)


def new_interest_code() -> str:
    return "i-" + "".join(secrets.choice(HANDLE_LETTERS) for _ in range(8))


class InterestQuerySet(models.QuerySet["Interest"]):
    def open(self) -> "InterestQuerySet":
        """To which nobody said yes or no yet."""
        return self.filter(state__in=(Interest.NEW, Interest.INVITED))

    def answered(self) -> "InterestQuerySet":
        return self.exclude(state__in=(Interest.NEW, Interest.INVITED))

    def outlived(self, at: datetime) -> "InterestQuerySet":
        return self.filter(at__lt=at - KEPT)


class Interest(models.Model):
    """That somebody would like to join the team (S1.66). It is not about a case, and stands in clear."""

    NEW, INVITED, PUT_FORWARD, DECLINED = "new", "invited", "forward", "declined"
    ANSWERS: ClassVar[tuple[str, ...]] = (INVITED, PUT_FORWARD, DECLINED)

    code = models.CharField(max_length=10, unique=True, default=new_interest_code)
    office = models.CharField(max_length=40, help_text="Code of the office they would like to take.")
    name = models.CharField(max_length=80)
    reach = models.CharField(max_length=200, help_text="How they would like to be reached.")
    why = models.TextField(max_length=2000, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="interests", help_text="If signed in."
    )
    state = models.CharField(max_length=8, default=NEW)
    at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("new", "invited", "forward", "declined")), name="interest_state_known"
            )
        ]

    class Privacy:
        sealed = ()
        personal = ("name", "reach", "why", "person", "answered_by")
        open = ("id", "code", "office", "state", "at")
        kept = "a year"

    def __str__(self) -> str:
        return self.code
