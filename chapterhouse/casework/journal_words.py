"""Sentences of the journal about a panel from outside, and about who leads a conversation."""

from django.utils.translation import gettext_lazy

PANEL_VERBS = {
    "seated-panel": gettext_lazy("%(who)s asked a panel from outside to read this."),
    "asked-to-panel": gettext_lazy("%(who)s asked %(whom)s, from outside, to sit on a panel."),
    "extended-panel": gettext_lazy("%(who)s gave the panel another last day."),
    "ended-panel": gettext_lazy("%(who)s ended the panel."),
    "panel-lapsed": gettext_lazy("The last day of the panel was over."),
    "member-impartial": gettext_lazy("%(who)s, of the panel, said that they are impartial."),
    "member-stepped-back": gettext_lazy("%(who)s stepped back from the panel."),
    "member-decided": gettext_lazy("%(who)s said what the panel decided on the appeal."),
}

LEADING_VERBS = {
    "chose-facilitator": gettext_lazy("%(who)s chose %(whom)s to lead a conversation."),
    "declined-to-lead": gettext_lazy("%(who)s does not lead a conversation."),
}
#: Where somebody chose themselves.
LEADING_OWN = {"chose-facilitator": gettext_lazy("%(who)s leads a conversation.")}
