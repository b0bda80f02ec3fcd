"""Taking along a case of 200 entries and 100 MB of files: what the web process holds meanwhile, and time."""

import http.client
import io
import secrets
import time
import uuid
from hashlib import sha256
from pathlib import Path

from _figures import end, figure, must_hold
from _members import signed_in
from _site import Site, loaded, served, stand_in

WHO = "Chidi Okafor"
ENTRIES, FILES, FILE_SIZE = 200, 10, 10_000_000
PIECE = 256 * 1024


def fill() -> str:
    """Makes a case of the demonstration that large, by the real actions; its code."""
    from django.utils import timezone

    from chapterhouse.casework.actions.talk import write_as_person
    from chapterhouse.casework.models import Case
    from chapterhouse.demo.agekeys import seal
    from chapterhouse.sealing.actions.files import receive
    from chapterhouse.sealing.wire import NamedFile, NewEntry

    case = Case.objects.filter(independences__person__name=WHO, parties__channel__isnull=False)[0]
    party = case.parties.exclude(channel=None)[0]
    assert party.channel is not None
    key = party.channel.newest_key
    for number in range(ENTRIES):
        entry = NewEntry(uuid.uuid4(), seal(key.recipient, secrets.token_bytes(2048)), key.version)
        sealed = seal(key.recipient, secrets.token_bytes(FILE_SIZE)) if number < FILES else b""
        if sealed:
            entry.files = [NamedFile(entry.uuid, sha256(sealed).hexdigest(), len(sealed))]
        write_as_person(party=party, entry=entry, at=timezone.now())
        for named in entry.files:
            receive(sha256=named.sha256, body=io.BytesIO(sealed), at=timezone.now())
    return case.code


def fetch(site: Site, cookie: str, address: str) -> tuple[int, int]:
    """Bytes that came, and bytes that were said to come."""
    line = http.client.HTTPConnection(site.host, timeout=120)
    line.request("GET", address, headers={"Cookie": cookie})
    answer, came = line.getresponse(), 0
    while piece := answer.read(PIECE):
        came += len(piece)
    return came, int(answer.headers["Content-Length"])


def look(site: Site, cookie: str, address: str) -> None:
    """One page, so that what a first request of all costs is not counted."""
    line = http.client.HTTPConnection(site.host, timeout=120)
    line.request("GET", address, headers={"Cookie": cookie})
    line.getresponse().read()


def held(pid: int, what: str) -> int:
    """What a process holds in memory, in kB: `VmRSS` now, `VmHWM` at most since it was set back."""
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith(what))


def set_back(pid: int) -> None:
    """From now on `VmHWM` counts anew."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


with loaded() as home:
    stand_in(home)
    code = fill()
    with served(home) as site:
        cookie, _cases = signed_in(site, WHO)
        address = f"/cases/{code}/export.zip"
        look(site, cookie, f"/cases/{code}/export/")
        web = [pid for pid, kind in site.processes.items() if kind == "web"]
        idle = {pid: held(pid, "VmRSS") for pid in web}
        for pid in web:
            set_back(pid)
        start = time.perf_counter()
        came, said = fetch(site, cookie, address)
        took = time.perf_counter() - start
        peak = sum(held(pid, "VmHWM") - idle[pid] for pid in web)
        must_hold("all of it came, as long as it was said to be", came == said > FILES * FILE_SIZE)
        figure(f"a case with {ENTRIES} entries, as a zip", came / 1e6, "MB")
        figure("web, at most over idle while it is sent", peak / 1024, "MB", most=16)
        figure("to the last byte", took, "s", digits=2)
end()
