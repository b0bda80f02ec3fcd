"""Sentences of how somebody stands: whether, why, until when, and what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .held import day
from .standing import GoodStanding

#: How the lists say that somebody stands.
STANDINGS = {
    "good": gettext_lazy("in good standing"),
    "member": gettext_lazy("member past the date"),
    "lapsed": gettext_lazy("lapsed"),
}
WHY = {
    "account": gettext_lazy("Here everybody with an account counts."),
    "no-list": gettext_lazy(
        "No list of members that we were given is linked to your account. Ask whoever keeps the roster."
    ),
    "lifetime": gettext_lazy("The list says that you are a member for life."),
    "runs": gettext_lazy("Your membership counts here up to and including %(day)s."),
    "ran-out": gettext_lazy(
        "Your membership counted here up to and including %(day)s. Renew it; the next list will say so. If"
        " this is wrong, tell whoever keeps the roster."
    ),
    "listed": gettext_lazy("The newest list says so."),
    "late": gettext_lazy(
        "The list says that your dues are late. Pay them; the next list will say so. If this is wrong, tell"
        " whoever keeps the roster."
    ),
    "lapsed": gettext_lazy(
        "The list says that your membership has lapsed. Renew it; the next list will say so. If this is"
        " wrong, tell whoever keeps the roster."
    ),
    "not-said": gettext_lazy("The list does not say how you stand. Ask whoever keeps the roster."),
}


def why_said(standing: GoodStanding) -> str:
    """Why somebody stands as they do, to themselves."""
    until = day(standing.until) if standing.until else ""
    return str(WHY[standing.why]) % {"day": until}


def standing_said(standing: GoodStanding) -> str:
    """Whether and why, to themselves."""
    whether = _("You are in good standing.") if standing.good else _("You are not in good standing now.")
    return f"{whether} {why_said(standing)}"
