"""The documents of the pack and those of the handbook, as one list: what the handbook holds is read there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from chapterhouse.handbook.agreeing import in_force
from chapterhouse.handbook.models import Version
from chapterhouse.handbook.showing import Shelf, Shown, shown
from chapterhouse.packs.guidance import Document
from chapterhouse.packs.pack import Pack


@dataclass(frozen=True)
class Named:
    """A document in a list. ``url``: where it is read; empty where it is not here yet."""

    kind: str
    name: str
    about: str
    url: str
    number: str
    is_ours: bool
    from_pack: Document | None = None


def in_handbook() -> list[Shown]:
    """What everybody may read in the handbook today, in its order."""
    return [shown(each, Shelf(), newest=True) for each in in_force(timezone.localdate(), public=True)]


def titles_now() -> dict[str, str]:
    """By code, of the documents that everybody may read."""
    return {each.version.document.code: each.text.title for each in in_handbook()}


def documents_of(pack: Pack, held: Iterable[Shown]) -> list[Named]:
    """The documents of the pack, each as the handbook has it if it does; then what else the handbook has."""
    left = {each.version.document.code: each for each in held}
    found = []
    for document in pack.documents:
        same = next((each for each in left.values() if each.version.document.kind == document.kind), None)
        if same:
            del left[same.version.document.code]
        found.append(_of_handbook(same, document) if same else _of_pack(document))
    return found + [_of_handbook(each, None) for each in left.values()]


def _of_handbook(row: Shown, document: Document | None) -> Named:
    version: Version = row.version
    url = version.address if version.address and not row.text.body else row.url
    kind, number = version.document.kind, str(version.number)
    return Named(kind, row.text.title, row.text.about, url, number, True, document)


def _of_pack(document: Document) -> Named:
    here = f"{reverse('support:rules')}#{document.kind}" if document.text else ""
    if document.kind == "referral-guide":
        here = reverse("guide:guide")
    url, number = document.address or here, document.version or ""
    return Named(document.kind, str(document.name), str(document.about), url, number, False, document)
