"""The others in a case: nobody is spoken with before the person was asked, and every way out of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from chapterhouse.casework.access import may_be_told
from chapterhouse.casework.actions import involving, letters
from chapterhouse.casework.models import Consent, Telling
from chapterhouse.casework.wire import NewTelling
from chapterhouse.demo import desks
from chapterhouse.sealing.models import Entry, Invitation
from tests import make, others

pytestmark = pytest.mark.django_db

ANOTHER = make.CODES[2]


@pytest.fixture
def told(cast):
    return others.worked(cast)


@pytest.fixture
def jules(cast, told):
    return others.involve(told.case, "Jules", by=cast.chidi)


def people_of(case, by):
    """The sealed list as it stands, as a member reads it."""
    return desks.listed(make.member(by), make.fresh(case))["people"]


# ---- somebody more in a case


@pytest.mark.requirement("B9", "S1.36")
def test_who_somebody_is_and_each_of_their_parts_stand_in_the_sealed_list_alone(cast, told, jules):
    assert jules.code.startswith("P-")
    assert people_of(told.case, cast.dana) == [
        {"name": "Jules", "parts": ["caused", "witnessed"], "party": jules.code},
        {"name": "Priya", "parts": ["experienced"]},
    ]
    assert (jules.channel, jules.mailbox, jules.invitation, jules.is_first) == (None, None, None, False)


@pytest.mark.requirement("B9")
def test_a_case_has_one_person_or_several_or_nobody_but_who_told(cast, told, jules):
    priya = others.involve(told.case, "Priya", by=cast.dana)
    assert [party.is_first for party in told.case.parties.all()] == [True, False, False]
    assert len({told.party.code, jules.code, priya.code}) == 3
    assert make.report("a").case.parties.count() == 1


def test_the_journal_says_who_was_added_by_a_code(cast, told, jules, journal):
    assert journal(told.case)[-1] == (cast.chidi.username, "involved", jules.code)


def test_the_same_code_twice_is_the_same_person_sent_again(cast, told, refused):
    wire = others.involve_wire(told.case, by=cast.chidi)
    involving.involve(case=told.case, involved=wire, by=cast.chidi, at=make.now())
    with refused("replayed"):
        involving.involve(case=told.case, involved=wire, by=cast.chidi, at=make.now())
    assert told.case.parties.count() == 2


def test_of_two_who_change_the_list_at_once_the_second_sees_the_first(cast, told, refused):
    seen = make.seen(told.case.channel)
    wire = make.changed(others.involve_wire(told.case, by=cast.chidi), seen=seen)
    others.involve(told.case, "Priya", by=cast.dana)
    with refused("written-meanwhile"):
        involving.involve(case=told.case, involved=wire, by=cast.chidi, at=make.now())
    make.note(told.case, by=cast.dana)
    again = others.involve_wire(told.case, by=cast.chidi)
    seen = make.seen(told.case.channel)
    involving.involve(case=told.case, involved=make.changed(again, seen=seen), by=cast.chidi, at=make.now())
    assert [bool(person.get("party")) for person in people_of(told.case, cast.chidi)] == [True, True]


# ---- before a yes


DEEDS = {
    "told": lambda party, by: others.tell(party, by=by),
    "sent a letter": lambda party, by: others.invite(party, by=by),
}
deeds = pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)


@deeds
@pytest.mark.requirement("S1.34", "S1.33", "B6", "T5")
def test_nobody_can_be_told_or_invited_before_the_person_was_asked_about_them(cast, jules, refused, deed):
    with refused("ask-first"):
        deed(jules, cast.chidi)
    others.consult(jules, "dialogue", by=cast.chidi)
    with refused("ask-first"):
        deed(jules, cast.chidi)
    others.consult(jules, by=cast.chidi)
    deed(jules, cast.chidi)


@deeds
@pytest.mark.requirement("S1.34")
def test_a_yes_about_one_is_no_yes_about_another(cast, told, jules, refused, deed):
    others.consult(others.involve(told.case, "Priya", by=cast.chidi), by=cast.chidi)
    with refused("ask-first"):
        deed(jules, cast.chidi)


@deeds
@pytest.mark.requirement("S1.34")
def test_after_a_no_nobody_is_told(cast, jules, refused, deed):
    others.consult(jules, by=cast.chidi)
    others.consult(jules, by=cast.dana, given=False)
    with refused("ask-first"):
        deed(jules, cast.chidi)


@deeds
@pytest.mark.requirement("S1.34")
def test_the_yes_of_somebody_else_is_not_that_of_the_person(cast, told, jules, refused, deed):
    priya = others.guest(told.case, "Priya", by=cast.chidi, invitation=ANOTHER).party
    others.consult(jules, by=cast.chidi, party=priya)
    with refused("ask-first"):
        deed(jules, cast.chidi)
    others.consult(jules, by=cast.chidi)
    assert may_be_told(jules)
    others.consult(jules, by=cast.chidi, party=priya, given=False)
    with refused("ask-first"):
        deed(jules, cast.chidi)


@pytest.mark.requirement("S1.34")
def test_to_ask_somebody_is_to_speak_with_them(cast, told, jules, refused):
    priya = others.involve(told.case, "Priya", by=cast.chidi)
    with refused("ask-first"):
        others.consult(priya, by=cast.chidi, party=jules)
    with refused("ask-another"):
        others.consult(jules, by=cast.chidi, party=jules)
    others.consult(jules, by=cast.chidi)
    others.consult(jules, "plan", by=cast.chidi, party=jules)
    others.consult(priya, by=cast.chidi, party=jules)


def test_the_database_too_lets_nobody_agree_to_being_spoken_with_themselves(cast, told, jules):
    row = {"case": told.case, "party": jules, "about": jules, "given": True, "at": make.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(step=Consent.CONTACT, **row)


def test_there_is_no_such_step_and_no_need_to_ask_about_the_person(cast, told, jules, refused):
    wire = others.consent_wire(jules, by=cast.chidi)
    for fields in ({"step": "court"}, {"about": told.party.code}, {"party": "P-2222"}, {"about": "P-2222"}):
        with refused("malformed"):
            involving.consult(
                case=told.case, consent=make.changed(wire, **fields), by=cast.chidi, at=make.now()
            )


@deeds
def test_while_the_person_wants_us_to_stop_nobody_is_contacted(cast, told, jules, refused, deed):
    others.consult(jules, by=cast.chidi)
    make.stop(told)
    with refused("stopped"):
        deed(jules, cast.chidi)
    make.write(told)
    deed(jules, cast.chidi)


def test_a_stop_takes_back_the_letters_that_nobody_opened(cast, told, jules):
    others.consult(jules, by=cast.chidi)
    others.invite(jules, by=cast.chidi)
    make.stop(told)
    assert not Invitation.objects.exists()


# ---- the ledger


@pytest.mark.requirement("B6", "S1.39", "S1.41")
def test_a_consent_says_who_to_what_about_whom_and_seals_how(cast, told, jules, journal):
    consent = others.consult(jules, "dialogue", by=cast.chidi, words="On the phone: with Dana there.")
    assert (consent.party, consent.about, consent.step) == (told.party, jules, "dialogue")
    assert (consent.given, consent.by, consent.withdrawn) == (True, cast.chidi, None)
    assert make.read(told.case.channel, cast.dana)[-1] == "On the phone: with Dana there."
    assert journal(told.case)[-1] == (cast.chidi.username, "consulted", jules.code)
    declined = others.consult(jules, "mediation", by=cast.chidi, given=False)
    assert list(Consent.objects.standing()) == [consent]
    assert not declined.agrees


@pytest.mark.requirement("B6", "S1.39")
def test_a_later_word_stands_in_the_place_of_an_earlier_for_that_step_alone(cast, jules):
    others.consult(jules, by=cast.chidi)
    share = others.consult(jules, "share", by=cast.chidi)
    others.consult(jules, by=cast.chidi, given=False)
    again = others.consult(jules, by=cast.chidi)
    assert set(Consent.objects.standing()) == {share, again}
    assert Consent.objects.count() == 4


@pytest.mark.requirement("B6", "S1.39")
@pytest.mark.parametrize("who", ["the officer who heard it", "the person, by code"])
def test_a_yes_taken_back_stops_a_telling_and_a_letter_half_way(cast, told, jules, refused, told_of, who):
    consent = others.consult(jules, by=cast.chidi)
    others.invite(jules, by=cast.chidi)
    by = cast.dana if who.startswith("the officer") else told.party
    at = make.now()
    assert others.take_back(consent, by=by, at=at).withdrawn == at
    for deed in DEEDS.values():
        with refused("ask-first"):
            deed(jules, cast.chidi)
    assert not Invitation.objects.exists()
    assert cast.chidi.name in told_of(told.case)


@pytest.mark.requirement("S1.39")
def test_what_was_done_before_it_stays_done(cast, told):
    guest = others.guest(told.case, by=cast.chidi)
    others.take_back(Consent.objects.get(), by=told.party)
    make.reply(guest.party, by=cast.chidi, text="We say no more of it.")
    assert make.read(make.fresh(guest.party).channel, guest.box) == ["We say no more of it."]


def test_a_no_to_speaking_with_somebody_takes_the_letter_back(cast, jules):
    others.consult(jules, by=cast.chidi)
    others.invite(jules, by=cast.chidi)
    others.consult(jules, "plan", by=cast.chidi, given=False)
    assert Invitation.objects.exists()
    others.consult(jules, by=cast.chidi, given=False)
    assert not Invitation.objects.exists()


def test_taken_back_twice_counts_once_and_a_no_cannot_be(cast, told, jules, journal):
    consent, no = (
        others.consult(jules, by=cast.chidi),
        others.consult(jules, "plan", by=cast.chidi, given=False),
    )
    first = others.take_back(consent, by=told.party).withdrawn
    assert others.take_back(consent, by=told.party).withdrawn == first
    assert others.take_back(no, by=told.party).withdrawn is None
    assert [verb for _by, verb, _about in journal(told.case)].count("took-back") == 1


def test_nobody_takes_back_what_another_agreed_to(cast, told, jules, refused):
    consent = others.consult(jules, by=cast.chidi)
    priya = others.guest(told.case, "Priya", by=cast.chidi).party
    for other in (priya, make.report("a").party, cast.bela, cast.ida):
        with refused("not-yours"):
            others.take_back(consent, by=other)


@pytest.mark.requirement("B4")
@pytest.mark.parametrize("first", ["bela", "ida", "mara", "sol"])
def test_only_who_may_read_the_case_does_any_of_it(cast, told, jules, refused, first):
    other, at = getattr(cast, first), make.now()
    others.consult(jules, by=cast.chidi)
    involved = others.involve_wire(told.case, "Priya", by=cast.chidi)
    consent, letter = others.consent_wire(jules, by=cast.chidi), others.letter_wire(jules, by=cast.chidi)
    for verb in (
        lambda: involving.involve(case=told.case, involved=involved, by=other, at=at),
        lambda: involving.consult(case=told.case, consent=consent, by=other, at=at),
        lambda: involving.tell_party(party=jules, telling=NewTelling(means="telephone"), by=other, at=at),
        lambda: letters.invite(party=jules, invitation=letter, by=other, at=at),
    ):
        with refused("not-yours"):
            verb()


# ---- told


@pytest.mark.requirement("S0.59", "S1.33")
def test_it_is_on_record_who_was_told_what_when_by_whom_and_how(cast, told, jules, journal):
    others.consult(jules, by=cast.chidi)
    at = make.now()
    others.tell(jules, by=cast.dana, means="in-person", words="That somebody is hurt.", at=at)
    telling = Telling.objects.get()
    assert (telling.party, telling.by, telling.means, telling.at) == (jules, cast.dana, "in-person", at)
    assert make.read(told.case.channel, cast.chidi)[-1] == "That somebody is hurt."
    assert journal(told.case)[-1] == (cast.dana.username, "told-party", jules.code)


def test_entries_of_the_ledger_go_with_the_case(cast, told, jules):
    others.consult(jules, by=cast.chidi)
    assert Entry.objects.in_channel(told.case.channel).filter(author=cast.chidi).count() == 2
    others.take_back(Consent.objects.get(), by=told.party, at=make.now() + timedelta(hours=1))
    told.case.delete()
    assert not Consent.objects.exists()
