"""The worker: sweeps promises, sends what waits in the outbox, destroys what is over.

It can be killed at any line: all truth is in rows (promises, reminders, notices, destructions). A worker that
dies is simply started again, and two at once only take turns.
"""

import logging
import threading
from collections.abc import Callable
from datetime import date, datetime

from django.db import close_old_connections
from django.utils import timezone

from chapterhouse.announcements.actions.sending import forget_copies, send_lot
from chapterhouse.announcements.actions.team import remind_of_talk
from chapterhouse.casework.actions.checks import remind_of_checks
from chapterhouse.casework.actions.drafts import remind_of_roadmaps
from chapterhouse.casework.actions.forgetting import destroy_all, shake, unsample, warn_all, wipe
from chapterhouse.casework.actions.measures import remind_of_looks
from chapterhouse.casework.actions.panels import end_panels
from chapterhouse.casework.actions.promises import remind_all
from chapterhouse.casework.actions.terms import remind_of_terms
from chapterhouse.casework.actions.times import remind_of_appointments
from chapterhouse.casework.actions.trainings import remind_of_trainings
from chapterhouse.casework.actions.working_notes import forget_working_notes
from chapterhouse.handbook.actions.proposals import forget_proposals
from chapterhouse.notices.actions import forget_old, send_next
from chapterhouse.notices.inviting import send_next_invitation
from chapterhouse.people.actions.groups import forget_who_left
from chapterhouse.people.actions.helping import forget_helps
from chapterhouse.people.actions.interest import forget_interests
from chapterhouse.people.actions.removal import forget_hearings
from chapterhouse.people.actions.roster_files import forget_files
from chapterhouse.sealing.actions.invitations import forget_lapsed

log = logging.getLogger(__name__)
#: How often the worker looks, in seconds.
PAUSE = 5.0
#: So many invitations are sent in one round: what is due to somebody never waits for all of them.
INVITATIONS = 50
REMINDERS = (
    remind_all,
    remind_of_appointments,
    remind_of_roadmaps,
    remind_of_looks,
    remind_of_checks,
    remind_of_trainings,
    remind_of_terms,
    remind_of_talk,
    end_panels,
    warn_all,
)
FORGETTERS = (
    forget_working_notes,
    forget_hearings,
    forget_proposals,
    forget_files,
    forget_who_left,
    forget_helps,
    forget_interests,
    forget_copies,
    forget_old,
    forget_lapsed,
    destroy_all,
)


def run_once(at: datetime) -> int:
    """One round: clocks, the outbox until it is empty, a lot of announcements, forgetting.

    Returns:
        How many things were done.
    """
    done = sum(remind(at=at) for remind in REMINDERS)
    while send_next(at=at):
        done += 1
    done += sum(send_next_invitation(at=at) for _each in range(INVITATIONS)) + send_lot(at=at)
    return done + sum(forget(at=at) for forget in FORGETTERS)


def tidy(at: datetime, last: date | None) -> date | None:
    """Clear the disk of what was destroyed; once a day, and at every start, shake the tallies too.

    Returns:
        The day of the last time, which stays where it was if the database was too busy.
    """
    nightly = at.date() != last
    if nightly:
        unsample()
        shake(at=at)
    done = wipe(at=at, nightly=nightly)
    return at.date() if done or not nightly else last


def run(stop: threading.Event, *, clock: Callable[[], datetime] = timezone.now, pause: float = PAUSE) -> None:
    """Rounds until `stop` is set. A database that is away is waited for, and no fault ends the worker."""
    last: date | None = None
    while not stop.is_set():
        close_old_connections()
        try:
            run_once(clock())
            last = tidy(clock(), last)
        except Exception:
            log.exception("The worker's round failed; it tries again.")
        stop.wait(pause)
