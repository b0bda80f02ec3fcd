"""Sentences for codes: journal verbs, stages, what is asked next, and what the modules say."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chapterhouse.clocks.models import Promise
from chapterhouse.journal.models import Row
from chapterhouse.people.models import Person

from .journal_words import LEADING_OWN, LEADING_VERBS, PANEL_VERBS, PLAN_VERBS
from .linking_words import VERBS as OF_LINKS
from .models import Appeal, Appointment, Case, Consent, Contact, Opinion, Tally
from .outside_words import OUTSIDE_VERBS
from .supporter_words import SUPPORTER_VERBS

#: ``who`` acted, ``whom`` it was done to.
VERBS = {
    "opened": gettext_lazy("%(who)s wrote to us for the first time."),
    "wrote-down": gettext_lazy("%(who)s wrote this down with the person."),
    "joined-case": gettext_lazy("%(who)s opened their letter and has a return code of their own."),
    "wrote": gettext_lazy("%(who)s wrote."),
    "replied": gettext_lazy("%(who)s answered."),
    "noted": gettext_lazy("%(who)s wrote a note."),
    "revised-title": gettext_lazy("%(who)s changed the title."),
    "revised-people": gettext_lazy("%(who)s changed the list of people involved."),
    "reached": gettext_lazy("%(who)s spoke with the person."),
    "stopped": gettext_lazy("%(who)s asked us to stop. Nothing is done until they write again."),
    "asked-another": gettext_lazy("%(who)s asked for another responder."),
    "declared-independent": gettext_lazy("%(who)s looked at the people involved and is independent of them."),
    "recused": gettext_lazy("%(who)s stepped back from this case."),
    "excluded": gettext_lazy("%(who)s changed who may read this."),
    "removed": gettext_lazy("%(who)s took %(whom)s off this case."),
    "assigned": gettext_lazy("%(who)s gave this case to %(whom)s."),
    "offered-handover": gettext_lazy("%(who)s asked %(whom)s to take over."),
    "accepted-handover": gettext_lazy("%(who)s took over from %(whom)s."),
    "declined-handover": gettext_lazy("%(who)s could not take over from %(whom)s."),
    "renewed-key": gettext_lazy("%(who)s changed the key, so that only those who read now can read on."),
    "closed": gettext_lazy("%(who)s closed this case."),
    "reopened": gettext_lazy("%(who)s opened this case again."),
    "held-back": gettext_lazy("%(who)s kept this case from being destroyed for now."),
    "released": gettext_lazy("%(who)s ended that this case is kept from being destroyed."),
    "involved": gettext_lazy("%(who)s added %(whom)s to this case."),
    "consulted": gettext_lazy("%(who)s recorded an answer about %(whom)s."),
    "heard-back": gettext_lazy("%(who)s recorded that a yes about %(whom)s was taken back."),
    "took-back": gettext_lazy("%(who)s took back a yes about %(whom)s."),
    "told-party": gettext_lazy("%(who)s told %(whom)s of this."),
    "invited": gettext_lazy("%(who)s made a letter for %(whom)s."),
    "turned-away": gettext_lazy(
        "%(who)s shut out whoever had opened the letter for %(whom)s: it was somebody else."
    ),
    "left-case": gettext_lazy("%(who)s takes no further part."),
    "asked-appointment": gettext_lazy("%(who)s asked for an appointment."),
    "began-appointment": gettext_lazy("%(who)s began an appointment."),
    "asked-together": gettext_lazy("%(who)s asked somebody more whether they want to talk together."),
    "proposed-times": gettext_lazy("%(who)s proposed times."),
    "set-time": gettext_lazy("%(who)s chose the time of an appointment."),
    "answered-appointment": gettext_lazy("%(who)s answered whether they want to talk together."),
    "committed": gettext_lazy("%(who)s committed themselves to a safe, respectful, productive conversation."),
    "prepared": gettext_lazy("%(who)s prepared a conversation with one of the people alone."),
    **LEADING_VERBS,
    "appointment-held": gettext_lazy("%(who)s recorded that an appointment took place."),
    "appointment-missed": gettext_lazy("%(who)s recorded that nobody came to an appointment."),
    "appointment-cancelled": gettext_lazy("%(who)s called an appointment off."),
    "appointment-declined": gettext_lazy("%(who)s declined to mediate."),
    "triaged": gettext_lazy("%(who)s looked at the scope, the impact and the risk."),
    "offered-informal": gettext_lazy("%(who)s offered to work it out informally."),
    "took-offer": gettext_lazy("%(who)s would like to work it out informally."),
    "declined-offer": gettext_lazy("%(who)s keeps to the formal route."),
    "gave-notice": gettext_lazy("%(who)s made a notice for %(whom)s."),
    "extended-notice": gettext_lazy("%(who)s gave %(whom)s more time to answer."),
    "recorded-silence": gettext_lazy("%(who)s recorded that no answer came from %(whom)s."),
    "answered-notice": gettext_lazy("%(who)s answered the notice."),
    "set-measure": gettext_lazy("%(who)s put a measure in place."),
    "did-measure": gettext_lazy("%(who)s carried a measure out."),
    "looked-after": gettext_lazy("%(who)s looked whether a measure holds."),
    "lifted-measure": gettext_lazy("%(who)s ended a measure."),
    "determined": gettext_lazy("%(who)s wrote a determination."),
    "heard-on-determination": gettext_lazy("%(who)s recorded what the person who was harmed says to it."),
    "reviewed-determination": gettext_lazy("%(who)s reviewed the determination."),
    "sent-determination": gettext_lazy("%(who)s sent the determination to %(whom)s."),
    "appealed": gettext_lazy("%(who)s appealed."),
    "passed-on-appeal": gettext_lazy("%(who)s passed an appeal on to others."),
    "decided-appeal": gettext_lazy("%(who)s recorded what came of an appeal."),
    "reported-retaliation": gettext_lazy("%(who)s says that it is being taken out on them."),
    "looked-into-retaliation": gettext_lazy("%(who)s looked into retaliation."),
    "checked-retaliation": gettext_lazy("%(who)s asked whether anything was done to those who spoke."),
    "registered-organisation": gettext_lazy("%(who)s put an organisation on the register."),
    "struck-organisation": gettext_lazy("%(who)s took an organisation out of the register."),
    "engaged": gettext_lazy("%(who)s asked %(whom)s, from outside, to look into it."),
    "handed-material": gettext_lazy("%(who)s handed something over to %(whom)s."),
    **PANEL_VERBS,
    "finished-facts": gettext_lazy("%(who)s recorded that the facts were found."),
    "finished-harm": gettext_lazy("%(who)s recorded that the harm was assessed."),
    "finished-advice": gettext_lazy("%(who)s recorded that recommendations were made."),
    "noted-recommendation": gettext_lazy("%(who)s wrote down a recommendation."),
    "asked-to-decide": gettext_lazy("%(who)s asked %(whom)s to decide on what is recommended."),
    "declared-impartial": gettext_lazy("%(who)s said that they are impartial."),
    "declined-to-decide": gettext_lazy("%(who)s does not decide on it."),
    "answered-recommendation": gettext_lazy("%(who)s recorded what was decided on a recommendation."),
    "first-conversation": gettext_lazy("%(who)s kept the notes of a first conversation with %(whom)s."),
    "added-to-first": gettext_lazy("%(who)s added to the notes of the first conversation with %(whom)s."),
    "told-expectations": gettext_lazy("%(who)s told %(whom)s what to expect."),
    "referred": gettext_lazy("%(who)s showed a way to somebody else."),
    "kept-working-note": gettext_lazy("%(who)s wrote a note that goes by itself."),
    "wrote-narrative": gettext_lazy("%(who)s kept a version of the narrative."),
    "wrote-roadmap": gettext_lazy("%(who)s kept a version of the roadmap."),
    "showed-narrative": gettext_lazy("%(who)s showed %(whom)s a draft of the narrative."),
    "showed-roadmap": gettext_lazy("%(who)s showed %(whom)s a draft of the roadmap."),
    "offered-dialogue": gettext_lazy("%(who)s offered %(whom)s a conversation with another."),
    "accepted-dialogue": gettext_lazy("%(who)s said yes to a conversation with another."),
    "declined-dialogue": gettext_lazy("%(who)s said no to a conversation with another."),
    **PLAN_VERBS,
    "exported": gettext_lazy("%(who)s took a copy of this case along."),
    "brought-in": gettext_lazy("%(who)s gave %(whom)s the keys of this case."),
    "asked-to-look": gettext_lazy("%(who)s asked %(whom)s for a second pair of eyes."),
    "ran-late": gettext_lazy(
        "The answer was due and had not been given. Everyone who can read this was told."
    ),
    "outcome-late": gettext_lazy(
        "The person was to hear by now what came of it. Everyone who can read this was told."
    ),
    "told-outcome": gettext_lazy("%(who)s told the person what came of it."),
    **OUTSIDE_VERBS,
    **SUPPORTER_VERBS,
}
STAGES = {
    Case.NEW: gettext_lazy("New, not answered yet"),
    Case.ANSWER: gettext_lazy("They wrote, and wait for an answer"),
    Case.WAITING: gettext_lazy("Answered, waiting for the person"),
    Case.STOPPED: gettext_lazy("Stopped by the person"),
    Case.CLOSED: gettext_lazy("Closed"),
}
#: By the kind of the promise that runs on a case, or none.
ASKED = {
    Promise.FIRST_ANSWER: gettext_lazy("give the first answer"),
    Promise.ANSWER: gettext_lazy("answer a message"),
    Promise.OUTCOME: gettext_lazy("tell them what came of it"),
    None: gettext_lazy("waiting for the person"),
}
MEANS = {
    Contact.TELEPHONE: gettext_lazy("By telephone"),
    Contact.IN_PERSON: gettext_lazy("In person"),
    Contact.OTHER: gettext_lazy("In another way"),
}
#: How a case ended, for the counts. What repairs and what punishes are never one number.
OUTCOMES = {
    Tally.SUPPORTED: gettext_lazy("Listening or advice was what they wanted"),
    Tally.REPAIRED: gettext_lazy("Repair: an agreement, an apology or a plan that was carried out"),
    Tally.MEASURES: gettext_lazy("Measures against somebody"),
    Tally.REFERRED: gettext_lazy("Taken up elsewhere, as they wished"),
    Tally.UNFOUNDED: gettext_lazy("Looked into, and not found to be so"),
    Tally.WITHDRAWN: gettext_lazy("They did not want to go on"),
    Tally.UNRESOLVED: gettext_lazy("Not resolved"),
}
#: The same in groups, as they are offered: what repairs and what punishes each stand alone.
OUTCOME_GROUPS = (
    (gettext_lazy("Support"), (Tally.SUPPORTED, Tally.REFERRED)),
    (gettext_lazy("Repair"), (Tally.REPAIRED,)),
    (gettext_lazy("Measures"), (Tally.MEASURES,)),
    (gettext_lazy("Ended in another way"), (Tally.UNFOUNDED, Tally.WITHDRAWN, Tally.UNRESOLVED)),
)
#: What a person may agree to, concerning another in their case.
STEPS = {
    Consent.CONTACT: gettext_lazy("We may speak with them"),
    Consent.SHARE: gettext_lazy("We may pass on what was told"),
    Consent.DIALOGUE: gettext_lazy("A conversation with them, with us there"),
    Consent.MEDIATION: gettext_lazy("Mediation with them"),
    Consent.APOLOGY: gettext_lazy("To receive an apology from them"),
    Consent.PLAN: gettext_lazy("A plan"),
    Consent.OUTSIDE: gettext_lazy("A summary to a body outside"),
    Consent.LINK: gettext_lazy("That it is worked on together with others, if there are any"),
}
APPEALS = {
    Appeal.UPHELD: gettext_lazy("The determination stands"),
    Appeal.CHANGED: gettext_lazy("The determination is changed"),
    Appeal.SENT_BACK: gettext_lazy("It goes back, to be looked at again"),
}
#: How a point of a narrative stands between those whom it concerns.
STANDINGS = {
    "agreed": gettext_lazy("Agreed"),
    "disputed": gettext_lazy("Seen differently"),
    "unknown": gettext_lazy("Not known"),
}
#: What stands over a step of a roadmap, by what is known of it.
STEP_WORDS = {
    "who-by": gettext_lazy("{who}, by {by}"),
    "who": gettext_lazy("{who}"),
    "by": gettext_lazy("By {by}"),
    "step": gettext_lazy("A step"),
    "done": gettext_lazy("Done"),
}
#: What is asked after closing, as officers read the counts of it.
QUESTIONS = {
    Opinion.HEARD: gettext_lazy("They were heard"),
    Opinion.CLEAR: gettext_lazy("They knew what would happen next"),
    Opinion.CHOICE: gettext_lazy("Nothing happened without their choice"),
    Opinion.SAFE: gettext_lazy("They felt safe with how it was handled"),
}
SCALE = {
    1: gettext_lazy("Not at all"),
    2: gettext_lazy("A little"),
    3: gettext_lazy("Partly"),
    4: gettext_lazy("Mostly"),
    5: gettext_lazy("Fully"),
}
APPOINTMENTS = {
    Appointment.SINGLE: gettext_lazy("Appointment with one person"),
    Appointment.JOINT: gettext_lazy("Talking together"),
    Appointment.CHECK_IN: gettext_lazy("Check-in"),
}
_OTHERWISE = {
    Appointment.MISSED: gettext_lazy("They did not come, or did not answer"),
    Appointment.CANCELLED: gettext_lazy("It was called off; it does not count"),
}
#: How an appointment can end, as an officer records it.
ENDINGS = {Appointment.HELD: gettext_lazy("It took place"), **_OTHERWISE}
JOINT_ENDINGS = {
    "agreement": gettext_lazy("It took place, with an agreement"),
    "no-agreement": gettext_lazy("It took place, without an agreement"),
    Appointment.DECLINED: gettext_lazy("We declined to mediate; it does not count"),
    **_OTHERWISE,
}
OUTCOMES_OF_APPOINTMENTS = ENDINGS | JOINT_ENDINGS
#: First sentences of an answer, offered in every language; the rest is the responder's own.
OPENINGS = (
    gettext_lazy("I am glad you wrote. You are not alone in this, and nothing happens without you."),
    gettext_lazy("Before we go on, may I ask how you are, and whether you are safe now?"),
    gettext_lazy(
        "Thank you for telling us more. Let me say back what I have understood, so that you can correct me."
    ),
    gettext_lazy("You told us whom you would rather speak with. This is what we could do about it:"),
    gettext_lazy(
        "You told us in which language, and what you need in order to take part. This is what we can do:"
    ),
)


#: Verbs that read differently when somebody did them to themselves.
VERBS |= OF_LINKS
OWN = VERBS | {"assigned": gettext_lazy("%(who)s took this case."), **LEADING_OWN}


def sentence(row: Row, names: Mapping[str, str]) -> str:
    """A journal row in words.

    Args:
        names: usernames to names, and the codes of those who were invited to what they are called; whose
            case it is has none there.
    """
    words = OWN.get(row.verb) if row.about == row.by else VERBS.get(row.verb)
    if words is None:
        return row.verb
    return str(words) % {"who": _name(row.by, names), "whom": _name(row.about, names, within=True)}


def names_in(rows: Iterable[Row], known: Iterable[Person] = ()) -> dict[str, str]:
    """The names of everyone a journal mentions; in one query where somebody is not among the known."""
    named = {person.username: person.name for person in known}
    mentioned = {name for row in rows for name in (row.by, row.about)} - set(named)
    usernames = {name for name in mentioned if name and name != "reporter" and not name.startswith("P-")}
    if usernames:
        named |= Person.objects.filter(username__in=usernames).values_list("username", "name")
    return named


def and_list(names: Iterable[str]) -> str:
    """``Ida``, ``Ida and Noor``, ``Ida, Noor and Bela``."""
    *others, last = list(names) or [""]
    return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last} if others else last


def _name(who: str, names: Mapping[str, str], *, within: bool = False) -> str:
    if who in names:
        return names[who]
    if who == "reporter" or who.startswith("P-"):
        return _("the person") if within else _("The person")
    return _("Somebody who has left")


def in_each(words: Any) -> dict[str, str]:
    """Words in every language, for what is sealed and read by somebody else."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = str(words)
    return said


def module_words() -> dict[str, str]:
    """What the desk's modules say, in the reader's language."""
    return {
        "readers": _("Opened with your key. Also read by: {names}."),
        "readers-you": _("Opened with your key. Nobody else can read it."),
        "person": _("the person"),
        "unverified": _("Sender not verified: the signature is not that of anyone who holds the key."),
        "gap": _("A message before this one is missing. It was written, and the server does not give it."),
        "not-for-you": _("Not for you: sealed before you were brought in, or after you left."),
        "damaged": _("Damaged or altered: it cannot be opened. Tell whoever runs this site."),
        "wrong-place": _(
            "This was written for another place, and was put here. Tell whoever runs this site."
        ),
        "unaccepted": _(
            "The key of this conversation changed, and nobody who held it vouches for the change."
            " You can read, and must not write. Speak with your colleagues."
        ),
        "no-key": _(
            "You hold no key to what is written here now. Ask a colleague on the case to bring you in."
        ),
        "forgotten": _(
            "Your notes of what you compared could not be read. You can read, and nothing is written here"
            " until you have compared the numbers again."
        ),
        "to-key": _("Compare them on the page of your key"),
        "unknown-card": _("The key of somebody who reads this is not at hand. Reload the page."),
        "sealing": _("Sealing…"),
        "sent": _(
            "Sealed and sent. What is still in another box is kept, so this page shows the rest as it was;"
            " reload it when you have sent that too."
        ),
        "locked": _("Your key is locked. Unlock it above and send again. Your words are still here."),
        "signed-out": _(
            "You were signed out. Your words are still here."
            " Sign in again in another tab, come back, and send again."
        ),
        "offline": _("Nothing was sent. Your words are still here. Try again when the line is back."),
        "cannot": _(
            "This browser cannot seal. Use another one, or telephone; nothing is ever sent unsealed."
        ),
        "empty": _("Write something first."),
        "fill-in": _("Fill in what stands in brackets first: […]"),
        "missing-file": _("{name}: named, but it never arrived."),
        "file": _("{name}, {type}, {size} kB"),
        "show": _("Show"),
        "rotating": _("Somebody left this case. Making a new key for those who stay…"),
        "title-was": _("The title was “{text}”."),
        "people-was": _("The list of people involved was:\n{text}"),
        "wishes": _("They asked for: {asked}. Say in your answer what you could do."),
        "report": _("What was written down with the person"),
        "letter": _("Letter for {name}:"),
        "experienced": _("experienced it"),
        "caused": _("caused it"),
        "witnessed": _("witnessed it"),
        "somebody": _("Somebody without a name"),
        "nobody-named": _("Nobody is named."),
        "sender-person": _("The person"),
        "nobody-chosen": _("Choose somebody first."),
        "no-card": _("They have not set up a key yet, so nothing can be sealed to them. Ask them to."),
        "gone": _("This is not open to you any more. Reload the page."),
        "no-time": _("Choose at least one day and hour."),
        "past-time": _("One of these times has passed. Choose a later one."),
        "no-such-hour": _("One of these hours does not exist: the clocks change in that night."),
        "times": _("We proposed:"),
        "times-set": _("The time that was set:"),
        "times-chosen": _("They chose:"),
        "times-suits": _("This would suit them:"),
        "after-unlock": _("shown when your key is open"),
        "not-on-list": _(
            "You are not on the signed list of this desk, or would not read it."
            " A colleague on the list must compare your number and sign a new one."
        ),
        "told": _("What is happening, and what they hope for"),
        "untitled": _("Written down with the person"),
        "sees-differently": _("{name} sees it differently (version {number}): {text}"),
        "sees-like-this": _("{name} sees it like this too (version {number}). {text}"),
        "kept": _("It is kept. The page shows it when it is loaded anew."),
        "not-shown": _("This cannot be shown."),
        "quoted": _("Passed on to you, word for word. From: {name}"),
        "plan-was": _("A plan, version {version}:"),
        "apology-was": _("An apology:"),
        "step-done": _("Step {step} is done."),
        "step-hard": _("Step {step} was hard."),
        "step-help": _("They ask for help with step {step}."),
        "not-written": _("Nothing is written here."),
        "empty-step": _("Write what each step is."),
        "no-supporter": _("Write the name of the supporter: no step is without a person."),
        "binds-hurt": _("A plan never binds the person who was hurt. Choose somebody else."),
        "no-holder": _("Choose whose plan it is."),
        "theirs": _("What your colleague wrote, version {version}:"),
    }
