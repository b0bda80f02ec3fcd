"""Writing a version, putting it into force, withdrawing a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Person
from chapterhouse.ui.refused import Refused

from ..models import Document, Text, Version

#: Addresses of the handbook's own pages: no document may be called so.
TAKEN = frozenset({"words", "mine", "keep", "proposals", "draft", "changes"})


@dataclass(frozen=True)
class Words:
    """What a draft says in one language. ``body`` is Markdown."""

    title: str
    about: str
    body: str = ""
    changed: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.title or self.about or self.body or self.changed)


@transaction.atomic
def open_document(
    *, code: str, kind: str, members_only: bool, asked: str, by: Person, at: datetime
) -> Document:
    """Make room for a document. Nobody sees it before its first version is in force.

    Raises:
        Refused: another has this code (``taken``).
    """
    if code in TAKEN or Document.objects.filter(code=code).exists():
        raise Refused(_("This name is taken. Choose another for its address."), code="taken")
    document = Document.objects.create(code=code, kind=kind, members_only=members_only, asked=asked)
    record(by=by.username, verb="opened-document", subject=_subject(document), at=at)
    return document


@transaction.atomic
def save_draft(
    *, document: Document, words: Mapping[str, Words], address: str, edition: int, by: Person, at: datetime
) -> Version:
    """Keep what a keeper wrote.

    Args:
        words: by language; a language without any is not kept.
        edition: of the draft on which it was written, 0 where there was none.

    Raises:
        Refused: somebody saved the draft meanwhile (``stale``); nothing is said in any language (``empty``).
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    draft = document.versions.drafts().first()
    if (draft.edition if draft else 0) != edition:
        raise Refused(_said_meanwhile(draft), code="stale")
    said = {language: each for language, each in words.items() if not each.is_empty}
    if not said:
        raise Refused(_("Write it in one language at least."), code="empty")
    if draft is None:
        draft = Version(document=document, edition=0)
    draft.address, draft.edition, draft.edited, draft.edited_by = address, edition + 1, at, by
    draft.save()
    draft.texts.all().delete()
    Text.objects.bulk_create(
        Text(version=draft, language=language, **vars(each)) for language, each in said.items()
    )
    record(by=by.username, verb="saved-draft", subject=_subject(document), at=at)
    return draft


@transaction.atomic
def put_into_force(
    *, draft: Version, edition: int, adopted_by: str, in_force: date, by: Person, at: datetime
) -> Version:
    """From its day on the draft is what holds; nobody changes it any more.

    Args:
        edition: of the draft that the keeper read.
        adopted_by: who adopted it and how, such as: General meeting, 12 May 2026, vote 41 to 3.
        in_force: its first day; one that has passed is what it says, one to come too.

    Raises:
        Refused: it was saved meanwhile (``stale``); it is no draft any more (``over``); who adopted it is
            missing (``unsaid``); a text is empty (``empty``); what changed and why is missing
            (``unexplained``); its day lies before that of the version before it (``too-early``).
    """
    Document.objects.select_for_update().get(pk=draft.document_id)
    draft = Version.objects.select_related("document").get(pk=draft.pk)
    if draft.put is not None:
        raise Refused(_("It is in force already."), code="over")
    if draft.edition != edition:
        raise Refused(_said_meanwhile(draft), code="stale")
    if not adopted_by.strip():
        raise Refused(_("Say who adopted it, and how."), code="unsaid")
    before = Version.objects.adopted().filter(document_id=draft.document_id).first()
    _must_say_enough(draft, before)
    if before and before.in_force and in_force < before.in_force:
        raise Refused(_("It cannot hold from a day before the version before it."), code="too-early")
    draft.number = (before.number or 0) + 1 if before else 1
    draft.adopted_by, draft.in_force, draft.put = adopted_by.strip(), in_force, at
    draft.save()
    record(by=by.username, verb="put-into-force", subject=_subject(draft.document), at=at)
    return draft


@transaction.atomic
def withdraw_draft(*, draft: Version, by: Person, at: datetime) -> None:
    """Throw a draft away; refused (``over``) when it is in force."""
    document = Document.objects.select_for_update().get(pk=draft.document_id)
    found = Version.objects.drafts().filter(pk=draft.pk)
    if not found.exists():
        raise Refused(_("There is no draft any more."), code="over")
    found.delete()
    record(by=by.username, verb="withdrew-draft", subject=_subject(document), at=at)


def _must_say_enough(draft: Version, before: Version | None) -> None:
    texts = list(draft.texts.all())
    if not texts or any(not (text.title and text.about) for text in texts):
        raise Refused(_("Give it a title and a sentence in each of its languages."), code="empty")
    if not draft.address and any(not text.body.strip() for text in texts):
        raise Refused(_("Its text is empty. Write it, or say where it is read."), code="empty")
    if before and any(not text.changed.strip() for text in texts):
        raise Refused(
            _("Say what changed and why, in each language in which you wrote it."), code="unexplained"
        )


def _said_meanwhile(draft: Version | None) -> str:
    if draft is None:
        return _("The draft is gone: it was put into force or withdrawn. Your words are still here.")
    name = draft.edited_by.name if draft.edited_by else _("Somebody")
    return _(
        "%(name)s saved this draft meanwhile. Your words are still here: compare them with what stands below,"
        " and save again."
    ) % {"name": name}


def _subject(document: Document) -> str:
    return f"handbook:{document.code}"
