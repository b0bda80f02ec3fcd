import pytest

from chapterhouse.casework.models import Case
from chapterhouse.casework.roster import readers
from chapterhouse.notices.models import Notice
from chapterhouse.sealing.models import KeyWrap
from tests import make

pytestmark = pytest.mark.django_db


def wraps_of(person, case):
    return KeyWrap.objects.filter(channel_key__channel__in=case.channels, card__user=person)


# ---- independence


@pytest.mark.requirement("B4", "B14")
def test_being_independent_is_said_once(cast, case, journal):
    assert make.declare(case, by=cast.chidi) == make.declare(case, by=cast.chidi)
    assert [verb for _by, verb, _about in journal(case)] == ["opened", "declared-independent"]


@pytest.mark.requirement("B4", "B14")
def test_who_is_not_independent_loses_the_keys_at_once_and_keeps_the_code_name(cast, case, told_of, journal):
    make.recuse(case, by=cast.bela)
    assert not wraps_of(cast.bela, case).exists()
    assert not Case.objects.visible_to(cast.bela, make.now()).exists()
    assert list(Case.objects.recused_by(cast.bela)) == [case]
    assert told_of(case) == [cast.chidi.name, cast.dana.name]
    assert journal(case)[-1] == (cast.bela.username, "recused", "")
    assert all(channel.wants_new_key for channel in make.fresh(case).channels)


def test_who_was_independent_may_still_step_back(cast, case):
    make.assign(case, [cast.chidi, cast.dana], by=cast.chidi)
    make.recuse(case, by=cast.chidi)
    assert not case.independences.filter(person=cast.chidi).exists()
    assert make.pair(case) == {cast.dana.name}


def test_who_stepped_back_does_not_come_in_again_by_answering_otherwise(cast, case, refused):
    make.recuse(case, by=cast.bela)
    for verb in (make.declare, make.recuse):
        with refused("not-yours"):
            verb(case, by=cast.bela)


@pytest.mark.requirement("B3", "B4")
@pytest.mark.parametrize("first", ["bela", "ida", "mara", "sol"])
def test_the_question_is_put_to_nobody_who_may_not_see_the_case(cast, refused, first):
    shut = make.report("a", excluding=[cast.bela]).case
    for verb in (make.declare, make.recuse):
        with refused("not-yours"):
            verb(shut, by=getattr(cast, first))


def test_somebody_excluded_who_had_stepped_back_before_loses_the_code_name_too(cast, case):
    make.recuse(case, by=cast.bela)
    make.exclude(case, cast.bela)
    assert not Case.objects.recused_by(cast.bela).exists()


# ---- shut out by the person


@pytest.mark.requirement("B4", "B5", "S1.28")
def test_whom_the_person_shuts_out_is_out_at_once_and_not_told(cast, case, told_of, journal):
    make.declare(case, by=cast.bela)
    make.assign(case, [cast.bela, cast.chidi], by=cast.chidi)
    make.hand_over(case, cast.dana, by=cast.bela)
    Notice.objects.create(
        person=cast.bela, kind=Notice.REMINDER, subject=case.code, made_at=make.now(), not_before=make.now()
    )
    make.exclude(case, cast.bela)
    assert not wraps_of(cast.bela, case).exists()
    assert not Notice.objects.filter(person=cast.bela, subject=case.code).exists()
    assert not Case.objects.visible_to(cast.bela, make.now()).exists()
    assert make.pair(case) == {cast.chidi.name}
    assert ("reporter", "excluded", "") in journal(case)
    assert cast.bela not in readers(make.fresh(case), make.now())


def test_an_offer_of_somebody_shut_out_lapses_and_no_answer_reaches_them(cast, case, refused, told_of):
    for taking_part in (cast.bela, cast.dana):
        make.declare(case, by=taking_part)
    make.assign(case, [cast.bela, cast.chidi], by=cast.chidi)
    offer = make.hand_over(case, cast.dana, by=cast.bela)
    make.exclude(case, cast.bela)
    with refused("answered"):
        make.answer(offer, accept=True)
    assert cast.bela.name not in told_of(case)


def test_an_offer_to_somebody_shut_out_lapses(cast, case):
    make.assign(case, [cast.chidi, cast.dana], by=cast.chidi)
    offer = make.hand_over(case, cast.bela, by=cast.chidi)
    make.exclude(case, cast.bela)
    assert make.fresh(offer).declined


def test_to_shut_out_twice_is_to_shut_out(cast, case, journal):
    assert make.exclude(case, cast.bela) == make.exclude(case, cast.bela)
    assert [verb for _by, verb, _about in journal(case)].count("excluded") == 1


@pytest.mark.requirement("B5")
def test_the_backup_contact_can_be_shut_out_though_they_never_read(cast, case):
    make.exclude(case, cast.mara)
    assert not any(channel.wants_new_key for channel in make.fresh(case).channels)


@pytest.mark.parametrize("first", ["ida", "rosa", "ana", "sol"])
def test_somebody_no_notice_could_reach_cannot_be_shut_out(cast, case, refused, first):
    with refused("unknown-person"):
        make.exclude(case, getattr(cast, first))


@pytest.mark.requirement("B5")
def test_the_last_reader_cannot_be_shut_out(cast, case, refused):
    make.exclude(case, cast.bela)
    make.exclude(case, cast.dana)
    with refused("no-reader"):
        make.exclude(case, cast.chidi)


# ---- removed by a colleague


@pytest.mark.requirement("B14")
def test_a_colleague_takes_somebody_off_the_case(cast, case, journal):
    make.assign(case, [cast.chidi, cast.dana], by=cast.chidi)
    make.remove(case, cast.dana, by=cast.chidi)
    make.remove(case, cast.dana, by=cast.chidi)
    assert not wraps_of(cast.dana, case).exists()
    assert not Case.objects.visible_to(cast.dana, make.now()).exists()
    assert not Case.objects.recused_by(cast.dana).exists()
    assert [row for row in journal(case) if row[1] == "removed"] == [
        (cast.chidi.username, "removed", cast.dana.username)
    ]


def test_nobody_removes_themselves(cast, case, refused):
    with refused("self"):
        make.remove(case, cast.chidi, by=cast.chidi)


def test_only_who_may_read_a_case_removes_somebody_from_it(cast, case, refused):
    for by in (cast.dana, cast.ida, cast.mara, cast.sol):
        with refused("not-yours"):
            make.remove(case, cast.bela, by=by)
