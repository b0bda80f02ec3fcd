import tomllib
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chapterhouse.packs.invented import invented
from chapterhouse.packs.loading import PackError
from chapterhouse.support.adoption import adopt_organisation_pack


class Command(BaseCommand):
    help = "Adopt a process pack: one of those shipped, by its name, or a TOML file of your own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pack", help="e.g. dsa-la-2018, or a path ending in .toml")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            version = adopt_organisation_pack(pack=options["pack"], at=timezone.now(), by="operator")
        except PackError as mistakes:
            raise CommandError(str(mistakes)) from mistakes
        self.stdout.write(f"{version} is in force.")
        for key in invented(tomllib.loads(version.source)):
            self.stderr.write(f"{key}: Put your own here; this one is invented, and people would call it.")
