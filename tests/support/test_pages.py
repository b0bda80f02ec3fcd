"""The home page and the start page: everything people need to choose a door, without a script."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chapterhouse.packs.models import PackVersion
from chapterhouse.people.models import Term
from chapterhouse.sealing.formats.sheets import read_sheet
from chapterhouse.sealing.models import TeamSheet
from tests import make


def shown(address="/support/", language="en"):
    """The text of a page, in one line."""
    page = Client().get(f"{address}?lang={language}")
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def end_terms(office):
    Term.objects.filter(office__code=office).update(ends=timezone.now() - timedelta(hours=1))


@pytest.mark.requirement("S0.6", "S0.9", "S0.10", "S1.21")
def test_the_doors_stand_together_as_equals_and_one_leads_outside(cast):
    page = shown()
    doors = page.split('<ul class="grid')[1].split("</ul>")[0]
    assert doors.count('class="door"') == 3
    assert doors.count("What it is for") == doors.count("What it is not for") == 3
    assert 'href="/support/write/?lang=en#a"' in doors
    assert 'href="/support/write/?lang=en#b"' in doors
    national = cast.version.pack.national
    assert f'href="{national.address}" rel="noreferrer"' in doors


@pytest.mark.requirement("S1.22")
def test_the_national_route_may_be_an_email_address(cast):
    make.pack("dsa-la-crt")
    national = PackVersion.objects.current(at=timezone.now()).pack.national
    assert national.email
    assert f'href="mailto:{national.email}"' in shown()


def test_each_door_names_who_reads_and_how_soon_they_answer(cast):
    page = shown()
    assert "The ombudspeople, and nobody else: Bela Novak, Chidi Okafor and Dana Levi" in page
    assert "Within 48 hours" in page
    assert "They say; we cannot promise for them" in page


def test_a_promise_of_days_is_said_in_days(cast):
    make.pack("dsa-la-crt")
    assert "Within 7 days" in shown()
    assert "Dentro de 7 días" in shown(language="es")


@pytest.mark.requirement("S0.47", "S0.48", "S0.49", "S0.50", "S0.51", "S1.54", "S1.55", "S1.56", "S1.57")
@pytest.mark.parametrize("pack", ["dsa-la-2018", "dsa-la-crt"])
def test_what_is_out_of_scope_stands_before_the_questions(cast, pack):
    make.pack(pack)
    rules = PackVersion.objects.current(at=timezone.now()).pack
    page = shown().replace("&#x27;", "'")
    assert rules.out_of_scope
    assert all(str(each.text) in page for each in rules.out_of_scope)
    assert str(rules.out_of_scope_note) in page


@pytest.mark.requirement("S0.52", "S1.58", "S1.59", "S1.60", "S1.61", "T13")
@pytest.mark.parametrize("address", ["/", "/support/"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_crisis_lines_come_with_their_caution_and_the_day_they_were_checked(cast, address, language):
    page = shown(address, language).replace("&#x27;", "'")
    for line in cast.version.pack.crisis.lines:
        assert f'href="tel:{line.tel}"' in page
        assert line.about.in_(language) in page
        assert not line.caution or line.caution.in_(language) in page
        assert f'datetime="{line.checked_on.isoformat()}"' in page


@pytest.mark.requirement("S0.71")
def test_the_page_follows_the_questions_a_member_would_ask(cast):
    page = shown()
    titles = [page.index(f">{question.title}<") for question in cast.version.pack.questions]
    assert titles == sorted(titles)


@pytest.mark.requirement("S0.74")
def test_the_words_of_the_organisation_are_explained(cast):
    page = shown(language="es").replace("&#x27;", "'")
    for word in cast.version.pack.glossary:
        assert word.explains.in_("es") in page


@pytest.mark.requirement("S0.1", "S1.1")
@pytest.mark.parametrize("address", ["/", "/support/"])
def test_the_commitment_stands_on_the_pages(cast, address):
    assert str(cast.version.pack.commitment.in_("es")) in shown(address, "es")


@pytest.mark.requirement("S0.55", "T5", "B47")
def test_limits_of_confidentiality_stand_before_anything_is_told(cast):
    page = shown().replace("&#x27;", "'")
    for door in cast.version.pack.doors:
        assert all(limit.in_("en") in page for limit in door.limits)
        assert door.outside or door.confidentiality.in_("en") in page


@pytest.mark.requirement("S2.12")
@pytest.mark.parametrize("address", ["/", "/support/", "/safely/"])
def test_a_confidential_address_stands_on_every_page(cast, address):
    make.pack("madison-hgo")
    confidential = [each for each in PackVersion.objects.last().pack.contacts.emails if each.reaches]
    assert confidential
    assert all(f'href="mailto:{each.address}"' in shown(address) for each in confidential)


@pytest.mark.requirement("S1.29")
def test_the_page_says_that_wishes_cannot_always_be_met(cast):
    make.pack("dsa-la-crt")
    door = PackVersion.objects.current(at=timezone.now()).pack.doors[0]
    assert door.wishes_note.in_("en") in shown()


def test_the_team_number_of_each_desk_can_be_compared(cast):
    page = shown()
    newest = dict(TeamSheet.objects.order_by("seq").values_list("desk", "note"))
    assert all(read_sheet(note).team_number in page for note in newest.values())


def test_a_door_with_nobody_in_office_says_so_and_whom_else_to_call(cast):
    end_terms("ombuds")
    page = shown()
    assert "Nobody is in office at this door now" in page
    assert '/support/write/?lang=en#a"' not in page
    assert '/support/write/?lang=en#b"' in page
    assert cast.version.pack.contacts.phones[0].number in page


def test_a_door_whose_team_has_no_keys_says_so(cast):
    TeamSheet.objects.filter(desk="hgo").delete()
    assert "have not set up their keys yet" in shown()


def test_somebody_with_a_new_key_reads_again_only_after_the_team_signed_it(cast):
    make.vault_of(cast.bela)
    assert "nobody else: Chidi Okafor and Dana Levi" in shown()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_site_without_a_pack_says_that_its_doors_are_closed(db, language):
    page = shown(language=language)
    assert {"en": "The doors are not open yet", "es": "Las puertas todavía no están abiertas"}[
        language
    ] in page
    assert 'class="door"' in shown("/", language)


@pytest.mark.requirement("B48")
@pytest.mark.parametrize(
    ("wish", "word"), [("es-MX,es;q=0.9", "¿Cuál es su puerta?"), ("fr", "Which door is yours?")]
)
def test_the_page_speaks_the_language_the_browser_wishes(cast, wish, word):
    assert word in Client().get("/support/", headers={"Accept-Language": wish}).content.decode()


@pytest.mark.parametrize("address", ["/", "/support/"])
def test_a_page_of_the_doors_takes_few_queries_however_many_cases_there_are(
    cast, address, django_assert_max_num_queries
):
    make.report("a")
    make.report("b")
    with django_assert_max_num_queries(6):
        Client().get(address)
