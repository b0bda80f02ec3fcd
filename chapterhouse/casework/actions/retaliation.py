"""Retaliation: said by a party with their own code, and looked into before anything else (B20)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapterhouse.journal.actions import record
from chapterhouse.notices.actions import tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from chapterhouse.sealing.actions.channels import add_entry
from chapterhouse.sealing.wire import NewEntry
from chapterhouse.ui.refused import Refused

from ..access import must_read
from ..models import Party, Retaliation
from ..roster import readers
from .letters import must_stand
from .talk import write_as_person
from .triage import must_be_formal


@transaction.atomic
def report_retaliation(*, party: Party, entry: NewEntry, at: datetime) -> Retaliation:
    """Somebody says that it is being taken out on them. All who can read it hear; a closed case opens.

    Raises:
        Refused: ``not-formal``; they stood beside somebody, and it has ended (``ended``); as
            `write_as_person`.
    """
    case = party.case
    case.hold()
    must_be_formal(case)
    must_stand(party)
    write_as_person(party=party, entry=entry, at=at)
    record(by=party.code, verb="reported-retaliation", subject=case.code, at=at)
    tell(people=readers(case, at), kind=Notice.NEW, subject=case.code, at=at)
    return Retaliation.objects.create(case=case, party=party, at=at)


@transaction.atomic
def look_into(*, retaliation: Retaliation, words: NewEntry, by: Person, at: datetime) -> Retaliation:
    """Record that somebody looked into it; what they found and did is sealed.

    Raises:
        Refused: they may not read it (``not-yours``), or a colleague did (``done``).
    """
    case = retaliation.case
    case.hold()
    must_read(by, case, at)
    retaliation.refresh_from_db()
    if retaliation.looked:
        raise Refused(_("A colleague did this already. Reload the page."), code="done")
    retaliation.words = add_entry(channel=case.channel, entry=words, at=at, author=by)
    retaliation.looked, retaliation.by = at, by
    retaliation.save(update_fields=["looked", "by", "words"])
    record(by=by.username, verb="looked-into-retaliation", subject=case.code, at=at)
    return retaliation
