"""A case stands under the documents that were in force when it opened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chapterhouse.handbook.models import Version
from tests import make
from tests.handbook import books

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast, client):
    told = make.report("a", excluding=[cast.dana])
    make.take(told, cast.bela, cast.chidi)
    client.force_login(cast.bela)
    return told.case


def kept(client, case, lang="en"):
    return client.get(f"/cases/{case.code}/rules/?lang={lang}", follow=True)


def test_a_case_keeps_the_documents_it_was_under(cast, client, case):
    row = books.document(cast)
    opened = timezone.localdate(case.opened)
    books.adopted(cast, row, day=opened - timedelta(days=30))
    Version.objects.update(put=case.opened - timedelta(days=29))
    books.adopted(cast, row, day=opened + timedelta(days=1), en=books.words(title="Another code"))
    page = kept(client, case).text
    assert "/handbook/mine/conduct/1/" in page
    assert "Code of Conduct" in page
    assert "Another code" not in page
    assert "version 1, in force since" in page
    assert f"/cases/{case.code}/rules/" in client.get(f"/cases/{case.code}/").text


def test_where_there_was_none_it_says_so(client, case):
    assert "The handbook held no document on that day." in kept(client, case).text
    assert "no había ningún documento" in kept(client, case, "es").text


@pytest.mark.parametrize("who", ["dana", "rosa", "sol"])
def test_whom_the_case_is_shut_to_finds_no_such_page(cast, client, case, who):
    client.force_login(getattr(cast, who))
    assert kept(client, case).status_code == 404


def test_what_was_written_down_later_for_days_before_does_not_hold_in_it(cast, client, case):
    row = books.document(cast)
    books.adopted(cast, row, day=timezone.localdate(case.opened) - timedelta(days=30))
    Version.objects.update(put=case.opened + timedelta(days=3))
    assert "The handbook held no document on that day." in kept(client, case).text
