"""A first visit to the questions in a real browser with an empty cache: bytes, requests, longest chain."""

import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urlsplit

from _browser import browser, first_visit
from _figures import end, figure, must_hold
from _site import Site, demonstration
from playwright.sync_api import CDPSession, Page

#: A slow telephone: what comes first is then seen to come first.
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
#: Says when something can first be answered: an enabled control of the first question is on the screen.
WATCH = """
const look = () => {
  const main = document.querySelector("main [data-when-ready]");
  const can = main && [...main.querySelectorAll("input, button, a[href], textarea")]
    .some((one) => one.checkVisibility() && !one.disabled);
  if (can && main.checkVisibility()) window.usable ??= performance.timeOrigin + performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@dataclass
class Asked:
    """One request: who caused it, and what of it has arrived when (seconds since 1970)."""

    address: str
    cause: str
    size: int = 0
    arrived: list[tuple[float, int]] = field(default_factory=list)


class Wire:
    """Everything that passes between the browser and the site."""

    def __init__(self, tools: CDPSession) -> None:
        self.requests: dict[str, Asked] = {}
        self.offset = 0.0
        tools.on("Network.requestWillBeSent", self.sent)
        tools.on("Network.responseReceived", self.answered)
        tools.on("Network.dataReceived", self.data)
        tools.on("Network.loadingFinished", self.finished)
        tools.send("Network.enable")

    def sent(self, event: dict[str, Any]) -> None:
        self.offset = event["wallTime"] - event["timestamp"]
        cause = event["initiator"]
        frames = cause.get("stack", {}).get("callFrames", [])
        by = frames[-1]["url"] if frames else cause.get("url", "")
        self.requests[event["requestId"]] = Asked(event["request"]["url"], urldefrag(by)[0])

    def answered(self, event: dict[str, Any]) -> None:
        self.add(event, event["response"]["encodedDataLength"])

    def data(self, event: dict[str, Any]) -> None:
        self.add(event, event["encodedDataLength"])

    def add(self, event: dict[str, Any], size: int) -> None:
        if asked := self.requests.get(event["requestId"]):
            asked.arrived.append((event["timestamp"] + self.offset, size))

    def finished(self, event: dict[str, Any]) -> None:
        if asked := self.requests.get(event["requestId"]):
            asked.size = event["encodedDataLength"]
            rest = asked.size - sum(size for _at, size in asked.arrived)
            asked.arrived.append((event["timestamp"] + self.offset, rest))

    @property
    def total(self) -> int:
        return sum(asked.size for asked in self.requests.values())

    def until(self, moment: float) -> int:
        """Bytes that had arrived by a moment."""
        return sum(size for asked in self.requests.values() for at, size in asked.arrived if at <= moment)

    def depth(self, address: str) -> int:
        """How many requests, one after another, led to an address and to what it asked for."""
        asked = next((each for each in self.requests.values() if each.address == address), None)
        if asked is None:
            return 0
        before = self.depth(asked.cause) if asked.cause != address else 0
        if not before and address.endswith(".js"):
            before = 2  # put down to nobody: loaded ahead by a module of the page
        return 1 + before


def usable(page: Page) -> float:
    """When the first question could be answered, in seconds since 1970."""
    for _ in range(600):  # the page's policy forbids what waits for a condition
        if moment := page.evaluate("window.usable ?? 0"):
            return float(moment) / 1000
        time.sleep(0.1)
    raise SystemExit("The first question never came.")


def hashed(site: Site, name: str) -> str:
    names = json.loads((site.home / "static" / "staticfiles.json").read_text())["paths"]
    return f"/static/{names[name]}"


def whole_visit(page: Page, site: Site) -> None:
    """Waits for what the page loads ahead, then loads what sealing needs, if anything was left out."""
    page.wait_for_load_state("networkidle")
    for name in ("sealing/report.js", "sealing/mailbox.js"):
        page.evaluate("(address) => import(address).then(() => null)", hashed(site, name))
    page.wait_for_load_state("networkidle")


def table(wire: Wire) -> None:
    for asked in wire.requests.values():
        print(f"      {asked.size:>7,} bytes, {wire.depth(asked.address)}: {urlsplit(asked.address).path}")


with demonstration() as site, browser() as started:
    page, tools = first_visit(started, locale="en-US")
    wire = Wire(tools)
    tools.send("Network.setCacheDisabled", {"cacheDisabled": False})
    tools.send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(WATCH)
    page.goto(f"{site.address}/support/write/#a")
    ready = usable(page)
    whole_visit(page, site)
    foreign = [each.address for each in wire.requests.values() if not each.address.startswith(site.address)]
    figure("whole first visit, over the wire", wire.total / 1000, "KB", most=130)
    figure("requests", len(wire.requests), "", most=25, digits=0)
    figure(
        "longest chain",
        max(wire.depth(each.address) for each in wire.requests.values()),
        "",
        most=3,
        digits=0,
    )
    figure("arrived when the first question can be answered", wire.until(ready) / 1000, "KB", most=60)
    start = page.evaluate("performance.timeOrigin") / 1000
    figure("and that is, at 1.6 Mbit/s and 150 ms, after", ready - start, "s", digits=2)
    must_hold("nothing was loaded from elsewhere", not foreign)
    table(wire)
end()
