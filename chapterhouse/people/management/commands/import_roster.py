import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chapterhouse.people.actions.rosters import import_roster, newest_import, preview, undo_import
from chapterhouse.people.roster.columns import KEPT, SWITCHED_ON
from chapterhouse.people.roster.comparing import Comparison
from chapterhouse.people.roster.files import Unreadable
from chapterhouse.people.roster.reading import Roster, open_roster
from chapterhouse.people.roster_words import file_said, row_said, warnings
from chapterhouse.ui.refused import Refused


class Command(BaseCommand):
    help = "Take over a list of members: CSV, or a zip with one in it. All of it or nothing."
    requires_system_checks = ()  # they read every page of the site, which takes longer than a short list

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="the list")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, no more")
        parser.add_argument("--undo", action="store_true", help="undo the last import instead")
        parser.add_argument(
            "--with",
            dest="switched_on",
            action="append",
            default=[],
            choices=sorted(SWITCHED_ON),
            help="keep this as well; left out unless you name it",
        )
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="WHAT=HEADER",
            help=f"which column holds what, where its header does not say: {', '.join(KEPT)}",
        )

    def handle(self, *args: Any, file: str | None, undo: bool, **options: Any) -> None:
        try:
            self._undo() if undo else self._import(Path(file or ""), **options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except Unreadable as no:
            raise CommandError(file_said(no)) from no

    def _undo(self) -> None:
        done = undo_import(by="operator", at=timezone.now())
        self.stdout.write(f"Undone: {done.file}, imported on {done.at:%Y-%m-%d %H:%M}.")

    def _import(
        self, path: Path, *, dry_run: bool, switched_on: list[str], column: list[str], **_rest: Any
    ) -> None:
        if not path.is_file():
            raise CommandError(f"There is no file {path}. Name the list.")
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        roster = open_roster(
            lambda: path.open("rb"), name=path.name, switched_on=switched_on, mapped=mapped(column)
        )
        self._say_columns(roster)
        last = newest_import()
        if dry_run:
            found = preview(roster)
        else:
            _done, found = import_roster(
                roster=roster, file=path.name, sha256=sha256, by="operator", at=timezone.now()
            )
        self._say(found)
        for sentence in warnings(roster, found, last, sha256):
            self.stderr.write(f"Note: {sentence}")
        self.stdout.write("Nothing was changed." if dry_run else "Done. To undo it: import_roster --undo")

    def _say_columns(self, roster: Roster) -> None:
        for words, names in (
            ("Understood", roster.columns.places),
            ("Left out", roster.columns.left_out),
            ("Not known", roster.columns.unknown),
        ):
            if names:
                self.stdout.write(f"{words}: {', '.join(names)}")

    def _say(self, found: Comparison) -> None:
        counts = {name: getattr(found, name) for name in ("read", "new", "changed", "unchanged")}
        counts |= {"absent": len(found.absent), "bad": found.bad}
        more = {
            "lapsed": found.lapsed,
            "back on the list": found.returned,
        }
        for name, number in {**counts, **more}.items():
            self.stdout.write(f"{name}: {number}")
        for row in found.shown:
            self.stdout.write(row_said(row))
        if found.bad > len(found.shown):
            self.stdout.write(f"… and {found.bad - len(found.shown)} more lines")


def mapped(said: list[str]) -> dict[str, str]:
    """What was said of columns: header by what it holds."""
    pairs = [each.partition("=")[::2] for each in said]
    for what, header in pairs:
        if what not in KEPT or not header:
            raise CommandError(f"--column takes WHAT=HEADER; WHAT is one of {', '.join(KEPT)}.")
    return dict(pairs)
