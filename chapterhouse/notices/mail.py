"""The words of notices. Whoever reads over a shoulder learns that there is something new, no more."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from chapterhouse.people.models import Person

from .models import Notice


def send(*, kind: str, person: Person) -> None:
    """Send one notice by email in the reader's language; someone without an address reads it on the site.

    Raises:
        OSError: the mail server did not take it.
    """
    if not person.email:
        return
    with override(person.language):
        subject, line = _words(kind)
        body = f"{line}\n\n{settings.SITE_ADDRESS}/today/\n"
    EmailMessage(subject, body, to=[person.email]).send()


def _words(kind: str) -> tuple[str, str]:
    """Subject and line of a notice. All kinds share one subject: a lock screen shows subjects."""
    line = {
        Notice.NEW: _("There is something new for you."),
        Notice.REMINDER: _("Something is waiting for you."),
        Notice.OVERDUE: _("Something was due and still waits."),
        Notice.HANDED: _("Someone handed something to you."),
        Notice.SHEET: _("The list of people at your desk has changed."),
        Notice.ENDING: _("Something that is kept wants another look."),
    }[kind]
    return _("Something new"), line + " " + _("Sign in to see it.")
