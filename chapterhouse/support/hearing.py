"""Who reads what people say about the process."""

from datetime import datetime

from chapterhouse.packs.models import PackVersion
from chapterhouse.people.permissions import Permission


def who_hear_proposals(at: datetime) -> list[str]:
    """The offices, in the plural, whose holders read proposals, in the pack's order."""
    version = PackVersion.objects.current(at=at)
    heard = {Permission.KEEP_HANDBOOK, Permission.SPEAK_FOR_TEAM}
    offices = version.pack.offices if version else ()
    return [str(office.plural) for office in offices if heard & set(office.may)]
