"""Several reports worked on as one case, unless one of those who reported objects."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from chapterhouse.casework.models import Case, Consent, Link, LinkQuestion, Party
from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from chapterhouse.ui.refused import Refused
from tests import formal, linking, make, mending, others
from tests.casework import closings

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def pair(cast):
    return linking.both(cast)


def state(link):
    row = make.fresh(link)
    return row.stands, row.ended is not None


# ---- each is asked, and both say yes


@pytest.mark.requirement("B32")
def test_a_link_stands_once_each_who_reported_said_yes(cast, pair):
    one, two = pair
    link = linking.propose(one.case, two.case, by=cast.ida)
    assert state(link) == (False, False)
    linking.answer(one)
    assert state(link) == (False, False)
    linking.answer(two)
    assert state(link) == (True, False)
    said = Consent.objects.filter(step=Consent.LINK)
    assert [(row.party, row.about, row.given) for row in said] == [
        (told.party, told.party, True) for told in pair
    ]


@pytest.mark.requirement("B32")
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("said", [(True, False), (False, True), (False, False)])
def test_any_no_is_the_veto(cast, pair, said, order):
    link = linking.propose(pair[0].case, pair[1].case, by=cast.noor)
    for each in order:
        linking.answer(pair[each], yes=said[each])
    assert state(link) == (False, True)


@pytest.mark.requirement("B32", "B6")
def test_a_yes_can_be_taken_back_and_the_link_ends_for_good(cast, pair, refused):
    one, two = pair
    link = linking.linked(one, two, by=cast.ida)
    yes = one.party.consents.get(step=Consent.LINK)
    others.take_back(yes, by=one.party)
    others.take_back(yes, by=one.party)
    assert state(link) == (False, True)
    assert make.fresh(link).since is not None
    with refused("vetoed"):
        linking.propose(two.case, one.case, by=cast.noor)
    linking.heard(one, by=cast.ida)
    assert linking.propose(two.case, one.case, by=cast.noor).stands


def test_who_changed_their_mind_to_no_by_telephone_ends_it_too(cast, pair):
    link = linking.linked(*pair, by=cast.ida)
    linking.heard(pair[1], by=cast.noor, yes=False)
    assert state(link) == (False, True)


def test_an_officer_records_what_they_heard_instead(cast, pair):
    link = linking.propose(pair[0].case, pair[1].case, by=cast.ida)
    linking.heard(pair[0], by=cast.ida)
    linking.answer(pair[1])
    assert state(link) == (True, False)
    assert not LinkQuestion.objects.filter(answered=None).exists()


@pytest.mark.parametrize("yes", [True, False])
def test_an_answer_that_is_sent_twice_is_said_once(cast, pair, refused, yes):
    linking.propose(pair[0].case, pair[1].case, by=cast.ida)
    assert linking.answer(pair[0], yes=yes) == linking.answer(pair[0], yes=yes)
    with refused("over"):
        linking.answer(pair[0], yes=not yes)


def test_who_has_no_code_of_their_own_is_not_asked_and_so_nothing_stands(cast, refused):
    one = formal.worked(cast)
    case = make.written_down("b", by=cast.ida)
    make.assign(case, [cast.ida], by=cast.ida, reason="Noor is away.")
    link = linking.propose(one.case, case, by=cast.ida)
    linking.answer(one)
    assert state(link) == (False, False)
    assert not case.link_questions.exists()
    with refused("not-joined"):
        linking.ask(case, by=cast.ida)
    came = make.join()
    with refused("over"):
        linking.answer(came)
    linking.ask(case, by=cast.ida)
    linking.answer(came)
    assert state(link) == (True, False)


def test_what_a_stranger_with_the_letter_said_is_not_the_word_of_whom_it_was_for(cast):
    one, case = formal.worked(cast), make.written_down("b", by=cast.ida)
    make.assign(case, [cast.ida], by=cast.ida, reason="Noor is away.")
    link = linking.propose(one.case, case, by=cast.ida)
    linking.answer(one)
    stranger = make.join()
    linking.ask(case, by=cast.ida)
    linking.answer(stranger)
    assert state(link) == (True, False)
    others.invite(make.first(case), by=cast.ida, invitation=make.CODES[2], turn_away=True)
    assert state(link) == (False, True)
    came = make.join(make.CODES[2])
    linking.ask(case, by=cast.ida)
    linking.answer(came)
    assert linking.propose(one.case, case, by=cast.ida).stands


# ---- asked once, whatever the number


@pytest.mark.requirement("B32")
def test_with_a_third_case_nobody_is_asked_again_and_each_two_have_a_link(cast, pair):
    one, two = pair
    linking.linked(one, two, by=cast.ida)
    three = linking.another(cast)
    second = linking.propose(one.case, three.case, by=cast.ida)
    third = linking.propose(two.case, three.case, by=cast.ida)
    assert LinkQuestion.objects.filter(answered=None).get().case == three.case
    linking.answer(three)
    assert state(second) == state(third) == (True, False)
    others.take_back(one.party.consents.get(step=Consent.LINK), by=one.party)
    assert [state(each)[1] for each in (second, third)] == [True, False]


def test_where_both_agreed_before_it_stands_at_once(cast, pair):
    for told in pair:
        linking.ask(told.case, by=cast.ida)
        linking.answer(told)
    assert linking.propose(pair[0].case, pair[1].case, by=cast.ida).stands


def test_somebody_can_be_asked_where_there_is_no_other_and_once(cast, refused):
    told = formal.worked(cast)
    linking.ask(told.case, by=cast.ida)
    with refused("waiting"):
        linking.ask(told.case, by=cast.noor)
    linking.answer(told, yes=False)
    with refused("answered"):
        linking.ask(told.case, by=cast.noor)


# ---- who may, and where


def test_a_case_is_not_linked_to_itself(cast, pair, refused):
    with refused("malformed"):
        linking.propose(pair[0].case, pair[0].case, by=cast.ida)


@pytest.mark.requirement("B2", "B32")
def test_no_link_crosses_a_wall_or_is_made_at_an_informal_desk(cast, pair, refused):
    informal = make.take(make.report("a"), cast.chidi, cast.dana)
    with refused("not-yours"):
        linking.propose(pair[0].case, informal.case, by=cast.ida)
    second = make.take(make.report("a"), cast.chidi, cast.dana)
    with refused("malformed"):
        linking.propose(informal.case, second.case, by=cast.chidi)
    with refused("malformed"):
        linking.ask(informal.case, by=cast.chidi)
    with refused("malformed"):
        linking.heard(informal, by=cast.chidi)


def test_a_desk_of_accountability_offers_it_where_its_pack_does(cast):
    one = mending.told(cast)
    two = make.take(make.report("a"), cast.chidi, cast.dana)
    assert state(linking.linked(one, two, by=cast.dana)) == (True, False)


@pytest.mark.requirement("B1", "B32")
def test_cases_are_linked_under_whatever_rules_they_opened_if_links_are_offered_for_both(cast, refused):
    told = formal.worked(cast)
    make.pack("madison-hgo")
    later = make.take(make.report("a"), cast.ida, cast.noor)
    with refused("malformed"):
        linking.propose(told.case, later.case, by=cast.ida)
    with refused("malformed"):
        linking.ask(later.case, by=cast.ida)
    make.pack("dsa-la-2018", at=make.now())
    assert not later.case.rules.consolidation
    linking.ask(later.case, by=cast.noor)
    linking.answer(later)
    link = linking.propose(later.case, told.case, by=cast.ida)
    linking.heard(told, by=cast.ida)
    assert state(link) == (True, False)


@pytest.mark.parametrize("which", [0, 1])
def test_who_did_not_say_that_they_are_independent_of_both_proposes_nothing(cast, refused, which):
    one, two = make.report("b"), make.report("b")
    make.declare((one, two)[which].case, by=cast.ida)
    with refused("not-yours"):
        linking.propose(one.case, two.case, by=cast.ida)


def test_two_are_linked_once_from_either_side(cast, pair, refused):
    linking.propose(pair[0].case, pair[1].case, by=cast.ida)
    with refused("linked"):
        linking.propose(pair[1].case, pair[0].case, by=cast.noor)


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("rest", ["stopped", "closed", "waits"])
def test_nothing_is_proposed_while_one_of_them_rests(cast, pair, refused, rest, which):
    told = pair[which]
    make.reply(told.party, by=cast.ida)
    if rest == "stopped":
        make.stop(told)
    elif rest == "waits":
        linking.wait(told)
    else:
        closings.close(told.case, by=cast.ida, door="b")
    with refused(rest):
        linking.propose(pair[0].case, pair[1].case, by=cast.ida)
    with refused(rest):
        linking.ask(told.case, by=cast.ida)


def test_a_guest_is_never_asked_and_has_no_say(cast, refused):
    told = formal.worked(cast)
    guest = formal.noticed(told.case, by=cast.ida)
    linking.ask(told.case, by=cast.ida)
    with refused("not-yours"):
        linking.answer(guest)
    with refused("malformed"):
        others.consult(guest.party, "link", by=cast.ida, party=guest.party)
    with refused("malformed"):
        others.consult(guest.party, "link", by=cast.ida)


def test_nobody_answers_while_it_is_stopped(cast, pair, refused):
    linking.propose(pair[0].case, pair[1].case, by=cast.ida)
    make.stop(pair[0])
    with refused("rests"):
        linking.answer(pair[0])


# ---- how it ends


def test_an_officer_ends_it_once(cast, pair, refused):
    link = linking.linked(*pair, by=cast.ida)
    linking.end(link, pair[1].case, by=cast.noor)
    assert state(link) == (False, True)
    with refused("over"):
        linking.end(link, pair[0].case, by=cast.ida)
    again = linking.propose(pair[0].case, pair[1].case, by=cast.ida)
    other = linking.another(cast).case
    with refused("over"):
        linking.end(again, other, by=cast.ida)


@pytest.mark.requirement("B32")
def test_closing_one_asks_nothing_of_the_other(cast, pair, promised):
    link = linking.linked(*pair, by=cast.ida)
    make.reply(pair[0].party, by=cast.ida)
    owed = promised(pair[1].case)
    closings.close(pair[0].case, by=cast.ida, door="b")
    assert (state(link), promised(pair[1].case)) == ((True, False), owed)
    assert make.fresh(pair[1].case).closure is None


@pytest.mark.requirement("B12", "B32")
def test_with_the_destruction_of_one_the_link_goes_and_its_journal(cast, pair):
    link = linking.linked(*pair, by=cast.ida)
    assert Row.objects.about(link.code).exists()
    for told in pair:
        make.reply(told.party, by=cast.ida)
    closings.destroy(closings.close(pair[0].case, by=cast.ida, door="b"))
    assert list(Case.objects.all()) == [pair[1].case]
    assert not Link.objects.exists()
    assert not Row.objects.about(link.code).exists()
    assert linking.word(pair[1].case).agrees


# ---- what an officer learns who is shut out of one


@pytest.mark.requirement("B3", "B32")
def test_the_journal_of_a_case_says_nothing_of_another(cast, pair, journal):
    before = {told.case.code: len(journal(told.case)) for told in pair}
    linking.linked(*pair, by=cast.ida)
    for told in pair:
        rows = journal(told.case)[before[told.case.code] :]
        assert [(verb, about) for _by, verb, about in rows] == [
            ("asked-about-links", ""),
            ("agreed-to-links", ""),
        ]


@pytest.mark.requirement("B3", "B32")
def test_only_who_reads_both_hears_that_it_stands(cast, told_of):
    one, two = formal.worked(cast), make.report("b", excluding=[cast.noor])
    make.declare(two.case, by=cast.ida)
    linking.propose(one.case, two.case, by=cast.ida)
    linking.answer(one)
    Notice.objects.all().delete()
    linking.answer(two)
    assert (told_of(two.case), told_of(one.case)) == ([cast.ida.name], [cast.ida.name])


# ---- at once


@pytest.mark.django_db(transaction=True)
def test_two_who_say_yes_at_once_make_it_stand(cast, pair):
    link = linking.propose(pair[0].case, pair[1].case, by=cast.ida)
    ready, done = threading.Barrier(2), []

    def say(told):
        ready.wait()
        try:
            linking.answer(told)
            done.append("said")
        finally:
            connection.close()

    threads = [threading.Thread(target=say, args=(told,)) for told in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (done, state(link)) == (["said", "said"], (True, False))


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_propose_at_once_from_either_side_make_one_link(cast, pair):
    ready, codes = threading.Barrier(2), []

    def say(cases, person):
        ready.wait()
        try:
            linking.propose(*cases, by=person)
            codes.append("made")
        except Refused as refusal:
            codes.append(refusal.code)
        finally:
            connection.close()

    one, two = (told.case for told in pair)
    calls = [((one, two), cast.ida), ((two, one), cast.noor)]
    threads = [threading.Thread(target=say, args=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == ["linked", "made"]
    assert Link.objects.count() == 1
    assert Party.objects.count() == 2
