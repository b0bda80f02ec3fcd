"""The others in a case: what was agreed with whom about them, and whether they were told (B6)."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry

from .case import Case
from .party import Party


class ConsentQuerySet(models.QuerySet["Consent"]):
    def last_words(self) -> "ConsentQuerySet":
        """What each person said last on each step concerning another."""
        later = Consent.objects.filter(
            party=OuterRef("party"), about=OuterRef("about"), step=OuterRef("step")
        ).order_by("-at", "-pk")
        return self.filter(pk=Subquery(later.values("pk")[:1]))

    def standing(self) -> "ConsentQuerySet":
        """The last word of each person on each step, where it is a yes that was not taken back."""
        return self.last_words().filter(given=True, withdrawn=None)


class Consent(models.Model):
    """A yes or a no of one person to one step, with when; how it was given and what may be said is sealed.

    Nothing is presumed: without a row nobody agreed. A later row, or `withdrawn`, replaces an earlier.
    """

    CONTACT, SHARE, DIALOGUE, MEDIATION, APOLOGY, PLAN, OUTSIDE = (
        *("contact", "share", "dialogue", "mediation"),
        *("apology", "plan", "outside"),
    )
    #: That their case is worked together with others, if there are any: it concerns nobody but themselves.
    LINK = "link"
    STEPS: ClassVar[tuple[str, ...]] = (CONTACT, SHARE, DIALOGUE, MEDIATION, APOLOGY, PLAN, OUTSIDE, LINK)
    #: A yes to either allows a conversation together: neither is ever bound to it.
    TOGETHER: ClassVar[tuple[str, ...]] = (DIALOGUE, MEDIATION)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consents")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="consents")
    about = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="consents_about")
    step = models.CharField(max_length=12)
    given = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn = models.DateTimeField(null=True)

    objects = ConsentQuerySet.as_manager()
    if TYPE_CHECKING:
        party_id: int
        about_id: int
        words_id: int | None

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    step__in=(
                        *("contact", "share", "dialogue", "mediation", "apology"),
                        *("plan", "outside", "link"),
                    )
                ),
                name="step_known",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=None) | Q(given=True), name="only_a_yes_is_withdrawn"
            ),
            models.CheckConstraint(
                condition=~Q(step="contact") | ~Q(party=F("about")), name="nobody_is_asked_about_themselves"
            ),
            models.CheckConstraint(
                condition=~Q(step="link") | Q(party=F("about")), name="links_concern_ones_own_case"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "party", "about", "step", "given", "at", "words", "withdrawn")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"consent {self.pk}"

    @property
    def agrees(self) -> bool:
        """Whether it is a yes that was not taken back. A later word may have replaced it."""
        return self.given and self.withdrawn is None

    @property
    def is_together(self) -> bool:
        """Whether it concerns a conversation with the other."""
        return self.step in self.TOGETHER


class Telling(models.Model):
    """That somebody in a case was told of it: when, by whom and by which means. What was said is sealed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tellings")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="tellings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    means = models.CharField(max_length=12)
    at = models.DateTimeField()
    words = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="+")

    if TYPE_CHECKING:
        party_id: int
        words_id: int | None

    class Meta:
        ordering = ("at", "pk")

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = ("id", "case", "party", "means", "at", "words")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"telling {self.pk}"
