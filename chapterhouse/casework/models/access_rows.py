"""Who was shut out, who stepped back, who said they are independent. Never a reason."""

from django.db import models

from chapterhouse.people.models import Person

from .case import Case


class Standing(models.Model):
    """What is said once of a person and a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="%(class)ss")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="%(class)ss")
    at = models.DateTimeField()

    class Meta:
        abstract = True

    class Privacy:
        sealed = ()
        personal: tuple[str, ...] = ("person",)
        open = ("id", "case", "at")
        kept = "as long as the case"

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}"


class Exclusion(Standing):
    """That the person who wrote does not want somebody to read. Never told to the one excluded."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="excluded_once")]


class Recusal(Standing):
    """That a responder is not independent of a case. No reason is asked; they keep its code name."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="recused_once")]


class Removal(Standing):
    """That a colleague took somebody off a case; what is written afterwards is under a key they lack."""

    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="removed_once")]

    class Privacy(Standing.Privacy):
        personal = ("person", "by")


class Independence(Standing):
    """That a responder looked at the people involved and said they are independent of them."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="independent_once")]
