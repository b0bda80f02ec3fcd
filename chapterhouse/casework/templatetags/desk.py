"""``{% load desk %}``: stages, names and means of contact in words."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chapterhouse.people.models import Person

from ..ledger import Involved, Ledger
from ..linking_words import COURSES
from ..models import Act, Consent, Party
from ..story import Story
from ..wording import APPEALS, ASKED, MEANS, OUTCOME_GROUPS, OUTCOMES, STAGES, STEPS, and_list

register = template.Library()


@register.filter
def asked(promise_kind: str | None) -> Any:
    """What a case asks for, in a row: "answer a message"."""
    return ASKED[promise_kind]


@register.filter
def in_words(stage: str) -> Any:
    """The stage of a case as a sentence."""
    return STAGES[stage]


@register.filter
def named(people: Iterable[Person]) -> str:
    """The names of people, as one says them."""
    return and_list(person.name for person in people)


@register.simple_tag
def means() -> Any:
    """Ways in which somebody can be reached, as (code, words) pairs."""
    return MEANS.items()


@register.simple_tag
def outcomes() -> Any:
    """Ways in which a case can end: (words of the group, [(code, words), …]) pairs."""
    return [(group, [(code, OUTCOMES[code]) for code in codes]) for group, codes in OUTCOME_GROUPS]


@register.simple_tag
def steps_to_agree() -> Any:
    """What somebody may agree to concerning another, as (code, words) pairs."""
    return [(code, words) for code, words in STEPS.items() if code not in (Consent.OUTSIDE, Consent.LINK)]


@register.filter
def step(code: str) -> Any:
    """A step somebody may agree to, in words."""
    return STEPS[code]


@register.filter
def of_course(code: str) -> Any:
    """What becomes of a case after somebody left, in words."""
    return COURSES[code]


@register.simple_tag
def courses() -> Any:
    """The same, as (code, words) pairs."""
    return COURSES.items()


@register.simple_tag
def appeal_outcomes() -> Any:
    """What can come of an appeal, as (code, words) pairs."""
    return APPEALS.items()


@register.filter
def of_appeal(outcome: str) -> Any:
    """What came of an appeal, in words."""
    return APPEALS[outcome]


@register.filter
def by_means(code: str) -> Any:
    """How somebody was reached, in words."""
    return MEANS[code]


@register.filter
def askable_about(ledger: Ledger, one: Involved) -> list[Involved]:
    """Who can be asked about somebody in a case."""
    return ledger.askable_about(one)


@register.filter
def others_to_meet(ledger: Ledger, one: Involved) -> list[Involved]:
    """With whom somebody in a case can be offered a conversation."""
    return ledger.others_to_meet(one)


@register.simple_tag
def firsts_with(story: Story, party: Party) -> Act | None:
    """The notes of a first conversation with somebody, if there was one."""
    return story.firsts.get(party.pk)


@register.simple_tag
def called(party: Party, ledger: Ledger) -> SafeString:
    """What somebody in a case is called while their name is sealed; the browser puts it in."""
    words = _("the person who came to us") if party == ledger.first else party.code
    return format_html('<span data-name-of="{}">{}</span>', party.code, words)
