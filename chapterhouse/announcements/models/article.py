"""By-lined articles."""

from typing import TYPE_CHECKING

from django.db import models

from chapterhouse.people.models import Person

from .announcement import new_code


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self) -> "ArticleQuerySet":
        """Published, and not taken back."""
        return self.filter(withdrawn=None)


class Article(models.Model):
    """A text by somebody, under their name and office, for everybody to read (S2.33)."""

    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=40_000)
    name = models.CharField(max_length=80, help_text="By whom, as they called themselves then.")
    office = models.CharField(max_length=120, help_text="What they held then.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published = models.DateTimeField()
    corrected = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    objects = ArticleQuerySet.as_manager()
    if TYPE_CHECKING:
        by_id: int

    class Meta:
        ordering = ("-published", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(office=""), name="article_says_by_whom"
            )
        ]

    class Privacy:
        sealed = ()
        personal = ("name", "by")
        open = ("id", "code", "language", "title", "text", "office", "published", "corrected", "withdrawn")
        kept = "always; once it is taken back, no page shows it"

    def __str__(self) -> str:
        return self.title
