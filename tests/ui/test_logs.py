import logging
import sys

import pytest

from chapterhouse.ui.logs import Nameless


def line(message: str, *args: object, exc_info=None) -> str:
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, exc_info)
    record.request = "with an address in it"
    assert Nameless().filter(record)
    assert not hasattr(record, "request")
    return logging.Formatter("%(message)s").format(record)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Not Found: /cases/K7-204/", "Not Found: /cases/K7-204/"),
        ("GET /return/?code=1234&x=2 404", "GET /return/?[query] 404"),
        ("from 203.0.113.7", "from [address]"),
        ("from 2001:db8::1 and ::1", "from [address] and [address]"),
        (
            "Referer checking failed - https://mail.example/inbox does not match",
            "Referer checking failed - [link] does not match",
        ),
        ("mail to bela@riverside.example refused", "mail to [mail address] refused"),
        ("at 12:30:05 three were due", "at 12:30:05 three were due"),
    ],
)
def test_a_line_names_no_visitor(said: str, kept: str) -> None:
    assert line("%s", said) == kept


def test_neither_does_a_traceback() -> None:
    try:
        raise ValueError("asked by 203.0.113.7 for https://x.example/?q=canary")
    except ValueError:
        text = line("failed", exc_info=sys.exc_info())
    assert "ValueError: asked by [address] for [link]" in text
    assert "canary" not in text


def test_the_sites_own_log_goes_through_it(settings) -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert all("nameless" in handler["filters"] for handler in handlers)
