"""Sentences for codes of what comes from outside and what goes there."""

from django.utils.translation import gettext_lazy

OUTSIDE_VERBS = {
    "wrote-account": gettext_lazy("%(who)s wrote what is told of a recommendation."),
    "told-answer": gettext_lazy("%(who)s told %(whom)s how a recommendation was answered."),
    "took-outside": gettext_lazy("%(who)s made a summary for a body outside."),
}
