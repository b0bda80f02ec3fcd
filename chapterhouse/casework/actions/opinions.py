"""What somebody thought of how they were treated, once their case is closed: counted, not kept as theirs."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from chapterhouse.sealing.wire import malformed
from chapterhouse.ui.refused import Refused

from ..models import Case, Opinion, Party


@transaction.atomic
def give_opinion(*, party: Party, answers: Mapping[str, int], at: datetime) -> None:
    """Count the answers of somebody in a closed case, once (B44). Neither journal nor notice says so.

    Of theirs only one thing stays, until the case goes: that they answered.

    Raises:
        Refused: the case is open (``open``); they answered already (``over``); no such question, or no answer
            on the scale (``malformed``).
    """
    case = party.case
    case.hold()
    if not case.closure:
        raise Refused(_("This is asked when it is closed."), code="open")
    known = set(answers) <= set(Opinion.QUESTIONS) and set(answers.values()) <= set(Opinion.SCALE)
    if not answers or not known:
        raise malformed()
    if not Party.objects.filter(pk=party.pk, gave_opinion=False).update(gave_opinion=True):
        raise Refused(_("You have answered already. Thank you."), code="over")
    starts, ends = case.pack.pack.statistics.period_of(case.today(at))
    for question, answer in answers.items():
        row = {"starts": starts, "door": _door_of(case), "question": question, "answer": answer}
        _count(row, ends={"ends": ends, "count": 1})


def _count(row: dict[str, object], *, ends: dict[str, object]) -> None:
    """As `ending.count`: by what it counts, not by its key, which `shake` may change in this moment."""
    same = Opinion.objects.filter(**row)
    if not same.update(count=F("count") + 1):
        _row, new = Opinion.objects.get_or_create(**row, defaults=ends)
        if not new:
            same.update(count=F("count") + 1)


def _door_of(case: Case) -> str:
    """The first door to its desk: by which of several somebody came is sealed."""
    return next(door.code for door in case.pack.pack.doors if door.desk == case.desk.code)
