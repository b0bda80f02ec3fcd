from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chapterhouse.demo import loading
from chapterhouse.demo.showing import card


class Command(BaseCommand):
    help = "Load the demonstration: an invented chapter and its stories. Does nothing if it is there."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Set CHAPTERHOUSE_DEMO=true: the demonstration is not for a site in use.")
        if loading.is_loaded():
            self.stdout.write("The demonstration is loaded already; what was written in it is kept.")
        else:
            loading.load(at=timezone.now())
        self.stdout.write(card())
