"""From a first conversation to a conversation together, in real browsers: two officers and two parties."""

import pytest
from playwright.sync_api import expect

from chapterhouse.casework.models import Act, Appointment, Draft, Showing
from tests import make, mending, others
from tests.casework.desk_pages import all_opened, open_case, opened, row_of, unlock
from tests.sealing.vault_pages import PHONE, faults, fits, sign_in
from tests.support import visiting

pytestmark = pytest.mark.django_db(transaction=True)

CODE = make.CODES[0]
#: The guest's own code.
OWN = make.CODES[2]


@pytest.fixture
def told(cast):
    return mending.told(cast, code=CODE)


@pytest.fixture
def colleague(browser, live_server):
    """Another officer's browser."""
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser, live_server):
    """The browser of somebody without an account."""
    context = browser.new_context(viewport=PHONE, base_url=live_server.url)
    yield context.new_page()
    context.close()


def to_page(page, case, name):
    """From the case to one of its pages, with the key open."""
    page.goto(f"/cases/{case.code}/{name}/")
    expect(page.locator("[data-vault-open]")).to_be_visible()


def write_points(page, *texts):
    """Fills in the points of a narrative, over what stands in them."""
    boxes = page.locator("[data-points] [data-words]")
    while boxes.count() < len(texts):
        page.get_by_role("button", name="Add a point").click()
    for box, text in zip(boxes.all(), texts, strict=False):
        box.fill(text)


@pytest.mark.requirement("S1.30", "S1.31", "S1.32")
def test_a_first_conversation_is_kept_once_beside_what_they_wrote_and_shown_again_at_closing(
    page, live_server, cast, told
):
    open_case(page, told.case, cast.chidi)
    page.get_by_role("link", name="First conversation: The person who came to us").click()
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    expect(page.get_by_text("You tell us as much as you wish, and what you hope for.")).to_be_visible()
    page.get_by_label("What happened").fill("It was the third time.")
    page.get_by_label("What they hope for").fill("That it stops, and that I can stay.")
    page.get_by_label("What was given").select_option("Thinking it through")
    page.get_by_label("They were told what to expect").check()
    assert (faults(page), fits(page)) == ([], True)
    page.get_by_role("button", name="Keep the notes").click()
    notes = opened(page, "That it stops, and that I can stay.")
    expect(notes).to_contain_text("Thinking it through")
    expect(page.get_by_text("They were told what to expect on")).to_be_visible()
    assert "stops" not in str(list(Act.objects.values()))

    page.get_by_text("Add to it, or put it right").click()
    expect(page.get_by_label("What they hope for")).to_have_value("That it stops, and that I can stay.")
    page.get_by_label("What happened").fill("It was the fourth time.")
    page.get_by_role("button", name="Keep the notes").click()
    expect(opened(page, "It was the fourth time.")).to_contain_text("That it stops, and that I can stay.")
    page.goto(f"/cases/{told.case.code}/closure/")
    expect(opened(page, "That it stops, and that I can stay.")).to_be_visible()


def test_words_beside_a_draft_stay_when_a_version_is_kept(page, live_server, cast, told):
    mending.draft(told.case, "They met on Thursday.", by=cast.chidi)
    open_case(page, told.case, cast.chidi)
    to_page(page, told.case, "narrative")
    page.get_by_text("Show it to somebody").click()
    page.get_by_label("A word beside it").fill("Is this how it was?")
    page.get_by_text("Write on").click()
    write_points(page, "They met on Friday.")
    page.get_by_role("button", name="Keep this version").click()
    expect(page.locator("[data-said]")).to_contain_text("What is still in another box is kept")
    expect(page.get_by_label("A word beside it")).to_have_value("Is this how it was?")
    page.get_by_role("button", name="Seal it to them").click()
    expect(opened(page, "They met on Friday.")).to_be_visible()
    assert Draft.objects.count() == 2


#: What has no text at all: JSON may say so, and then every attempt to write it down fails.
TEXTLESS = {"toString": 1, "valueOf": 1}


def test_no_comment_that_nobody_can_understand_keeps_a_narrative_shut(page, live_server, cast, told):
    draft = mending.draft(told.case, "They met on Thursday.", by=cast.chidi)
    mending.show(draft, told.party, by=cast.chidi)
    of = str(make.seen(told.party.channel))
    listed = [{"name": TEXTLESS, "party": '"], *'}, {"name": "Priya", "parts": TEXTLESS}, None]
    make.revise(told.case, "people", body={"people": listed, "answers": TEXTLESS}, by=cast.chidi)
    rows = [
        {"part": TEXTLESS, "says": TEXTLESS, "answer": [TEXTLESS]},
        {"part": "p1", "question": TEXTLESS, "answer": TEXTLESS, "says": "differ"},
        None,
        "<b>",
        {"part": "p1", "question": {"en": TEXTLESS}, "answer": ["It was Friday."], "says": "differ"},
    ]
    for answers in (TEXTLESS, "<b>", rows):
        make.write(told, {"kind": "comment", "of": of, "answers": answers})
    make.write(told, {"kind": "comment", "of": TEXTLESS, "answers": rows})
    make.write(told, {"kind": "comment", "of": "__proto__", "answers": rows})
    open_case(page, told.case, cast.chidi)
    expect(opened(page, "It happened after the meeting.")).to_be_visible()
    to_page(page, told.case, "narrative")
    expect(page.locator(".notice--warn", has_text="It was Friday.")).to_have_count(1)
    expect(page.locator(".notice--warn", has_text="This cannot be shown.")).to_have_count(1)
    expect(page.locator("[data-points] [data-words]")).to_have_value("They met on Thursday.")
    expect(page.locator("[data-said-stop]")).to_be_hidden()


@pytest.mark.requirement("S1.37", "B36")
def test_two_officers_write_one_narrative_and_its_reader_disagrees_beside_a_point(
    page, colleague, phone, live_server, cast, told
):
    open_case(page, told.case, cast.chidi)
    page.get_by_role("link", name="Narrative").click()
    expect(page.locator("[data-points] > li")).to_have_count(1)
    write_points(page, "They met on Thursday.")
    page.get_by_role("button", name="Keep this version").click()
    expect(opened(page, "They met on Thursday.")).to_be_visible()

    sign_in(colleague, cast.dana)
    colleague.goto(f"/cases/{told.case.code}/narrative/?lang=en")
    unlock(colleague, cast.dana)
    expect(colleague.locator("[data-points] [data-words]")).to_have_value("They met on Thursday.")
    colleague.locator("details[data-revise] > summary").click()
    page.get_by_text("Write on").click()
    write_points(page, "They met on Thursday.", "He shouted.")
    page.get_by_role("button", name="Keep this version").click()
    expect(opened(page, "He shouted.")).to_be_visible()
    colleague.locator("[data-points] [data-words]").fill("They met on Friday.")
    colleague.locator("[data-document] button[type=submit]").click()
    expect(colleague.locator(".notice--warn").first).to_be_visible()
    expect(colleague.locator("section sealed-text")).to_have_count(2)
    expect(colleague.locator("[data-points] [data-words]")).to_have_count(3)
    texts = [box.input_value() for box in colleague.locator("[data-points] [data-words]").all()]
    assert sorted(set(texts)) == ["He shouted.", "They met on Friday.", "They met on Thursday."]

    page.reload()
    expect(page.get_by_text("Two versions stand beside each other")).to_be_visible()
    page.get_by_text("Write on").click()
    drops = page.get_by_role("button", name="Take this point out")
    expect(page.locator("[data-points] [data-words]")).to_have_count(3)
    drops.last.click()
    expect(drops).to_have_count(2)
    page.locator("[data-standing]").last.select_option("disputed")
    page.get_by_role("button", name="Keep this version").click()
    expect(page.locator("section sealed-text")).to_have_count(1)
    assert Draft.objects.standing().count() == 1
    assert Draft.objects.count() == 4

    page.get_by_text("Show it to somebody").click()
    picks = page.locator("[data-picks] input")
    expect(picks).to_have_count(2)
    page.locator("[data-picks] label").first.click()
    page.get_by_role("button", name="Seal it to them").click()
    expect(page.locator("#shown ~ ol li")).to_have_count(1)

    visiting.come_back(phone, CODE)
    message = phone.locator("article.message").first
    expect(message).to_contain_text("He shouted.")
    expect(message).not_to_contain_text("They met on")
    message.get_by_text("Say something to this").locator("visible=true").click()
    message.get_by_label("How you see it").fill("He did not shout, he hit the table.")
    assert visiting.faults(phone) == []
    message.get_by_role("button", name="I see it differently").click()
    expect(phone.locator("[data-story-answer]")).to_contain_text("It stands beside the point now.")

    page.reload()
    point = page.locator("sealed-text li", has_text="He shouted.")
    expect(point).to_contain_text("sees it differently (version 4): He did not shout, he hit the table.")
    expect(page.locator("sealed-text li", has_text="They met on")).not_to_contain_text("differently")
    assert (faults(page), fits(page)) == ([], True)


@pytest.mark.requirement("S1.38")
def test_a_roadmap_has_steps_with_owners_and_days_and_tells_the_server_the_next_day_alone(
    page, live_server, cast, told
):
    open_case(page, told.case, cast.chidi)
    to_page(page, told.case, "roadmap")
    page.get_by_label("The step").fill("Talk about the Thursday meetings.")
    page.get_by_label("Who takes it").fill("Jules")
    page.get_by_label("By").fill("2030-05-02")
    page.get_by_role("button", name="Add a step").click()
    page.get_by_label("The step").last.fill("Ask how it is.")
    page.get_by_label("By").last.fill("2030-04-01")
    page.get_by_label("Done").last.check()
    assert (faults(page), fits(page)) == ([], True)
    page.get_by_role("button", name="Keep this version").click()
    steps = opened(page, "Talk about the Thursday meetings.")
    expect(steps).to_contain_text("Jules, by 2030-05-02")
    expect(steps).to_contain_text("Done")
    row = Draft.objects.get()
    assert str(row.next_on) == "2030-05-02"
    assert "Jules" not in str(list(Draft.objects.values()))
    page.goto(f"/cases/{told.case.code}/")
    expect(page.get_by_text("The next step is due on")).to_be_visible()
    expect(opened(page, "It happened after the meeting.").first).to_be_visible()
    all_opened(page)
    expect(page.get_by_text("Talk about the Thursday meetings.")).to_have_count(0)


@pytest.mark.requirement("S1.39", "S1.40", "S1.41", "S1.42")
def test_a_conversation_together_is_offered_accepted_by_each_and_then_begun(
    page, phone, live_server, cast, told
):
    guest = others.guest(told.case, by=cast.chidi, code=OWN)
    mending.answer(mending.offer(guest.party, told.party, by=cast.dana))
    open_case(page, told.case, cast.chidi)
    expect(page.get_by_role("button", name="Begin the conversation")).to_have_count(0)
    row = page.locator("[data-party]").first
    row.get_by_text("Offer a conversation with another").click()
    row.get_by_label("What you offer").fill("With Jules, about the meetings. Dana and I would be there.")
    row.get_by_role("button", name="Offer it").click()
    expect(row).to_contain_text("They have not answered yet.")

    visiting.come_back(phone, CODE)
    card = phone.locator("[data-offer-list] article")
    expect(card).to_contain_text("With Jules, about the meetings.")
    expect(phone.locator("[data-offers]")).to_contain_text("it is all right to say no")
    assert visiting.faults(phone) == []
    card.get_by_role("button", name="Yes, I would do that").click()
    expect(card).to_contain_text("You said yes.")
    expect(phone.locator("[data-consents]")).to_contain_text("To a conversation with somebody else in this")

    page.reload()
    expect(row).to_contain_text("They said yes on")
    page.get_by_role("button", name="Begin the conversation").click()
    expect(page.locator("#appointments ~ article").first).to_contain_text("Talking together")
    assert Appointment.objects.get().is_joint
    visiting.come_back(phone, OWN)
    expect(phone.get_by_role("button", name="Yes, I want this conversation")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_fit_a_phone_and_axe_finds_nothing(page, live_server, cast, told, language):
    guest = others.guest(told.case, by=cast.chidi)
    draft = mending.draft(told.case, "They met.", "He shouted.", by=cast.chidi)
    mending.draft(told.case, "They met at noon.", by=cast.dana, after=[draft])
    mending.draft(told.case, "They met at nine.", by=cast.chidi, after=[draft])
    mending.refer(told.case, by=cast.chidi)
    mending.keep_first(told.party, by=cast.chidi, expected=True)
    mending.offer(told.party, guest.party, by=cast.chidi)
    page.set_viewport_size(PHONE)
    page.goto(f"/display/?lang={language}")
    open_case(page, told.case, cast.chidi)
    expect(row_of(page, "Priya")).to_be_visible()
    first = f"parties/{told.party.code}/first"
    for name in ("narrative", "roadmap", first, "closure", ""):
        page.goto(f"/cases/{told.case.code}/{name}{'/' if name else ''}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert (faults(page), fits(page)) == ([], True), name


def test_what_is_being_written_stays_when_a_version_is_shown_to_somebody(page, live_server, cast, told):
    mending.draft(told.case, "They met on Thursday.", by=cast.chidi)
    open_case(page, told.case, cast.chidi)
    to_page(page, told.case, "narrative")
    expect(opened(page, "They met on Thursday.")).to_be_visible()
    page.get_by_text("Write on").click()
    write_points(page, "They met on Friday, as I learned today.")
    page.get_by_text("Show it to somebody").click()
    page.get_by_role("button", name="Seal it to them").click()
    expect(page.locator("[data-said]")).to_contain_text("Sealed and sent.")
    assert Showing.objects.count() == 1
    box = page.locator("[data-points] [data-words]")
    expect(box).to_have_value("They met on Friday, as I learned today.")
    page.get_by_role("button", name="Lock my key").click()
    expect(page.locator("[data-vault-locked]")).to_be_visible()
    expect(box).to_have_value("They met on Friday, as I learned today.")


@pytest.mark.requirement("B36")
def test_a_point_that_was_left_out_stays_out_when_somebody_wrote_meanwhile(page, live_server, cast, told):
    mending.draft(told.case, "They met on Thursday.", "Priya said so.", by=cast.chidi)
    open_case(page, told.case, cast.chidi)
    to_page(page, told.case, "narrative")
    page.get_by_text("Show it to somebody").click()
    expect(page.locator("[data-picks] input")).to_have_count(2)
    page.locator("[data-picks] label").last.click()
    make.write(told)
    page.get_by_role("button", name="Seal it to them").click()
    expect(page.locator("[data-show] [data-form-said]")).to_contain_text("Somebody wrote while you did.")
    page.get_by_role("button", name="Seal it to them").click()
    expect(page.locator("#shown ~ ol li")).to_have_count(1)
    assert "Thursday" in str(make.read(told.party.channel, told.box)[-1])
    assert "Priya" not in str(make.read(told.party.channel, told.box)[-1])


def test_what_is_added_to_a_first_conversation_stays_when_the_key_is_locked(page, live_server, cast, told):
    mending.keep_first(told.party, by=cast.chidi)
    open_case(page, told.case, cast.chidi)
    page.goto(f"/cases/{told.case.code}/parties/{told.party.code}/first/")
    page.get_by_text("Add to it, or put it right").click()
    expect(page.get_by_label("What they hope for")).not_to_have_value("")
    page.get_by_label("What happened").fill("It was the fourth time.")
    page.get_by_role("button", name="Lock my key").click()
    expect(page.get_by_label("What they hope for")).to_have_value("")
    expect(page.get_by_label("What happened")).to_have_value("It was the fourth time.")
