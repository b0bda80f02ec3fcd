"""Thirty-two people send a whole sealed report at the same moment, to SQLite: none refused, none lost."""

import json
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from _figures import end, figure, must_hold
from _reports import sealed, visit
from _site import Site, demonstration

PEOPLE = 32
ROUNDS = 3


def send_together(site: Site, reports: list[bytes]) -> list[tuple[int, float]]:
    """Statuses and waits, in seconds, of reports that all leave at once."""
    gate = threading.Barrier(len(reports))

    def send(report: bytes) -> tuple[int, float]:
        visitor = visit(site)
        gate.wait()
        start = time.perf_counter()
        status = visitor.send(report)
        waited = time.perf_counter() - start
        visitor.line.close()
        return status, waited

    with ThreadPoolExecutor(len(reports)) as pool:
        return list(pool.map(send, reports))


def kept(site: Site) -> tuple[set[str], set[str]]:
    """Cases and entries in the database, by their ids."""
    with sqlite3.connect(site.home / "chapterhouse.sqlite3") as rows:
        cases = {uuid for (uuid,) in rows.execute("SELECT uuid FROM casework_case")}
        return cases, {
            uuid for (uuid,) in rows.execute("SELECT uuid FROM sealing_entry WHERE length(age_file) > 0")
        }


with demonstration() as site:
    ready = sealed(json.loads(visit(site).doors("identity")), PEOPLE * ROUNDS)
    done = []
    for number in range(ROUNDS):
        done += send_together(site, ready[number * PEOPLE : (number + 1) * PEOPLE])
    sent = [json.loads(report) for report in ready]
    cases, entries = kept(site)
    lost = [each for each in sent if each["case"].replace("-", "") not in cases]
    torn = [e for each in sent for e in each["entries"] if e["uuid"].replace("-", "") not in entries]
    waits = [waited for _status, waited in done]
    figure(
        f"{ROUNDS} times {PEOPLE} at once: refused",
        sum(status != 201 for status, _waited in done),
        "",
        most=0.1,
        digits=0,
    )
    must_hold("every one of them is a case", not lost)
    must_hold("with all three of its sealed entries", not torn)
    figure("longest wait", max(waits) * 1000, "ms")
    figure("median wait", median(waits) * 1000, "ms")
end()
