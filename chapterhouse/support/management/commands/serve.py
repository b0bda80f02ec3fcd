import gc
import os
import signal
import sys
import threading
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http import wsgi

from chapterhouse.support.worker import run
from chapterhouse.ui.logs import Nameless


class Log(Logger):
    """Gunicorn's own log, which says of what it cannot read from which address it came: ours does not."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        self.error_log.addFilter(Nameless())


class Site(BaseApplication):
    """Gunicorn with our settings: one process, threads, and a log that names no visitor."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.chosen = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()


class Command(BaseCommand):
    help = "Serve the site with its worker beside it, in one program: for small servers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, **options: Any) -> None:
        load_everything()
        wsgi.SERVER = "web"  # what answers, and its version, is nobody's business
        worker = os.fork()
        if worker == 0:
            work_beside(os.getppid())
        Site(
            {
                "bind": f"{options['host']}:{options['port']}",
                "workers": 1,
                "threads": options["threads"],
                "preload_app": True,
                "accesslog": None,
                "errorlog": "-",
                "loglevel": "warning",
                "logger_class": Log,
                "on_exit": lambda _: end(worker),
            }
        ).run()


def load_everything() -> None:
    """Import the whole site before forking, and leave what it made out of garbage collection for good.

    The processes then share its memory, as no collection writes into it; and no request pays for a walk
    through all of Django, which takes longer than the request.
    """
    get_wsgi_application()
    get_resolver().url_patterns  # noqa: B018  # imports every view
    connections.close_all()
    gc.collect()
    gc.freeze()


def work_beside(parent: int) -> None:
    """The worker's process: ends when asked, or when the web process that forked it is gone."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    threading.Thread(target=_watch, args=(parent, stop), daemon=True).start()
    run(stop)
    sys.stdout.flush()
    os._exit(0)


def end(worker: int) -> None:
    """Asks the worker to end, and waits until it has finished what it was doing."""
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(worker, signal.SIGTERM)
        os.waitpid(worker, 0)


def _watch(parent: int, stop: threading.Event) -> None:
    while os.getppid() == parent and not stop.wait(2):
        pass
    stop.set()
