"""What web and worker hold in memory, idle again after the stories have run and every page was asked for."""

import json
import time
from collections import defaultdict
from pathlib import Path

from _figures import end, figure
from _members import signed_in
from _reports import sealed, visit
from _site import Site, demonstration

REPORTS = 50
PAGES = (
    "/",
    "/support/",
    "/support/write/",
    "/support/return/",
    "/support/safely/",
    "/account/login/",
    "/demo/mail/",
)
MEMBERS_PAGES = (
    "/today/",
    "/cases/",
    "/absences/",
    "/write-down/",
    "/vault/",
    "/vault/setup/",
    "/vault/key/",
    "/vault/data.json",
)


def proportional(pid: int) -> float:
    """Proportional set size of a process in MB: what it shares counts by halves, thirds …"""
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024


def alone(pids: list[int]) -> float:
    """The same sum in MB as if no program but these had our libraries open: the largest it can become."""
    own, files = 0, defaultdict(list)
    for pid in pids:
        for head, fields in mappings(pid):
            own += (
                fields["Pss"]
                if not head.startswith("/")
                else int(fields["Pss"] * fields["Anonymous"] / max(fields["Rss"], 1))
            )
            if head.startswith("/"):
                files[head].append(fields["Rss"] - fields["Anonymous"])
    return (own + sum(max(sizes) for sizes in files.values())) / 1024


def mappings(pid: int) -> list[tuple[str, dict[str, int]]]:
    """Each mapping: file and offset (or a name in brackets, or nothing), and its sizes in kB."""
    found: list[tuple[str, dict[str, int]]] = []
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        words = line.split()
        if not words[0].endswith(":"):
            path = words[5] if len(words) > 5 else ""
            found.append((f"{path} {words[2]}" if path.startswith("/") else path, {}))
        elif words[-1] == "kB":
            found[-1][1][words[0][:-1]] = int(words[1])
    return found


def use(site: Site) -> None:
    """The stories: reports by many people, and every kind of page, more than once and in both languages."""
    visitor = visit(site)
    for report in sealed(json.loads(visitor.doors("identity")), REPORTS):
        visitor.shell()
        visitor.doors()
        visitor.send(report)
    cookie, cases = signed_in(site, "Chidi Okafor")
    visitor = visit(site)
    for language in ("en", "es"):
        for page in PAGES:
            visitor.ask("GET", page, **{"Accept-Language": language})
        for page in (*MEMBERS_PAGES, *(f"/cases/{code}/" for code in cases)):
            visitor.ask("GET", page, **{"Accept-Language": language, "Cookie": cookie})


with demonstration() as site:
    fresh = sum(proportional(pid) for pid in site.processes)
    use(site)
    time.sleep(12)  # the worker's next two rounds
    after = {pid: proportional(pid) for pid in site.processes}
    for pid, kind in site.processes.items():
        figure(f"{kind}, one process", after[pid], "MB")
    figure("all of them before the first visitor", fresh, "MB")
    figure("all of them, idle after the stories", sum(after.values()), "MB", most=140)
    figure("the same if no other program shares a library with them", alone(list(after)), "MB")
end()
