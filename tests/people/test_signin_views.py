"""Signing in without a browser: what is open and what is closed, what is said to whom, what is kept."""

import json
import re
import threading

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from chapterhouse.people.sessions import sessions_of

pytestmark = pytest.mark.django_db
PASSWORD = "a lamp in the long grass"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def with_password(cast):
    cast.bela.set_password(PASSWORD)
    cast.bela.save()
    return cast.bela


def ask(email, password="", client=None, **headers):
    client = client or Client()
    answer = client.post(reverse("account_login"), {"login": email, "password": password}, headers=headers)
    posted()
    return answer


def posted():
    """Waits for mail that is sent beside the request."""
    for thread in threading.enumerate():
        if thread.name == "sign-in mail":
            thread.join()


def code_in(letter):
    return re.search(r"\n\n(\S+)\n\n", letter.body)[1]


# ---- what is open


CLOSED = [
    "signup/",
    "email/",
    "email/sent/",
    "password/reset/",
    "password/reset/key/1-abc/",
    "confirm-email/abc/",
    "3rdparty/",
    "3rdparty/signup/",
    "social/signup/",
    "2fa/",
    "oidc/any/login/",
    "webauthn/signup/",
]


@pytest.mark.parametrize("path", CLOSED)
def test_what_we_do_not_offer_cannot_be_reached(client, cast, path):
    assert client.get(f"/account/{path}").status_code == 404
    client.force_login(cast.bela)
    assert client.get(f"/account/{path}").status_code == 404
    assert client.post(f"/account/{path}", {"email": "x@example.org"}).status_code == 404


def addresses(patterns, before=""):
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, address)
        else:
            yield address, pattern


def test_every_page_of_the_library_that_is_open_speaks_our_words(with_password):
    """A page that still came from the library's own templates would load its base, not ours."""
    stranger, member = Client(), Client()
    ask(with_password.email, PASSWORD, member)
    seen = set()
    for address, pattern in addresses(get_resolver().url_patterns):
        if not address.startswith("account/") or "<int" in address:
            continue
        for client in (stranger, member):
            page = client.get("/" + address, follow=True)
            html = page.status_code == 200 and page["Content-Type"].startswith("text/html")
            if html and page.request["PATH_INFO"].startswith("/account/"):
                seen.add(page.request["PATH_INFO"])
                assert any(t.name == "people/page.html" for t in page.templates), pattern.name
                assert not re.search(r"<script>|onload|style=", page.content.decode())
    assert len(seen) > 8


def test_a_member_signs_in_and_a_stranger_is_sent_to_sign_in(client, cast):
    assert client.get("/account/").url == "/account/login/?next=/account/"
    client.force_login(cast.ana)
    assert client.get("/account/").status_code == 200


# ---- no enumeration


def body_of(answer):
    """A page without the token that differs each time."""
    return re.sub(r'value="[^"]{64}"', "", answer.content.decode())


@pytest.mark.requirement("S3.17")
def test_an_unknown_address_gets_the_same_answer_and_no_mail(cast):
    pages = {}
    for email in (cast.bela.email, "nobody@example.org"):
        client = Client()
        first = ask(email, client=client)
        second = client.get(first.url)
        wrong = client.post(first.url, {"code": "AAAAAA"})
        pages[email] = (first.status_code, first.url, body_of(second), body_of(wrong))
    assert pages[cast.bela.email] == pages["nobody@example.org"]
    assert [letter.to for letter in mail.outbox] == [[cast.bela.email]]


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(with_password):
    answers = [ask(email, "some other words") for email in (with_password.email, "nobody@example.org")]
    pages = [re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers]
    assert pages[0] == pages[1]
    assert "Address and password do not fit" in pages[0]


def test_a_mail_server_that_is_down_does_not_tell_who_has_an_account(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert [ask(email).status_code for email in (cast.bela.email, "nobody@example.org")] == [302, 302]


def test_an_inactive_account_looks_like_none(cast):
    cast.bela.is_active = False
    cast.bela.save()
    assert ask(cast.bela.email).url == ask("nobody@example.org").url
    assert mail.outbox == []


# ---- mail


@pytest.mark.requirement("B11")
@pytest.mark.parametrize(("first", "subject"), [("bela", "Your code"), ("dana", "Su código")])
def test_the_mail_with_the_code_is_in_the_readers_language_and_says_nothing_else(cast, first, subject):
    person = getattr(cast, first)
    ask(person.email, **{"accept-language": "en"})
    letter = mail.outbox[-1]
    assert letter.subject == subject
    assert not letter.alternatives
    for word in (person.name, person.username, "support", "apoyo", "case", "caso", "http", "ombuds"):
        assert word not in letter.subject + letter.body


def test_a_code_works_once_and_three_wrong_ones_end_it(cast):
    client = Client()
    ask(cast.bela.email, client=client)
    confirm = reverse("account_confirm_login_code")
    for _ in range(3):
        answer = client.post(confirm, {"code": "WRONG-1"})
    assert answer.status_code == 302
    assert client.post(confirm, {"code": code_in(mail.outbox[-1])}).status_code == 302
    assert client.get("/account/").status_code == 302


# ---- limits


def test_attempts_are_counted_in_memory_and_no_address_is_written_down(with_password):
    answers = [ask(with_password.email, "wrong words") for _ in range(8)]
    assert "Too many attempts" in answers[-1].content.decode()
    assert settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")
    kept = json.dumps([row.get_decoded() for row in Session.objects.all()])
    assert "127.0.0.1" not in kept


def test_the_right_password_is_refused_too_after_too_many_wrong_ones(with_password):
    for _ in range(8):
        ask(with_password.email, "wrong words")
    client = Client()
    ask(with_password.email, PASSWORD, client)
    assert client.get("/account/").status_code == 302


# ---- where one goes


def test_after_signing_in_one_goes_where_ones_duty_is(cast):
    from tests.sealing.vault_pages import newcomer

    def lands(person):
        person.set_password(PASSWORD)
        person.save()
        return ask(person.email, PASSWORD).url

    assert lands(cast.bela) == "/today/"
    assert lands(cast.mara) == "/today/"
    assert lands(cast.ana) == "/"
    assert lands(cast.sol) == "/"
    assert lands(newcomer()) == "/vault/setup/"


@pytest.mark.parametrize("asked_for", ["/today/", "/cases/C-7K2Q/"])
def test_who_asked_for_a_page_of_an_office_they_do_not_hold_lands_at_home(cast, asked_for):
    def lands(person):
        person.set_password(PASSWORD)
        person.save()
        sent = {"login": person.email, "password": PASSWORD, "next": asked_for}
        return Client().post(reverse("account_login"), sent).url

    assert lands(cast.bela) == asked_for
    assert lands(cast.ana) == "/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_nobody_is_sent_to_another_site_after_signing_in(with_password, elsewhere):
    answer = Client().post(
        reverse("account_login"), {"login": with_password.email, "password": PASSWORD, "next": elsewhere}
    )
    assert answer.url == "/today/"


# ---- the account page


def test_the_account_page_says_how_it_stands(client, with_password):
    client.force_login(with_password)
    page = client.get("/account/").content.decode()
    for words in (
        "Bela Novak",
        "bela@example.org",
        "Change your password",
        "Add a passkey",
        "Your key and your team",
    ):
        assert words in page


def test_a_member_without_a_key_to_make_reads_nothing_of_keys(client, cast):
    client.force_login(cast.ana)
    assert "Su clave y su equipo" not in client.get("/account/").content.decode()
    assert "Crear su clave" not in client.get("/account/").content.decode()


def test_other_sessions_can_be_ended(with_password):
    here, elsewhere, other = Client(), Client(), Client()
    for one in (here, elsewhere):
        ask(with_password.email, PASSWORD, one)
    other.force_login(type(with_password).objects.get(name="Chidi Okafor"))
    assert here.get("/account/").content.decode().count("with your password") == 2
    here.post(reverse("account_sessions"))
    assert elsewhere.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 200


def test_sessions_keep_no_address_and_no_browser(with_password):
    client = Client(headers={"user-agent": "Curious/1.0"}, REMOTE_ADDR="203.0.113.7")
    ask(with_password.email, PASSWORD, client)
    client.get("/account/")
    kept = json.dumps([row.get_decoded() for row in Session.objects.all()])
    assert "Curious" not in kept
    assert "203.0.113.7" not in kept


def test_the_language_of_pages_and_mails_is_chosen_at_the_account(client, cast):
    client.force_login(cast.bela)
    client.get("/account/?lang=en")
    client.post(reverse("account_language"), {"language": "es"})
    cast.bela.refresh_from_db()
    assert cast.bela.language == "es"
    assert not client.cookies.pop(settings.LANGUAGE_COOKIE_NAME).value
    assert "Su cuenta" in client.get("/account/").content.decode()
    client.post(reverse("account_language"), {"language": "xx"})
    cast.bela.refresh_from_db()
    assert cast.bela.language == "es"


def test_a_forgotten_password_is_removed_after_signing_in_by_code(with_password):
    client = Client()
    ask(with_password.email, client=client)
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1])})
    client.post(reverse("account_remove_password"))
    with_password.refresh_from_db()
    assert not with_password.has_usable_password()


def test_what_changes_how_one_signs_in_asks_who_it_is_when_that_was_long_ago(client, with_password):
    client.force_login(with_password)
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_remove_password"))
    with_password.refresh_from_db()
    assert with_password.has_usable_password()


@pytest.mark.parametrize("password", ["short", "password1234"])
def test_a_weak_password_is_not_kept(client, cast, password):
    client.force_login(cast.bela)
    client.post(reverse("account_set_password"), {"password1": password, "password2": password})
    cast.bela.refresh_from_db()
    assert not cast.bela.has_usable_password()


def test_nobody_takes_over_an_account_by_an_address_of_their_own(cast):
    """The library keeps addresses of its own; only the one on the roll signs in."""
    EmailAddress.objects.create(user=cast.ana, email=cast.bela.email, verified=True, primary=True)
    client = Client()
    ask(cast.bela.email, client=client)
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1])})
    assert "Bela Novak" in client.get("/account/").content.decode()


def test_one_session_is_ended_and_the_others_stay(with_password):
    here, elsewhere, third = Client(), Client(), Client()
    for one in (here, elsewhere, third):
        ask(with_password.email, PASSWORD, one)
    page = here.get("/account/").content.decode()
    marks = re.findall(r'name="mark" value="(\w+)"', page)
    assert len(marks) == 2
    assert not any(row.session_key in page for row in Session.objects.all())
    here.post(reverse("account_sessions"), {"mark": marks[0]})
    alive = [one for one in (here, elsewhere, third) if one.get("/account/").status_code == 200]
    assert len(alive) == 2
    assert here in alive


def test_nobody_ends_a_session_of_somebody_else(with_password, cast):
    here = Client()
    ask(with_password.email, PASSWORD, here)
    other = Client()
    other.force_login(cast.chidi)
    [row] = sessions_of(with_password, timezone.now())
    other.post(reverse("account_sessions"), {"mark": row.mark})
    assert here.get("/account/").status_code == 200
