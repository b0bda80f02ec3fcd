import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from chapterhouse.support.worker import run


class Command(BaseCommand):
    help = "Run the worker: reminders, notices, tidying. Safe to kill and to start again."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        run(stop)
