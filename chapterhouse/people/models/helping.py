"""That an officer gives somebody who was locked out another way in."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from .person import Person


class SignInHelpQuerySet(models.QuerySet["SignInHelp"]):
    def waiting(self) -> "SignInHelpQuerySet":
        """Neither done nor taken back: a second officer must confirm it."""
        return self.filter(done=None, withdrawn=None)


class SignInHelp(models.Model):
    """Another address for somebody to sign in by, and why. It opens no vault."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_in_helps")
    email = models.EmailField(blank=True, help_text="The address to be; empty once it is done or taken back.")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    objects = SignInHelpQuerySet.as_manager()
    if TYPE_CHECKING:
        person_id: int
        by_id: int

    class Meta:
        ordering = ("-asked", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(done=None, withdrawn=None), name="one_waiting_help_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(by=F("person")) & ~Q(confirmed_by=F("person")) & ~Q(confirmed_by=F("by")),
                name="nobody_helps_themselves",
            ),
            models.CheckConstraint(
                condition=Q(done=None, withdrawn=None) & ~Q(email="")
                | Q(done__isnull=False, withdrawn=None, email="")
                | Q(done=None, withdrawn__isnull=False, email=""),
                name="help_ends_once_and_keeps_no_address",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(done__isnull=False), name="confirmed_help_is_done"
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("person", "email", "reason", "by", "confirmed_by")
        open = ("id", "asked", "done", "withdrawn")
        kept = "a year"

    def __str__(self) -> str:
        return f"help {self.pk}"
