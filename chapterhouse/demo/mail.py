"""The mail that the demonstration wrote to its folder instead of sending it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings

#: What Django's file mail writes after each message.
_BETWEEN = b"\n" + b"-" * 79 + b"\n"
#: More than anybody reads in a demonstration.
MOST = 100


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    body: str
    sent: datetime


def newest() -> list[Mail]:
    """The newest mails, newest first."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=_written, reverse=True)
    # A file may hold several of one second, the newest last.
    found = [mail for file in files[:MOST] for mail in reversed(list(_in(file)))]
    return sorted(found, key=lambda mail: mail.sent, reverse=True)[:MOST]


def _written(file: Path) -> int:
    return file.stat().st_mtime_ns


def _in(file: Path) -> Iterator[Mail]:
    for raw in file.read_bytes().split(_BETWEEN):
        if raw.strip():
            yield _read(raw)


def _read(raw: bytes) -> Mail:
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    text = mail.get_body(("plain",))
    return Mail(
        to=str(mail["to"]),
        subject=str(mail["subject"]),
        body=text.get_content().strip() if text else "",
        sent=datetime.strptime(str(mail["date"]).replace("-0000", "+0000"), "%a, %d %b %Y %H:%M:%S %z"),
    )
