"""Sentences for codes of those who stand beside a party: journal verbs, and what each of the three may do."""

from django.utils.translation import gettext_lazy

from .models import Supporter

SUPPORTER_VERBS = {
    "asked-beside": gettext_lazy("%(who)s asked for somebody beside them: %(whom)s."),
    "changed-beside": gettext_lazy("%(who)s changed what %(whom)s may do beside them."),
    "ended-beside": gettext_lazy("%(who)s ended that %(whom)s stands beside somebody."),
    "spoke-for": gettext_lazy("%(who)s wrote for %(whom)s."),
}
ROLES = {
    Supporter.SUPPORT: gettext_lazy("Support person"),
    Supporter.STEWARD: gettext_lazy("Steward"),
    Supporter.REPRESENTATIVE: gettext_lazy("Representative"),
}
#: What somebody beside a party may do, as officers read it.
MAY = {
    Supporter.SUPPORT: gettext_lazy(
        "Is there, and decides nothing. May write to you, and may be told of appointments."
    ),
    Supporter.STEWARD: gettext_lazy(
        "Explains, comes along and keeps in touch; decides nothing. May write to you, be told of"
        " appointments, and sees until when an answer is owed."
    ),
    Supporter.REPRESENTATIVE: gettext_lazy(
        "May write for them. A yes or no to a step stays with the person: ask them, not who speaks for them."
    ),
}
