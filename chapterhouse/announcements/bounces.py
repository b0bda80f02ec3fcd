"""Reading what a mail server sends back: a delivery status notification (RFC 3464)."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

CODE = re.compile(r"\+([0-9a-f]{24})@")
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
#: An address that does not exist, was switched off, or whose host is nowhere (RFC 3463). All else, such as a
#: full mailbox or a server that dislikes ours, is not the address's fault.
GONE = re.compile(r"5\.1\.(0|1|2|3|4|6|10)|5\.2\.1|5\.4\.4")
#: The same in an answer that gives three digits alone.
GONE_CODES = frozenset({550, 551, 553})
#: Where a mail server says to whom it delivers, and what came back may name its own return path.
HEADERS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Return-Path", "X-Failed-Recipients")


@dataclass(frozen=True)
class Report:
    """What came back.

    Attributes:
        code: of the copy; empty where nothing names it.
        status: such as 5.1.1; empty where the mail says nothing of a delivery.
        failed: it was given up, and is not only late.
    """

    code: str
    status: str
    failed: bool


def gone(status: str) -> bool:
    """Whether an address of this status takes no mail, now or later."""
    return bool(GONE.fullmatch(status))


def gone_by_answer(code: int, words: bytes | str) -> bool:
    """Whether a mail server's answer to an address means that it takes no mail, now or later."""
    said = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    found = STATUS.search(said)
    return gone(found[1]) if found else code in GONE_CODES


def read_report(mail: bytes) -> Report:
    """What a mail says of a delivery that failed. Whatever it is, this raises nothing."""
    try:
        message = message_from_bytes(mail, policy=policy.compat32)
        action, status = _delivery(message)
    except RecursionError:  # parts within parts, deeper than any mail server's
        return Report("", "", False)
    found = STATUS.search(status)
    return Report(_code(message), found[1] if found else "", action == "failed")


def _delivery(message: Message) -> tuple[str, str]:
    """Action and status of the first reader who is named."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, Message) and block.get("Action"):
                return str(block["Action"]).strip().lower(), str(block.get("Status", ""))
    return "", ""


def _code(message: Message) -> str:
    """The code in the address to which it came back."""
    for name in HEADERS:
        for value in message.get_all(name, []):
            if found := CODE.search(str(value).lower()):
                return found[1]
    return ""
