"""That cases are worked as one, if nobody who reported objects; each stays what it is (encryption design 5).

What the one whose case it is says to it is a consent (`Consent.LINK`), asked in words that are the same
whether there is another case or not: that they were asked says nothing of others.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from chapterhouse.people.models import Person

from .case import Case


class LinkQuerySet(models.QuerySet["Link"]):
    def of(self, case: Case) -> "LinkQuerySet":
        """Those in which a case is one of the two."""
        return self.filter(Q(one=case) | Q(other=case))

    def open(self) -> "LinkQuerySet":
        """Proposed or standing."""
        return self.filter(ended=None)


class Link(models.Model):
    """That two cases are proposed to be worked as one, and are, once each of those who reported said yes.

    It goes with either of them. Its journal stands under its own code: whoever is shut out of one must not
    find it in the other. Of three cases each two have a link of their own.
    """

    code = models.CharField(max_length=16, unique=True)
    one = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", help_text="The elder row.")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    since = models.DateTimeField(null=True, help_text="When the second of the two said yes.")
    ended = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()
    if TYPE_CHECKING:
        one_id: int
        other_id: int

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="linked_with_another"),
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(ended=None), name="linked_once_at_a_time"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "code", "one", "other", "at", "since", "ended")
        kept = "as long as both cases"

    def __str__(self) -> str:
        return self.code

    @property
    def stands(self) -> bool:
        """Whether each said yes, and nobody ended it."""
        return self.since is not None and self.ended is None


class LinkQuestion(models.Model):
    """That the one whose case it is was asked whether others may be worked on with it, if there are any."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="link_questions")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answered = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered=None), name="asked_of_links_once_at_a_time"
            )
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "at", "answered")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"question {self.pk}"
