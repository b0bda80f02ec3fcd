"""Who said yes to which version."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from chapterhouse.people.models import Person, Term

from .document import Version


class AcceptanceQuerySet(models.QuerySet["Acceptance"]):
    def by_person(self, person: Person) -> "AcceptanceQuerySet":
        """What somebody agreed to, the newest first."""
        return self.filter(person=person).order_by("-at", "-pk")


class Acceptance(models.Model):
    """That somebody said yes to a version, an officer for a term. It stands for that version alone."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="acceptances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="acceptances")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()

    objects = AcceptanceQuerySet.as_manager()
    if TYPE_CHECKING:
        term_id: int | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "person", "term"], name="one_yes_a_term"),
            models.UniqueConstraint(
                fields=["version", "person"], condition=Q(term=None), name="one_yes_without_a_term"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("person",)
        open = ("id", "version", "term", "at")
        kept = "as long as the account"

    def __str__(self) -> str:
        return f"{self.person}: {self.version}"
