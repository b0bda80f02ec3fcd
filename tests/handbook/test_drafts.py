"""Drafts and versions: written by keepers, put into force with who adopted them, never changed then."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chapterhouse.handbook.actions.drafts import (
    Words,
    put_into_force,
    withdraw_draft,
)
from chapterhouse.handbook.models import Text, Version
from chapterhouse.journal.models import Row
from tests import make
from tests.handbook.books import adopted, book, document, drafted, words

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 12)


def force(cast, draft, *, by="General meeting", day=DAY, edition=None):
    return put_into_force(
        draft=draft,
        edition=edition or draft.edition,
        adopted_by=by,
        in_force=day,
        by=cast.rosa,
        at=make.now(),
    )


@pytest.mark.requirement("S2.10", "S1.68")
def test_a_draft_becomes_version_one_with_who_adopted_it_and_when(cast):
    version = force(cast, drafted(cast, document(cast)))
    assert (version.number, version.adopted_by, version.in_force) == (1, "General meeting", DAY)
    assert Row.objects.about("handbook:conduct").first().verb == "put-into-force"


def test_what_is_in_force_is_neither_saved_nor_withdrawn_nor_put_into_force_again(cast, refused):
    version = adopted(cast, row := document(cast))
    with refused("over"):
        withdraw_draft(draft=version, by=cast.rosa, at=make.now())
    with refused("over"):
        force(cast, version)
    following = drafted(cast, row, en=words(body="Other."))
    assert following.pk != version.pk
    assert "finish" in Text.objects.get(version=version).body


@pytest.mark.parametrize(
    ("text", "code"),
    [(words(body=""), "empty"), (words(title=""), "empty"), (words(about=""), "empty")],
)
def test_an_empty_text_is_not_put_into_force(cast, refused, text, code):
    if not text.title:
        text = Words(title=" ", about=text.about, body=text.body)
    with refused(code), transaction.atomic():
        draft = drafted(cast, document(cast), en=text)
        if text.title == " ":
            draft.texts.update(body="")
        force(cast, draft)


def test_a_draft_that_says_nothing_in_any_language_is_not_saved(cast, refused):
    with refused("empty"):
        drafted(cast, document(cast), en=Words("", "", "", ""), es=Words("", "", "", ""))


def test_who_adopted_it_must_be_said_and_from_the_second_on_what_changed_and_why(cast, refused):
    row = document(cast)
    draft = drafted(cast, row, en=words(changed=""))
    with refused("unsaid"):
        force(cast, draft, by="  ")
    force(cast, draft)
    following = drafted(cast, row, en=words(body="Other.", changed=""))
    with refused("unexplained"):
        force(cast, following)


def test_a_day_before_the_version_before_is_refused_and_the_same_day_is_not(cast, refused):
    row = document(cast)
    force(cast, drafted(cast, row))
    following = drafted(cast, row)
    with refused("too-early"):
        force(cast, following, day=DAY - timedelta(days=1))
    assert force(cast, following).number == 2


def test_on_each_day_that_version_holds_which_began_last(cast):
    row = document(cast)
    first = force(cast, drafted(cast, row))
    second = force(cast, drafted(cast, row), day=DAY + timedelta(days=30))
    holds = Version.objects.in_force_on
    assert holds("conduct", DAY - timedelta(days=1)) is None
    assert holds("conduct", DAY) == holds("conduct", DAY + timedelta(days=29)) == first
    assert holds("conduct", DAY + timedelta(days=30)) == second


def test_two_keepers_at_one_draft_lose_nothing(cast, refused):
    row = document(cast)
    drafted(cast, row, en=words(body="By one."))
    with refused("stale"):
        drafted(cast, row, en=words(body="By the other."))
    assert Text.objects.get().body == "By one."
    drafted(cast, row, edition=1, en=words(body="By both."))
    assert Text.objects.get().body == "By both."


def test_a_draft_that_was_saved_since_it_was_read_is_not_put_into_force(cast, refused):
    row = document(cast)
    draft = drafted(cast, row)
    drafted(cast, row, edition=1, en=words(body="Other."))
    with refused("stale"):
        force(cast, draft)


def test_whoever_writes_on_a_draft_that_was_put_into_force_meanwhile_is_told(cast, refused):
    row = document(cast)
    force(cast, drafted(cast, row))
    with refused("stale"):
        drafted(cast, row, edition=1)


def test_a_withdrawn_draft_is_gone_and_its_language_left_empty_too(cast):
    draft = drafted(cast, document(cast))
    withdraw_draft(draft=draft, by=cast.rosa, at=make.now())
    assert not Version.objects.exists()
    assert not Text.objects.exists()


@pytest.mark.parametrize("code", ["conduct", "words", "keep", "mine", "proposals"])
def test_an_address_is_given_once_and_never_one_of_our_own_pages(cast, refused, code):
    document(cast)
    with refused("taken"):
        document(cast, code)


def test_a_text_may_be_read_elsewhere_and_then_needs_none_here(cast):
    version = adopted(cast, document(cast), address="https://example.org/r33", en=words(body=""))
    assert version.address == "https://example.org/r33"


def test_the_database_itself_keeps_one_draft_and_no_version_without_its_who_and_when(cast):
    row = document(cast)
    draft = drafted(cast, row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(document=row, edited=make.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=draft.pk).update(number=1, put=make.now(), in_force=DAY)


def test_versions_of_one_document_say_nothing_of_another(cast):
    book(cast, versions=2)
    assert book(cast, "mandate", kind="mandate").versions.get().number == 1
