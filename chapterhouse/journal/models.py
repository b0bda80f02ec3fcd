from django.db import models


class RowQuerySet(models.QuerySet["Row"]):
    def about(self, subject: str) -> "RowQuerySet":
        """Rows on one subject (a public code), newest first."""
        return self.filter(subject=subject).order_by("-at", "-pk")


class Row(models.Model):
    """Who did what, when. Never contents, no foreign keys: a row outlives what it names."""

    at = models.DateTimeField()
    by = models.CharField(max_length=64, help_text="A username, or who else acted: reporter, worker.")
    verb = models.CharField(max_length=40, help_text="A code that templates translate, e.g. `assigned`.")
    subject = models.CharField(max_length=64, help_text="A public code, e.g. a case's code name.")
    about = models.CharField(max_length=64, blank=True, help_text="The username the verb was done to.")

    objects = RowQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject", "at"])]

    class Privacy:
        sealed = ()
        personal = ("by", "about")
        open = ("id", "at", "verb", "subject")
        kept = "as long as its subject"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.verb} {self.subject}"
