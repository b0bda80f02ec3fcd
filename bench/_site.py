"""The site to be measured: the demonstration in a folder of its own, served by `chapterhouse serve`."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHAPTERHOUSE = Path(sys.executable).with_name("chapterhouse")
#: What would point the site at another site's data, or change how it serves.
FOREIGN = ("DEBUG", "DATABASE_URL", "STATIC_ROOT", "ALLOWED_HOSTS", "SECRET_KEY", "BEHIND_PROXY")


@dataclass(frozen=True)
class Site:
    """A running site: its address, its data folder, and the program that serves it."""

    address: str
    home: Path
    program: subprocess.Popen[bytes]

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://")

    @property
    def processes(self) -> dict[int, str]:
        """Every process of the site by its number: `web` or `worker`."""
        children = sorted(children_of(self.program.pid), key=started)
        return {self.program.pid: "web"} | {
            pid: "web" if number else "worker" for number, pid in enumerate(children)
        }


def settings_of(home: Path, port: int = 8000) -> dict[str, str]:
    """The environment of a demonstration in a folder."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    address = f"http://127.0.0.1:{port}"
    return kept | {"CHAPTERHOUSE_HOME": str(home), "CHAPTERHOUSE_DEMO": "true", "SITE_ADDRESS": address}


@contextmanager
def loaded() -> Iterator[Path]:
    """A data folder with the demonstration in it; gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        for command in (
            ["migrate", "--verbosity=0"],
            ["collectstatic", "--no-input", "--verbosity=0"],
            ["load_demo"],
        ):
            run([CHAPTERHOUSE, *command], settings_of(home))
        yield home
    finally:
        shutil.rmtree(home)


@contextmanager
def served(home: Path) -> Iterator[Site]:
    """A folder's site, from its first answer on; ended as an operator ends it."""
    port = free_port()
    environment = settings_of(home, port)
    with (home / "serve.log").open("wb") as log:
        program = subprocess.Popen(
            [CHAPTERHOUSE, "serve", f"--port={port}"], env=environment, cwd=ROOT, stdout=log, stderr=log
        )
    site = Site(environment["SITE_ADDRESS"], home, program)
    try:
        await_answer(site)
        yield site
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(timeout=30)


@contextmanager
def demonstration() -> Iterator[Site]:
    """The demonstration, served."""
    with loaded() as home, served(home) as site:
        yield site


def stand_in(home: Path) -> None:
    """Makes this process part of a folder's site: its rows, its actions, its pages."""
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ.update(settings_of(home), DJANGO_SETTINGS_MODULE="chapterhouse.settings")
    import django

    django.setup()


def run(command: list[object], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [str(part) for part in command], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{command[1]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def await_answer(site: Site) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(site.address + "/", timeout=5).close()
        except OSError:
            if site.program.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    raise SystemExit((site.home / "serve.log").read_text()[-3000:])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children_of(parent: int) -> list[int]:
    """All processes below one, as the kernel knows them."""
    found = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        for pid in map(int, task.read_text().split()):
            found += [pid, *children_of(pid)]
    return found


def started(pid: int) -> int:
    """When a process began, in ticks since the machine did. `serve` begins its worker first of all."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
