"""Mail that comes back: what it says, whose it is, and what then goes nowhere any more."""

import io
import sys
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command

from chapterhouse.announcements.actions.bounces import MOST, try_again
from chapterhouse.announcements.bounces import gone, gone_by_answer, read_report
from chapterhouse.announcements.models import Address, Copy
from chapterhouse.journal.models import Row
from tests import make
from tests.announcements import announcing as do

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry to inform you.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {reader}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user

--b
Content-Type: text/rfc822-headers

Subject: General meeting
--b--
"""


def report(copy, status="5.1.1", action="failed", to=None, reader="x@example.org"):
    to = to or f"bounces+{copy.code}@example.org"
    return REPORT.format(to=to, status=status, action=action, reader=reader).encode()


def take(monkeypatch, raw, **options):
    """What the command says of a mail at its standard input."""
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    call_command("take_bounce", stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def copies(cast):
    do.many(2)
    made = do.queued(cast.rosa)
    do.send_all(rounds=1)
    return list(made.copies.select_related("address").order_by("address__email"))


def test_an_address_that_does_not_exist_gets_nothing_more(cast, copies, monkeypatch):
    assert "Nothing goes to this address" in take(monkeypatch, report(copies[0]))
    address = make.fresh(copies[0].address)
    assert (address.refused is not None, address.status) == (True, "5.1.1")
    assert make.fresh(copies[0]).state == Copy.State.REFUSED
    assert make.fresh(copies[1]).state == Copy.State.SENT
    assert do.readers(do.queued(cast.rosa)) == ["p001@example.org"]


def test_the_address_it_came_to_may_be_said_beside_it(copies, monkeypatch):
    raw = report(copies[0], to="root@example.org")
    assert "Nothing is noted" in take(monkeypatch, raw)
    assert "Nothing goes" in take(monkeypatch, raw, to=f"Bounces+{copies[0].code.upper()}@example.org")


@pytest.mark.parametrize("status", ["5.2.2", "5.7.1", "5.0.0", "4.4.7"])
def test_a_full_mailbox_is_counted_and_stops_after_some_copies(cast, copies, monkeypatch, status):
    copy = copies[0]
    assert "It is counted" in take(monkeypatch, report(copy, status))
    assert make.fresh(copy.address).refused is None
    take(monkeypatch, report(copy, status))
    assert make.fresh(copy.address).deferrals == 1, "one copy comes back once"
    for _time in range(MOST - 1):
        made = do.queued(cast.rosa)
        do.send_all(rounds=1)
        take(monkeypatch, report(made.copies.get(address=copy.address), status))
    assert make.fresh(copy.address).refused is not None


def test_a_mail_that_is_only_late_is_no_failure(copies, monkeypatch):
    assert "Nothing is noted" in take(monkeypatch, report(copies[0], "4.4.1", action="delayed"))
    assert make.fresh(copies[0].address).deferrals == 0


FORGED = [
    b"",
    b"\xff\xfe\x00",
    b"To: bounces+000000000000000000000000@example.org\n\nAction: failed\nStatus: 5.1.1\n",
    b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n",
]


@pytest.mark.parametrize("raw", FORGED)
def test_what_is_no_report_changes_nothing_and_breaks_nothing(copies, monkeypatch, raw):
    assert "Nothing is noted" in take(monkeypatch, raw)
    assert not Address.objects.exclude(refused=None).exists()


def test_a_forged_report_cannot_name_another_reader(copies, monkeypatch):
    """Who knows a code has got that copy; the address within the report is not believed."""
    wrong = report(copies[0], to="bounces+" + "a" * 24 + "@example.org", reader="p001@example.org")
    assert "Nothing is noted" in take(monkeypatch, wrong)
    take(monkeypatch, report(copies[0], reader="p001@example.org"))
    assert make.fresh(copies[1].address).refused is None


def test_a_copy_that_has_not_left_cannot_come_back(cast, monkeypatch):
    do.many(1)
    copy = do.queued(cast.rosa).copies.get()
    assert "It is counted" in take(monkeypatch, report(copy))
    assert make.fresh(copy).state == Copy.State.WAITING
    assert make.fresh(copy.address).refused is None


@pytest.mark.parametrize("depth", [90, 20_000])
def test_a_report_of_any_depth_is_read_without_a_fault(depth):
    deep = b"Content-Type: message/rfc822\n\n" * depth + b"To: a@example.org\n\nhello"
    assert read_report(deep).failed is False


@pytest.mark.parametrize(
    ("code", "words", "means"),
    [
        (550, b"5.1.1 no such user", True),
        (550, b"no such user", True),
        (550, b"5.7.1 your server is on our list", False),
        (554, b"we do not like you", False),
        (552, b"5.2.2 mailbox full", False),
    ],
)
def test_a_server_that_dislikes_ours_says_nothing_of_the_address(code, words, means):
    assert gone_by_answer(code, words) is means
    assert not gone("")


def test_a_server_that_refuses_us_makes_no_address_wrong(cast, post):
    post.admit = lambda reader: "554 5.7.1 your server is on our list"
    do.many(2)
    made = do.queued(cast.rosa)
    do.send_all(rounds=1)
    assert do.states(made) == {"refused": 2}
    assert not Address.objects.exclude(refused=None).exists()


# ---- the page


def test_who_keeps_the_list_sees_them_and_says_that_one_is_right(client, cast, copies, monkeypatch):
    client.force_login(cast.rosa)
    assert "No address has refused our mail." in client.get("/announcements/addresses/").content.decode()
    take(monkeypatch, report(copies[0]))
    assert "p000@example.org" in client.get("/announcements/addresses/").content.decode()
    address = make.fresh(copies[0].address)
    page = client.post(f"/announcements/addresses/{address.code}/", follow=True).content.decode()
    assert "p000@example.org" not in page
    assert make.fresh(address).deferrals == 0
    try_again(address=address, by=cast.rosa, at=make.now())
    assert Row.objects.filter(verb="trusted-address", subject=address.code).count() == 1


@pytest.mark.parametrize("first", ["ida", "ana", "sol"])
def test_nobody_else_sees_them(client, cast, first):
    client.force_login(getattr(cast, first))
    assert client.get("/announcements/addresses/").status_code == 404


@pytest.mark.parametrize("own", [True, False])
def test_the_address_of_a_minor_is_never_shown(client, cast, own):
    [young] = do.listed("Young@example.org", minor=True)
    if own:
        young.person = cast.ana
        young.save()
    email = cast.ana.email.lower() if own else "young@example.org"
    found = Address.objects.create(email=email, refused=make.now(), status="5.1.1")
    Address.objects.create(email="other@example.org", refused=make.now(), status="5.1.1")
    client.force_login(cast.rosa)
    page = client.get("/announcements/addresses/").content.decode()
    assert "other@example.org" in page
    assert email not in page
    assert client.post(f"/announcements/addresses/{found.code}/").status_code == 404


def test_a_minor_on_the_list_gets_what_everybody_gets(cast):
    do.listed("young@example.org", minor=True)
    assert do.readers(do.queued(cast.rosa)) == ["young@example.org"]


def test_whoever_shares_an_address_with_somebody_who_wants_no_mail_gets_none_there(cast):
    do.listed("both@example.org", "one@example.org")
    do.listed("Both@example.org", no_mail=True)
    made = do.queued(cast.rosa)
    assert do.readers(made) == ["one@example.org"]
    assert made.left_out == {"no-mail": 2}


def test_who_wants_no_mail_since_gets_none_at_the_address_of_their_account(cast):
    [member] = do.listed("old@example.org")
    member.person = cast.ana
    member.save()
    made = do.queued(cast.rosa)
    member.no_mail = True
    member.save()
    mail.outbox.clear()
    do.send_all(rounds=1)
    assert not mail.outbox
    assert do.states(made) == {"taken-back": 1}
