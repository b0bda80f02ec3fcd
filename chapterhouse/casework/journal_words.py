"""Sentences of the journal about plans, about a panel from outside, and about who leads a conversation."""

from django.utils.translation import gettext_lazy

PLAN_VERBS = {
    "began-plan": gettext_lazy("%(who)s proposed a plan to %(whom)s."),
    "changed-plan": gettext_lazy("%(who)s wrote a new version of the plan of %(whom)s."),
    "agreed-plan": gettext_lazy("%(who)s agreed to their plan."),
    "took-plan-back": gettext_lazy("%(who)s took back their yes to their plan."),
    "reviewed-plan": gettext_lazy("%(who)s looked again at the plan of %(whom)s."),
    "plan-completed": gettext_lazy("%(who)s recorded that the plan of %(whom)s was completed."),
    "plan-not-completed": gettext_lazy("%(who)s ended the plan of %(whom)s. It was not completed."),
    "plan-withdrawn": gettext_lazy("%(who)s recorded that the plan of %(whom)s was taken back."),
    "set-rhythm": gettext_lazy("%(who)s changed how often there is a check-in with %(whom)s."),
    "step-done": gettext_lazy("%(who)s marked a step of a plan as done."),
    "step-hard": gettext_lazy("%(who)s marked that a step of a plan was hard."),
    "step-help": gettext_lazy("%(who)s asked for help with a step of their plan."),
    "step-confirmed": gettext_lazy("%(who)s confirmed a rare step in the plan of %(whom)s."),
    "step-arranged": gettext_lazy("%(who)s arranged a conversation in the plan of %(whom)s."),
    "wrote-apology": gettext_lazy("%(who)s wrote an apology down."),
    "passed-apology": gettext_lazy("%(who)s read an apology, and it may be passed on."),
    "gave-apology-back": gettext_lazy("%(who)s read an apology and asked for other words."),
    "offered-apology": gettext_lazy("%(who)s asked %(whom)s whether they want to receive an apology."),
    "answered-apology": gettext_lazy("%(who)s said whether they want to receive an apology."),
    "delivered-apology": gettext_lazy("%(who)s delivered an apology to %(whom)s."),
    "took-apology-back": gettext_lazy("An apology was taken back; %(who)s recorded it."),
}

PANEL_VERBS = {
    "seated-panel": gettext_lazy("%(who)s asked a panel from outside to read this."),
    "asked-to-panel": gettext_lazy("%(who)s asked %(whom)s, from outside, to sit on a panel."),
    "extended-panel": gettext_lazy("%(who)s gave the panel another last day."),
    "ended-panel": gettext_lazy("%(who)s ended the panel."),
    "panel-lapsed": gettext_lazy("The last day of the panel was over."),
    "member-impartial": gettext_lazy("%(who)s, of the panel, said that they are impartial."),
    "member-stepped-back": gettext_lazy("%(who)s stepped back from the panel."),
    "left-out-member": gettext_lazy("%(who)s went on without %(whom)s, who sat on the panel."),
    "member-decided": gettext_lazy("%(who)s said what the panel decided on the appeal."),
}

LEADING_VERBS = {
    "chose-facilitator": gettext_lazy("%(who)s chose %(whom)s to lead a conversation."),
    "declined-to-lead": gettext_lazy("%(who)s does not lead a conversation."),
}
#: Where somebody chose themselves.
LEADING_OWN = {"chose-facilitator": gettext_lazy("%(who)s leads a conversation.")}
