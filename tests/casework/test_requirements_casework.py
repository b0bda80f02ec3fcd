"""Lines of the founding documents that show at a responder's desk."""

import re
from datetime import timedelta

import pytest

from chapterhouse.casework.models import Case
from chapterhouse.demo.telling import Told
from chapterhouse.notices.models import Notice
from tests import make


def page_of(client, person, case):
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return " ".join(client.get(f"/cases/{case.code}/").content.decode().split())


def steps_on(page):
    listed = page.split("The steps the person was told")[1].split("</details>")[0]
    return re.findall(r'<li class="steps__item">(.*?)</li>', listed)


@pytest.mark.requirement("S0.4")
def test_each_formal_case_shows_the_same_written_steps_under_the_version_it_opened_with(client, cast):
    first, second = make.report("b"), make.report("b")
    make.pack("madison-hgo")
    later = make.report("a")
    for case in (first.case, second.case, later.case):
        make.declare(case, by=cast.ida)
    before, again, other = (page_of(client, cast.ida, each.case) for each in (first, second, later))
    assert steps_on(before) == steps_on(again)
    assert len(steps_on(before)) == len(cast.version.pack.door("b").steps) > 3
    assert steps_on(other) != steps_on(before)
    assert f"{cast.version.pack.title}, version 1" in before
    assert f"{cast.version.pack.title}, version 1" not in other


@pytest.mark.requirement("B9", "S1.14")
@pytest.mark.parametrize("named", [(), (("J.", ("caused",)), ("L.", ("experienced", "witnessed")))])
def test_a_case_may_concern_several_people_or_nobody_in_particular(cast, named):
    told = make.report("a", told=Told(title="Thursdays", happening="It is always the same.", people=named))
    _title, involved = make.read(told.case.channel, cast.chidi)
    assert [(each["name"], tuple(each["parts"])) for each in involved["people"]] == list(named)
    make.write(told, "And again.")
    assert Case.objects.count() == 1
    assert len(make.read(told.party.channel, cast.chidi)) == 2


@pytest.mark.requirement("S1.24", "B8")
def test_under_seven_days_the_team_is_reminded_at_their_half_and_the_backup_hears_at_their_end(cast, told_of):
    make.pack("dsa-la-crt")
    one = make.newcomer("crt")
    make.sheet("crt", [one], by=one)
    start = make.now()
    told = make.report("a", at=start)
    make.sweep(start + timedelta(hours=83))
    assert told_of(told.case, Notice.REMINDER) == []
    make.sweep(start + timedelta(hours=84))
    assert told_of(told.case, Notice.REMINDER) == [one.name]
    make.sweep(start + timedelta(days=7))
    assert told_of(told.case, Notice.OVERDUE) == sorted([one.name, cast.mara.name])
