"""Signing in by an organisation's own sign-in, against a provider that runs on this machine."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client

from chapterhouse.people.models import Person
from tests.people.provider import Provider, running, switched_on
from tests.support.test_starting import started_with

pytestmark = pytest.mark.django_db
BEGIN = "/account/oidc/organisation/login/"
BACK = BEGIN + "callback/"
STRANGER = {"sub": "u-2", "email": "stranger@example.org", "email_verified": True}


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture(scope="module")
def _running():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(_running, settings):
    """A provider as on the first day, and the settings that name it."""
    key, server = _running.key, _running.address
    _running.__init__(server)
    _running.key = _running.signs_with = key
    switched_on(settings, _running)
    return _running


def goes(client=None, then="", address=BEGIN):
    """Presses the button and goes where it is sent, until it is back; returns client and last page."""
    client = client or Client()
    client.get("/account/login/?lang=en")
    away = client.post(f"{address}?next={then}" if then else address)
    sent = requests.get(away.url, allow_redirects=False, timeout=5)
    return client, client.get(sent.headers["Location"].removeprefix("http://testserver"), follow=True)


def is_in(client):
    return client.get("/account/").status_code == 200


# ---- switched off, and on


def test_without_settings_there_is_no_button_and_no_such_address(client, cast):
    assert "own sign-in" not in client.get("/account/login/?lang=en", follow=True).content.decode()
    for address in (BEGIN, BACK):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert "form-action 'self';" in client.get("/account/login/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Sign in with Union ID"), ("es", "Iniciar sesión con Union ID")]
)
def test_with_settings_there_is_a_button_and_the_page_may_lead_there(client, cast, provider, lang, words):
    page = client.get(f"/account/login/?lang={lang}", follow=True)
    assert words in page.content.decode()
    assert f"form-action 'self' {provider.address};" in page["Content-Security-Policy"]
    assert f"form-action 'self' {provider.address};" not in client.get("/support/")["Content-Security-Policy"]


def test_the_program_says_what_is_missing_of_the_settings():
    plain = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "chapter.example.org", "DEBUG": "false"}
    plain["CHAPTERHOUSE_DEMO"] = "false"
    https = {**plain, "OIDC_SERVER": "https://id.example.org/"}
    assert "begins with https://" in started_with(**plain, OIDC_SERVER="http://id.example.org")
    assert "OIDC_CLIENT_ID" in started_with(**https)
    assert "OIDC_CLIENT_SECRET" in started_with(**https, OIDC_CLIENT_ID="us")
    whole = started_with(**https, OIDC_CLIENT_ID="us", OIDC_CLIENT_SECRET="ours", OIDC_NAME="Union ID")
    assert "'server_url': 'https://id.example.org'" in whole
    assert "Union ID" in whole


# ---- in, by a verified address


def test_a_member_comes_in_by_the_address_that_the_organisation_has_checked(cast, provider):
    client, page = goes()
    assert page.status_code == 200
    assert is_in(client)
    account = client.get("/account/").content.decode()
    assert "Ana Ruiz" in account
    assert "with your organisation's own sign-in" in account
    assert set(provider.scope.split()) == {"openid", "email"}
    assert "/keys" in provider.asked


def test_the_address_may_be_written_in_other_letters(cast, provider):
    provider.person["email"] = "Ana@Example.org"
    assert is_in(goes()[0])


def test_it_leaves_no_row_beside_the_session(cast, provider):
    goes()
    for kind in (SocialAccount, SocialToken, EmailAddress):
        assert not kind.objects.exists()


def test_one_goes_on_to_the_page_asked_for_and_to_no_other_site(cast, provider):
    provider.person["email"] = "bela@example.org"
    assert goes(then="/today/")[1].request["PATH_INFO"] == "/today/"
    elsewhere = goes(then="https://evil.example/")[1]
    assert elsewhere.request["PATH_INFO"] == "/today/"


def test_a_second_step_is_asked_for_here_too(cast, provider):
    Authenticator.objects.create(user=cast.ana, type="totp", data={"secret": "A" * 32})
    client, page = goes()
    assert page.request["PATH_INFO"] == "/account/login/second/"
    assert not is_in(client)


def test_who_was_signed_in_as_somebody_else_is_now_who_the_organisation_says(cast, provider):
    client = Client()
    client.force_login(cast.bela)
    client, _page = goes(client, address=BEGIN)
    assert "Ana Ruiz" in client.get("/account/").content.decode()


# ---- nobody else


def stays_out(words):
    people = Person.objects.count()
    client, page = goes()
    assert page.request["PATH_INFO"] == "/account/login/"
    assert words in page.content.decode()
    assert not is_in(client)
    assert Person.objects.count() == people
    assert not SocialAccount.objects.exists()


def test_a_stranger_gets_no_account(cast, provider):
    provider.person = STRANGER
    stays_out("No account here has the address")


def test_an_account_that_is_closed_stays_closed(cast, provider):
    Person.objects.filter(pk=cast.ana.pk).update(is_active=False)
    stays_out("No account here has the address")


@pytest.mark.parametrize("said", [{"email_verified": False}, {"email_verified": None}, {"email": ""}])
def test_an_address_that_was_not_checked_opens_nothing(cast, provider, said):
    provider.userinfo = said
    stays_out("told us no address that it has checked")


def test_an_address_of_which_nothing_is_said_opens_nothing(cast, provider):
    del provider.person["email_verified"]
    stays_out("told us no address that it has checked")


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-site"},
        {"exp": 1_000_000_000},
        {"sub": "u-another"},
    ],
)
def test_a_token_for_another_or_by_another_or_of_yesterday_opens_nothing(cast, provider, claims):
    provider.claims = claims
    stays_out("did not work")


def test_a_token_signed_by_another_key_opens_nothing(cast, provider):
    provider.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    stays_out("did not work")


def test_answers_without_a_token_or_of_another_person_open_nothing(cast, provider):
    provider.answers = {"/token": {"access_token": "x", "token_type": "Bearer"}}
    stays_out("did not work")
    provider.answers, provider.userinfo = {}, {"sub": "u-another"}
    stays_out("did not work")


def test_who_cancels_there_is_back_with_a_sentence(cast, provider):
    provider.person = None
    stays_out("did not work")


@pytest.mark.parametrize("path", ["/token", "/userinfo", "/keys", "/.well-known/openid-configuration"])
@pytest.mark.parametrize("answer", [["nonsense"], {"error": "server_error"}])
def test_nonsense_from_there_leads_back_with_a_sentence(cast, provider, path, answer):
    if path.startswith("/.well"):
        provider.answers = {path: answer}
        page = Client().post(BEGIN, follow=True)
        assert page.request["PATH_INFO"] == "/account/login/"
        return
    provider.answers = {path: answer}
    stays_out("")


def test_a_sign_in_that_is_away_leads_back_with_a_sentence(cast, settings):
    with running() as gone:
        pass
    switched_on(settings, gone)
    client = Client()
    client.get("/account/login/?lang=en")
    page = client.post(BEGIN, follow=True)
    assert page.request["PATH_INFO"] == "/account/login/"
    assert "did not work" in page.content.decode()


# ---- nobody is led by another


def test_only_the_button_of_our_page_leads_there(cast, provider):
    assert Client().get(BEGIN).url == "/account/login/"
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(BEGIN).status_code == 403
    assert provider.asked == []


def test_a_code_that_another_browser_began_is_not_taken(cast, provider):
    """Else somebody could send a link that signs its reader in as the sender."""
    theirs = Client()
    away = theirs.post(BEGIN)
    back = requests.get(away.url, allow_redirects=False, timeout=5).headers["Location"]
    there = back.removeprefix("http://testserver")
    ours = Client()
    assert ours.get(there, follow=True).request["PATH_INFO"] == "/account/login/"
    assert not is_in(ours)
    state = parse_qs(urlsplit(there).query)["state"][0]
    assert theirs.get(f"{BACK}?code=guessed&state={state}").url == "/account/login/"
    assert not is_in(theirs)
    assert theirs.get(there).url == "/account/login/"


def test_the_provider_of_these_tests_refuses_what_it_did_not_give():
    """It is no yes to everything: a wrong code, a wrong answer to the challenge, a wrong secret."""
    provider = Provider("http://127.0.0.1:1")
    with pytest.raises(TypeError):
        provider.token({"code": "x", "code_verifier": "y"})
