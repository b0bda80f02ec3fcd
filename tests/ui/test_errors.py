import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("tests.ui.addresses"), pytest.mark.usefixtures("riverside")]


@pytest.fixture
def quiet_client() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def page_of(answer) -> str:
    return answer.content.decode()


CASES = [
    ("/nothing/", 404, "There is nothing to see at this address", "No hay nada que ver en esta dirección"),
    ("/broken/", 500, "This did not work, and it is our mistake", "Esto no funcionó, y es un error nuestro"),
]


@pytest.mark.parametrize(("address", "status", "english", "spanish"), CASES)
def test_an_error_page_speaks_both_languages_and_runs_no_script(
    quiet_client: Client, address: str, status: int, english: str, spanish: str
) -> None:
    answer = quiet_client.get(address)
    page = page_of(answer)
    assert answer.status_code == status
    assert english in page
    assert spanish in page
    assert "<script" not in page
    assert 'rel="stylesheet"' in page
    assert not answer.cookies


def test_an_error_page_says_nothing_of_the_request_or_the_fault(quiet_client: Client) -> None:
    page = page_of(quiet_client.get("/broken/?q=canary"))
    assert "canary" not in page
    assert "a text nobody may see" not in page


def test_what_never_was_and_what_is_not_for_you_look_the_same(quiet_client: Client) -> None:
    assert quiet_client.get("/nothing/").content == quiet_client.get("/cases/K7-204/").content


def test_a_form_left_open_too_long_says_so(quiet_client: Client, settings) -> None:
    settings.CSRF_FAILURE_VIEW = "chapterhouse.ui.errors.stale_form"
    answer = quiet_client.post("/form/", {"words": "x"})
    assert answer.status_code == 403
    assert "That was open too long to be sent" in page_of(answer)


def test_a_request_we_cannot_read_says_so(quiet_client: Client) -> None:
    answer = quiet_client.get("/words/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "We could not read that" in page_of(answer)
