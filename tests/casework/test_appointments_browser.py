"""An appointment from the desk to a person's calendar, in real browsers."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Appointment
from tests import make, meeting, others
from tests.casework.desk_pages import open_case, opened
from tests.sealing.vault_pages import sign_in
from tests.support.visiting import PHONE, come_back, faults

pytestmark = pytest.mark.django_db(transaction=True)

CODE = make.CODES[0]
ZONE = ZoneInfo("America/Los_Angeles")


@pytest.fixture
def told(cast):
    return make.take(make.report("a", code=CODE), cast.chidi, cast.dana)


def local(days, hour):
    """An hour of a day to come, as a clock in Los Angeles shows it."""
    day = (make.now().astimezone(ZONE) + timedelta(days=days)).date()
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def propose(page, *times, place="library", press="Send these times"):
    form = page.locator("form[data-as=times]" if press == "Send these times" else "form[data-as=time]")
    for row, at in zip(form.locator("[data-option]").all(), times, strict=False):
        row.locator("[data-at]").fill(at.strftime("%Y-%m-%dT%H:%M"))
        row.locator("[data-place]").select_option(place)
    form.get_by_role("button", name=press).click()


@pytest.mark.requirement("S0.44", "S0.45", "S0.46", "T12", "S1.25")
def test_a_person_chooses_a_time_and_a_place_and_takes_it_home_in_their_calendar(
    page, live_server, cast, told
):
    meeting.ask(told)
    open_case(page, told.case, cast.chidi)
    expect(opened(page, "When could we meet?")).to_be_visible()
    first, second = local(3, 18), local(5, 10)
    propose(page, first, second)
    expect(opened(page, "Echo Street Library")).to_be_visible()
    assert "Echo Street" not in str(list(Appointment.objects.values())), "the place is nowhere in clear"

    come_back(page, CODE)
    assert faults(page) == []
    offer = page.locator("article.message").first
    expect(offer.locator("li.dated")).to_have_count(2)
    for fact in ("Open to the public", "Ramp, lift, accessible toilet", "study rooms on the first floor"):
        expect(offer.locator("li.dated").first).to_contain_text(fact)
    offer.get_by_role("button", name="I choose this").first.click()
    expect(page.locator("[data-appointments-answer]")).to_contain_text("It is kept.")
    row = Appointment.objects.get()
    assert row.starts == first

    page.get_by_role("button", name="I choose this instead").click()
    card = page.locator("[data-appointment-list] article")
    expect(card.locator("s")).to_contain_text("was")
    assert make.fresh(row).starts == second
    assert faults(page) == []

    event = saved(page)
    assert event["DTSTART"].dt == second.astimezone(UTC)
    assert (event["SUMMARY"], event.get("LOCATION")) == ("Appointment", None)
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DURATION", "SUMMARY"}
    page.get_by_text("Also write the place into it").locator("visible=true").click()
    assert saved(page)["LOCATION"].startswith("Echo Street Library, 100 Echo Street")

    page.goto(f"/cases/{told.case.code}/")
    expect(page.locator("#appointments ~ article").first).to_contain_text("10 am")
    page.get_by_text("Record how it ended").first.click()
    page.get_by_label("What was given").select_option("Given: Coaching")
    page.get_by_role("button", name="Record how it ended").click()
    expect(opened(page, "Given: Coaching")).to_be_visible()
    assert make.fresh(row).outcome == "held"


def test_a_time_that_was_set_elsewhere_reaches_the_person_with_its_place(page, live_server, cast, told):
    meeting.begin(told.case, [told.party], kind="check-in", by=cast.chidi)
    open_case(page, told.case, cast.chidi)
    expect(opened(page, "Somebody shouted at me")).to_be_visible()
    page.get_by_text("Set the time", exact=True).click()
    propose(page, local(2, 9), place="online", press="Set this time and tell them")
    expect(opened(page, "The time that was set:")).to_be_visible()
    come_back(page, CODE)
    card = page.locator("[data-appointment-list] article")
    expect(card).to_contain_text("9 am")
    expect(card).to_contain_text("Who else could hear")
    expect(page.get_by_role("button", name="I choose this")).to_have_count(0)


@pytest.mark.requirement("S0.40")
def test_the_page_shows_the_refusal_while_not_everyone_has_said_yes(page, live_server, cast, told):
    other = others.guest(told.case, by=cast.chidi)
    meeting.begin(told.case, [told.party, other.party], kind="joint", by=cast.chidi)
    open_case(page, told.case, cast.chidi)
    expect(opened(page, "Somebody shouted at me")).to_be_visible()
    page.get_by_text("Propose times").click()
    propose(page, local(3, 18))
    expect(page.locator("form[data-as=times] [data-form-said]")).to_contain_text("Not yet")
    assert not Appointment.objects.exclude(proposed=None).exists()


def test_hours_that_have_passed_or_that_no_clock_shows_are_not_sealed(page, live_server, cast, told):
    meeting.ask(told)
    open_case(page, told.case, cast.chidi)
    expect(opened(page, "When could we meet?")).to_be_visible()
    said = page.locator("form[data-as=times] [data-form-said]")
    page.locator("form[data-as=times]").get_by_role("button", name="Send these times").click()
    expect(said).to_contain_text("Choose at least one day and hour.")
    propose(page, local(-2, 9))
    expect(said).to_contain_text("One of these times has passed.")
    propose(page, datetime(2037, 3, 8, 2, 30, tzinfo=UTC))
    expect(said).to_contain_text("One of these hours does not exist")
    asked = """async (hours) => {
        const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
        const { instantIn } = await import(loaded.find((name) => /moments\\.\\w+\\.js/.test(name)));
        return hours.map((at) => instantIn("America/Los_Angeles", at));
    }"""
    hours = ["2027-03-13T10:00", "2027-03-14T10:00", "2027-11-07T01:30", "nonsense"]
    assert page.evaluate(asked, hours) == [
        *("2027-03-13T10:00:00-08:00", "2027-03-14T10:00:00-07:00"),
        *("2027-11-07T01:30:00-07:00", None),
    ]


@pytest.mark.requirement("S0.35", "S0.40", "B35")
def test_each_says_yes_and_commits_on_their_own_page(page, live_server, cast, told):
    other = others.guest(told.case, by=cast.chidi)
    row = meeting.begin(told.case, [told.party, other.party], kind="joint", by=cast.chidi)
    meeting.say(row, other.party)
    meeting.commit_to(row, other.party)
    come_back(page, CODE)
    card = page.locator("[data-appointment-list] article")
    expect(card).to_contain_text("Two or more of you who agree may ask for one mediated conversation")
    assert faults(page) == []
    page.get_by_role("button", name="Yes, I want this conversation").click()
    expect(card).to_contain_text("everyone commits to a safe, respectful and productive conversation")
    page.get_by_role("button", name="I commit myself to that").click()
    expect(card).to_contain_text("You committed yourself")
    assert make.fresh(row).is_ready
    page.get_by_role("button", name="I have changed my mind: no").click()
    expect(card).to_contain_text("You said no. You can change that.")


@pytest.mark.requirement("S0.41")
def test_asking_says_first_how_many_remain_and_at_the_end_where_else_to_go(page, live_server, cast, told):
    come_back(page, CODE)
    asking = page.locator("[data-asking]")
    for left in ("2 appointments about this matter, of 2", "one more appointment about this matter, of 2"):
        expect(asking).to_contain_text(left)
        page.locator("#ask-text").fill("After seven.")
        page.get_by_role("button", name="Ask for an appointment").click()
        expect(page.locator("[data-asking-answer]")).to_contain_text("You asked for an appointment.")
        meeting.end(Appointment.objects.open().get(), by=cast.chidi)
        come_back(page, CODE)
    expect(asking).to_contain_text("The formal doors and the referral guide stay open to you")
    expect(asking.get_by_role("link")).to_have_count(2)
    expect(page.get_by_role("button", name="Ask for an appointment")).to_have_count(0)
    assert faults(page) == []
    assert "After seven." in str(make.read(told.party.channel, cast.chidi))


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_section_fits_a_phone_and_axe_finds_nothing(page, live_server, cast, told, language):
    other = others.guest(told.case, by=cast.chidi)
    meeting.set_time(meeting.ask(told), make.now() + timedelta(days=3), by=cast.chidi)
    meeting.begin(told.case, [told.party, other.party], kind="joint", by=cast.chidi)
    page.set_viewport_size(PHONE)
    page.goto(f"/display/?lang={language}")
    sign_in(page, cast.chidi)
    page.goto(f"/cases/{told.case.code}/")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert faults(page) == []
    page.goto("/today/")
    expect(page.locator("#week")).to_be_visible()
    assert faults(page) == []


def saved(page):
    """The one event of the calendar file that the page gives, as another program reads it."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Add to my calendar").click()
    data = download.value.path().read_bytes()
    assert download.value.suggested_filename == "appointment.ics"
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    [event] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return event
