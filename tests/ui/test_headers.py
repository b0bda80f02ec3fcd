"""The headers of every answer, to the letter (encryption design, section 7)."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

pytestmark = [pytest.mark.urls("tests.ui.addresses"), pytest.mark.usefixtures("riverside")]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; worker-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
ADDRESSES = ["/words/", "/quiet/", "/shell/", "/nothing/", "/broken/", "/quiet/taker/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_same_headers(client: Client, address: str) -> None:
    client.raise_request_exception = False
    answer = client.get(address)
    assert {name: answer[name] for name in HEADERS} == HEADERS


def test_static_files_carry_them_too(client: Client) -> None:
    answer = client.get(staticfiles_storage.url("ui/exit.js"))
    assert answer.status_code == 200
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/words/", "/quiet/", "/nothing/", "/broken/", "/gallery/"])
def test_what_names_no_class_is_never_kept(client: Client, address: str) -> None:
    client.raise_request_exception = False
    assert client.get(address)["Cache-Control"] == "no-store"


def test_a_shell_is_always_asked_for_anew(client: Client) -> None:
    assert client.get("/shell/")["Cache-Control"] == "no-cache"


def test_a_refused_host_gets_the_headers_as_well(client: Client) -> None:
    answer = client.get("/words/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert {name: answer[name] for name in HEADERS} == HEADERS


def test_only_the_sign_in_page_lets_forms_go_to_the_provider(client: Client) -> None:
    widened = POLICY.replace("form-action 'self'", "form-action 'self' https://id.example")
    assert client.get("/sign-in/")["Content-Security-Policy"] == widened


@pytest.mark.parametrize("name", ["Server", "X-Powered-By", "Via"])
def test_no_answer_tells_what_it_runs_on(client: Client, name: str) -> None:
    assert name not in client.get("/words/").headers
