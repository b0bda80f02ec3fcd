"""Publishing by-lined articles."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.people.models import Membership, Person
from chapterhouse.people.permissions import Permission, may
from chapterhouse.ui.refused import Refused

from ..models import Article


@transaction.atomic
def publish(*, title: str, text: str, language: str, office: str, by: Person, at: datetime) -> Article:
    """Publish an article under one's name, as it is now, and one's office.

    Args:
        office: its name, as the article is to say it.

    Raises:
        Refused: the list of members says that they are a minor, who are shown nowhere (``minor``).
    """
    if Membership.objects.filter(person=by, minor=True).exists():
        sentence = _(
            "Names of members under age are shown nowhere. Ask somebody else of your team to publish it."
        )
        raise Refused(sentence, code="minor")
    made = Article(
        title=title, text=text, language=language, office=office, name=by.name, by=by, published=at
    )
    made.save()
    record(by=by.username, verb="published-article", subject=made.code, at=at)
    return made


@transaction.atomic
def correct(
    *, article: Article, title: str, text: str, language: str, office: str, by: Person, at: datetime
) -> None:
    """Write it anew; readers see that it was corrected, and when.

    Raises:
        Refused: it stands under another's name (``not-yours``), or was taken back (``gone``).
    """
    if article.by_id != by.pk:
        sentence = _("Only its author can change an article: it stands under their name.")
        raise Refused(sentence, code="not-yours")
    told = {"title": title, "text": text, "language": language, "office": office}
    if not Article.objects.public().filter(pk=article.pk).update(**told, corrected=at):
        raise Refused(_("It was taken back, so it can no longer be corrected."), code="gone")
    record(by=by.username, verb="corrected-article", subject=article.code, at=at)


@transaction.atomic
def withdraw(*, article: Article, by: Person, at: datetime) -> None:
    """Take it back: nobody reads it here any more.

    Raises:
        Refused: they neither wrote it nor hold an office that announces (``not-yours``).
    """
    if article.by_id != by.pk and not may(by, Permission.ANNOUNCE, at):
        sentence = _("Its author can take it back, or somebody who sends announcements.")
        raise Refused(sentence, code="not-yours")
    if Article.objects.filter(pk=article.pk, withdrawn=None).update(withdrawn=at):
        record(by=by.username, verb="withdrew-article", subject=article.code, at=at)
