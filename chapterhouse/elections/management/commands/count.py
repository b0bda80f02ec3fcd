from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chapterhouse.elections.counting import blt
from chapterhouse.elections.counting.files import as_csv, as_json, as_rctab, as_table
from chapterhouse.elections.counting.methods import METHODS
from chapterhouse.elections.counting.points import borda
from chapterhouse.elections.wording import file_said

FORMATS = {
    "json": lambda _ballots, count: as_json(count),
    "table": as_table,
    "csv": as_csv,
    "rctab": as_rctab,
}


class Command(BaseCommand):
    help = "Count a file of ballots (BLT), wherever it comes from. Asks no database and changes nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the ballots, a BLT file")
        parser.add_argument("--method", choices=sorted(METHODS), default="scottish_stv")
        parser.add_argument("--format", choices=sorted(FORMATS), default="table")
        parser.add_argument(
            "--lot", metavar="SEED", help="draw lots from this; else from the papers themselves"
        )
        parser.add_argument(
            "--points",
            metavar="6,5,4",
            help="for borda: what each rank gives; else as many as stand, down to 1",
        )

    def handle(
        self, *args: Any, file: Path, method: str, lot: str | None, points: str | None, **options: Any
    ) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}. Name a file of ballots.")
        counted = METHODS[method]
        if points is not None:
            counted = partial(borda, points=stated(points, method))
        try:
            ballots = blt.read(file.read_bytes())
            count = counted(ballots, lot)
        except blt.Unreadable as no:
            raise CommandError(file_said(no)) from no
        except ValueError as no:
            raise CommandError(str(no)) from no
        self.stdout.write(FORMATS[options["format"]](ballots, count))


def stated(points: str, method: str) -> list[int]:
    """What each rank gives, as somebody typed it."""
    if method != "borda":
        raise CommandError("--points belongs to --method borda.")
    try:
        return [int(each) for each in points.split(",")]
    except ValueError as no:
        raise CommandError("--points takes whole numbers with commas between them: 6,5,4,3,2,1") from no
