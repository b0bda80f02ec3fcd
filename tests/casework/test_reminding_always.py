"""Whatever becomes of a case's readers or of another case: somebody hears that a promise runs out."""

from datetime import timedelta

import pytest

from chapterhouse.casework.models import Case
from chapterhouse.notices.models import Notice
from chapterhouse.packs.models import PackVersion
from tests import make


@pytest.mark.requirement("S0.43")
def test_when_everyone_has_stepped_back_the_backup_contact_hears_before_it_is_late(cast, told_of):
    at = make.now() - timedelta(hours=30)
    told = make.report("a", at=at)
    for person in (cast.bela, cast.chidi, cast.dana):
        make.recuse(told.case, by=person, at=at)
    make.sweep()
    assert told_of(told.case, Notice.REMINDER) == [cast.mara.name]


def test_when_everyone_has_stepped_back_a_backup_contact_shut_out_hears_nothing(cast, told_of):
    at = make.now() - timedelta(hours=30)
    told = make.report("a", excluding=[cast.mara], at=at)
    for person in (cast.bela, cast.chidi, cast.dana):
        make.recuse(told.case, by=person, at=at)
    make.sweep()
    assert told_of(told.case, Notice.REMINDER) == []


def test_one_case_that_cannot_be_looked_at_keeps_no_other_from_being_reminded(cast, told_of):
    at = make.now() - timedelta(hours=30)
    spoilt, sound = make.report("a", at=at - timedelta(hours=1)), make.report("a", at=at)
    version = {"adopted": at - timedelta(days=900), "sha256": "0" * 64, "source": "not a pack"}
    Case.objects.filter(pk=spoilt.case.pk).update(
        pack=PackVersion.objects.create(slug="spoilt", number=1, **version)
    )
    assert make.sweep() == 1
    assert len(told_of(sound.case, Notice.REMINDER)) == 3
