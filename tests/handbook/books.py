"""Documents for the tests, through the real actions."""

from datetime import date

from chapterhouse.handbook.actions.drafts import Words, open_document, put_into_force, save_draft
from chapterhouse.handbook.models import Document
from tests import make

TEXT = "# Respect\n\nWe let each other finish.\n\n# Reports\n\nTell *somebody*."


def document(cast, code="conduct", *, kind="code-of-conduct", members_only=False, asked="nobody"):
    return open_document(
        code=code, kind=kind, members_only=members_only, asked=asked, by=cast.rosa, at=make.now()
    )


def words(title="Code of Conduct", body=TEXT, changed="Shorter.", about="How we treat one another."):
    return Words(title=title, about=about, body=body, changed=changed)


def drafted(cast, row, *, edition=0, address="", **texts):
    """A draft; `en=` and `es=` are Words, English alone if left out."""
    said = texts or {"en": words()}
    return save_draft(document=row, words=said, address=address, edition=edition, by=cast.rosa, at=make.now())


def adopted(cast, row, *, day=None, by="General meeting, 12 May 2026, vote 41 to 3.", address="", **texts):
    """A version in force, from yesterday on if no day is given."""
    draft = drafted(cast, row, address=address, **texts)
    return put_into_force(
        draft=draft,
        edition=draft.edition,
        adopted_by=by,
        in_force=day or date(2026, 1, 2),
        by=cast.rosa,
        at=make.now(),
    )


def book(cast, code="conduct", *, versions=1, **what):
    """A document with so many versions in force, each with another word in it."""
    row = document(cast, code, **what)
    for number in range(versions):
        text = TEXT.replace("finish", f"finish {number}") if number else TEXT
        adopted(cast, row, en=words(body=text), es=words(title="Código de Conducta", body=text))
    return Document.objects.get(pk=row.pk)
