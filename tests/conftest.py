"""What every test stands on: no network but loopback, static files as served, a browser, a running site."""

import ipaddress
import os
import shutil
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from chapterhouse.support.flood import gate
from tests.requirements import codes_of
from tests.stored import is_asked_again

pytest_plugins = ["tests.cast"]  # the people of the tests and the Site row

IN_CI = os.environ.get("CI") == "true"
#: What a machine may lack: the fixtures that stand for it.
NEEDED = ("browser", "age")


# ---- the run as a whole


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        call_command("collectstatic", interactive=False, verbosity=0)


def pytest_addoption(parser: pytest.Parser) -> None:
    for what in NEEDED:
        left_out = f"leave out the tests that need {what}"
        parser.addoption(f"--without-{what}", action="store_true", help=left_out)
    again = "for a second engine, when the first has run all: what a database can change (tests/stored.py)"
    parser.addoption("--asked-again", action="store_true", help=again)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        codes_of(item)
    for what in NEEDED:
        if config.getoption(f"--without-{what}"):
            leave_out(config, items, [item for item in items if what in item.fixturenames])
    if config.getoption("--asked-again"):
        leave_out(config, items, [item for item in items if not is_asked_again(item)])


def leave_out(config: pytest.Config, items: list[pytest.Item], some: list[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=some)
    unwanted = set(some)
    items[:] = [item for item in items if item not in unwanted]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """On a CI machine a test that did not run is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


# ---- no network but loopback


def refuse_strangers(connect: Any) -> Any:
    """A socket's connect that only reaches this machine."""

    def connect_nearby(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address[0]):
            raise PermissionError(
                f"Tests reach nothing but this machine, and this is elsewhere: {address[0]}"
            )
        return connect(self, address)

    return connect_nearby


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session", autouse=True)
def _only_loopback() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse_strangers(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", refuse_strangers(socket.socket.connect_ex))
        yield


# ---- the browser

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium: the one CHROMIUM names, else the one on PATH, else the one Playwright brought."""
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    path = {"executable_path": chromium} if chromium else {}
    return {**browser_type_launch_args, **path, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Without motion, so that axe meets no colour that is on its way to another."""
    return {**browser_context_args, "reduced_motion": "reduce"}


# ---- what is sent by code


@pytest.fixture
def quiet_times() -> Iterator[None]:
    """What earlier tests sent does not count as load."""
    gate.reset()
    yield
    gate.reset()


# ---- the age program


@pytest.fixture(scope="session")
def age() -> str:
    """The stock `age` command (bin/test installs it)."""
    path = shutil.which("age")
    assert path, "The age program is missing: apt-get install age, or leave its tests out by --without-age"
    return path


# ---- a running site


class Busy:
    """A running site's application that knows what it has not answered yet."""

    def __init__(self, application: Any) -> None:
        self.application, self.unanswered = application, set[int]()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.unanswered.add(id(environ))
        try:
            return self.application(environ, start_response)
        finally:
            self.unanswered.discard(id(environ))


@pytest.fixture(scope="session")
def live_server() -> Iterator[LiveServer]:
    """The whole site at `live_server.url`; static files come with hashed names, from WhiteNoise."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = Busy
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _answered(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a page asked for last is answered before the rows of its test go."""
    yield
    if "live_server" in request.fixturenames:
        site = request.getfixturevalue("live_server").thread.httpd.get_app()
        for _ in range(500):
            if not site.unanswered:
                return
            time.sleep(0.01)


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """In a browser, `page.goto("/")` opens the running site; what a test writes to the database, it sees."""
    return live_server.url
