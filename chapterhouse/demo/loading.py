"""Loading the demonstration: the chapter and its stories, through the real actions, up to now."""

import heapq
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import transaction

from chapterhouse.packs.loading import shipped, text_of
from chapterhouse.packs.models import PackVersion
from chapterhouse.sealing.actions.cards import keep_notebook
from chapterhouse.sealing.models import site_id
from chapterhouse.support.adoption import adopt_organisation_pack
from chapterhouse.support.worker import run_once

from .chapter import CAST, Chapter, Character, gather
from .desks import compared_book
from .handbook import write_handbook
from .news import tell_news
from .outside import fill_guide
from .stage import Stage
from .stories import CODE, GUEST, INVITATION, STORIES

#: The pack Riverside works by; only the name is its own.
PACK = "dsa-la-2018"
#: Since when the people hold their offices.
GATHERED = timedelta(days=60)


def secrets_file() -> Path:
    """Where the demonstration keeps its passphrases and codes, to show them again."""
    return Path(settings.HOME) / "demo.json"


def is_loaded() -> bool:
    """Whether this database holds the demonstration."""
    return secrets_file().exists() and PackVersion.objects.exists()


def load(*, at: datetime, handles: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Make the chapter and play its stories up to a moment. All or nothing.

    Args:
        handles: usernames by first name; drawn if left out.

    Returns:
        What `secrets_file` holds: sign-ins, passphrases, codes.
    """
    with transaction.atomic():
        chapter = gather(version=adopt_riverside(at=at), at=at - GATHERED, handles=handles)
        compare_numbers(chapter)
        fill_guide(chapter.people, at=at)
        write_handbook(chapter.people, at=at)
        play(Stage(chapter, site_id(), at), at=at)
        tell_news(chapter.people, at=at)
        # Before the commit: a file without its database is written anew, the reverse would be lost for good.
        secrets = _secrets(chapter)
        path = secrets_file()
        path.touch(mode=0o600)
        path.write_text(json.dumps(secrets, indent=1, ensure_ascii=False), encoding="utf-8")
    return secrets


def adopt_riverside(*, at: datetime) -> PackVersion:
    """The pack with the invented chapter's name, in force since the people took office."""
    text = re.sub(r'(?m)^name\.(en|es) = ".*"$', r'name.\1 = "Riverside"', text_of(shipped()[PACK]), count=2)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "riverside.toml"
        path.write_text(text, encoding="utf-8")
        version = adopt_organisation_pack(pack=str(path), at=at, by="operator")
    version.adopted = at - GATHERED
    version.save(update_fields=["adopted"])
    return version


def compare_numbers(chapter: Chapter) -> None:
    """Everyone has compared the numbers of their desk, so that no page stops to ask for it."""
    offices = {character.first: character.office for character in CAST}
    for first, member in chapter.members.items():
        desk = chapter.version.pack.office(offices[first]).reads
        assert desk is not None
        keep_notebook(by=chapter.people[first], age_file=compared_book(member, desk))


def play(stage: Stage, *, at: datetime) -> None:
    """Play all stories scene by scene, in the order of time, with the worker's round before each."""
    coming: list[tuple[float, int, Iterator[float]]] = []
    for number, story in enumerate(STORIES):
        scenes = story(stage)
        heapq.heappush(coming, (-next(scenes), number, scenes))
    while coming:
        hours, number, scenes = heapq.heappop(coming)
        stage.at = at + timedelta(hours=hours)
        run_once(stage.at)
        following = next(scenes, None)
        if following is not None:
            heapq.heappush(coming, (-following, number, scenes))
    run_once(at)


def _office(chapter: Chapter, who: Character) -> str:
    if who.office:
        return chapter.version.pack.office(who.office).name.in_("en").lower()
    return "runs the server" if who.is_superuser else "member"


def _secrets(chapter: Chapter) -> dict[str, Any]:
    people = [
        {
            "name": who.name,
            "does": _office(chapter, who),
            "email": who.email,
            "passphrase": who.passphrase,
            "recovery": chapter.recovery.get(who.first, ""),
        }
        for who in CAST
    ]
    return {"people": people, "code": CODE, "guest": GUEST, "invitation": INVITATION}
