"""Who of the officers leads a conversation together: by name, changed with a row, never against their no."""

import pytest

from chapterhouse.casework.actions import facilitating
from chapterhouse.casework.models import Appointment
from chapterhouse.notices.models import Notice
from tests import make, meeting, others
from tests.casework.test_actions_appointments import agree, soon
from tests.casework.test_pages_case import place, text
from tests.support.asking import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    """A report at the ombudspeople's door, on which Chidi and Dana work."""
    return make.take(make.report("a"), cast.chidi, cast.dana)


@pytest.fixture
def other(cast, told):
    return others.guest(told.case, by=cast.chidi)


@pytest.fixture
def joint(cast, told, other):
    row = meeting.begin(told.case, [told.party, other.party], kind="joint", by=cast.chidi)
    agree(row, told, other)
    return row


def choose(row, *people, by):
    return facilitating.choose_facilitators(appointment=make.fresh(row), people=people, by=by, at=make.now())


def decline(row, *, by):
    return facilitating.decline_to_lead(appointment=make.fresh(row), by=by, at=make.now())


def led_by(someone):
    [shown] = post("mailbox/", {"auth": someone.box.auth}).json()["appointments"]
    return shown["led_by"]


def names(row):
    return sorted(person.name for person in make.fresh(row).facilitators.all())


@pytest.mark.requirement("S0.40")
def test_whoever_proposes_a_time_leads_it_unless_somebody_was_chosen(cast, told, other, joint, journal):
    assert led_by(told) == []
    meeting.propose(joint, by=cast.chidi)
    assert led_by(told) == led_by(other) == ["Chidi Okafor"]
    meeting.set_time(joint, soon(), by=cast.dana)
    assert names(joint) == ["Chidi Okafor"]
    choose(joint, cast.dana, by=cast.chidi)
    assert led_by(other) == ["Dana Levi"]
    chosen = [row for row in journal(told.case) if row[1] == "chose-facilitator"]
    assert chosen == [
        (cast.chidi.username, "chose-facilitator", cast.chidi.username),
        (cast.chidi.username, "chose-facilitator", cast.dana.username),
    ]


def test_who_is_chosen_by_a_colleague_hears_of_it(cast, told, joint):
    Notice.objects.all().delete()
    choose(joint, cast.chidi, cast.dana, by=cast.chidi)
    assert [notice.person for notice in Notice.objects.all()] == [cast.dana]
    choose(joint, cast.chidi, cast.dana, by=cast.dana)
    assert Notice.objects.count() == 1


@pytest.mark.requirement("S0.40")
def test_who_declines_is_not_offered_again_for_this_conversation_and_is_for_another(
    client, cast, told, other, joint, refused
):
    choose(joint, cast.chidi, by=cast.dana)
    decline(joint, by=cast.chidi)
    decline(joint, by=cast.chidi)
    assert names(joint) == []
    with refused("declined"):
        choose(joint, cast.chidi, by=cast.dana)
    with refused("declined"):
        choose(joint, cast.chidi, cast.dana, by=cast.chidi)
    meeting.propose(joint, by=cast.chidi)
    assert names(joint) == []
    page = text(client, cast.dana, place(told))
    part = page[page.index("Choose who leads it") :].split("</form>")[0]
    assert cast.dana.username in part
    assert cast.chidi.username not in part
    meeting.end(joint, "declined", by=cast.dana)
    again = meeting.begin(told.case, [told.party, other.party], kind="joint", by=cast.dana)
    choose(again, cast.chidi, by=cast.dana)
    assert names(again) == ["Chidi Okafor"]


@pytest.mark.parametrize("how", ["excluded", "removed", "stepped back"])
def test_who_is_shut_out_leads_nothing_and_is_named_nowhere(client, cast, told, joint, refused, how):
    choose(joint, cast.dana, by=cast.chidi)
    if how == "excluded":
        make.exclude(told.case, cast.dana)
    elif how == "removed":
        make.remove(told.case, cast.dana, by=cast.chidi)
    else:
        make.recuse(told.case, by=cast.dana)
    assert led_by(told) == []
    assert "Led by:" not in text(client, cast.chidi, place(told))
    with refused("not-eligible"):
        choose(joint, cast.dana, by=cast.chidi)
    with refused("not-yours"):
        decline(joint, by=cast.dana)
    with refused("not-yours"):
        choose(joint, cast.chidi, by=cast.dana)
    client.force_login(cast.dana)
    for last in ("leads", "not-me"):
        assert client.post(f"{place(told)}appointments/1/{last}/", {}).status_code == 404
    meeting.propose(joint, by=cast.chidi)
    assert led_by(told) == ["Chidi Okafor"]


@pytest.mark.parametrize("first", ["bela", "noor", "mara", "ana"])
def test_only_who_reads_the_case_and_is_independent_leads(cast, joint, refused, first):
    with refused("not-eligible"):
        choose(joint, getattr(cast, first), by=cast.chidi)


def test_nobody_leads_an_appointment_with_one_person_or_one_that_is_over(cast, told, joint, refused):
    single = meeting.ask(told)
    for act in (lambda: choose(single, cast.chidi, by=cast.chidi), lambda: decline(single, by=cast.chidi)):
        with refused("malformed"):
            act()
    meeting.propose(single, by=cast.chidi)
    assert names(single) == []
    with refused("malformed"):
        choose(joint, by=cast.chidi)
    meeting.end(joint, "cancelled", by=cast.chidi)
    for act in (lambda: choose(joint, cast.chidi, by=cast.chidi), lambda: decline(joint, by=cast.chidi)):
        with refused("over"):
            act()


@pytest.mark.requirement("S0.40")
def test_on_the_page_an_officer_chooses_by_name_and_declines_for_themselves(client, cast, told, joint):
    address = place(told)
    assert "Whoever proposes a time leads it." in text(client, cast.chidi, address)
    client.post(f"{address}appointments/1/leads/", {"person": [cast.dana.username, cast.chidi.username]})
    assert "Led by: Chidi Okafor and Dana Levi." in text(client, cast.chidi, address)
    client.force_login(cast.dana)
    client.post(f"{address}appointments/1/not-me/")
    page = text(client, cast.chidi, address)
    assert "Led by: Chidi Okafor." in page
    client.post(f"{address}appointments/1/leads/")
    assert names(Appointment.objects.get()) == ["Chidi Okafor"]
    assert client.post(f"{address}appointments/1/leads/", {"person": "m-nobody"}).status_code == 404
