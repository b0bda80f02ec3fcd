"""Sentences for codes of what comes from outside and what goes there."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OUTSIDE_VERBS = {
    "wrote-account": gettext_lazy("%(who)s wrote what is told of a recommendation."),
    "told-answer": gettext_lazy("%(who)s told %(whom)s how a recommendation was answered."),
    "took-outside": gettext_lazy("%(who)s made a summary for a body outside."),
}
#: What somebody outside does, by the fields of an engagement.
TASKS = {
    "facts": gettext_lazy("Finds the facts"),
    "harm": gettext_lazy("Assesses the harm"),
    "advice": gettext_lazy("Recommends, where that fits"),
}


def outside_words() -> dict[str, str]:
    """What the module of summaries says, in the reader's language."""
    return {
        "an-officer": _("an officer"),
        "role-experienced": _("the person who was harmed"),
        "role-caused": _("the person it is about"),
        "role-witnessed": _("a witness"),
        "role-": _("somebody"),
        "the-organisation": _("the organisation"),
        "still-named": _("“{name}” still stands in it. Take it out; if it names nobody, press again."),
        "not-confirmed": _("Read it once more, and tick that it names neither people nor the organisation."),
        "no-age-key": _(
            "This is no age key: it begins with age1, and 58 letters and digits follow. Copy it again."
        ),
        "summary-saved": _("Saved as a sealed file. Only whoever holds their key can open it."),
    }
