from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from chapterhouse.ui.access import access, cookieless

pytestmark = pytest.mark.urls("tests.ui.addresses")


@dataclass
class Somebody:
    keeper: bool = False
    is_authenticated = True


def seen(request: HttpRequest, code: str = "") -> HttpResponse:
    """A view."""
    return HttpResponse(f"seen {code}")


def asked(rf: RequestFactory, person: object, **headers: str) -> HttpRequest:
    request = rf.get("/cases/K7-204/", {"part": "2"}, headers=headers)
    request.user = person
    return request


def keeper(person: Somebody) -> bool:
    return person.keeper


def test_a_view_keeps_its_name_and_says_its_rule() -> None:
    view = access(keeper)(seen)
    assert (view.__name__, view.__doc__, view.access_rule) == ("seen", "A view.", keeper)


def test_everyone_opens_what_is_open_to_everyone(rf: RequestFactory) -> None:
    assert access("everyone")(seen)(asked(rf, AnonymousUser()), "a").content == b"seen a"


@pytest.mark.parametrize("rule", ["signed in", keeper])
def test_a_stranger_is_sent_to_sign_in_and_comes_back(rf: RequestFactory, settings, rule: object) -> None:
    settings.LOGIN_URL = "/account/login/"
    answer = access(rule)(seen)(asked(rf, AnonymousUser()))
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/cases/K7-204/%3Fpart%3D2")


def test_a_module_of_a_page_whose_session_ended_is_told_so(rf: RequestFactory) -> None:
    request = asked(rf, AnonymousUser(), **{"Sec-Fetch-Dest": "empty"})
    assert access("signed in")(seen)(request).status_code == 401


def test_whom_the_predicate_names_may_open(rf: RequestFactory) -> None:
    assert access(keeper)(seen)(asked(rf, Somebody(keeper=True))).status_code == 200


def test_whom_it_does_not_name_finds_nothing_there(rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        access(keeper)(seen)(asked(rf, Somebody()))


def test_a_misspelt_rule_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="signed-in"):
        access("signed-in")


# ---- views of the public pages


def test_marks_survive_in_either_order() -> None:
    for view in (access("everyone")(cookieless(seen)), cookieless(access("everyone")(seen))):
        assert view.cookieless
        assert view.access_rule == "everyone"
        assert view.csrf_exempt


@pytest.fixture
def small_site(riverside) -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_cookieless_view_sees_no_account(small_site: Client) -> None:
    with pytest.raises(AttributeError, match="user"):
        small_site.get("/quiet/curious/")


def test_a_cookieless_view_that_sets_a_cookie_is_a_programming_error(small_site: Client) -> None:
    with pytest.raises(RuntimeError, match="careless"):
        small_site.get("/quiet/careless/")


@pytest.mark.parametrize("address", ["/quiet/", "/quiet/?lang=es", "/shell/", "/safely/"])
def test_public_pages_set_no_cookie_and_depend_on_none(small_site: Client, address: str) -> None:
    small_site.cookies["sessionid"] = "a session of somebody"
    small_site.cookies["theme"] = "dark"
    small_site.cookies["django_language"] = "es"
    answer = small_site.get(address)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert b'content="light dark"' in answer.content
    assert answer["Content-Language"] in {"en", "en, es"} or "lang=es" in address


@pytest.mark.parametrize("kind", ["application/json", "application/octet-stream"])
def test_without_a_cookie_a_body_of_a_module_needs_no_token(small_site: Client, kind: str) -> None:
    assert small_site.post("/quiet/taker/", b"{}", content_type=kind).json() == {"bytes": 2}


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""]
)
def test_a_body_that_a_form_elsewhere_could_send_is_refused(small_site: Client, kind: str) -> None:
    assert small_site.post("/quiet/taker/", b"{}", content_type=kind).status_code == 415


def test_another_site_cannot_send_anything(small_site: Client) -> None:
    answer = small_site.post(
        "/quiet/taker/", b"{}", content_type="application/json", headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403


def test_a_link_from_another_site_may_open_a_page(small_site: Client) -> None:
    assert small_site.get("/quiet/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
