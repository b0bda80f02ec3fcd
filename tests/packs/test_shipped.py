"""What every pack that comes with the program must carry."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from chapterhouse.packs.invented import invented
from chapterhouse.packs.loading import load, shipped
from chapterhouse.packs.pack import Pack

PRESENT = datetime(2026, 11, 21, 12, tzinfo=UTC)
ORDER = ["what-is", "what-support", "how-to-ask", "what-not", "how-to-report", "what-to-expect"]


def test_six_packs_come_with_the_program():
    assert sorted(shipped()) == [
        *("dsa-la-2018", "dsa-la-crt", "madison-hgo"),
        *("open-source-conduct", "r33-chapter", "workplace-eu"),
    ]


@pytest.mark.parametrize("slug", sorted(shipped()))
def test_a_pack_loads_in_english_and_spanish_under_its_own_name(slug):
    pack = load(shipped()[slug], at=PRESENT)
    assert (pack.slug, pack.languages) == (slug, ("en", "es"))


@pytest.mark.requirement("S0.1", "S1.1")
def test_a_commitment_heads_the_pages_in_both_languages(each_pack: Pack):
    english, spanish = each_pack.commitment.in_("en"), each_pack.commitment.in_("es")
    assert len(english) > 60
    assert len(spanish) > 60
    assert english != spanish


@pytest.mark.requirement("S0.14", "S1.4")
def test_the_team_is_said_to_be_volunteers(chapter_pack: Pack):
    assert "volunteer" in chapter_pack.team.volunteers.in_("en")
    assert "voluntarias" in chapter_pack.team.volunteers.in_("es")


@pytest.mark.requirement("S0.10")
def test_each_door_says_what_it_is_for_and_what_not_and_who_reads(each_pack: Pack):
    for door in each_pack.doors:
        said = [door.is_for.in_("es"), door.not_for.in_("es"), door.who_reads.in_("es"), door.needs.in_("es")]
        assert len({*said, ""}) == 5


@pytest.mark.requirement("S0.9", "S1.21")
def test_the_national_door_leads_outside_and_asks_for_nothing_of_ours(each_pack: Pack):
    door = each_pack.national
    assert door in each_pack.formal_doors
    assert door.outside
    assert door.address.startswith(("https://", "mailto:"))
    assert (door.promise_hours, door.options) == (None, ())
    assert door.needs.in_("en") == "Nothing from us first"


def test_every_option_speaks_as_the_person_would(each_pack: Pack):
    for option in (option for door in each_pack.doors for option in door.options):
        assert option.name.in_("en").startswith("We " if option.joint else "I ")


def test_every_door_of_ours_takes_people_who_give_no_name(each_pack: Pack):
    assert all(door.anonymous for door in each_pack.doors if not door.outside)


@pytest.mark.requirement("T13", "S0.52", "S1.61")
def test_crisis_lines_have_the_days_they_were_checked_and_include_988_beside_the_older_number(
    chapter_pack: Pack,
):
    lines = {line.number: line for line in chapter_pack.crisis.lines}
    assert {"911", "988", "1-800-273-8255"} <= lines.keys()
    assert all(date(2018, 1, 1) <= line.checked_on <= date(2026, 11, 21) for line in lines.values())
    assert lines["1-800-273-8255"].tel == "18002738255"


@pytest.mark.requirement("S1.60")
def test_crisis_lines_cover_harm_to_oneself_to_others_and_violence(each_pack: Pack):
    covered = {danger for line in each_pack.crisis.lines for danger in line.covers}
    assert covered == {
        *("emergency", "harm-to-self", "harm-to-others"),
        *("domestic-violence", "sexual-violence"),
    }


@pytest.mark.requirement("S1.58", "S1.59")
def test_the_emergency_number_carries_its_honest_caution(chapter_pack: Pack):
    emergency = next(line for line in chapter_pack.crisis.lines if line.number == "911")
    assert "police" in emergency.caution.in_("en")
    assert "policía" in emergency.caution.in_("es")
    assert "nearest emergency room" in chapter_pack.crisis.emergency.in_("en")


def test_a_pack_for_europe_names_its_one_emergency_number_and_where_a_line_may_not_answer(workplace: Pack):
    lines = {line.number: line for line in workplace.crisis.lines}
    assert "112" in workplace.crisis.emergency.in_("en")
    assert "police" in lines["112"].caution.in_("en")
    for number in lines.keys() - {"112"}:
        assert "If nobody answers, call 112" in lines[number].caution.in_("en")


@pytest.mark.requirement("S0.47", "S1.54")
def test_people_are_asked_to_keep_what_is_out_of_scope_from_us(each_pack: Pack):
    assert "do not ask" in each_pack.out_of_scope_note.in_("en")
    assert {"unrelated", "counselling", "emergencies"} <= {each.code for each in each_pack.out_of_scope}


@pytest.mark.requirement("S0.49", "S1.56")
def test_counselling_is_named_as_out_of_scope_at_every_door(each_pack: Pack):
    for door in each_pack.doors:
        assert "counselling" in {each.code for each in each_pack.out_of_scope_at(door.code)}


@pytest.mark.requirement("S0.71")
def test_the_help_page_follows_the_order_in_which_a_member_would_ask(each_pack: Pack):
    assert [question.code for question in each_pack.questions] == ORDER


def test_joining_donating_and_events_are_linked(chapter_pack: Pack):
    assert [link.code for link in chapter_pack.links] == ["join", "donate", "events"]


@pytest.mark.requirement("S0.73")
def test_the_five_documents_have_their_place_even_before_their_text_is_here(chapter_pack: Pack):
    kinds = {document.kind for document in chapter_pack.documents}
    assert kinds >= {
        *("misconduct-policy", "harassment-policy", "code-of-conduct"),
        *("referral-guide", "expectations"),
    }


@pytest.mark.requirement("S0.74")
def test_hgo_ombudsperson_and_commission_are_explained_in_both_languages(chapter_pack: Pack):
    explained = {meaning.code: meaning.explains for meaning in chapter_pack.glossary}
    for word in ("hgo", "ombudsperson", "commission"):
        assert len(explained[word].in_("en")) > 30
        assert len(explained[word].in_("es")) > 30


@pytest.mark.requirement("B47")
def test_each_door_of_ours_says_who_can_open_it_and_the_limits_before_anything_is_told(each_pack: Pack):
    for door in (each for each in each_pack.doors if not each.outside):
        limits = " ".join(limit.in_("en") for limit in door.limits)
        assert "cannot" in door.confidentiality.in_("en")
        assert "immediate danger" in limits
        assert "guess" in limits
        assert "server" in limits


@pytest.mark.requirement("B8")
def test_a_backup_contact_outside_the_desk_hears_of_lateness(each_pack: Pack):
    for desk in each_pack.desks:
        assert each_pack.office(desk.backup).reads is None
        assert desk.offices
        assert set(desk.offices) <= each_pack.apart(desk.backup)


#: Days from closing to destruction, and of warning before it.
KEPT = {"informal": (30, 7), "accountability": (365, 30), "formal": (1095, 30)}


@pytest.mark.requirement("B12")
def test_each_desk_says_itself_how_long_a_closed_case_is_kept(each_pack: Pack):
    """By its wall: what is told in confidence goes soonest. A pack that leaves it out is noticed."""
    assert all((desk.keep_days, desk.warn_days) == KEPT[desk.wall] for desk in each_pack.desks)


def test_a_chapter_s_reporting_year_begins_in_july(chapter_pack: Pack):
    assert (chapter_pack.statistics.year_starts, chapter_pack.statistics.every_months) == (7, 12)


def test_counts_under_five_are_not_shown(each_pack: Pack):
    assert each_pack.statistics.smallest == 5


@pytest.mark.requirement("B61")
def test_each_door_of_ours_says_what_can_come_of_it_and_what_it_cannot_do(each_pack: Pack):
    for door in (each for each in each_pack.doors if not each.outside):
        assert door.leads_to
        assert door.cannot


def test_nothing_in_a_pack_names_a_place_on_the_net_or_a_telephone_that_is_somebody_s(each_pack: Pack):
    """Addresses are reserved for examples, numbers for fiction; crisis lines alone are real."""
    table = tomllib.loads(shipped()[each_pack.slug].read_text(encoding="utf-8"))
    del table["crisis"]
    kept = set(invented(table))
    texts = {key: text for key, text in leaves(table) if re.search(r"@|https?://|\+\d|\d{3} \d{3}", text)}
    assert texts
    assert texts.keys() - kept == set()


def leaves(found: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(found, str):
        yield key, found
    for name, value in found.items() if isinstance(found, dict) else ():
        yield from leaves(value, f"{key}.{name}" if key else name)
    for at, value in enumerate(found) if isinstance(found, list) else ():
        yield from leaves(value, f"{key}[{at}]")
