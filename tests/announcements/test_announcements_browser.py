"""What the team and those who announce do, in a real browser: written, sent, put on paper, and left alone."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from chapterhouse.announcements.actions.articles import publish
from chapterhouse.announcements.models import Announcement, Goal
from tests import make
from tests.announcements import announcing as do
from tests.sealing.vault_pages import press, sign_in, telephone, well

pytestmark = pytest.mark.django_db(transaction=True)

TEAM = ("/team/", "/team/talk/", "/team/goals/", "/team/poster/", "/team/cards/", "/articles/write/")


@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_of_the_team_are_well_on_a_telephone(browser, live_server, cast, language):
    cast.ida.language = language
    cast.ida.save()
    told = {"office": "Ombudsperson", "language": "en", "title": "What we do", "text": "We listen."}
    made = publish(**told, by=cast.ida, at=make.now())
    Goal.objects.create(year=2026, text="A goal", by=cast.ida, at=make.now(), changed=make.now())
    with telephone(browser, live_server, language) as page:
        sign_in(page, cast.ida)
        for address in (*TEAM, "/articles/", f"/articles/{made.code}/", "/events/"):
            page.goto(address)
            assert well(page) == [], address


def test_a_poster_has_on_paper_the_code_the_words_and_nothing_else(page, live_server, cast):
    sign_in(page, cast.bela)
    page.goto("/team/poster/?lang=en")
    page.emulate_media(media="print")
    expect(page.locator(".paper svg")).to_be_visible()
    for hidden in (".masthead", ".help-line", ".foot", "h1"):
        assert not page.locator(hidden).first.is_visible(), hidden


def test_an_announcement_is_written_tried_sent_and_one_reader_leaves(browser, live_server, cast):
    do.listed("reader@example.org", "other@example.org")
    with telephone(browser, live_server, "en") as page:
        sign_in(page, cast.rosa)
        page.goto("/announcements/new/")
        page.get_by_label("Meetings and votes").check()
        page.get_by_label("Everybody on the list of members").check()
        page.get_by_label("Title (English)").fill("General meeting")
        page.get_by_label("Text (English)").fill("We meet on Sunday.")
        assert well(page) == []
        press(page, "Keep this draft")
        press(page, "Send it to myself")
        expect(page.get_by_text("It is on its way to you alone.")).to_be_visible()
        page.get_by_role("link", name="See who gets it").click()
        expect(page.get_by_text("2 mails will be sent.")).to_be_visible()
        assert well(page) == []
        press(page, "Send it to all of them")
        expect(page.get_by_text("2 copies wait to be sent.")).to_be_visible()
        mail.outbox.clear()
        do.send_all(rounds=1)
        page.reload()
        assert well(page) == []
        letters = [letter for letter in mail.outbox if letter.to == ["reader@example.org"]]
        link = re.search(r"http://127.0.0.1:8000(/unsubscribe/\S+)", letters[0].body)[1]
        page.context.clear_cookies()
        page.goto(link)
        assert well(page) == []
        press(page, "No more of these")
        expect(page.get_by_text("You get no announcements of this kind any more")).to_be_visible()
        assert page.context.cookies() == []
    made = Announcement.objects.get()
    assert do.states(made) == {"sent": 2}
    assert do.readers(do.queued(cast.rosa, kind="meetings")) == ["other@example.org"]
