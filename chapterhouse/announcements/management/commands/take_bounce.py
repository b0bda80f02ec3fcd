import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from chapterhouse.announcements.actions.bounces import come_back
from chapterhouse.announcements.bounces import CODE, read_report
from chapterhouse.announcements.models import Copy

#: More than any notification is long; the rest of a mail that came back says nothing.
MOST = 1_000_000


class Command(BaseCommand):
    help = "Take a mail that came back, from standard input: for a pipe of the mail server (docs/running.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="", help="The address it came to, where its headers do not say.")

    def handle(self, *args: Any, to: str = "", **options: Any) -> None:
        report = read_report(sys.stdin.buffer.read(MOST))
        named = CODE.search(to.lower())
        copy = Copy.objects.filter(code=named[1] if named else report.code).select_related("address").first()
        if copy is None or not report.failed:
            self.stdout.write(
                "Nothing is noted: it names no copy of ours, or says of no delivery that it failed."
            )
            return
        refused = come_back(copy=copy, status=report.status, at=timezone.now())
        self.stdout.write("Nothing goes to this address any more." if refused else "It is counted.")
