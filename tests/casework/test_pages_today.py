"""Today and the list of cases: what they show, to whom, when empty, and at what cost."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from chapterhouse.people.actions.offices import leave_office
from chapterhouse.people.models import Person, Term
from tests import make
from tests.casework.rows import copies

TODAY = "/today/"


def text(client, person, address=TODAY):
    client.force_login(person)
    client.cookies["django_language"] = "en"
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def ago(**span):
    return make.now() - timedelta(**span)


@pytest.fixture
def told(cast):
    """A report at the ombudspeople's door, two hours old."""
    return make.report("a", at=ago(hours=2))


# ---- what is shown


def test_today_says_thank_you_when_nothing_is_due(client, cast):
    page = text(client, cast.chidi)
    assert "Nothing is due. Thank you." in page
    assert "Nobody has these yet" not in page


def headline(page):
    return " ".join(re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)[1].split())


def test_the_headline_names_what_nobody_has_and_what_is_handed_over(client, cast, worked):
    assert headline(text(client, cast.bela)) == "Nothing is due. Thank you."
    make.report("a", at=ago(hours=1))
    assert headline(text(client, cast.bela)) == "Nothing is due. One case has nobody yet."
    make.hand_over(worked.case, cast.bela, by=cast.chidi)
    assert (
        headline(text(client, cast.bela))
        == "Nothing is due. One case has nobody yet. One case is handed over to you."
    )


def test_what_nobody_has_is_told_beside_what_is_due_too(client, cast):
    make.report("a", at=ago(hours=60))
    page = text(client, cast.bela)
    assert headline(page) == "One thing is due."
    assert "One case has nobody yet." in page
    assert "Nothing else needs you right now." not in page


def test_a_new_report_waits_for_whoever_takes_it(client, cast, told):
    page = text(client, cast.chidi)
    assert "Nobody has these yet" in page
    assert f"{told.case.code}: give the first answer" in page


def test_a_case_that_is_due_today_or_before_is_counted_and_says_who_has_it(client, cast):
    late = make.report("a", at=ago(hours=60))
    make.declare(late.case, by=cast.chidi)
    make.declare(late.case, by=cast.bela)
    make.assign(late.case, [cast.chidi, cast.bela], by=cast.chidi)
    page = text(client, cast.chidi)
    assert "One thing is due." in page
    assert "Overdue 12 hours" in page
    assert "With Bela Novak and Chidi Okafor" in page or "With Chidi Okafor and Bela Novak" in page


@pytest.mark.requirement("S0.43", "B8")
def test_what_is_late_is_seen_by_every_reader_of_the_desk_not_only_by_the_pair(client, cast):
    late = make.report("a", at=ago(hours=60))
    make.take(late, cast.chidi, cast.dana)
    assert late.case.code in text(client, cast.bela)


def test_what_others_do_in_time_is_not_shown(client, cast, worked):
    assert worked.case.code not in text(client, cast.bela)


def test_an_answered_case_waits_for_the_person(client, cast, worked):
    make.reply(worked.party, by=cast.chidi)
    page = text(client, cast.chidi)
    assert "Waiting for someone else" in page
    assert f"{worked.case.code}: waiting for the person" in page


def test_a_stopped_case_is_not_on_today(client, cast, worked):
    make.stop(worked)
    assert worked.case.code not in text(client, cast.chidi)


def test_who_asked_for_another_responder_is_on_everyones_today(client, cast, worked):
    worked.case.another_asked.create(at=make.now())
    page = text(client, cast.bela)
    assert "Asked for another responder" in page
    assert worked.case.code in page


@pytest.mark.requirement("S0.14")
def test_a_handover_is_shown_to_who_is_asked_and_to_who_asked(client, cast, worked):
    make.hand_over(worked.case, cast.bela, by=cast.chidi)
    assert "Chidi Okafor asks you to take over." in text(client, cast.bela)
    page = text(client, cast.chidi)
    assert "Bela Novak was asked on" in page
    assert "asks you to take over" not in page


@pytest.mark.requirement("S0.14")
def test_who_covers_sees_the_cases_of_who_is_away(client, cast, worked):
    client.force_login(cast.chidi)
    day = make.now().date()
    sent = {"starts": day - timedelta(days=1), "ends": day + timedelta(days=3), "cover": cast.bela.pk}
    assert client.post("/absences/", sent).status_code == 302
    assert worked.case.code in text(client, cast.bela)


@pytest.mark.requirement("B4")
def test_who_stepped_back_keeps_the_code_name_and_nothing_behind_it(client, cast, told):
    make.recuse(told.case, by=cast.dana)
    page = text(client, cast.dana)
    assert "You stepped back from these" in page
    assert told.case.code in page
    assert f"/cases/{told.case.code}/" not in page


@pytest.mark.requirement("B8", "B10")
def test_a_backup_contact_hears_of_lateness_without_a_code_name(client, cast):
    late = make.report("a", at=ago(hours=60))
    page = text(client, cast.mara)
    assert "Late answers" in page
    assert "Overdue 12 hours" in page
    assert "Informal support" in page
    assert late.case.code not in page
    assert "/cases/" not in page


def test_a_backup_contact_whom_the_person_shut_out_hears_nothing(client, cast):
    make.report("a", at=ago(hours=60), excluding=[cast.mara])
    assert "Overdue" not in text(client, cast.mara)


def test_a_backup_contact_hears_that_a_case_has_no_reader_left_without_a_code_name(client, cast, told):
    for person in (cast.bela, cast.chidi):
        make.recuse(told.case, by=person)
    assert "Nobody left to read" not in text(client, cast.mara)
    leave_office(term=cast.dana.terms.get(), by="operator", at=ago(hours=1))
    page = text(client, cast.mara)
    assert "Nobody left to read" in page
    assert "Informal support" in page
    assert told.case.code not in page


def test_a_backup_contact_shut_out_hears_nothing_of_a_case_without_readers(client, cast):
    told = make.report("a", at=ago(hours=2), excluding=[cast.mara])
    for person in (cast.bela, cast.chidi, cast.dana):
        make.recuse(told.case, by=person)
    assert "Nobody left to read" not in text(client, cast.mara)


def test_a_backup_contact_hears_nothing_of_what_is_in_time(client, cast, told):
    assert "Late answers" not in text(client, cast.mara)


def test_today_shows_code_names_and_never_a_sealed_byte(client, cast, worked):
    page = text(client, cast.chidi)
    assert "age-encryption.org" not in page
    assert "case-data" not in page


def test_who_has_no_key_yet_is_led_to_setting_one_up(client, cast):
    cast.chidi.key_cards.update(retired=make.now())
    assert reverse("vault:setup") in text(client, cast.chidi)


def test_a_locked_key_is_said_and_led_to(client, cast):
    page = text(client, cast.chidi)
    assert "Your key is locked" in page
    assert f"{reverse('vault:unlock')}#next=/today/" in page


@pytest.mark.parametrize("who", ["ana", "sol"])
@pytest.mark.requirement("B3")
def test_today_is_not_there_for_who_holds_no_office(client, cast, told, who):
    client.force_login(getattr(cast, who))
    for address in (TODAY, "/cases/", "/absences/", "/write-down/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.requirement("S0.70", "B3")
def test_today_of_an_officer_who_reads_nothing_is_the_same_whether_or_not_there_are_cases(
    client, cast, language
):
    """Mail about what waits in their office leads here; not a byte of it tells that a case exists."""
    client.force_login(cast.rosa)
    Person.objects.filter(pk=cast.rosa.pk).update(language=language)
    quiet = unmarked(client.get(TODAY))
    for door in ("a", "a", "b"):
        told = make.report(door, at=ago(hours=60))
    make.take(make.report("a"), cast.bela, cast.chidi)
    assert unmarked(client.get(TODAY)) == quiet
    assert quiet.count("/offices/") == 1
    for address in ("/cases/", "/absences/", "/write-down/", f"/cases/{told.case.code}/"):
        assert client.get(address).status_code == 404


def unmarked(answer):
    """The bytes of a page without what is drawn anew for each answer."""
    assert answer.status_code == 200
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return re.sub(r'nonce="[^"]*"', "", page)


def test_a_stranger_is_sent_to_the_sign_in_page(client, cast):
    for address in (TODAY, "/cases/", "/cases/C-7K2Q/", "/absences/", "/write-down/"):
        assert client.get(address).headers["Location"].startswith("/account/login/")


@pytest.mark.requirement("B14")
def test_at_the_end_of_a_term_nothing_is_served(client, cast, worked):
    leave_office(term=Term.objects.get(person=cast.chidi), by="operator", at=make.now())
    client.force_login(cast.chidi)
    for address in (TODAY, "/cases/", f"/cases/{worked.case.code}/", f"/cases/{worked.case.code}/data.json"):
        assert client.get(address).status_code == 404


# ---- being away


def test_saying_that_one_is_away_covers_both_days_whole(client, cast):
    client.force_login(cast.chidi)
    day = make.now().date() + timedelta(days=2)
    client.post("/absences/", {"starts": day, "ends": day, "cover": ""})
    row = cast.chidi.unavailabilities.get()
    assert row.ends - row.starts == timedelta(days=1)
    assert row.cover is None


def test_an_end_before_the_start_is_said_beside_the_form(client, cast):
    client.force_login(cast.chidi)
    day = make.now().date()
    answer = client.post("/absences/", {"starts": day, "ends": day - timedelta(days=2)})
    assert "Choose an end that lies after the start" in answer.content.decode()
    assert not cast.chidi.unavailabilities.exists()


def test_only_colleagues_of_the_same_desk_can_cover(client, cast):
    page = text(client, cast.chidi, "/absences/")
    assert "Bela Novak" in page
    assert "Ida Soto" not in page


# ---- the list of cases


def test_the_list_shows_a_sealed_title_only_after_the_question_was_answered(client, cast, told):
    assert str(told.case.title.uuid) not in text(client, cast.chidi, "/cases/")
    make.declare(told.case, by=cast.chidi)
    assert str(told.case.title.uuid) in text(client, cast.chidi, "/cases/")


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("", True),
        ("?stage=answer", False),
        ("?stage=new", True),
        ("?stage=waiting", False),
        ("?mine=on", False),
        ("?stage=x", True),
    ],
)
def test_the_list_is_filtered_by_stage_and_by_mine(client, cast, told, query, there):
    assert (told.case.code in text(client, cast.chidi, f"/cases/{query}")) is there


def test_stopped_cases_have_a_stage_of_their_own(client, cast, worked):
    make.stop(worked)
    assert worked.case.code in text(client, cast.chidi, "/cases/?stage=stopped")
    assert worked.case.code not in text(client, cast.chidi, "/cases/?stage=waiting")


def test_a_list_without_cases_says_what_to_do(client, cast):
    assert "No case fits. Choose another stage, or all." in text(client, cast.chidi, "/cases/")


def test_the_list_comes_in_pages_of_fifty(client, cast, worked):
    copies(worked.case, 60, assigned=[cast.chidi])
    page = text(client, cast.chidi, "/cases/?mine=on")
    assert page.count("row__title") == 50
    assert "?mine=on&amp;page=2" in page
    assert text(client, cast.chidi, "/cases/?mine=on&page=2").count("row__title") == 11


# ---- what it costs


@pytest.fixture
def queries(django_assert_max_num_queries):
    return django_assert_max_num_queries


def test_today_asks_at_most_twelve_questions_of_the_database_with_500_open_cases(
    client, cast, worked, queries
):
    copies(worked.case, 500, assigned=[cast.chidi, cast.dana])
    client.force_login(cast.chidi)
    with queries(12):
        assert client.get(TODAY).status_code == 200


def test_today_asks_as_much_for_one_case_as_for_thirty_and_for_stopped_ones(client, cast, worked, queries):
    client.force_login(cast.chidi)
    with queries(12) as one:
        client.get(TODAY)
    copies(worked.case, 30, assigned=[cast.chidi])
    copies(worked.case, 30, prefix="C-S", stopped=True)
    with queries(len(one)):
        client.get(TODAY)


def test_the_list_asks_as_much_for_one_case_as_for_thirty(client, cast, worked, queries):
    client.force_login(cast.chidi)
    with queries(16) as one:
        client.get("/cases/")
    copies(worked.case, 30, assigned=[cast.chidi])
    with queries(len(one)):
        client.get("/cases/")
