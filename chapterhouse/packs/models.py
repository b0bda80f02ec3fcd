from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, models

from chapterhouse.rows import ask

from .loading import load
from .pack import Pack

#: Asked at every visit, so written out (see `chapterhouse.rows`). The text of the pack is left where it is.
NEWEST = """
    SELECT id, slug, number, sha256 FROM packs_packversion
    WHERE adopted <= %s ORDER BY adopted DESC, id DESC LIMIT 1
"""
#: Parsed texts by their hash; an organisation has a handful of versions.
_parsed: dict[str, Pack] = {}


class PackVersionQuerySet(models.QuerySet["PackVersion"]):
    def current(self, *, at: datetime) -> "PackVersion | None":
        """The version in force: the one adopted last before a moment, whatever its slug; None before any."""
        names = ("id", "slug", "number", "sha256")
        return next((self.model.from_db(DEFAULT_DB_ALIAS, names, row) for row in ask(NEWEST, at)), None)

    def adopted_by(self, at: datetime) -> "PackVersionQuerySet":
        """Every version that is or was in force by a moment, the newest first; without their texts."""
        return self.filter(adopted__lte=at).order_by("-adopted", "-pk").defer("source")


class PackVersion(models.Model):
    """A pack's text as adopted on a day. Never changed: a case keeps the version it opened under (S1.69)."""

    slug = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    adopted = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    source = models.TextField(help_text="The pack's TOML text.")

    objects = PackVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "number"], name="pack_numbers_differ"),
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "slug", "number", "adopted", "sha256", "source")
        kept = "always: cases are judged by the rules they opened under"

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"

    @property
    def pack(self) -> Pack:
        """The pack this version describes; its text is fetched and read once per process."""
        if self.sha256 not in _parsed:
            _parsed[self.sha256] = load(self.source, file=str(self))
        return _parsed[self.sha256]
