"""Where sealed reports and their files arrive."""

from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from chapterhouse.casework.actions.intake import open_case
from chapterhouse.casework.models import Case
from chapterhouse.casework.wire import Report
from chapterhouse.clocks.spans import due
from chapterhouse.sealing.actions.files import receive
from chapterhouse.ui.refused import Refused

from ..answering import BYTES, compressed, origin_of, public_address, sent
from ..doors_now import doors_now
from ..flood import gate
from ..organisation import version_in_force
from ..public_data import moment_said

#: Longest sealed file, in bytes (encryption design, section 9).
LONGEST_FILE = 64 * 1024 * 1024


@public_address("GET")
def doors(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    return compressed(request, doors_now(version_in_force(request), at=at, challenge=gate.challenge(at)))


@public_address("POST", status=201)
def report(request: HttpRequest) -> dict[str, Any]:
    at, given = timezone.now(), sent(request, Report)
    gate.enter(origin_of(request), at=at, proof=given.altcha)
    case = _opened(given)
    promised = due(case.opened, case.promise_hours)
    return {"due": promised, "by": moment_said(promised, case.pack.pack.zone), "hours": case.promise_hours}


def _opened(given: Report) -> Case:
    """Two copies of one report may arrive at once: the second then finds the first."""
    try:
        return open_case(report=given, at=timezone.now())
    except IntegrityError:
        return open_case(report=given, at=timezone.now())


@public_address("PUT", takes=BYTES)
def file(request: HttpRequest, sha256: str) -> None:
    if int(request.headers.get("Content-Length") or 0) > LONGEST_FILE:
        raise Refused(_("Files may have 64 MB at most. Choose a smaller one."), code="too-large")
    receive(sha256=sha256, body=request, at=timezone.now())
