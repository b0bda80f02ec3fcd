"""What the organisation tells its members, from its first draft on."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from chapterhouse.people.models import HANDLE_LETTERS, Person

from ..kinds import Kind


@dataclass(frozen=True)
class Said:
    """Title and text in a language. ``wanted``: the language a reader asked for, where it is not this one."""

    language: str
    title: str
    text: str
    wanted: str = ""


def new_code() -> str:
    """A random code, under which a page is found."""
    return "".join(secrets.choice(HANDLE_LETTERS) for _ in range(8))


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def of_kinds(self, kinds: "Iterable[Kind]") -> "AnnouncementQuerySet":
        return self.filter(kind__in=list(kinds))

    def going(self, at: datetime) -> "AnnouncementQuerySet":
        """On their way, not stopped, and not kept waiting for a mail server; the oldest first."""
        on_their_way = self.exclude(queued=None).filter(stopped=None, finished=None)
        return on_their_way.filter(Q(not_before=None) | Q(not_before__lte=at)).order_by("queued", "pk")


class Announcement(models.Model):
    """A text to many members. A draft until it is queued; then it changes no more."""

    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    audience = models.CharField(max_length=60, help_text="Code of whom it goes to, see `audiences`.")
    wordings = models.JSONField(help_text="Language to title and text, the pack's first language first.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField()
    tested = models.DateTimeField(null=True, help_text="When its author last sent it to themselves.")
    queued = models.DateTimeField(null=True)
    left_out = models.JSONField(default=dict, help_text="Why it did not go to how many, when it was queued.")
    not_before = models.DateTimeField(null=True, help_text="The mail server was away: until when we wait.")
    faults = models.PositiveSmallIntegerField(default=0, help_text="How often in a row it was away.")
    stopped = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True, help_text="When the last copy left, or could not.")
    totals = models.JSONField(
        default=dict, help_text="How many copies came to what, once they are forgotten."
    )

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ("-made", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="announcement_kind_known"),
            models.CheckConstraint(
                condition=Q(queued__isnull=False) | Q(stopped=None, finished=None),
                name="only_what_was_queued_ends",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("by",)
        open = (
            *("id", "code", "kind", "audience", "wordings", "made", "tested", "queued", "left_out"),
            *("not_before", "faults", "stopped", "finished", "totals"),
        )
        kept = "always: what was told to all is the organisation's memory"

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.said_in(get_language() or "").title

    @property
    def state(self) -> str:
        """``draft``, ``going``, ``stopped`` or ``finished``."""
        if self.queued is None:
            return "draft"
        if self.stopped:
            return "stopped"
        return "finished" if self.finished else "going"

    @property
    def all_said(self) -> list[Said]:
        """In every language in which it is written."""
        return [Said(language, each["title"], each["text"]) for language, each in self.wordings.items()]

    def said_in(self, language: str) -> Said:
        """In a language; where it is not written in that one, in the first it is written in, saying so."""
        if each := self.wordings.get(language):
            return Said(language, each["title"], each["text"])
        first = self.all_said[0]
        return Said(first.language, first.title, first.text, wanted=language)
