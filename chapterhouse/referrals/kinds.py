"""The fixed choices of the guide: needs, costs, languages, and what a check or a doubt may name.

Needs and costs are numbers, as they stand in addresses: a number alone tells nobody what was looked for.
None is ever given another meaning.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Need(models.IntegerChoices):
    LISTENING = 1, _("Somebody to talk to")
    HEALTH = 2, _("Health")
    MIND = 3, _("Counselling and therapy")
    VIOLENCE = 4, _("Violence at home or in a relationship")
    SEXUAL_VIOLENCE = 5, _("Sexual violence")
    HOUSING = 6, _("Somewhere to live or to sleep")
    FOOD = 7, _("Food and daily needs")
    MONEY = 8, _("Money and debts")
    WORK = 9, _("Rights at work")
    LAW = 10, _("Legal advice")
    IMMIGRATION = 11, _("Immigration")
    SUBSTANCES = 12, _("Alcohol and other drugs")
    MEDIATION = 13, _("Mediation of a conflict")
    AMENDS = 14, _("Changing, after having hurt somebody")
    DISABILITY = 15, _("Living with a disability")
    FAMILY = 16, _("Families and care")
    QUEER = 17, _("LGBTQ+ life")
    GRIEF = 18, _("Grief")


class Cost(models.IntegerChoices):
    FREE = 1, _("Free")
    AS_ONE_CAN = 2, _("By what one can pay")
    INSURED = 3, _("Paid by insurance")
    PAID = 4, _("Has a price")


#: What they speak. The last one is a way to every other.
SPOKEN = (
    ("en", _("English")),
    ("es", _("Spanish")),
    ("zh", _("Chinese")),
    ("tl", _("Tagalog")),
    ("vi", _("Vietnamese")),
    ("ko", _("Korean")),
    ("hy", _("Armenian")),
    ("fa", _("Persian")),
    ("ar", _("Arabic")),
    ("ru", _("Russian")),
    ("fr", _("French")),
    ("ht", _("Haitian Creole")),
    ("pt", _("Portuguese")),
    ("hmn", _("Hmong")),
    ("so", _("Somali")),
    ("sign", _("Sign language")),
    ("any", _("Any other, with an interpreter")),
)
INTERPRETED = "any"


class Means(models.TextChoices):
    """How a member looked whether an entry is right."""

    CALLED = "called", _("I called")
    LOOKED = "looked", _("I looked at their own page or notice")
    WENT = "went", _("I was there")


class Point(models.TextChoices):
    """What a check can confirm."""

    PHONE = "phone", _("The telephone")
    WEBSITE = "website", _("The web address")
    HOURS = "hours", _("The hours")
    COST = "cost", _("What it costs")
    LANGUAGES = "languages", _("The languages")
    WHO = "who", _("What they do, and for whom")
    PLACE = "place", _("The way there, and how accessible it is")
    REPORTS = "reports", _("What they must report to others")


class Wrong(models.TextChoices):
    """What somebody says is not right. Only these: a text could hold what should not lie here in clear."""

    PHONE = "phone", _("The telephone number")
    WEBSITE = "website", _("The web address")
    HOURS = "hours", _("The hours")
    COST = "cost", _("What it costs")
    LANGUAGES = "languages", _("The languages")
    WHO = "who", _("What they do, or for whom")
    PLACE = "place", _("The way there, or how accessible it is")
    REPORTS = "reports", _("What they must report to others")
    GONE = "gone", _("They are no longer there")
    TREATED = "treated", _("Somebody was not treated well there")


class Why(models.TextChoices):
    """Why an entry is taken out."""

    GONE = "gone", _("They are no longer there.")
    CHANGED = "changed", _("They no longer do what it says.")
    HARM = "harm", _("People were not treated well there.")
    TWICE = "twice", _("It stands in the guide twice.")
    OTHER = "other", _("We no longer want to send anybody there.")


#: The texts of an entry, each of which may stand in each language, and how long it may be.
TEXTS = {
    "does": (_("What they do"), 200),
    "who_for": (_("Who for"), 200),
    "reports": (_("What they must report to others"), 200),
    "hours_note": (_("More about their hours"), 80),
    "directions": (_("How to get there"), 120),
    "accessibility": (_("How accessible it is"), 200),
}
