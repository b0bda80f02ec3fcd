"""An announcement as a mail: in the reader's language, with how to be left alone, and where it comes back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from chapterhouse.packs.pack import Pack
from chapterhouse.people.models import Person
from chapterhouse.people.removal import pack_at

from .kinds import Kind
from .models import Address, Announcement, Copy, Said
from .models.copy import new_key
from .tokens import token_of

#: Between the languages of a mail to somebody whose language we do not know.
BETWEEN = "\n\n* * *\n\n"


def letter(copy: Copy, pack: Pack | None, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """A copy as it goes out: a text, links by which one unsubscribes, and a return path of its own.

    Args:
        pack: whose mail it is, and where an answer goes: the first address that is not one desk's alone.

    Raises:
        ValueError: the title or the address cannot stand in a mail (BadHeaderError).
    """
    announcement, token = copy.announcement, token_of(copy.address.code, copy.announcement.kind)
    parts = _parts(announcement, copy.language)
    return EmailMessage(
        " / ".join(said.title for said in parts),
        BETWEEN.join(_body(said, announcement.kind, token, pack) for said in parts) + "\n",
        from_email=return_path(copy),
        to=[copy.address.email],
        reply_to=[each.address for each in pack.contacts.emails if not each.reaches][:1] if pack else None,
        headers={"From": settings.DEFAULT_FROM_EMAIL, "Precedence": "bulk", **unsubscribe_headers(token)},
        connection=connection,
    )


def unsubscribe_headers(token: str) -> Mapping[str, str]:
    """What lets a mail program unsubscribe in one click, without opening a page (RFC 8058)."""
    address = settings.SITE_ADDRESS + reverse("announcements:one-click", args=[token])
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def return_path(copy: Copy) -> str:
    """Where the copy comes back to if it cannot be delivered: the address of settings, with its code.

    Without `MAIL_BOUNCES` it is the sender's own, and nothing that comes back can be told apart.
    """
    local, _at, host = settings.MAIL_BOUNCES.rpartition("@")
    return f"{local}+{copy.code}@{host}" if local else settings.DEFAULT_FROM_EMAIL


def send_test_copy(announcement: Announcement, person: Person, at: datetime) -> None:
    """Send it to its author, without keeping a copy; its link leads to their own choices.

    Raises:
        OSError: the mail server did not take it.
    """
    assert person.email
    address, _new = Address.objects.get_or_create(email=person.email.lower())
    copy = Copy(announcement=announcement, address=address, language=person.language, code=new_key())
    message = letter(copy, pack_at(at))
    with override(person.language):
        message.subject = _("Test: %(title)s") % {"title": message.subject}
    message.send()


def _parts(announcement: Announcement, language: str) -> list[Said]:
    """What a reader gets: their language, or every one that there is where we do not know it."""
    return [announcement.said_in(language)] if language else announcement.all_said


def _body(said: Said, kind: str, token: str, pack: Pack | None) -> str:
    """Text and foot. The foot speaks the reader's language, also where the text could not."""
    with override(said.wanted or said.language):
        values: dict[str, Any] = {
            "kind": Kind(kind).label,
            "organisation": pack.name if pack else "Chapterhouse",
        }
        foot = [
            _("%(organisation)s: %(kind)s") % values,
            _("No more of these, or choose what you get:"),
            settings.SITE_ADDRESS + reverse("announcements:choices", args=[token]),
            _("Messages about something you do or asked for here are no announcements. They still come."),
        ]
        return "\n\n".join(filter(None, [_note(said), said.text])) + "\n\n-- \n" + "\n".join(foot)


def _note(said: Said) -> str:
    if not said.wanted:
        return ""
    name = get_language_info(said.language)["name_translated"]
    return _("This was not written in your language. It follows in this one: %(language)s.") % {
        "language": name
    }
