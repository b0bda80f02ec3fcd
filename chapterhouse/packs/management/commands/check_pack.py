import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chapterhouse.packs.invented import invented
from chapterhouse.packs.loading import PackError, load, text_of


class Command(BaseCommand):
    help = "Read process packs and print every mistake in them; ends with 1 if there is any."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        faulty = [path for path in files if not self.sound(path)]
        if faulty:
            raise CommandError(f"{len(faulty)} of {len(files)} cannot be used.")

    def sound(self, path: Path) -> bool:
        """Say what there is to say about one file."""
        try:
            text = text_of(path)
            pack = load(text, file=path.name, at=timezone.now())
        except PackError as error:
            self.stderr.write(str(error))
            return False
        languages = ", ".join(pack.languages)
        self.stdout.write(f"{path.name}: {pack.slug} is sound and speaks {languages}.")
        for key in invented(tomllib.loads(text)):
            self.stdout.write(f"{path.name}: {key}: Put your own here; this one is invented.")
        return True
