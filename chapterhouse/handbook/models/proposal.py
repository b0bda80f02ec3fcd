"""What anybody said about how we work, and whose words were taken up."""

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from chapterhouse.people.models import HANDLE_LETTERS, Person

from .document import Document, Version

#: How long what was proposed is kept.
KEPT = timedelta(days=365)


def new_code() -> str:
    """A code by which a proposal is called."""
    return "".join(secrets.choice(HANDLE_LETTERS) for _ in range(8))


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def newest_first(self) -> "ProposalQuerySet":
        return self.order_by("-at", "-pk")

    def lapsed(self, at: datetime) -> "ProposalQuerySet":
        return self.filter(at__lte=at - KEPT)


class Proposal(models.Model):
    """What anybody, without an account, would change in the process (S0.67, S1.64). Never about a case."""

    code = models.SlugField(max_length=12, unique=True, default=new_code)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, related_name="proposals")
    words = models.TextField()
    name = models.CharField(
        max_length=120, blank=True, help_text="As they wish to be named if it is taken up."
    )
    contact = models.CharField(
        max_length=200, blank=True, help_text="Where they wish to be answered, if at all."
    )
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    taken_up = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="proposal_says_something"),
            models.CheckConstraint(
                condition=Q(answered=None, answer="", taken_up=None) | Q(answered__isnull=False),
                name="proposal_answered_at_a_moment",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("name", "contact", "answered_by")
        open = ("id", "code", "document", "words", "at", "answer", "answered", "taken_up")
        kept = "a year"

    def __str__(self) -> str:
        return self.code


class Credit(models.Model):
    """That a version took up what somebody proposed, with the name they wished or none."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="credits")
    name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    class Privacy:
        sealed = ()
        personal = ("name",)
        open = ("id", "version", "at")
        kept = "as long as its version"

    def __str__(self) -> str:
        return self.name
