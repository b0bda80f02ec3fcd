"""The referral guide of Riverside: invented organisations, each proposed by one and checked by two others."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from chapterhouse.people.models import Person
from chapterhouse.referrals.actions import check, propose
from chapterhouse.referrals.facts import Facts
from chapterhouse.referrals.kinds import Cost, Means, Need, Point

_WORKDAYS = [[[540, 1020]]] * 5 + [[], []]
_EVENINGS = [[[1020, 1260]] if day in (1, 3) else [] for day in range(7)]
_CLOSED: list[list[list[int]]] = [[]] * 7

#: Who proposes, and who checks; then what it says.
ENTRIES = (
    (
        "ana",
        ("rosa", "mara"),
        Facts(
            name="Oak Street Listening Room",
            words={
                "en": {
                    "does": "Volunteers who listen, for an hour, as often as you like.",
                    "who_for": "Anybody over eighteen.",
                    "reports": "Nothing, unless a child is in danger.",
                    "directions": "12 Oak Street, behind the library. Bus 4.",
                    "accessibility": "Step-free, with a lift. A quiet room on request.",
                },
                "es": {
                    "does": "Personas voluntarias que escuchan, una hora, las veces que quiera.",
                    "who_for": "Cualquier persona mayor de dieciocho años.",
                    "reports": "Nada, salvo que un niño o una niña esté en peligro.",
                    "directions": "Calle Oak 12, detrás de la biblioteca. Autobús 4.",
                    "accessibility": "Sin escalones y con ascensor. Una sala tranquila si la pide.",
                },
            },
            needs=[Need.LISTENING, Need.GRIEF],
            areas=["Riverside"],
            everywhere=False,
            languages=["en", "es"],
            cost=Cost.FREE,
            phone="555-0161",
            website="https://listening.example.org/",
            opens=_EVENINGS,
        ),
    ),
    (
        "bela",
        ("ana", "rosa"),
        Facts(
            name="Harbour Tenants' Desk",
            words={
                "en": {
                    "does": "Advice for tenants: notices, repairs, somewhere to sleep tonight.",
                    "reports": "Nothing without your yes.",
                    "hours_note": "Closed on holidays.",
                },
                "es": {
                    "does": "Consejo para quien alquila: avisos, arreglos, dónde dormir esta noche.",
                    "reports": "Nada sin su sí.",
                    "hours_note": "Cerrado los festivos.",
                },
            },
            needs=[Need.HOUSING, Need.LAW],
            areas=["Riverside", "Harbour"],
            everywhere=False,
            languages=["en", "es", "any"],
            cost=Cost.FREE,
            phone="(555) 0162",
            opens=_WORKDAYS,
        ),
    ),
    (
        "rosa",
        ("ana", "bela"),
        Facts(
            name="Stepping Stones",
            words={
                "en": {
                    "does": "A group for people who hurt somebody and want to change. Twelve evenings.",
                    "who_for": "Whoever comes of their own accord.",
                    "reports": "A danger to somebody's life, to the police. They say so at the start.",
                }
            },
            needs=[Need.AMENDS],
            areas=["Riverside"],
            everywhere=False,
            languages=["en"],
            cost=Cost.AS_ONE_CAN,
            phone="555-0163",
            website="https://stones.example.org/",
            opens=_CLOSED,
        ),
    ),
)
#: One that waits: proposed, and checked by nobody yet.
WAITING = (
    "chidi",
    Facts(
        name="Valley Legal Clinic",
        words={
            "en": {
                "does": "First advice on work and immigration.",
                "reports": "Nothing: lawyers are silent.",
            }
        },
        needs=[Need.WORK, Need.LAW, Need.IMMIGRATION],
        areas=["Valley"],
        everywhere=True,
        languages=["en", "es"],
        cost=Cost.AS_ONE_CAN,
        phone="555-0164",
        opens=_CLOSED,
    ),
)


def fill_guide(people: Mapping[str, Person], *, at: datetime) -> None:
    """Propose and check the entries, some days before a moment."""
    for days, (first, checkers, facts) in enumerate(ENTRIES, start=3):
        written = at - timedelta(days=days)
        version = propose(facts=facts, by=people[first], at=written)
        for checker in checkers:
            check(
                entry=version.entry,
                number=1,
                looked_on=written.date(),
                means=Means.CALLED,
                confirmed=[Point.PHONE, Point.WHO, Point.REPORTS],
                by=people[checker],
                at=written,
            )
    first, facts = WAITING
    propose(facts=facts, by=people[first], at=at - timedelta(days=1))
