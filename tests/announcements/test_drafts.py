"""An announcement from its draft until it waits: who may write it, who gets it, who is left out and why."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chapterhouse.announcements.actions import drafts
from chapterhouse.announcements.actions.wishes import address_of, unsubscribe
from chapterhouse.announcements.kinds import Kind, kinds_of
from chapterhouse.announcements.models import Address, Announcement, Copy
from chapterhouse.journal.models import Row
from chapterhouse.people.models import Membership
from chapterhouse.ui.refused import Refused
from tests import make
from tests.announcements import announcing as do

pytestmark = pytest.mark.django_db


def form(**more):
    return {
        "kind": "news",
        "audience": "roll",
        "title_en": "General meeting",
        "text_en": "We meet on Sunday.",
        "title_es": "Asamblea",
        "text_es": "Nos vemos el domingo.",
        **more,
    }


def refusal(act, **how):
    with pytest.raises(Refused) as refused:
        act(**how, at=make.now())
    return refused.value.code


# ---- who writes


def test_news_are_written_by_those_who_announce_and_the_teams_by_those_who_speak_for_it(cast):
    assert kinds_of(cast.rosa, make.now()) == [Kind.NEWS, Kind.MEETINGS, Kind.TRAININGS]
    assert kinds_of(cast.ida, make.now()) == [Kind.TEAM]
    assert kinds_of(cast.ana, make.now()) == []
    assert (
        refusal(drafts.draft, kind=Kind.NEWS, audience="roll", wordings=do.WORDINGS, by=cast.ida)
        == "not-yours"
    )


PAGES = ("", "new/", "{code}/", "{code}/change/", "{code}/send/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("first", "status"), [("rosa", 200), ("ida", 404), ("ana", 404), ("sol", 404)])
def test_pages_open_for_those_who_may_write_that_kind(client, cast, page, first, status):
    address = "/announcements/" + page.format(code=do.draft(cast.rosa).code)
    client.force_login(getattr(cast, first))
    if first == "ida" and "{" not in page:
        status = 200
    assert client.get(address).status_code == status
    assert Client().get(address).status_code == 302


def test_somebody_else_who_may_not_write_it_can_do_nothing_with_it(client, cast):
    made = do.draft(cast.rosa)
    client.force_login(cast.ida)
    for step in ("test", "send", "stop", "again", "discard", "change"):
        assert client.post(f"/announcements/{made.code}/{step}/", form()).status_code == 404
    assert make.fresh(made).queued is None


# ---- drafts


def test_a_draft_is_kept_shown_and_changed(client, cast):
    client.force_login(cast.rosa)
    page = client.post("/announcements/new/", form(), follow=True).content.decode()
    assert "General meeting" in page
    assert "Nos vemos el domingo." in page
    made = Announcement.objects.get()
    client.post(f"/announcements/{made.code}/change/", form(title_en="Another", kind="meetings"))
    assert (make.fresh(made).title, make.fresh(made).kind) == ("Another", "meetings")
    assert [row.verb for row in Row.objects.about(made.code)] == [
        "changed-announcement",
        "drafted-announcement",
    ]
    assert not mail.outbox


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"title_en": "", "text_en": "", "title_es": "", "text_es": ""}, "Write a title and a text"),
        ({"text_es": ""}, "Write both a title and a text"),
        ({"title_es": ""}, "Write both a title and a text"),
        ({"title_en": "One\nBcc: all@example.org"}, "Write the title in one line"),
        ({"title_en": "x" * 121}, "121"),
        ({"kind": "team"}, "Select a valid choice"),
        ({"audience": "none"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_the_words_are_kept(client, cast, edits, said):
    client.force_login(cast.rosa)
    page = client.post("/announcements/new/", form(**edits)).content.decode()
    assert said in page
    if "text_es" not in edits:
        assert "Nos vemos el domingo." in page
    assert not Announcement.objects.exists()


def test_a_title_of_several_lines_is_refused_by_the_verb_too(cast):
    for title in ("One\nBcc: all@example.org", "One\r\nTwo", "One\x0bTwo", "One\u2028Two"):
        how = {"kind": Kind.NEWS, "audience": "roll", "wordings": {"en": (title, "Text")}, "by": cast.rosa}
        assert refusal(drafts.draft, **how) == "lines"


def test_a_draft_can_be_thrown_away_until_it_is_sent(client, cast):
    client.force_login(cast.rosa)
    made = do.draft(cast.rosa)
    client.post(f"/announcements/{made.code}/discard/")
    assert not Announcement.objects.exists()
    do.many(1)
    sent = do.queued(cast.rosa)
    assert (
        "cannot be thrown away"
        in client.post(f"/announcements/{sent.code}/discard/", follow=True).content.decode()
    )


def test_one_tries_it_on_oneself_and_a_change_makes_that_void(client, cast):
    client.force_login(cast.rosa)
    made = do.draft(cast.rosa)
    client.post(f"/announcements/{made.code}/test/")
    assert [message.to for message in mail.outbox] == [[cast.rosa.email.lower()]]
    assert mail.outbox[0].subject == "Test: General meeting"
    assert make.fresh(made).tested
    assert not Copy.objects.exists()
    client.post(f"/announcements/{made.code}/change/", form())
    assert make.fresh(made).tested is None


def test_a_mail_server_that_is_away_is_said_when_one_tries_it(cast, post):
    post.close()
    assert refusal(drafts.send_test, announcement=do.draft(cast.rosa), by=cast.rosa) == "mail"
    cast.rosa.email = None
    assert refusal(drafts.send_test, announcement=do.draft(cast.rosa), by=cast.rosa) == "no-address"


# ---- who gets it


def emails(announcement):
    return sorted(announcement.copies.values_list("address__email", flat=True))


def test_before_it_is_sent_one_sees_how_many_get_it_and_who_does_not(client, cast):
    do.listed(
        "one@example.org", "Two@example.org", "two@example.org", "", "gone@example.org", "no@example.org"
    )
    do.listed("mute@example.org", no_mail=True)
    do.listed("lapsed@example.org")
    Membership.objects.filter(email="lapsed@example.org").update(status="lapsed")
    unsubscribe(address=address_of("no@example.org"), kind=Kind.NEWS, at=make.now())
    Address.objects.create(email="gone@example.org", refused=make.now())
    made = do.draft(cast.rosa)
    client.force_login(cast.rosa)
    page = client.get(f"/announcements/{made.code}/send/").content.decode()
    assert "2 mails will be sent" in page
    for said in (
        "1 have no email address",
        "1 want no mail",
        "1 have unsubscribed",
        "1 have an address that refused",
        "1 share an address",
        "You have not tried it",
    ):
        assert said in page
    client.post(f"/announcements/{made.code}/send/")
    assert emails(made) == ["one@example.org", "two@example.org"]
    after = client.get(f"/announcements/{made.code}/").content.decode()
    assert "1 want no mail" in after


def test_a_wish_holds_for_its_kind_alone(cast):
    do.many(2)
    unsubscribe(address=address_of("p000@example.org"), kind=Kind.NEWS, at=make.now())
    assert emails(do.queued(cast.rosa)) == ["p001@example.org"]
    assert len(emails(do.queued(cast.rosa, kind=Kind.MEETINGS))) == 2


def test_everybody_with_an_account_gets_it_in_their_language_unless_they_want_no_mail(cast):
    [silent, _moved] = do.listed("old@example.org", "moved@example.org")
    Membership.objects.filter(pk=silent.pk).update(person=cast.bela, no_mail=True)
    made = do.queued(cast.rosa, audience="accounts")
    assert cast.bela.email.lower() not in emails(made)
    assert cast.ana.email.lower() in emails(made)
    languages = dict(made.copies.values_list("address__email", "language"))
    assert languages[cast.ana.email.lower()] == cast.ana.language


def test_the_address_somebody_signs_in_by_is_newer_than_the_one_on_the_list(cast):
    [member] = do.listed("old@example.org")
    Membership.objects.filter(pk=member.pk).update(person=cast.ana)
    assert emails(do.queued(cast.rosa)) == [cast.ana.email.lower()]


def test_it_is_queued_once(client, cast):
    do.many(3)
    made = do.queued(cast.rosa)
    assert refusal(drafts.queue, announcement=made, by=cast.rosa) == "queued"
    client.force_login(cast.rosa)
    page = client.post(f"/announcements/{made.code}/send/", follow=True).content.decode()
    assert "It is on its way already." in page
    assert made.copies.count() == 3
    assert client.post(f"/announcements/{made.code}/change/", form()).status_code == 404


def test_nobody_gets_two_copies_whatever_code_does(cast):
    do.many(1)
    made = do.queued(cast.rosa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.create(announcement=made, address=made.copies.get().address)


def test_what_nobody_would_get_is_not_queued(client, cast):
    made = do.draft(cast.rosa)
    assert refusal(drafts.queue, announcement=made, by=cast.rosa) == "nobody"
    assert make.fresh(made).queued is None
    client.force_login(cast.rosa)
    assert "Send it to all of them" not in client.get(f"/announcements/{made.code}/send/").content.decode()


def test_an_audience_that_is_gone_is_said(client, cast):
    made = do.draft(cast.rosa)
    Announcement.objects.update(audience="group-that-was-closed")
    assert refusal(drafts.queue, announcement=make.fresh(made), by=cast.rosa) == "no-audience"
    client.force_login(cast.rosa)
    for page in ("", "send/"):
        assert "are there no more" in client.get(f"/announcements/{made.code}/{page}").content.decode()


# ---- how far it is


def test_progress_is_shown_in_numbers_and_what_waits_can_be_stopped(client, cast):
    do.many(5)
    made = do.queued(cast.rosa)
    client.force_login(cast.rosa)
    page = client.get(f"/announcements/{made.code}/").content.decode()
    assert "Waiting" in page
    assert 'max="5"' in page
    assert "p000" not in page
    page = client.post(f"/announcements/{made.code}/stop/", follow=True).content.decode()
    assert "5 copies were taken back." in page
    assert do.states(made) == {"taken-back": 5}
    do.send_all()
    assert not mail.outbox
    assert refusal(drafts.stop, announcement=made, by=cast.rosa) == "not-going"
    assert refusal(drafts.send_unknown_again, announcement=make.fresh(made), by=cast.rosa) == "stopped"


def test_there_is_a_page_when_there_is_nothing(client, cast):
    client.force_login(cast.rosa)
    page = client.get("/announcements/").content.decode()
    assert "No draft lies here" in page
    assert "None was sent yet" in page


def test_the_list_asks_as_often_for_thirty_as_for_one(client, cast):
    client.force_login(cast.rosa)
    do.draft(cast.rosa)
    client.get("/announcements/")
    with CaptureQueriesContext(connection) as one:
        client.get("/announcements/")
    for number in range(29):
        do.draft(cast.rosa, at=make.now() + timedelta(seconds=number))
    with CaptureQueriesContext(connection) as thirty:
        client.get("/announcements/")
    assert len(thirty) == len(one)


def test_pages_speak_spanish(client, cast):
    client.force_login(cast.rosa)
    made = do.draft(cast.rosa)
    client.cookies["django_language"] = "es"
    assert "Anuncios" in client.get("/announcements/").content.decode()
    assert "<h1>Un borrador</h1>" in client.get(f"/announcements/{made.code}/").content.decode()
