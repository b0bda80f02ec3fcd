"""What somebody takes along: sealed entries and files, their own wraps, and how to open all of it without us.

Everything in the zip is an age file under a neutral name, but for the manifest, the reader and the page that
gives the commands (encryption design, section 5, Export).
"""

import base64
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from re import DOTALL, search
from typing import Any

from django.http import StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from .actions.files import PIECE, place_of
from .formats.zips import Part, length, stream
from .models import Blob, ChannelKey, Entry

Json = dict[str, Any]
#: What the commands call the opened identity, and what a person saves beside their zip.
OWN_KEY, CASE_KEY = "me.key", "case.key"
READER = Path(__file__).parent / "static" / "sealing" / "vendor" / "read.html"


@dataclass(frozen=True)
class Opens:
    """One key that goes along, and what it opens, all by their names in the zip; `key` is the opened wrap."""

    wrap: str
    key: str
    entries: list[str]
    files: list[str]

    @property
    def commands(self) -> list[str]:
        """What opens the wrap, and with it the first entry and the first file."""
        entries = [f"age -d -i {self.key} {name}" for name in self.entries[:1]]
        files = [f"age -d -i {self.key} -o {name.removesuffix('.age')} {name}" for name in self.files[:1]]
        return [f"age -d -i {OWN_KEY} -o {self.key} {self.wrap}", *entries, *files]


@dataclass
class Export:
    """The sealed parts of an export while they are gathered, and the names they get.

    Attributes:
        parts: entries, files and wraps, in the order in which they travel.
        keys: those that go along.
    """

    parts: list[Part] = field(default_factory=list)
    keys: list[Opens] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _blobs: dict[str, str] = field(default_factory=dict)

    def channel(self, channel: Mapping[str, Any]) -> Json:
        """Takes in a channel: its wraps, entries and files.

        Args:
            channel: as a browser is given it: ``channel``, ``kind``, ``keys`` (``version`` and ``wrap`` in
                base64, empty where the asker holds none), ``statements``, and what else shall be kept.

        Returns:
            The same for the manifest, with names of parts in the place of contents.
        """
        rows = Entry.objects.filter(channel_key__channel__uuid=channel["channel"]).defer("age_file")
        rows = rows.select_related("channel_key", "author").prefetch_related("blobs")
        entries = [(row.channel_key.version, self._entry(row)) for row in rows.order_by("received", "pk")]
        public = dict(_recipients(channel["channel"]))
        keys = [{**self._key(key, entries), "recipient": public[key["version"]]} for key in channel["keys"]]
        return {**channel, "keys": keys, "entries": [{**entry, "version": v} for v, entry in entries]}

    def keep(self, name: str, data: bytes) -> str:
        """Takes in a small file that is at hand."""
        self.parts.append(Part.of(name, data))
        return name

    def _key(self, key: Mapping[str, Any], entries: Sequence[tuple[int, Json]]) -> Json:
        if not key["wrap"]:
            return {"version": key["version"], "wrap": None}
        mine = [entry for version, entry in entries if version == key["version"]]
        wrap = self.keep(self._next("key"), base64.b64decode(key["wrap"]))
        files = [name for entry in mine for name in entry["files"].values() if name]
        opened = f"case-{wrap.removeprefix('key-').removesuffix('.age')}.key"
        self.keys.append(Opens(wrap, opened, [entry["age_file"] for entry in mine], files))
        return {"version": key["version"], "wrap": wrap}

    def _entry(self, row: Entry) -> Json:
        part = Part(self._next("entry"), row.size, partial(_ciphertext, row.pk))
        self.parts.append(part)
        return {
            "uuid": str(row.uuid),
            "age_file": part.name,
            "author": row.author.username if row.author else "",
            "received": row.received.isoformat(timespec="seconds"),
            "files": {blob.sha256: self._blob(blob) for blob in row.blobs.all()},
        }

    def _blob(self, blob: Blob) -> str | None:
        """Its name in the zip; nothing for a file that never arrived."""
        if blob.arrived is None:
            return None
        if blob.sha256 not in self._blobs:
            part = Part(self._next("file"), blob.size, partial(_pieces, blob.sha256))
            self.parts.append(part)
            self._blobs[blob.sha256] = part.name
        return self._blobs[blob.sha256]

    def _next(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}-{self._numbers[kind]:03}.age"


def _recipients(channel: str) -> Iterable[tuple[int, str]]:
    return ChannelKey.objects.filter(channel__uuid=channel).values_list("version", "recipient")


def _ciphertext(pk: int) -> Iterable[bytes]:
    """An entry's age file, asked for when its turn comes: a slow line keeps no question open meanwhile."""
    return (bytes(Entry.objects.values_list("age_file", flat=True).get(pk=pk)),)


def _pieces(sha256: str) -> Iterator[bytes]:
    with place_of(sha256).open("rb") as sealed:
        while piece := sealed.read(PIECE):
            yield piece


def zipped(export: Export, manifest: Json, *, name: str, at: datetime) -> StreamingHttpResponse:
    """The whole export as an answer that the browser saves, and shows how far it is: the length is known.

    Args:
        manifest: what is said in clear; the moment is added.
        name: of the zip, neutral: it stands in a folder that others may see.
    """
    said = {"v": 1, **manifest, "made": at.isoformat(timespec="seconds")}
    pages = {
        "HOW.html": how(export, manifest).encode(),
        "read.html": READER.read_bytes(),
        "manifest.json": json.dumps(said, ensure_ascii=False, indent=1).encode(),
    }
    parts = [*(Part.of(name, data) for name, data in pages.items()), *export.parts]
    answer = StreamingHttpResponse(stream(parts, at=timezone.localtime(at)), content_type="application/zip")
    answer["Content-Length"] = length(parts)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def how(export: Export, manifest: Json) -> str:
    """The page that gives the commands, in every language, with the names that are in this zip."""
    written = {name for opens in export.keys for name in (*opens.entries, *opens.files)}
    rest = [part.name for part in export.parts if part.name.startswith(("entry-", "file-"))]
    entry = next((name for name in rest if name in written and name.startswith("entry-")), None)
    context = {
        "name": "HOW.html",
        "identity": manifest["identity"],
        "first": f"age -d -i recovery.txt -o {OWN_KEY} {manifest['identity']}",
        "keys": export.keys,
        "last": entry and f"age -d -i {CASE_KEY} {entry}",
        "closed": [name for name in rest if name not in written],
        "style": reader_style(),
    }
    return render_to_string("sealing/how.html", context)


@cache
def reader_style() -> SafeString:
    """The stylesheet of the reader, so that both pages look alike."""
    found = search(r"<style>(.*?)</style>", READER.read_text(), DOTALL)
    assert found
    return mark_safe(found[0])  # noqa: S308 - our own built file
