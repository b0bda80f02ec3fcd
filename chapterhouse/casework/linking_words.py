"""Sentences of links between cases, of waiting, and of somebody who left."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Departure

#: As `wording.VERBS`. None names another case, or says that there is one, but those of a link itself.
VERBS = {
    "asked-about-links": gettext_lazy(
        "%(who)s asked the person whether this may be worked on together with others, if there are any."
    ),
    "agreed-to-links": gettext_lazy(
        "%(who)s said yes to its being worked on together with others, if there are any."
    ),
    "declined-links": gettext_lazy("%(who)s said no to its being worked on together with others."),
    "proposed-link": gettext_lazy("%(who)s proposed to work on this together with another case."),
    "ended-link": gettext_lazy("%(who)s ended working on this together with another case."),
    "waits": gettext_lazy("%(who)s asked us to do nothing until they say so."),
    "heard-wait": gettext_lazy("%(who)s recorded that the person wants nothing done until they say so."),
    "ended-wait": gettext_lazy("%(who)s recorded that we wait no longer."),
    "recorded-departure": gettext_lazy("%(who)s recorded that somebody left the organisation."),
    "struck-departure": gettext_lazy(
        "%(who)s recorded that what was written of somebody's leaving does not hold any more."
    ),
}
#: What becomes of a case after somebody left.
COURSES = {
    Departure.CONTINUE: gettext_lazy("It goes on, for the record"),
    Departure.CLOSE: gettext_lazy("It is closed, with a note"),
}
#: A first sentence of an answer, offered where somebody has left: it names nobody.
LEFT = gettext_lazy(
    "Somebody whom this concerns has left the organisation. What you began does not end with that:"
)


def same_words() -> dict[str, str]:
    """What the page of those who are named twice says, in the reader's language."""
    return {
        "compared": _("{n} of {total} compared"),
        "none": _("Nobody seems to be named in more than one of the cases that you may read."),
        "not-opened": _("Lists that could not be opened: {codes}."),
        "as": _("named as {names}"),
        "waits": _("waits for this"),
        "waits-alone": _("waits for the person's own word"),
        "closed": _("closed"),
    }
