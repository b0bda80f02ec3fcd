"""Being left alone: by a link without an account, by a mail program, at one's own page."""

import re

import pytest
from django.core import mail
from django.test import Client

from chapterhouse.announcements.actions.wishes import address_of, wanted_by
from chapterhouse.announcements.kinds import Kind
from chapterhouse.announcements.models import Address, OptOut
from chapterhouse.announcements.tokens import token_of
from tests import make
from tests.announcements import announcing as do

pytestmark = pytest.mark.django_db

ALL = [kind.value for kind in Kind]


@pytest.fixture
def sent(cast):
    """A mail that arrived, its link, and whose it is."""
    do.listed("ana.on.the.list@example.org")
    do.queued(cast.rosa)
    do.send_all(rounds=1)
    return mail.outbox[-1]


def path_of(message, header=False):
    text = message.extra_headers["List-Unsubscribe"] if header else message.body
    return re.search(r"http://127.0.0.1:8000(/unsubscribe/[^\s>]+)", text)[1]


def wanted():
    return wanted_by(Address.objects.get(email="ana.on.the.list@example.org"))


@pytest.fixture
def stranger():
    """A browser without a cookie, before a site that insists on its tokens."""
    return Client(enforce_csrf_checks=True)


def test_every_mail_carries_a_link_and_what_mail_programs_need(sent):
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.extra_headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000{path_of(sent, header=True)}>"
    assert path_of(sent) in sent.body
    assert "are no announcements" in sent.body


def test_the_link_says_nothing_of_whose_it_is(sent):
    whole = path_of(sent) + path_of(sent, header=True)
    assert "ana" not in whole
    assert "example" not in whole


def test_one_click_works_without_a_cookie_and_twice_is_as_once(sent, stranger):
    for _time in range(2):
        answer = stranger.post(path_of(sent, header=True), {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.content) == (200, b"")
        assert not answer.cookies
    assert wanted() == ["meetings", "trainings", "team"]
    assert OptOut.objects.count() == 1


def test_what_scanners_of_mail_open_changes_nothing(sent, stranger):
    for path in (path_of(sent), path_of(sent, header=True), path_of(sent) + "kinds/"):
        stranger.get(path, follow=True)
        stranger.head(path)
        stranger.options(path)
    assert wanted() == ALL


def test_the_page_has_a_button_and_the_kinds_and_keeps_no_cookie(sent, stranger):
    page = stranger.get(path_of(sent))
    assert "No more of these" in page.content.decode()
    assert "News of the organisation" in page.content.decode()
    assert "ana.on" not in page.content.decode()
    assert not page.cookies
    stranger.post(path_of(sent) + "kinds/", {"wanted": ["team"]})
    assert wanted() == ["team"]
    after = stranger.get(path_of(sent) + "?kept").content.decode()
    assert "You get no announcements of this kind any more" in after
    stranger.post(path_of(sent) + "kinds/", {"wanted": ALL})
    assert wanted() == ALL


def test_a_choice_that_does_not_exist_changes_nothing(sent, stranger):
    stranger.post(path_of(sent) + "kinds/", {"wanted": ["notices"]})
    assert wanted() == ALL


def test_a_link_that_was_altered_leads_nowhere_and_changes_nothing(sent, stranger):
    path = path_of(sent)
    kind, code, signature = path.split("/")[2].split(".")
    altered = [
        f"{kind}.{code}.{signature[:-2]}xx",
        f"team.{code}.{signature}",
        f"{kind}.{'0' * 24}.{signature}",
        f"{kind}.{code}",
        code,
        "x",
        f"{kind}.{code}.{signature}.",
    ]
    for token in altered:
        for rest in ("", "now/", "kinds/"):
            answer = stranger.post if rest else stranger.get
            assert answer(f"/unsubscribe/{token}/{rest}").status_code == 404, token
    assert wanted() == ALL


def test_a_link_made_for_something_else_is_none(stranger):
    from django.core.signing import Signer

    address = address_of("x@example.org")
    other = Signer(sep=".", salt="something else").sign(f"news.{address.code}")
    assert stranger.get(f"/unsubscribe/{other}/").status_code == 404


def test_it_speaks_spanish_and_stays_there(sent, stranger):
    page = stranger.get(path_of(sent) + "?lang=es").content.decode()
    assert "Qué anuncios recibe" in page
    form = re.search(r'action="([^"]+kinds/[^"]*)"', page)[1]
    answer = stranger.post(form, {"wanted": ["team"]})
    assert answer["Location"].endswith("?kept&lang=es")


def test_members_choose_at_their_own_page(client, cast):
    client.force_login(cast.bela)
    assert "They come to" in client.get("/announcements/mine/").content.decode()
    client.post("/announcements/mine/", {"wanted": ["meetings"]})
    assert wanted_by(address_of(cast.bela.email)) == ["meetings"]
    assert Client().get("/announcements/mine/").status_code == 302


def test_whoever_has_no_address_is_told_so(client, cast):
    cast.bela.email = None
    cast.bela.save()
    client.force_login(cast.bela)
    assert "cannot reach you" in client.get("/announcements/mine/").content.decode()
    assert client.post("/announcements/mine/", {"wanted": []}).status_code == 200


def test_a_wish_outlives_the_list_and_the_copies(cast):
    do.listed("left@example.org")
    address = address_of("Left@example.org")
    Client().post(f"/unsubscribe/{token_of(address.code, 'news')}/now/")
    assert "news" not in wanted_by(make.fresh(address))
    do.listed("LEFT@example.org", "new@example.org")
    assert do.queued(cast.rosa).copies.count() == 1
