"""The formal route, by its actions: looked at, another way offered, notice given, answered or not."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chapterhouse.casework.actions import notifying
from chapterhouse.casework.actions import triage as triage_actions
from chapterhouse.casework.days import end_of_day
from chapterhouse.casework.models import InformalOffer, Notification, Party, Triage
from chapterhouse.casework.wire import NewTelling
from chapterhouse.notices.models import Notice
from chapterhouse.support.formal import formal_of
from tests import formal, make, others

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
#: In the evening before the clocks of Los Angeles are put back; seven days later it is another hour in UTC.
BEFORE_THE_CHANGE = datetime(2026, 10, 30, 3, tzinfo=UTC)


@pytest.fixture
def told(cast):
    return formal.worked(cast)


# ---- looked at first


@pytest.mark.requirement("B34")
def test_a_triage_is_recorded_by_its_day_and_says_nothing_in_clear(cast, told, journal):
    row = formal.triage(
        told.case, by=cast.ida, words="Scope: the code. Impact: two people. Risk: it goes on."
    )
    assert (row.by, row.note.author) == (cast.ida, cast.ida)
    assert (
        make.read(told.case.channel, cast.noor)[-1]
        == "Scope: the code. Impact: two people. Risk: it goes on."
    )
    assert (cast.ida.username, "triaged", "") in journal(told.case)
    formal.triage(told.case, by=cast.noor)
    assert Triage.objects.filter(case=told.case).count() == 2


def test_another_desk_has_no_formal_route(cast, refused):
    informal = make.take(make.report("a"), cast.chidi, cast.dana)
    with refused("not-formal"):
        formal.triage(informal.case, by=cast.chidi)
    with refused("not-formal"):
        formal.offer(informal.case, by=cast.chidi)


def test_who_may_not_read_it_does_nothing_of_it(cast, told, refused):
    make.remove(told.case, cast.noor, by=cast.ida)
    sealed = make.note_wire(told.case, by=cast.ida)
    with refused("not-yours"):
        triage_actions.triage(case=make.fresh(told.case), words=sealed, by=cast.noor, at=make.now())


# ---- another way, if they wish


@pytest.mark.requirement("S0.57")
@pytest.mark.parametrize("accept", [True, False])
def test_the_informal_way_is_offered_and_theirs_to_take_or_leave(cast, told, accept, told_of, promised):
    offer = formal.offer(told.case, by=cast.ida)
    assert make.read(told.party.channel, told.box)[-1] == "If you wish."
    assert promised(told.case) is None
    formal.answer_offer(told, accept=accept)
    offer.refresh_from_db()
    assert (offer.accepted is not None, offer.declined is not None) == (accept, not accept)
    assert told_of(told.case) == [cast.ida.name, cast.noor.name]
    assert make.fresh(told.case).desk.wall == "formal"


def test_nothing_is_offered_to_who_asked_us_to_stop(cast, told, refused):
    make.stop(told)
    with refused("stopped"):
        formal.offer(told.case, by=cast.ida)


@pytest.mark.requirement("S0.57")
def test_nothing_but_their_own_word_answers_an_offer(cast, told, refused):
    formal.offer(told.case, by=cast.ida)
    with refused("offered"):
        formal.offer(told.case, by=cast.noor)
    guest = formal.noticed(told.case, by=cast.ida)
    with refused("unknown"):
        formal.answer_offer(guest)
    formal.triage(told.case, by=cast.ida)
    assert InformalOffer.objects.get().accepted is None


# ---- notice, after the one who reported was asked


@pytest.mark.requirement("S0.59", "T5", "B15")
def test_nobody_is_given_notice_before_the_one_who_reported_was_asked(cast, told, refused):
    party = others.involve(told.case, by=cast.ida)
    for give in (formal.notify, formal.hand_over):
        with refused("ask-first"):
            give(party, by=cast.ida)
    others.consult(party, by=cast.ida, given=False)
    with refused("ask-first"):
        formal.notify(party, by=cast.ida)
    others.consult(party, by=cast.ida)
    assert formal.notify(party, by=cast.ida).reached is None
    assert make.fresh(party).invitation is not None


@pytest.mark.requirement("B15")
def test_the_time_to_answer_begins_when_they_have_it_and_ends_with_the_seventh_day(cast, told):
    at = make.now()
    guest = formal.noticed(told.case, by=cast.ida, at=at)
    row = Notification.objects.get()
    zone = told.case.pack.pack.zone
    assert row.reached == guest.party.joined
    assert row.last_day.astimezone(zone).date() == at.astimezone(zone).date() + 7 * DAY
    assert not row.is_over(row.ends - timedelta(seconds=1))
    assert row.is_over(row.ends)


@pytest.mark.requirement("B15")
def test_what_is_handed_over_starts_the_time_and_is_recorded_as_told(cast, told):
    party = formal.asked(told.case, by=cast.ida)
    formal.notify(party, by=cast.ida)
    at = make.now() + DAY
    row = formal.hand_over(party, by=cast.noor, at=at)
    assert (row.given, row.reached) == (at, at)
    assert party.tellings.get().by == cast.noor
    assert formal.hand_over(party, by=cast.noor, at=at + DAY).given == at


def test_somebody_with_a_code_is_given_notice_in_their_own_conversation(cast, told):
    guest = others.guest(told.case, by=cast.ida)
    row = formal.notify_here(guest.party, by=cast.ida)
    assert row.given is not None
    assert make.read(guest.party.channel, guest.box)[-1] == "We hear you."


@pytest.mark.requirement("B15", "S0.60")
def test_the_answer_is_sealed_and_only_its_day_is_in_clear(cast, told, told_of, promised):
    guest = formal.noticed(told.case, by=cast.ida)
    Notice.objects.all().delete()
    row = formal.answer(guest, "Parts of it are so.")
    assert row.answered is not None
    assert make.read(guest.party.channel, cast.noor)[-1] == "Parts of it are so."
    assert make.read(guest.party.channel, told.box) == ["not-for-you"]
    assert told_of(told.case) == [cast.ida.name, cast.noor.name]
    first = row.answered
    assert formal.answer(guest, "And this.", at=first + DAY).answered == first


def test_without_a_notice_there_is_nothing_to_answer(cast, told, refused):
    guest = others.guest(told.case, by=cast.ida)
    with refused("unknown"):
        formal.answer(guest)


@pytest.mark.requirement("B15")
def test_the_time_is_made_longer_once_and_for_a_reason(cast, told, refused):
    formal.notify(party := formal.asked(told.case, by=cast.ida), by=cast.ida)
    row = Notification.objects.get()
    with refused("not-given"):
        formal.extend(row, by=cast.ida)
    formal.hand_over(party, by=cast.ida)
    before = make.fresh(row).ends
    row = formal.extend(row, by=cast.ida)
    assert row.ends.astimezone(ZoneInfo("America/Los_Angeles")).date() == (
        before.astimezone(ZoneInfo("America/Los_Angeles")).date() + 7 * DAY
    )
    assert make.read(told.case.channel, cast.noor)[-1] == "They were away."
    with refused("extended"):
        formal.extend(row, by=cast.noor)


# ---- what goes otherwise


@pytest.mark.requirement("B15")
def test_that_no_answer_came_is_recorded_after_the_day_and_a_late_answer_is_heard(cast, told, refused):
    guest = formal.noticed(told.case, by=cast.ida)
    row = Notification.objects.get()
    with refused("early"):
        formal.record_silence(row, by=cast.ida, at=row.ends - timedelta(seconds=1))
    row = formal.record_silence(row, by=cast.ida, at=row.ends)
    assert (row.silent, row.answered) == (row.ends, None)
    late = formal.answer(guest, at=row.ends + DAY)
    assert late.answered == row.ends + DAY
    with refused("answered"):
        formal.record_silence(row, by=cast.ida, at=row.ends + 2 * DAY)


@pytest.mark.requirement("T5")
def test_a_consent_that_is_taken_back_stops_the_letter_and_everything_after(cast, told, refused):
    party = others.involve(told.case, by=cast.ida)
    consent = others.consult(party, by=cast.ida)
    row = formal.notify(party, by=cast.ida)
    others.take_back(consent, by=told.party)
    assert make.fresh(party).invitation is None
    assert make.fresh(row).reached is None
    for give in (formal.notify, formal.hand_over):
        with refused("ask-first"):
            give(party, by=cast.ida)


def test_an_officer_who_turns_out_to_be_named_is_taken_off_and_gives_no_notice(cast, told, refused):
    guest = formal.noticed(told.case, by=cast.ida)
    make.remove(told.case, cast.noor, by=cast.ida)
    Notice.objects.all().delete()
    party = formal.asked(told.case, "Max", by=cast.ida)
    words = make.note_wire(told.case, by=cast.ida)
    with refused("not-yours"):
        telling = NewTelling(means="telephone", words=words)
        notifying.hand_over(party=make.fresh(party), telling=telling, by=cast.noor, at=make.now())
    make.renew(told.case, by=cast.ida)
    formal.answer(guest, "It was an officer.")
    assert make.read(guest.party.channel, cast.noor)[-1] == "not-for-you"
    assert not Notice.objects.filter(person=cast.noor).exists()


@pytest.mark.parametrize(
    ("since", "last"),
    [
        (BEFORE_THE_CHANGE, datetime(2026, 11, 6, 8, tzinfo=UTC)),
        (datetime(2026, 3, 5, 6, tzinfo=UTC), datetime(2026, 3, 12, 7, tzinfo=UTC)),
    ],
    ids=["the clocks go back", "the clocks go forward"],
)
def test_a_deadline_ends_at_midnight_there_also_where_the_clocks_change_on_the_way(since, last):
    assert end_of_day(since, 7, ZoneInfo("America/Los_Angeles")) == last


def test_what_somebody_else_got_and_said_is_not_taken_for_theirs(cast, told):
    wrong = formal.noticed(told.case, by=cast.ida)
    row = formal.answer(wrong)
    decided = formal.ready(told.case, by=cast.ida, reviewer=cast.noor)
    formal.send(decided, wrong.party, by=cast.ida)
    others.invite(wrong.party, by=cast.ida, invitation=make.CODES[2], turn_away=True)
    right = make.join(make.CODES[2])
    assert right.party == wrong.party
    told_now = formal_of(make.fresh(right.party), make.now())
    assert (told_now["notice"]["answered"], told_now["appeal"]) == (None, None)
    formal.extend(row, by=cast.ida)
    assert formal.send(decided, right.party, by=cast.ida).party == right.party


def test_who_opened_the_wrong_letter_has_started_no_time(cast, told):
    formal.noticed(told.case, by=cast.ida)
    party = Party.objects.get(notification__isnull=False)
    others.invite(party, by=cast.ida, invitation=make.CODES[2], turn_away=True)
    assert make.fresh(Notification.objects.get()).reached is None
