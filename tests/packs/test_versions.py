"""Adopting a pack makes a dated version; what was adopted before stays as it was."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from chapterhouse.packs.actions import adopt
from chapterhouse.packs.loading import PackError, shipped, text_of
from chapterhouse.packs.models import PackVersion

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 16, 12, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def source() -> str:
    """A pack whose lines were all checked before that Monday."""
    return text_of(shipped()["dsa-la-2018"]).replace("checked_on = 2026-11-20", "checked_on = 2026-11-02")


def slower(source: str) -> str:
    return source.replace("promise_hours = 48", "promise_hours = 72", 1)


def test_the_first_text_becomes_version_one(source):
    version = adopt(source=source, at=MONDAY)
    assert (version.slug, version.number, version.adopted) == ("dsa-la-2018", 1, MONDAY)
    assert version.pack.door("a").promise_hours == 48


def test_the_same_text_again_is_the_same_version(source):
    first = adopt(source=source, at=MONDAY)
    assert adopt(source=source, at=TUESDAY) == first
    assert PackVersion.objects.count() == 1


@pytest.mark.requirement("S1.69", "T1", "B1")
def test_a_changed_text_is_a_new_version_and_the_old_one_keeps_its_rules(source):
    first = adopt(source=source, at=MONDAY)
    second = adopt(source=slower(source), at=TUESDAY)
    assert (first.number, second.number) == (1, 2)
    kept = PackVersion.objects.get(pk=first.pk)
    assert (kept.pack.door("a").promise_hours, second.pack.door("a").promise_hours) == (48, 72)


def test_a_text_taken_up_again_after_another_is_a_version_of_its_own(source):
    adopt(source=source, at=MONDAY)
    adopt(source=slower(source), at=TUESDAY)
    assert adopt(source=source, at=WEDNESDAY).number == 3


def test_what_is_in_force_is_what_was_adopted_last_before_the_moment(source):
    first = adopt(source=source, at=MONDAY)
    second = adopt(source=slower(source), at=WEDNESDAY)
    current = PackVersion.objects.current
    assert current(at=MONDAY - timedelta(seconds=1)) is None
    assert current(at=MONDAY) == first
    assert current(at=TUESDAY) == first
    assert current(at=WEDNESDAY) == second


@pytest.mark.requirement("S1.69")
def test_another_way_of_working_takes_over_from_its_day_and_counts_its_own_versions(source):
    adopt(source=source, at=MONDAY)
    later = text_of(shipped()["dsa-la-crt"]).replace("checked_on = 2026-11-20", "checked_on = 2026-11-02")
    assert adopt(source=later, at=TUESDAY).number == 1
    assert PackVersion.objects.current(at=WEDNESDAY).slug == "dsa-la-crt"


def test_a_faulty_text_is_refused_and_nothing_changes(source):
    first = adopt(source=source, at=MONDAY)
    with pytest.raises(PackError):
        adopt(source=source.replace("promise_hours = 48", "promise_hours = 0"), at=TUESDAY)
    assert PackVersion.objects.current(at=TUESDAY) == first


def test_no_two_versions_of_a_pack_bear_one_number(source):
    first = adopt(source=source, at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        PackVersion.objects.create(
            slug=first.slug, number=1, adopted=TUESDAY, sha256="0" * 64, source="schema = 1"
        )


def test_once_read_a_pack_costs_one_small_query(source, django_assert_num_queries):
    adopt(source=source, at=MONDAY).pack  # noqa: B018  (reading it is what counts)
    with django_assert_num_queries(1) as queries:
        assert PackVersion.objects.current(at=TUESDAY).pack.slug == "dsa-la-2018"
    assert '"source"' not in queries[0]["sql"]
