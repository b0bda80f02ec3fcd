"""That a summary was made for a body outside: when, of which party's matter, to which body."""

from typing import TYPE_CHECKING

from django.db import models

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case
from .party import Party


class Outgoing(models.Model):
    """A summary for a body outside. What it says left sealed to their key, or on paper; the copy is sealed.

    `by` is None where the party made it themselves and said that we may know.
    """

    #: A body that the pack does not name; which one is sealed.
    ANOTHER = "another"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="outgoings")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="outgoings")
    body = models.CharField(max_length=40, help_text="Its code in the pack of the case, or `another`.")
    paper = models.BooleanField(help_text="Printed, and not sealed to a key.")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")

    if TYPE_CHECKING:
        case_id: int
        party_id: int
        words_id: int | None

    class Meta:
        ordering = ("at", "pk")

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "party", "body", "paper", "at", "words")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"outgoing {self.pk}"
