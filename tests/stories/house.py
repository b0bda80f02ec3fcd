"""A whole site for a story: a data folder, real processes, mail in a folder, everything logged to a file."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

CHAPTERHOUSE = Path(sys.executable).with_name("chapterhouse")


class House:
    """A running site. `home` is its data folder; `url` its address."""

    def __init__(self, home, url):
        self.home, self.url = home, url

    def mails(self, address):
        """What was mailed to an address, oldest first, as (subject, body)."""
        found = []
        for path in sorted(self.home.glob("mail/*"), key=lambda path: path.stat().st_mtime):
            for raw in path.read_bytes().split(b"-" * 79 + b"\n"):
                mail = message_from_bytes(raw, policy=default)
                if mail["To"] == address:
                    found.append((mail["Subject"], mail.get_content()))
        return found

    def await_mail(self, address, number):
        """The number-th mail to an address."""
        return awaited(lambda: self.mails(address), number)

    def sign_in_codes(self, address):
        """The codes mailed to an address, oldest first."""
        letters = "\n".join(body for _, body in self.mails(address))
        return re.findall(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", letters, re.M)

    def await_sign_in_code(self, address, number):
        """The number-th code mailed to an address."""
        return awaited(lambda: self.sign_in_codes(address), number)

    def everything(self):
        """All that the site keeps: each file of the data folder, and the database where it is elsewhere."""
        yield from ((path, path.read_bytes()) for path in sorted(self.home.rglob("*")) if path.is_file())
        if connection.vendor == "postgresql":
            yield "database", dump()


def awaited(look, number):
    """The number-th of what is looked for; the worker sends every few seconds."""
    for _ in range(150):
        found = look()
        if len(found) >= number:
            return found[number - 1]
        time.sleep(0.2)
    raise AssertionError(f"{len(found)} came, not {number}")


@contextmanager
def standing(home):
    """A site with the demonstration in it, served by `chapterhouse serve` on a free port."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")
    }
    environment |= {
        "CHAPTERHOUSE_HOME": str(home),
        "CHAPTERHOUSE_DEMO": "true",
        "SITE_ADDRESS": url,
        "STATIC_ROOT": settings.STATIC_ROOT,
        "DJANGO_SETTINGS_MODULE": "chapterhouse.settings",
    }
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = fresh_database()
    with (home / "site.log").open("wb") as log:
        for command in (["migrate"], ["load_demo"]):
            subprocess.run(
                [CHAPTERHOUSE, *command], env=environment, stdout=subprocess.DEVNULL, stderr=log, check=True
            )
        site = subprocess.Popen(
            [CHAPTERHOUSE, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
    try:
        answering(url)
        yield House(home, url)
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(timeout=20)


def answering(url):
    for _ in range(300):
        try:
            return urllib.request.urlopen(url + "/support/", timeout=5).close()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the site did not start")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fresh_database():
    """A database of the story's own beside the tests', on the same server."""
    name = f"{connection.settings_dict['NAME']}_story"
    params = {**connection.get_connection_params(), "dbname": "postgres"}
    keep = {
        key: value for key, value in params.items() if key in ("host", "port", "user", "password", "dbname")
    }
    with psycopg.connect(**keep, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    user, password = keep.get("user", ""), keep.get("password", "")
    host, port = keep.get("host", "localhost"), keep.get("port", 5432)
    return f"postgres://{user}:{password}@{host}:{port}/{name}"


def dump():
    """Every row of the story's database as text; bytes come as hexadecimal."""
    name = f"{connection.settings_dict['NAME']}_story"
    params = {**connection.get_connection_params(), "dbname": name}
    keep = {
        key: value for key, value in params.items() if key in ("host", "port", "user", "password", "dbname")
    }
    with psycopg.connect(**keep) as server:
        tables = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        rows = [server.execute(f'SELECT t::text FROM "{table}" t').fetchall() for (table,) in tables]
    return "\n".join(text for table in rows for (text,) in table).encode()
