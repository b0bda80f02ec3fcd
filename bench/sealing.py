"""Sealing and opening in a real browser: a report to ten readers, the derivation, a list of 500 titles."""

import json
import secrets
import uuid
from statistics import median
from typing import Any

from _browser import browser, first_visit
from _figures import end, figure, must_hold
from _site import Site, demonstration
from playwright.sync_api import CDPSession, Page

from chapterhouse.demo.ageclient import Member, new_channel

SITE = "c0ffee00-0000-4000-8000-000000000001"
READERS, TITLES = 10, 500
TIMES = 5
SLOWER = 6

DERIVE = """async ({ mailbox, site }) => {
  const { mailboxOf } = await import(mailbox);
  const start = performance.now();
  window.box = await mailboxOf(site);
  return performance.now() - start;
}"""
SEAL = """async ({ report, doors, told }) => {
  const { buildReport } = await import(report);
  const start = performance.now();
  const { payload } = await buildReport(doors, window.box, told);
  return [performance.now() - start, payload.team.wraps.length, JSON.stringify(payload).length];
}"""
OPEN = """async ({ channel, identity, file, site, rows }) => {
  const { openTitle } = await import(channel);
  const { memberOf } = await import(identity);
  const me = await memberOf(file, 1);
  const start = performance.now();
  const titles = await Promise.all(rows.map((row) => openTitle(me, site, row)));
  return [performance.now() - start, new Set(titles).size];
}"""


def team(number: int) -> list[Member]:
    return [Member.new(SITE, f"m-{chr(98 + each) * 8}") for each in range(number)]


def doors_of(members: list[Member]) -> dict[str, Any]:
    """What the questions' page is given, as far as sealing needs it."""
    note = members[0].sheet("hgo", [member.card for member in members])
    readers = [member.name.rpartition("/")[2] for member in members]
    return {
        "site": SITE,
        "pack": "bench 1",
        "sheets": {"hgo": {"seq": 1, "note": note}},
        "readers": {"hgo": readers},
    }


def told() -> dict[str, Any]:
    body = {
        "happening": "Somebody keeps writing to me at night after I asked them to stop. " * 20,
        "hope": "That it ends.",
    }
    people = [{"name": "L., organising committee", "parts": ["caused"]}]
    return {
        "desk": "hgo",
        "door": "b",
        "excluded": [],
        "body": body,
        "title": "Messages at night",
        "people": people,
    }


def titles_of(me: Member, number: int) -> list[dict[str, Any]]:
    """Rows of a list of cases, as the server gives them."""
    rows = []
    for each in range(number):
        channel, sent = new_channel(me, str(uuid.uuid4()), "team", [me.card])
        entry = channel.seal_entry("title", f"Case number {each}: {secrets.token_hex(8)}")
        row = {"case": channel.case, "channel": channel.uuid, "wrap": sent["wraps"][0]["age_file"]}
        rows.append(row | {"entry": entry["uuid"], "age_file": entry["age_file"]})
    return rows


def modules(site: Site) -> dict[str, str]:
    """Addresses of the sealing modules as served."""
    names = json.loads((site.home / "static" / "staticfiles.json").read_text())["paths"]
    return {
        name: f"/static/{names[f'sealing/{name}.js']}"
        for name in ("report", "mailbox", "channel", "identity")
    }


def slowed(tools: CDPSession, rate: int) -> None:
    tools.send("Emulation.setCPUThrottlingRate", {"rate": rate})


def derivation(page: Page, where: dict[str, str]) -> float:
    return median(page.evaluate(DERIVE, {**where, "site": SITE}) for _ in range(TIMES))


def sealing(page: Page, where: dict[str, str], doors: dict[str, Any]) -> tuple[float, int, int]:
    """Median time in ms, readers, and length of what is sent."""
    done = [page.evaluate(SEAL, {**where, "doors": doors, "told": told()}) for _ in range(TIMES)]
    return median(each[0] for each in done), done[0][1], done[0][2]


with demonstration() as site, browser() as started:
    page, tools = first_visit(started)
    page.goto(f"{site.address}/support/safely/")
    where, members = modules(site), team(READERS)
    doors = doors_of(members)
    plain = derivation(page, where)
    took, wraps, size = sealing(page, where, doors)
    must_hold(f"each of {READERS} readers has a key of the case", wraps == READERS)
    figure(
        f"sealing a report to {READERS} readers, besides the derivation", took / 1000, "s", most=0.2, digits=3
    )
    figure("what is then sent", size / 1000, "KB")
    figure("the derivation (1,000,000 rounds)", plain / 1000, "s", digits=3)
    slowed(tools, SLOWER)
    figure(
        f"sealing with the page slowed {SLOWER} times", sealing(page, where, doors)[0] / 1000, "s", digits=3
    )
    figure(
        f"the derivation with the page slowed {SLOWER} times", derivation(page, where) / 1000, "s", digits=3
    )
    figure(
        f"the derivation on a machine {SLOWER} times slower (reckoned)", plain * SLOWER / 1000, "s", digits=3
    )
    slowed(tools, 1)
    rows = titles_of(members[0], TITLES)
    given = {**where, "file": members[0].identity_file, "site": SITE, "rows": rows}
    opened = [page.evaluate(OPEN, given) for _ in range(TIMES)]
    must_hold(f"{TITLES} titles were opened", {each[1] for each in opened} == {TITLES})
    figure(
        f"{TITLES} titles opened, key and title each",
        median(each[0] for each in opened) / 1000,
        "s",
        most=1,
        digits=3,
    )
    slowed(tools, SLOWER)
    figure(
        f"the same with the page slowed {SLOWER} times", page.evaluate(OPEN, given)[0] / 1000, "s", digits=3
    )
end()
