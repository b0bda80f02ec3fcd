"""A mail server of our own on loopback, which can be down, and can be interrupted at any message."""

import smtplib
import socket
import time
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller


class PostOffice:
    """Takes mail on one port while it is open. `accept` may raise, or answer another reply.

    `admit` answers for each reader; `senders` are the return paths of what it took.
    """

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.mails = []
        self.senders = []
        self.accept = lambda mail: "250 OK"
        self.admit = lambda reader: "250 OK"
        self.controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        reply = self.admit(address)
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        mail = message_from_bytes(envelope.content, policy=policy.default)
        reply = self.accept(mail)
        if reply.startswith("250"):
            self.mails.append(mail)
            self.senders.append(envelope.mail_from)
        return reply

    def open(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self):
        if self.controller:
            self.controller.stop()
            self.controller = None
        while True:  # the port is free again
            try:
                smtplib.SMTP("127.0.0.1", self.port, timeout=1).close()
            except OSError:
                return
            time.sleep(0.01)

    @property
    def readers(self):
        return sorted(mail["to"] for mail in self.mails)


@pytest.fixture
def post(settings):
    office = PostOffice()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    settings.EMAIL_TIMEOUT = 5
    office.open()
    yield office
    office.close()
