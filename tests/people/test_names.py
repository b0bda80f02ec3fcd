"""The name somebody chose is the one by which everybody sees and greets them; the list's is another."""

import pytest

from chapterhouse.journal.models import Row
from chapterhouse.people.actions.accounts import choose_name
from chapterhouse.ui.refused import Refused
from tests import make
from tests.people.listed import on_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(client, cast):
    client.force_login(cast.bela)
    client.get("/account/?lang=en")
    return on_list(cast.bela, name="Belinda Novak")


@pytest.mark.requirement("B59")
def test_somebody_chooses_name_and_pronouns_apart_from_the_lists_name(client, cast, listed):
    answer = client.post("/account/name/", {"name": " Bel  Novak ", "pronouns": "they/them"}, follow=True)
    page = answer.content.decode()
    for words in ("Bel Novak", "they/them", "Belinda Novak"):
        assert words in page
    listed.refresh_from_db()
    assert listed.name == "Belinda Novak"


@pytest.mark.requirement("B59")
def test_others_see_the_chosen_name_and_never_the_lists(client, cast, listed):
    choose_name(person=cast.bela, name="Bel Novak", pronouns="", at=make.now())
    client.force_login(cast.rosa)
    page = client.get("/trainings/?lang=en", follow=True).content.decode()
    assert "Bel Novak" in page
    assert "Belinda" not in page


def test_the_journal_says_that_they_chose_and_not_what(cast, listed):
    choose_name(person=cast.bela, name="Bel Novak", pronouns="they", at=make.now())
    row = Row.objects.get(verb="chose-name")
    assert (row.by, row.subject, row.about) == (cast.bela.username, cast.bela.username, "")


@pytest.mark.parametrize(("name", "pronouns", "said"), [
    ("  ", "they", "Write the name by which you want to be called."),
    ("x" * 81, "they", "This is longer than 80 letters."),
    ("Bel", "x" * 41, "This is longer than 40 letters."),
])  # fmt: skip
def test_blank_and_too_long_are_said_kindly_and_what_was_typed_stays(
    client, cast, listed, name, pronouns, said
):
    page = client.post("/account/name/", {"name": name, "pronouns": pronouns}).content.decode()
    assert said in page
    assert f'value="{pronouns}"' in page
    cast.bela.refresh_from_db()
    assert cast.bela.name == "Bela Novak"


def test_a_name_of_spaces_alone_is_refused_by_the_verb_too(cast):
    with pytest.raises(Refused) as refusal:
        choose_name(person=cast.bela, name=" \u2003 ", pronouns="", at=make.now())
    assert refusal.value.code == "no-name"


def test_only_who_is_signed_in_has_a_name_to_choose(client, db):
    assert client.get("/account/name/").status_code == 302
