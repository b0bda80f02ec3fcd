"""Limits on floods that keep no address, and a proof of work while many write at once.

Addresses are only ever held as keyed hashes, in memory, under a random key that is thrown away each day.
The proof is ALTCHA's, made and checked by its library; the browser solves it unseen and without a worker.
"""

import hashlib
import hmac
import secrets
import threading
from collections import defaultdict, deque
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from altcha.v1 import Payload, create_challenge, verify_solution
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapterhouse.ui.refused import Refused

#: Reports from one place: a whole meeting behind one address may write within ten minutes.
FROM_ONE_PLACE, WITHIN = 300, timedelta(minutes=10)
#: Messages by one return code within as long.
BY_ONE_CODE = 60
#: Remarks on entries of the referral guide from one place within as long.
REMARKS = 60
#: Proposals about the process from one place, and from all places, within as long.
PROPOSALS_FROM_ONE_PLACE, PROPOSALS = 10, 60
#: From this many reports within ten minutes, over all places, each costs the sender some work.
BUSY = 120
#: Hashes a browser tries at most, when it gets busy and at the very most: about 0.1 and 3 seconds on a phone.
LEAST_WORK, MOST_WORK = 20_000, 500_000
PROOF_LASTS = timedelta(hours=2)


class Gate:
    """Counts in memory what came within ten minutes. One for the process; safe between its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Forget everything, as a restart does."""
        with self._lock:
            self._all: deque[datetime] = deque()
            self._used: dict[str, datetime] = {}
            self._new_day(None)

    def _new_day(self, day: date | None) -> None:
        self._day, self._key = day, secrets.token_bytes(32)
        self._places: dict[bytes, deque[datetime]] = defaultdict(deque)

    def enter(self, place: str, *, at: datetime, proof: str | None) -> None:
        """Count a report that is about to be taken in.

        Args:
            place: network address it came from; only its keyed hash is held, for ten minutes.
            proof: the solved challenge, if the browser was given one.

        Raises:
            Refused: too many from one place (``too-many``); many are writing and the proof is missing,
                wrong or used (``needs-proof``): the browser fetches a challenge and sends again.
        """
        with self._lock:
            mine = self._came_from(place, at)
            if len(mine) >= FROM_ONE_PLACE:
                raise Refused(
                    _("Too many reports came from your network. Wait ten minutes and send again."),
                    code="too-many",
                )
            if self._busy(at) and not self._is_proven(proof, at):
                raise Refused(_("Many people are writing at this moment. Send again."), code="needs-proof")
            mine.append(at)
            self._all.append(at)

    def write(self, mailbox: str, *, at: datetime) -> None:
        """Count a message that is about to be taken in.

        Args:
            mailbox: look-up of the mailbox it comes from; only its keyed hash is held.

        Raises:
            Refused: too many from one mailbox (``too-many``); the sentence says when to try again.
        """
        with self._lock:
            mine = self._came_from(f"mailbox {mailbox}", at)
            if len(mine) >= BY_ONE_CODE:
                minutes = ceil((mine[0] + WITHIN - at) / timedelta(minutes=1))
                raise Refused(_wait(minutes), code="too-many")
            mine.append(at)

    def remark(self, place: str, *, at: datetime) -> None:
        """Count a remark on the referral guide.

        Args:
            place: network address it came from; only its keyed hash is held, for ten minutes.

        Raises:
            Refused: too many from one place (``too-many``).
        """
        with self._lock:
            mine = self._came_from(f"remark {place}", at)
            if len(mine) >= REMARKS:
                raise Refused(_("Too many came from your network. Wait ten minutes."), code="too-many")
            mine.append(at)

    def propose(self, place: str, *, at: datetime) -> None:
        """Count a proposal about the process that is about to be taken in.

        Args:
            place: network address it came from; only its keyed hash is held, for ten minutes.

        Raises:
            Refused: too many came, from there or from everywhere (``too-many``).
        """
        with self._lock:
            mine, everyone = self._came_from(f"proposal {place}", at), self._came_from("proposals", at)
            if len(mine) >= PROPOSALS_FROM_ONE_PLACE or len(everyone) >= PROPOSALS:
                raise Refused(
                    _("Too many came in a short time. Your words are still here: send them in ten minutes."),
                    code="too-many",
                )
            mine.append(at)
            everyone.append(at)

    def _came_from(self, place: str, at: datetime) -> deque[datetime]:
        if self._day != at.date():
            self._new_day(at.date())
        mine = self._places[hmac.digest(self._key, place.encode(), hashlib.sha256)]
        self._drop_old(mine, at)
        return mine

    def challenge(self, at: datetime) -> dict[str, Any] | None:
        """What a browser must solve before it sends, or None in quiet times. It costs more the more come."""
        with self._lock:
            if not self._busy(at):
                return None
            work = min(MOST_WORK, LEAST_WORK * len(self._all) // BUSY)
        made = create_challenge(
            algorithm="SHA-256",
            max_number=work,
            salt_length=12,
            hmac_key=_proof_key(),
            salt="",
            number=None,
            expires=at + PROOF_LASTS,
            params=None,
        )
        asked = {name: getattr(made, name) for name in ("algorithm", "challenge", "salt", "signature")}
        return asked | {"maxnumber": made.max_number}

    def _busy(self, at: datetime) -> bool:
        self._drop_old(self._all, at)
        return len(self._all) >= BUSY

    def _is_proven(self, proof: str | None, at: datetime) -> bool:
        """Whether a proof is right, in time and new; it is used up by this."""
        self._used = {each: until for each, until in self._used.items() if until > at}
        try:
            given = Payload.from_base64(proof or "")
            right, _why = verify_solution(given, _proof_key(), True)
        except (TypeError, ValueError, AttributeError, KeyError):  # not at all what a browser of ours sends
            return False
        if not right or given.signature in self._used:
            return False
        self._used[given.signature] = at + PROOF_LASTS
        return True

    @staticmethod
    def _drop_old(moments: deque[datetime], at: datetime) -> None:
        while moments and moments[0] <= at - WITHIN:
            moments.popleft()


def _wait(minutes: int) -> str:
    return ngettext(
        "You sent many messages in a short time. Your words are still here: send again in %(n)s minute.",
        "You sent many messages in a short time. Your words are still here: send again in %(n)s minutes.",
        minutes,
    ) % {"n": minutes}


def _proof_key() -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"chapterhouse.support.flood", hashlib.sha256).hexdigest()


gate = Gate()
