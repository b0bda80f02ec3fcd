"""Whether something that arrived has the form of an age file we keep (encryption design, section 9)."""

from django.utils.translation import gettext as _

from chapterhouse.ui.refused import Refused

from .formats import agefile


def must_be_age(data: bytes, *, recipients: int | None = None) -> None:
    """Check the form of an age file.

    Args:
        data: the whole file, or for a large one its first 64 KiB.
        recipients: how many X25519 stanzas it must have; any number from one if not given.

    Raises:
        Refused: not age, no X25519 stanza, a passphrase or foreign stanza, a long header (``malformed``).
    """
    try:
        agefile.check_age_file(data, most=agefile.MOST_ENTRY, recipients=recipients)
    except agefile.AgeFileError as fault:
        raise Refused(
            _("What arrived was not sealed as it must be, so it was not kept."), code="malformed"
        ) from fault
