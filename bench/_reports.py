"""Reports as a browser sends them, sealed beforehand: what is measured is the site, not this program."""

import base64
import hashlib
import http.client
import json
import secrets
from dataclasses import dataclass
from typing import Any

from _site import Site

from chapterhouse.demo.ageclient import Reporter, build_report, new_identity
from chapterhouse.sealing.formats.cards import REPORTER
from chapterhouse.sealing.formats.sheets import read_sheet

BODY = {
    "happening": "Somebody keeps writing to me at night after I asked them to stop. " * 20,
    "hope": "That it ends, and that I do not have to explain it to everyone.",
    "language": "en",
}
HEADERS = {
    "Accept": "*/*",
    "Accept-Language": "en",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Dest": "empty",
}


@dataclass
class Visitor:
    """A browser's one connection."""

    line: http.client.HTTPConnection

    def ask(self, method: str, address: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        """Send a request; the status and the body as it came."""
        self.line.request(method, address, body, {**HEADERS, **headers})
        answer = self.line.getresponse()
        return answer.status, answer.read()

    def shell(self) -> int:
        return self.ask("GET", "/support/write/", **{"Accept-Encoding": "gzip, deflate, br, zstd"})[0]

    def doors(self, coding: str = "gzip, deflate, br, zstd") -> bytes:
        return self.ask("GET", "/support/doors.json", **{"Accept-Encoding": coding})[1]

    def send(self, report: bytes) -> int:
        return self.ask("POST", "/support/reports/?lang=en", report, **{"Content-Type": "application/json"})[
            0
        ]


def visit(site: Site) -> Visitor:
    return Visitor(http.client.HTTPConnection(site.host, timeout=120))


def sealed(doors: dict[str, Any], number: int, *, door: str = "a", proof: str | None = None) -> list[bytes]:
    """Reports to a door, each of another person, whole and ready to send."""
    desk = next(each["desk"] for each in doors["doors"] if each["code"] == door)
    sheet = read_sheet(doors["sheets"][desk]["note"])
    out = {card.name.rpartition("/")[2] for card in sheet.cards} - set(doors["readers"][desk])
    made = []
    for _ in range(number):
        drawn = (doors["site"], REPORTER, new_identity(), secrets.token_bytes(32))
        sent = build_report(
            Reporter(*drawn, auth=secrets.token_hex(32)),
            sheet,
            door=door,
            pack=doors["pack"],
            body=BODY,
            title="Messages at night",
            people=[{"name": "L., organising committee", "parts": ["caused"]}],
            excluded=sorted(out),
        )
        made.append(json.dumps(sent.payload | ({"altcha": proof} if proof else {})).encode())
    return made


def proven(report: bytes, challenge: dict[str, Any]) -> bytes:
    """A report with the proof of work that a site asks for while many write at once."""
    asked = {"algorithm": "SHA-256", **challenge}
    start = asked["salt"].encode()
    most = int(asked.get("maxNumber") or asked.get("maxnumber"))
    number = next(
        n for n in range(most + 1) if hashlib.sha256(start + b"%d" % n).hexdigest() == asked["challenge"]
    )
    solved = {name: asked[name] for name in ("algorithm", "challenge", "salt", "signature")} | {
        "number": number
    }
    proof = base64.b64encode(json.dumps(solved).encode()).decode()
    return json.dumps(json.loads(report) | {"altcha": proof}).encode()
