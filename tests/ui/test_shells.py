import gzip

import brotli
import pytest
from django.test import Client

from chapterhouse.ui import frame
from chapterhouse.ui.shells import shell

pytestmark = [pytest.mark.urls("tests.ui.addresses"), pytest.mark.usefixtures("riverside")]


def bytes_for(**headers: str) -> bytes:
    return Client().get("/shell/", headers=headers).content


def test_a_shell_is_the_same_bytes_for_everyone(bela) -> None:
    signed_in = Client()
    signed_in.force_login(bela)
    other = signed_in.get("/shell/?lang=es", headers={"Accept-Language": "es", "User-Agent": "another"})
    assert other.content == bytes_for() == bytes_for(**{"Accept-Language": "es"})


def test_a_shell_names_no_organisation() -> None:
    assert b"Riverside" not in bytes_for()
    assert b"555-0142" not in bytes_for()
    assert b"weather.example" not in bytes_for()


def test_a_shell_says_every_word_in_both_languages() -> None:
    page = bytes_for().decode()
    assert '<span class="said" lang="en">Leave now</span><span class="said" lang="es">Salir ya</span>' in page
    assert '<title data-en="Support" data-es="Apoyo">Support</title>' in page


def test_without_scripts_a_shell_says_so_in_both_languages_and_leads_to_the_other_ways() -> None:
    quiet = bytes_for().decode().split("<noscript>")[1].split("</noscript>")[0]
    assert 'class="said"' not in quiet
    assert "This page needs scripts" in quiet
    assert "Esta página necesita scripts" in quiet
    assert 'href="/"' in quiet


def test_a_browser_that_has_the_shell_is_told_so(client: Client) -> None:
    etag = client.get("/shell/")["ETag"]
    again = client.get("/shell/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "no-cache"


def test_the_etag_follows_the_bytes() -> None:
    assert shell("ui/shell.html").etag != shell("ui/errors/404.html").etag


@pytest.mark.parametrize(
    ("accepted", "coding", "decode"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
    ],
)
def test_a_shell_travels_compressed(client: Client, accepted: str, coding: str | None, decode) -> None:
    answer = client.get("/shell/", headers={"Accept-Encoding": accepted})
    assert answer.get("Content-Encoding") == coding
    assert decode(answer.content) == bytes_for()
    assert "Accept-Encoding" in answer["Vary"]


def test_a_shell_takes_nothing(client: Client) -> None:
    assert client.post("/shell/", b"{}", content_type="application/json").status_code == 405


def test_a_shell_is_made_once_and_while_developing_anew_each_time(settings) -> None:
    assert shell("ui/shell.html") is shell("ui/shell.html")
    settings.DEBUG = True
    assert shell("ui/shell.html") is not shell("ui/shell.html")


def test_outside_a_shell_words_are_said_once(client: Client) -> None:
    page = client.get("/safely/").content.decode()
    assert "Leave now" in page
    assert 'class="said"' not in page


def test_a_shell_does_not_ask_whose_site_this_is(client: Client) -> None:
    asked: list[str] = []
    frame.register(lambda request: asked.append(request.path) or frame.Frame())
    client.get("/shell/")
    assert asked == []
    client.get("/safely/")
    assert asked == ["/safely/"]
