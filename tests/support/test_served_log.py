"""What the program that serves the site writes of requests that are none."""

import os
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

#: Each is answered by gunicorn itself, before anything of ours sees it.
BROKEN = [
    b"GET /support/return/ HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nRefe rer: x\r\n\r\n",
]


@pytest.fixture
def served(tmp_path):
    """The site as it is served: its port, and what it has written when it has ended."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "chapterhouse.settings",
        "CHAPTERHOUSE_HOME": str(tmp_path),
        "STATIC_ROOT": settings.STATIC_ROOT,
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "chapterhouse", "serve", "--port", str(port)]
    log = tmp_path / "log"
    with log.open("wb") as out:
        program = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
    yield port, lambda: (program.terminate(), program.wait(), log.read_text())[2]
    program.kill()
    program.wait()


def said(port, request, most=12):
    """The first bytes of its answer, once it is there to answer."""
    for _trial in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port)) as line:
                line.sendall(request)
                return line.recv(most)
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise AssertionError("it never began to serve")


@pytest.mark.requirement("B7")
def test_a_request_that_cannot_be_read_leaves_no_address_in_the_log(served):
    port, log = served
    assert [said(port, request) for request in BROKEN] == [b"HTTP/1.1 400"] * 2
    written = log()
    assert written.count("Invalid request") == 2
    assert "127.0.0.1" not in written


def test_an_answer_does_not_name_the_program_that_serves(served):
    port, _log = served
    answer = said(port, b"GET /nowhere/ HTTP/1.1\r\nHost: localhost\r\n\r\n", most=4096)
    assert b"\r\nServer: web\r\n" in answer
    assert b"gunicorn" not in answer.lower()
