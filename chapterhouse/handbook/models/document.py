"""Documents, their versions, and the text of a version in each language."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chapterhouse.people.models import Person, Term

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class DocumentQuerySet(models.QuerySet["Document"]):
    def public(self) -> "DocumentQuerySet":
        """What everybody may read, with an account or without."""
        return self.filter(members_only=False)


class Document(models.Model):
    """Something that was promised to each other: a policy, a code, a mandate. Its words stand in versions."""

    class Kind(models.TextChoices):
        """In the order in which the handbook lists them; the first five are those of S0.73."""

        MISCONDUCT = "misconduct-policy", _("Misconduct policy")
        HARASSMENT = "harassment-policy", _("National policy against harassment")
        CONDUCT = "code-of-conduct", _("Code of conduct")
        REFERRALS = "referral-guide", _("Resource and referral guide")
        EXPECTATIONS = "expectations", _("Expectations and responsibilities of the team")
        MANDATE = "mandate", _("Founding mandate")
        BYLAWS = "bylaws", _("Bylaws")
        OTHER = "other", _("Something else")

    class Asked(models.TextChoices):
        """Who is asked to say yes to each version."""

        NOBODY = "nobody", _("Nobody: it holds without a yes")
        TEAM = "team", _("Those whose office reads cases, in each term")
        EVERYBODY = "everybody", _("Everybody who signs in, and officers in each term")

    code = models.SlugField(max_length=40, unique=True, help_text="As in its address.")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    members_only = models.BooleanField(default=False)
    asked = models.CharField(max_length=10, choices=Asked.choices, default=Asked.NOBODY)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("code",)

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "code", "kind", "members_only", "asked")
        kept = "always"

    def __str__(self) -> str:
        return self.code

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands in the list."""
        return self.Kind.values.index(self.kind), self.code


class VersionQuerySet(models.QuerySet["Version"]):
    def drafts(self) -> "VersionQuerySet":
        return self.filter(put=None)

    def adopted(self) -> "VersionQuerySet":
        """Put into force, be it from a day to come; the newest first."""
        return self.filter(put__isnull=False).order_by("-number")

    def begun_by(self, day: date) -> "VersionQuerySet":
        """In force on a day or before it; the newest first."""
        return self.adopted().filter(in_force__lte=day)

    def in_force_on(self, code: str, day: date) -> "Version | None":
        """The version of a document that was in force on a day; None where there was none."""
        found = self.begun_by(day).filter(document__code=code)
        return found.select_related("document").prefetch_related("texts").first()

    def kept_with(self, term: Term) -> "VersionQuerySet":
        """What was agreed to for a term: its holder is bound by these versions, whatever came later."""
        return self.adopted().filter(acceptances__term=term)


class Version(models.Model):
    """A document's words as somebody adopted them. A draft until it is put into force; never changed then."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(null=True, help_text="Empty for a draft.")
    address = models.CharField(max_length=300, blank=True, help_text="Where it is read, if not here.")
    adopted_by = models.CharField(
        max_length=200, blank=True, help_text="Who adopted it and how, as they say."
    )
    in_force = models.DateField(null=True, help_text="The first day on which it holds.")
    put = models.DateTimeField(null=True, help_text="When it was put into force here.")
    edition = models.PositiveIntegerField(default=1, help_text="How often the draft was saved.")
    edited = models.DateTimeField()
    edited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = VersionQuerySet.as_manager()
    if TYPE_CHECKING:
        document_id: int
        texts: "RelatedManager[Text]"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_numbers_differ"),
            models.UniqueConstraint(fields=["document"], condition=Q(put=None), name="one_draft_a_document"),
            models.CheckConstraint(
                condition=Q(put=None, number=None, in_force=None, adopted_by="")
                | (Q(put__isnull=False, number__gt=0, in_force__isnull=False) & ~Q(adopted_by="")),
                name="version_in_force_says_by_whom_and_when",
            ),
        ]

    class Privacy:
        sealed = ()
        personal = ("edited_by",)
        open = ("id", "document", "number", "address", "adopted_by", "in_force", "put", "edition", "edited")
        kept = "always: what held when is the organisation's memory"

    def __str__(self) -> str:
        return f"{self.document} {self.number or 'draft'}"

    @property
    def languages(self) -> list[str]:
        return sorted(text.language for text in self.texts.all())

    def text_in(self, language: str) -> "Text":
        """Its words in a language, or in the first there is; see `Text.language`."""
        texts = sorted(self.texts.all(), key=lambda text: (text.language != language, text.language))
        return texts[0]

    def begun_by(self, day: date) -> bool:
        return self.in_force is not None and self.in_force <= day


class Text(models.Model):
    """What a version says in one language."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=300, help_text="In a sentence, for the list.")
    body = models.TextField(blank=True, help_text="Markdown. Empty where it is read elsewhere.")
    changed = models.TextField(blank=True, help_text="What changed since the version before, and why.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="one_text_a_language"),
            models.CheckConstraint(condition=~Q(title=""), name="text_has_a_title"),
        ]

    class Privacy:
        sealed = ()
        personal = ()
        open = ("id", "version", "language", "title", "about", "body", "changed")
        kept = "as long as its version"

    def __str__(self) -> str:
        return self.title
