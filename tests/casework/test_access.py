"""The cast against each predicate. What a person may not see does not exist for them."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from chapterhouse.casework.access import backs_up, has_desk, may_read, may_see, responds
from chapterhouse.casework.models import Case
from chapterhouse.casework.roster import readers
from chapterhouse.clocks.models import Promise
from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from chapterhouse.people.actions.offices import leave_office
from tests import make

pytestmark = pytest.mark.django_db

EVERYBODY = (*make.NAMES, "newcomer")

#: Who holds what kind of office: reads cases, is a backup contact.
DUTIES = {
    "bela": (True, False),
    "chidi": (True, False),
    "dana": (True, False),
    "ida": (True, False),
    "noor": (True, False),
    "mara": (False, True),
    "rosa": (False, False),
    "ana": (False, False),
    "sol": (False, False),
    "newcomer": (True, False),
}

SEES, READS, KEEPS = "sees", "reads", "keeps the code name"
#: What each may do with five cases of one story; nothing, where nothing is said.
TABLE = {
    # bela shut out, chidi recused, dana independent
    "apart": {"chidi": {KEEPS}, "dana": {SEES, READS}},
    # dana removed by bela; chidi has not answered the question of independence
    "removed": {"bela": {SEES, READS}, "chidi": {SEES}},
    # nobody has answered it yet
    "new": {"bela": {SEES}, "chidi": {SEES}, "dana": {SEES}},
    # at the other desk; ida independent
    "formal": {"ida": {SEES, READS}, "noor": {SEES}},
    # at the other desk, noor shut out
    "formal apart": {"ida": {SEES}},
}


@pytest.fixture
def scene(cast):
    """The five cases; the newcomer took the seat of somebody who left after they had arrived."""
    apart = make.report("a", excluding=[cast.bela]).case
    make.recuse(apart, by=cast.chidi)
    make.declare(apart, by=cast.dana)
    removed = make.report("a").case
    make.declare(removed, by=cast.bela)
    make.declare(removed, by=cast.dana)
    make.remove(removed, cast.dana, by=cast.bela)
    formal = make.report("b").case
    make.declare(formal, by=cast.ida)
    cast.newcomer = make.newcomer("ombuds")
    cases = {
        "apart": apart,
        "removed": removed,
        "new": make.report("a").case,
        "formal": formal,
        "formal apart": make.report("b", excluding=[cast.noor]).case,
    }
    return SimpleNamespace(cast=cast, cases=cases)


@pytest.mark.parametrize("first", EVERYBODY)
@pytest.mark.requirement("B3", "S0.70")
def test_offices_give_a_desk_and_nothing_else_does(cast, first):
    cast.newcomer = make.newcomer("ombuds")
    person = getattr(cast, first)
    reads, backup = DUTIES[first]
    assert (responds(person), backs_up(person)) == (reads, backup)
    # Rosa's office reads nothing and backs nothing up: Today tells her what waits in it, and of no case.
    assert has_desk(person) == (reads or backup or first == "rosa")


@pytest.mark.parametrize("first", EVERYBODY)
@pytest.mark.requirement("B2", "B3", "B4", "B5", "S0.15", "S0.21", "S0.70", "S1.28")
def test_the_cast_against_each_case(scene, first):
    person, at = getattr(scene.cast, first), make.now()
    for which, case in scene.cases.items():
        found = {
            SEES: may_see(person, case, at),
            READS: may_read(person, case, at),
            KEEPS: Case.objects.recused_by(person).filter(pk=case.pk).exists(),
        }
        assert {what for what, yes in found.items() if yes} == TABLE[which].get(first, set()), which
    listed = set(Case.objects.visible_to(person, at).values_list("code", flat=True))
    assert listed == {
        case.code for which, case in scene.cases.items() if SEES in TABLE[which].get(first, set())
    }


@pytest.mark.requirement("B3", "B14")
def test_keys_say_the_same_as_pages(scene):
    """Whoever may not see a case cannot open it with the whole database either."""
    for which, case in scene.cases.items():
        for first in ("bela", "chidi", "dana", "ida", "noor"):
            opened = make.read(case.channel, getattr(scene.cast, first))
            sees = SEES in TABLE[which].get(first, set())
            assert (opened[0] == make.told().title) == sees, (which, first)


@pytest.mark.requirement("B14")
def test_the_end_of_a_term_ends_everything_at_once(scene):
    dana, at = scene.cast.dana, make.now()
    later = at + timedelta(minutes=1)
    leave_office(term=dana.terms.get(), by="operator", at=at)
    assert not responds(dana, later)
    assert not Case.objects.visible_to(dana, later).exists()
    assert not may_read(dana, scene.cases["apart"], later)
    assert dana not in readers(scene.cases["new"], later)


@pytest.mark.requirement("B14")
def test_a_newcomer_gets_an_old_case_by_somebodys_hand_and_answers_the_question_first(scene):
    case, new = scene.cases["removed"], scene.cast.newcomer
    make.assign(case, [scene.cast.bela, new], by=scene.cast.bela, letting_in=[new])
    assert may_see(new, case, make.now())
    assert not may_read(new, case, make.now())
    make.declare(case, by=new)
    assert may_read(new, case, make.now())
    assert make.read(case.channel, new)[0] == make.told().title


def test_a_person_who_is_not_signed_in_has_no_desk(cast):
    assert not responds(AnonymousUser())
    assert not has_desk(AnonymousUser())


@pytest.mark.requirement("B4", "S1.28")
def test_nothing_in_the_database_that_is_sent_or_listed_leads_somebody_excluded_to_the_case(cast):
    """No notice, no reminder, no journal row about them, at any moment of the promise."""
    start = make.now() - timedelta(hours=50)
    told = make.report("a", excluding=[cast.bela, cast.mara], at=start)
    for hours in (24, 39, 49):
        make.sweep(start + timedelta(hours=hours))
    make.declare(told.case, by=cast.chidi)
    make.assign(told.case, [cast.chidi, cast.dana], by=cast.chidi)
    make.write(told)
    for person in (cast.bela, cast.mara):
        assert not Notice.objects.filter(person=person, subject=told.case.code).exists()
        assert not Row.objects.about(told.case.code).filter(about=person.username).exists()
        assert not Case.objects.recused_by(person).exists()
    assert Promise.objects.on(told.case.code).exists()
