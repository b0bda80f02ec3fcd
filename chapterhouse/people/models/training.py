"""What officers were trained in."""

from django.db import models

from .person import Person


class OfficerTraining(models.Model):
    """A training of the team that was held (S0.66), and who took part (B43)."""

    code = models.CharField(max_length=40, blank=True, help_text="Of a training that an office asks for.")
    name = models.CharField(max_length=120)
    provider = models.CharField(max_length=120)
    held_on = models.DateField()
    hours = models.PositiveSmallIntegerField(null=True)
    valid_months = models.PositiveSmallIntegerField(null=True)
    attended = models.ManyToManyField(Person, related_name="trainings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck = models.DateTimeField(null=True, help_text="When it was taken out again, as it was wrong.")

    class Meta:
        ordering = ("-held_on", "-pk")

    class Privacy:
        sealed = ()
        personal = ("attended", "by")
        open = ("id", "code", "name", "provider", "held_on", "hours", "valid_months", "at", "struck")
        kept = "always: what the team has learnt is the organisation's memory"

    def __str__(self) -> str:
        return self.name
