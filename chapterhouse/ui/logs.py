"""Logs that name no visitor."""

import logging
import re
import traceback

REDACTIONS = [
    (re.compile(r"\bhttps?://[^\s'\"<>]+"), "[link]"),  # referrers reach the log through refusals of forms
    (re.compile(r"[^\s@'\"<>]+@[^\s@'\"<>]+\.[^\s@'\"<>]+"), "[mail address]"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), "[address]"),
    (
        re.compile(r"(?<![\w:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|[0-9a-f:]*::[0-9a-f:]*)(?!\w)", re.I),
        "[address]",
    ),
    (re.compile(r"(?<=\S)\?[\w%.~-]+=\S*"), "?[query]"),
]


def nameless(text: str) -> str:
    """The text without network addresses, mail addresses, links and queries."""
    for pattern, instead in REDACTIONS:
        text = pattern.sub(instead, text)
    return text


class Nameless(logging.Filter):
    """Takes out of each line whatever could tell who visited; also out of its traceback and its extras."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = nameless(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = nameless("".join(traceback.format_exception(*record.exc_info)).rstrip())
        record.exc_info = None
        record.__dict__.pop("request", None)
        return True
