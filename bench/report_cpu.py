"""How long the server works for one complete report: the questions' page, the doors, the sealed report."""

import json
import os
import time
from pathlib import Path
from statistics import median

from _figures import end, figure, must_hold
from _reports import proven, sealed, visit
from _site import Site, demonstration

#: So many in quiet times, and as many while the site asks for a proof of work.
QUIET = BUSY = 100
TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(site: Site, kind: str) -> float:
    """What the processes of a kind have worked so far."""
    spent = 0.0
    for pid, each in site.processes.items():
        if each == kind:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            spent += (int(fields[11]) + int(fields[12])) / TICK
    return spent


def complete(site: Site, report: bytes, *, busy: bool = False) -> tuple[int, float]:
    """One visit from the page to the receipt; its status, and how long the visitor waited, in seconds."""
    visitor, start = visit(site), time.perf_counter()
    visitor.shell()
    doors = visitor.doors("identity" if busy else "br")
    if busy:
        report = proven(report, json.loads(doors)["challenge"])
    status = visitor.send(report)
    waited = time.perf_counter() - start
    visitor.line.close()
    return status, waited


def measure(site: Site, name: str, reports: list[bytes], *, busy: bool = False) -> None:
    before = cpu_seconds(site, "web")
    done = [complete(site, report, busy=busy) for report in reports]
    spent = (cpu_seconds(site, "web") - before) / len(reports)
    must_hold(f"{name}: all {len(reports)} were taken", {status for status, _waited in done} == {201})
    figure(f"{name}: web, CPU a complete report", spent * 1000, "ms", most=8, digits=2)
    if not busy:
        figure(f"{name}: all three requests, median wait", median(w for _s, w in done) * 1000, "ms")


with demonstration() as site:
    ready = sealed(json.loads(visit(site).doors("identity")), 20 + QUIET + BUSY)
    for report in ready[:20]:
        complete(site, report)
    figure("requests a complete report", 3, "", most=3, digits=0)
    figure("a sealed report to three readers", len(ready[0]) / 1000, "KB")
    measure(site, "quiet", ready[20 : 20 + QUIET])
    measure(site, "while many write", ready[20 + QUIET :], busy=True)
    time.sleep(15)  # until every notice is sent
    figure(
        "worker, CPU a report with its three notices",
        cpu_seconds(site, "worker") / len(ready) * 1000,
        "ms",
        digits=2,
    )
end()
