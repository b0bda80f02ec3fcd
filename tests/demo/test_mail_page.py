import re
import time

import pytest
from django.core.cache import cache
from django.core.mail import send_mail
from django.urls import Resolver404, resolve

from chapterhouse.people.models import Person
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits():
    """How often somebody asked for a code is counted in the cache."""
    cache.clear()


@pytest.fixture
def no_mail(loaded, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path


def newest_code(client):
    """The newest mail on the page, once it is a sign-in code: those are sent beside the request."""
    for _ in range(200):
        page = client.get("/demo/mail/").content.decode()
        first = re.search(r"<article.*?</article>", page, re.DOTALL)[0]
        if "/today/" not in first:
            return first
        time.sleep(0.05)
    raise AssertionError("no code was mailed")


def test_somebody_trying_it_asks_for_a_sign_in_code_and_reads_it_here(loaded, client):
    client.post("/account/login/", {"login": "bela@example.org"})
    code = re.search(r"<p>(\S+)</p>", newest_code(client))[1]
    client.post("/account/login/code/confirm/", {"code": code})
    assert client.session["_auth_user_id"] == str(Person.objects.get(email="bela@example.org").pk)


def test_the_newest_mail_stands_first(no_mail, client):
    for number in (1, 2):
        send_mail(f"Number {number}", "Words\n\nMore words", None, ["ana@example.org"])
    page = client.get("/demo/mail/").content.decode()
    assert page.count("<article") == 2


def test_of_two_in_one_file_and_of_one_second_the_later_stands_first(no_mail, client, tmp_path):
    mail = (
        "To: ana@example.org\nSubject: {}\nDate: Sat, 21 Nov 2026 20:00:00 -0000\n\nWords\n" + "-" * 79 + "\n"
    )
    (tmp_path / "one.log").write_text(mail.format("Earlier") + mail.format("Later"))
    page = client.get("/demo/mail/").content.decode()
    assert page.index("Later") < page.index("Earlier")


@pytest.mark.parametrize(("language", "heading"), [("en", "Mail of the"), ("es", "Correo de la")])
def test_it_speaks_both_languages(loaded, client, language, heading):
    assert heading in client.get("/demo/mail/", headers={"accept-language": language}).content.decode()


def test_mail_is_shown_as_text_and_never_as_markup(loaded, client):
    send_mail("<b>Bold</b>", "<script>alert(1)</script>", None, ["ana@example.org"])
    page = client.get("/demo/mail/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_empty_folder_says_what_to_do(no_mail, client):
    assert "No mail yet" in client.get("/demo/mail/").content.decode()


def test_without_a_demonstration_there_is_no_such_page(home, client, settings):
    make.pack()
    assert client.get("/demo/mail/").status_code == 404
    settings.ROOT_URLCONF = "chapterhouse.urls"
    with pytest.raises(Resolver404):
        resolve("/demo/mail/")
