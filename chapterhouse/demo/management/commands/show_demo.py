from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chapterhouse.demo import loading
from chapterhouse.demo.showing import card


class Command(BaseCommand):
    help = "Print the demonstration's addresses, sign-ins, passphrases and codes again."

    def handle(self, *args: Any, **options: Any) -> None:
        if not loading.is_loaded():
            raise CommandError("There is no demonstration in this data folder. Run load_demo first.")
        self.stdout.write(card())
