"""Sentences for plans: how they end, how often there is a check-in, what is written in one."""

from django.utils.translation import gettext_lazy

from .models import Plan

PLAN_OUTCOMES = {
    Plan.COMPLETED: gettext_lazy("Completed"),
    Plan.NOT_COMPLETED: gettext_lazy("Not completed"),
    Plan.WITHDRAWN: gettext_lazy("Taken back"),
}
#: Days from one check-in to the next.
RHYTHM_WORDS = {
    7: gettext_lazy("Every week"),
    14: gettext_lazy("Every two weeks"),
    28: gettext_lazy("Every four weeks"),
}
#: What is written in a plan besides its steps: (code, heading, what to write).
PLAN_TEXTS = (
    (
        "want",
        gettext_lazy("What I want"),
        gettext_lazy(
            "In the words of whoever does the plan: what they answer for, and what they want to change."
        ),
    ),
    (
        "support",
        gettext_lazy("Who is beside me"),
        gettext_lazy(
            "Two to five people who support and hold to account: no partner, and nobody who only says yes."
        ),
    ),
    (
        "set_backs",
        gettext_lazy("When it is hard"),
        gettext_lazy("What can go wrong, how we notice, and what we do then. A set-back is no end."),
    ),
    (
        "not_ours",
        gettext_lazy("What we will not do"),
        gettext_lazy("What is out of scope, and who is told nothing."),
    ),
    (
        "done_when",
        gettext_lazy("When it is done"),
        gettext_lazy("How we will both see that it is completed, so that it can end."),
    ),
    (
        "if_not",
        gettext_lazy("If it does not work"),
        gettext_lazy(
            "Whom to call, and what we try next. Say it openly where a step is a condition for something."
        ),
    ),
    (
        "agreed",
        gettext_lazy("Who else agreed, and to what"),
        gettext_lazy("With the day and how they said it. Nobody is bound who did not say yes."),
    ),
)
