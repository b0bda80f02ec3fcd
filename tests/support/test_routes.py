"""The doors side by side: the same questions to each, in both languages, without a script or a cookie."""

import re

import pytest
from django.test import Client

from chapterhouse.packs.actions import adopt
from chapterhouse.packs.loading import shipped
from tests import make, organisations


def shown(language="en", address="/support/routes/"):
    """The text of the page, in one line."""
    page = Client().get(f"{address}?lang={language}")
    assert page.status_code == 200
    assert not page.cookies
    return " ".join(page.content.decode().replace("&#x27;", "'").split())


def asked(page):
    """Each question of the page and what stands under it: pairs of a door and its answers."""
    sections = re.findall(r"<h2 id=\"asked-\d+\">(.*?)</h2>(.*?)</section>", page)
    return {
        question: [
            (door, re.findall(r"<dd[^>]*>(.*?)</dd>", answers))
            for door, answers in re.findall(r"<dt>(.*?)</dt>(.*?)</div>", said)
        ]
        for question, said in sections
    }


@pytest.mark.requirement("B61")
@pytest.mark.parametrize("slug", sorted(shipped()))
def test_every_question_is_answered_for_every_door_in_their_order(db, slug):
    rules = organisations.working_by(slug).version.pack
    rows = asked(shown())
    assert list(rows) == [
        *("What it is for", "What it is not for", "Who reads it", "When we answer", "What you need"),
        *("What can come of it", "What it cannot do"),
    ]
    for said in rows.values():
        assert [door for door, _answers in said] == [door.name.in_("en") for door in rules.doors]
        assert all(answers for _door, answers in said)


@pytest.mark.requirement("B61", "S0.6")
def test_what_differs_between_two_doors_stands_side_by_side(cast):
    rows = asked(shown())
    leads, cannot, reads = (
        dict(rows[question]) for question in ("What can come of it", "What it cannot do", "Who reads it")
    )
    assert "a mediated conversation" in leads["Informal help"][0]
    assert "Steering Committee decides" in leads["Formal report here"][0]
    assert "cannot discipline anyone" in cannot["Informal help"][0]
    assert cannot["Formal report outside"] == ["They say; we cannot speak for them"]
    names = "Bela Novak, Chidi Okafor and Dana Levi"
    assert reads["Informal help"] == [f"The ombudspeople, and nobody else: {names}"]


@pytest.mark.requirement("B67")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Within 7 days. What came of it, within 90 days."),
        ("es", "Dentro de 7 días. Sabrá qué resultó en 90 días."),
    ],
)
@pytest.mark.parametrize("address", ["/support/routes/", "/support/"])
def test_both_promises_are_said_before_anything_is_told(db, language, said, address):
    organisations.working_by("workplace-eu")
    assert said in shown(language, address)


def test_a_door_that_says_nothing_of_what_comes_of_it_is_no_gap(cast):
    """Packs that were stored before the doors said so."""
    text = make.pack("madison-hgo").source
    without = re.sub(r"\[\[doors\.(leads_to|cannot)\]\]\nen = .*\nes = .*\n", "", text)
    assert without != text
    adopt(source=without, at=make.now())
    assert asked(shown())["What can come of it"][0] == ("Tell an officer", ["Not said here"])


def test_the_start_page_leads_there_and_the_page_to_each_door(cast):
    assert 'href="/support/routes/?lang=en"' in shown(address="/support/")
    page = shown()
    for door in ("a", "b"):
        assert f'href="/support/write/?lang=en#{door}"' in page
    assert f'href="{cast.version.pack.national.address}" rel="noreferrer"' in page


def test_without_a_pack_it_says_that_the_doors_are_closed(db):
    assert "The doors are not open yet" in shown()


def test_it_takes_few_queries(cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        Client().get("/support/routes/")
