"""Closing, holding back and destroying cases in tests: through the real actions, with real files on the disk.

told = closings.answered(cast)                 # a request that Chidi and Dana have answered
closure = closings.close(told.case, by=cast.chidi)
closings.destroy(closure)                      # the worker's looks, on the days they fall on
"""

import io
from datetime import timedelta

from chapterhouse.casework.actions import ending, forgetting, talk
from chapterhouse.casework.wire import NewClosure
from chapterhouse.demo import rows, visits
from chapterhouse.sealing.actions.files import receive
from chapterhouse.sealing.wire import NamedFile
from tests import make

DAY = timedelta(days=1)


def answered(cast, *, at=None, **how):
    """A request at the ombudspeople's door which Chidi and Dana have and Chidi has answered."""
    told = make.report("a", at=at, **how)
    make.take(told, cast.chidi, cast.dana, at=at)
    make.reply(told.party, by=cast.chidi, at=at)
    return told


def wire(case, *, by, text="They wanted to be heard, and were.", at=None, **counted):
    """What the closing page sends; `counted`: door, kind, outcome."""
    note = make.note_wire(case, by=by, text=text, at=at)
    return NewClosure(**{"door": "a", "outcome": "supported", **counted}, note=note)


def close(case, *, by, at=None, **counted):
    at, case = at or make.now(), make.fresh(case)
    return ending.close(case=case, closing=wire(case, by=by, at=at, **counted), by=by, at=at)


def reopen(case, *, by, at=None):
    return ending.reopen(case=make.fresh(case), by=by, at=at or make.now())


def hold(case, *, by, days=30, at=None, reason="A court asked for it."):
    """Holds a case back, to be looked at again after some days; why is sealed."""
    at, case = at or make.now(), make.fresh(case)
    reason = make.note_wire(case, by=by, text=reason, at=at)
    day = case.today(at) + timedelta(days=days)
    return ending.hold_back(case=case, reason=reason, review_on=day, by=by, at=at)


def release(case, *, by, at=None):
    return ending.release(case=make.fresh(case), by=by, at=at or make.now())


def attach(told, number=1, *, size=2000, at=None):
    """The person sends files, which arrive; returns what lies on the disk of them, by its hash."""
    at, channel = at or make.now(), visits.come_back(told.box, make.fresh(told.party))
    made = [channel.seal_file(f"{each}.txt", "text/plain", bytes(size)) for each in range(number)]
    sealed = channel.seal_entry(
        "message", "See these.", files=[file for file, _ in made], at=visits.moment(at)
    )
    entry = rows.as_entry(sealed)
    named = [NamedFile(entry=entry.uuid, sha256=file.sha256, size=file.size) for file, _ in made]
    talk.write_as_person(party=make.fresh(told.party), entry=make.changed(entry, files=named), at=at)
    for file, data in made:
        receive(sha256=file.sha256, body=io.BytesIO(data), at=at)
    return {file.sha256: data for file, data in made}


def warn(closure):
    """The worker looks a day before the time of keeping is over; returns that moment."""
    at = closure.destroy_at - DAY
    forgetting.warn_all(at=at)
    return at


def destroy(closure):
    """The worker warns and, when the time is over, destroys; returns how many were destroyed."""
    warn(closure)
    return forgetting.destroy_all(at=closure.destroy_at)
