import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("tests.ui.addresses"), pytest.mark.usefixtures("riverside")]

ENGLISH, SPANISH = "Leave now", "Salir ya"


def said(client: Client, address: str, wish: str = "") -> str:
    return client.get(address, headers={"Accept-Language": wish} if wish else {}).content.decode()


@pytest.mark.parametrize("address", ["/words/", "/quiet/words/"])
@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("es-MX,es;q=0.9,en;q=0.5", SPANISH),
        ("fr,es;q=0.4", SPANISH),
        ("en-US,es;q=0.4", ENGLISH),
        ("fr", ENGLISH),
        ("", ENGLISH),
        ("*", ENGLISH),
        ("\x00;;q=a", ENGLISH),
    ],
)
def test_pages_speak_the_first_language_of_the_wish_that_we_speak(
    client: Client, address: str, wish: str, words: str
) -> None:
    assert words in said(client, address, wish)


def test_a_public_page_speaks_what_its_address_asks_and_its_links_keep_it(client: Client) -> None:
    page = said(client, "/quiet/words/?lang=es", "en")
    assert SPANISH in page
    assert "/safely/?lang=es" in page


def test_an_unknown_language_is_not_spoken(client: Client) -> None:
    assert ENGLISH in said(client, "/quiet/words/?lang=xx")


def test_a_public_page_forgets_the_choice_of_members_pages(client: Client) -> None:
    client.cookies["django_language"] = "es"
    assert ENGLISH in said(client, "/quiet/words/", "en")


def test_a_members_page_keeps_the_choice_and_returns_to_the_same_place(client: Client) -> None:
    answer = client.get("/words/?part=2&lang=es")
    assert (answer.status_code, answer["Location"]) == (302, "/words/?part=2")
    assert answer.cookies["django_language"]["httponly"]
    assert SPANISH in said(client, "/words/?part=2", "en")


def test_what_is_sent_to_a_page_is_not_lost_to_a_change_of_language(client: Client) -> None:
    assert client.post("/words/?lang=es").status_code == 200


def test_the_account_speaks_where_the_device_has_no_choice(client: Client, bela) -> None:
    bela.language = "es"
    bela.save()
    client.force_login(bela)
    assert SPANISH in said(client, "/words/", "en")
    client.get("/words/?lang=en")
    assert ENGLISH in said(client, "/words/", "es")


@pytest.mark.django_db
def test_a_members_page_says_on_what_it_depends(client: Client) -> None:
    answer = client.get("/words/", headers={"Accept-Language": "es"})
    assert answer["Content-Language"] == "es"
    assert "Accept-Language" in answer["Vary"]


def test_time_is_told_in_the_zone_of_the_organisation(client: Client) -> None:
    assert said(client, "/zone/") == "America/Los_Angeles"
    assert "domingo 22\xa0de\xa0noviembre, 17:00" in said(client, "/quiet/words/?lang=es")


def test_the_public_pages_of_someone_signed_in_do_not_know_them(
    client: Client, bela, django_assert_num_queries
) -> None:
    client.force_login(bela)
    with django_assert_num_queries(0):
        answer = client.get("/quiet/")
    assert answer.status_code == 200
    assert bela.name not in answer.content.decode()
    assert "Vary" not in answer.headers or "Cookie" not in answer["Vary"]


@pytest.mark.parametrize("address", ["/quiet/?part=2", "/display/?part=2"])
def test_the_other_language_is_named_in_itself_and_leads_to_the_same_place(
    client: Client, address: str
) -> None:
    page = said(client, address)
    assert f'href="{address}&amp;lang=es" lang="es" hreflang="es">Español</a>' in page
