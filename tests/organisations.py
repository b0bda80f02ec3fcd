"""An organisation that works by any of the packs: its desks filled with people of the cast, who have keys.

people = organisations.working_by("open-source-conduct")     # by desk: whoever reads there; and .backup
told = make.report("a")                                       # from here on as everywhere, see tests/make.py
"""

from datetime import timedelta
from itertools import islice
from types import SimpleNamespace

from chapterhouse.demo import chapter
from tests import make

#: Who has a passphrase, in the order in which they take their seats; four at most sit at one desk.
ABLE = tuple(who for who in chapter.CAST if who.passphrase)


def working_by(slug, *, at=None):
    """Adopts a pack and gathers its people a month ago: `.desks` (code to people), `.backup`, `.version`."""
    at = at or make.now() - timedelta(days=30)
    make.site()
    version = make.pack(slug, at=at)
    gathered = chapter.gather(
        version=version, at=at, cast=cast_for(version.pack), handles=make.HANDLES, vault=make.vault
    )
    make._vaults.clear()
    make._vaults.update({make.HANDLES[first]: member for first, member in gathered.members.items()})
    desks = {
        desk.code: [
            gathered.people[who.first] for who in cast_for(version.pack) if who.office in desk.offices
        ]
        for desk in version.pack.desks
    }
    return SimpleNamespace(desks=desks, backup=gathered.people["mara"], version=version)


def cast_for(pack):
    """Seats of the offices that read are filled as far as there are people; two are left for each next."""
    able = iter(ABLE)
    reading = [office for office in pack.offices if office.reads]
    most = len(ABLE) - 2 * (len(reading) - 1)
    seated = [
        seat(who, office.code) for office in reading for who in islice(able, min(office.seats or 2, most))
    ]
    backup = next(who for who in chapter.CAST if who.first == "mara")
    return [*seated, seat(backup, pack.desks[0].backup)]


def seat(who, office):
    return chapter.Character(who.name, office, who.passphrase, language=who.language)
