"""Groups: who joins, who is seen by whom, who coordinates, and what is left for whoever comes next."""

from datetime import timedelta

import pytest
from django.test import Client

from chapterhouse.journal.models import Row
from chapterhouse.people.actions import groups as verbs
from chapterhouse.people.actions.accounts import join
from chapterhouse.people.models import Group, GroupMembership, HandoverNote, Membership
from chapterhouse.ui.refused import Refused
from tests import make
from tests.people.listed import on_list

pytestmark = pytest.mark.django_db
TEXTS = {
    "names": {"en": "Housing", "es": "Vivienda"},
    "purposes": {"en": "Tenants together.", "es": "Inquilinato unido."},
}
FILLED = {"kind": "committee", "name_en": "Housing", "name_es": "Vivienda"}
FILLED |= {"purpose_en": "Tenants together.", "purpose_es": "Inquilinato unido."}


@pytest.fixture
def housing(cast):
    """A committee that Bela is in and coordinates, and Ana is in."""
    group = verbs.open_group(code="housing", kind="committee", **TEXTS, by=cast.rosa, at=make.now())
    for person in (cast.bela, cast.ana, cast.chidi):
        on_list(person)
    enter(cast, group, cast.bela, cast.ana)
    verbs.name_coordinator(group=group, person=cast.bela, by=cast.rosa, at=make.now())
    verbs.promise_care(group=group, pack=cast.version.pack, by=cast.bela, at=make.now())
    return group


def enter(cast, group, *people):
    for person in people:
        verbs.join_group(group=group, pack=cast.version.pack, by=person, at=make.now())


def page(person, address="", lang="en"):
    client = Client()
    client.force_login(person)
    return client.get(f"/groups/{address}?lang={lang}", follow=True)


def said(person, address="", lang="en"):
    return page(person, address, lang).content.decode()


def post(person, address, **told):
    client = Client()
    client.force_login(person)
    client.get("/groups/?lang=en")
    return client.post(f"/groups/{address}", told, follow=True)


def refused(verb, **told):
    with pytest.raises(Refused) as refusal:
        verb(**told, at=make.now())
    return refusal.value.code


# ---- opening, changing, closing


@pytest.mark.requirement("S3.12")
def test_who_keeps_groups_opens_one_and_all_members_read_of_it_in_their_language(cast):
    answer = post(cast.rosa, "new/", code="housing", **FILLED)
    assert answer.redirect_chain[-1][0] == "/groups/housing/"
    assert "Tenants together." in said(cast.ana)
    assert "Inquilinato unido." in said(cast.ana, "housing/", "es")
    assert Row.objects.get(verb="opened-group").subject == "group-housing"


@pytest.mark.parametrize(("first", "status"), [("rosa", 200), ("bela", 404), ("ana", 404), ("sol", 404)])
def test_only_holders_of_an_office_that_keeps_groups_open_and_change_them(cast, housing, first, status):
    for address in ("new/", "housing/change/"):
        assert page(getattr(cast, first), address).status_code == status
        assert Client().get(f"/groups/{address}").status_code == 302


def test_without_the_office_every_verb_of_keepers_says_no(cast, housing):
    keeper = {"by": cast.bela}
    assert refused(verbs.open_group, code="x", kind="branch", **TEXTS, **keeper) == "not-yours"
    assert refused(verbs.change_group, group=housing, kind="branch", **TEXTS, **keeper) == "not-yours"
    assert refused(verbs.close_group, group=housing, **keeper) == "not-yours"
    assert refused(verbs.name_coordinator, group=housing, person=cast.ana, **keeper) == "not-yours"
    assert refused(verbs.release_coordinator, group=housing, person=cast.bela, by=cast.ana) == "not-yours"


@pytest.mark.parametrize(
    "edits", [{"code": "Housing 1"}, {"code": "new"}, {"code": "housing"}, {"name_es": ""}]
)
def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(cast, housing, edits):
    answer = post(cast.rosa, "new/", **{"code": "other", **FILLED, **edits})
    assert Group.objects.count() == 1
    assert "Tenants together." in answer.content.decode()
    assert "error-summary" in answer.content.decode()


def test_a_group_gets_another_name_and_keeps_its_code(cast, housing):
    post(cast.rosa, "housing/change/", **{**FILLED, "name_en": "Tenants", "kind": "branch"})
    assert "<h1>Tenants</h1>" in said(cast.ana, "housing/")
    assert Row.objects.filter(verb="changed-group").count() == 1


def test_a_closed_group_is_left_by_all_and_is_closed_for_good(cast, housing):
    post(cast.rosa, "housing/close/")
    assert not GroupMembership.objects.current().exists()
    assert "Housing" not in said(cast.ana)
    assert "Housing" in said(cast.rosa)
    assert "Closed on" in said(cast.rosa, "housing/")
    for verb, told in [
        (verbs.close_group, {"by": cast.rosa}),
        (verbs.change_group, {"kind": "branch", **TEXTS, "by": cast.rosa}),
        (verbs.join_group, {"pack": cast.version.pack, "by": cast.chidi}),
        (verbs.name_coordinator, {"person": cast.bela, "by": cast.rosa}),
        (verbs.promise_care, {"pack": cast.version.pack, "by": cast.bela}),
        (verbs.write_handover_note, {"text": "x", "after": 0, "by": cast.bela}),
    ]:
        assert refused(verb, group=housing, **told) == "closed"


# ---- joining and leaving


@pytest.mark.requirement("S3.12", "B58")
def test_somebody_in_good_standing_joins_and_leaves_when_they_like(cast, housing):
    answer = post(cast.chidi, "housing/join/").content.decode()
    assert "You are in this group now." in answer
    assert "Housing" in read(cast.chidi, "/account/")
    assert refused(verbs.join_group, group=housing, pack=cast.version.pack, by=cast.chidi) == "in-it"
    post(cast.chidi, "housing/leave/")
    post(cast.chidi, "housing/leave/")
    assert Row.objects.filter(verb="left-group").count() == 1
    enter(cast, housing, cast.chidi)


@pytest.mark.requirement("B58")
def test_who_is_not_in_good_standing_reads_why_and_what_to_do_and_does_not_join(cast, housing):
    on_list(cast.dana, status="lapsed")
    assert "Renuévela" in said(cast.dana, "housing/", "es")
    assert "Join this group" not in said(cast.dana, "housing/")
    answer = post(cast.dana, "housing/join/").content.decode()
    assert "Joining is open to members in good standing." in answer
    assert "Renew it" in answer
    assert not housing.memberships.filter(person=cast.dana).exists()


def test_that_somebody_was_in_a_group_is_forgotten_a_year_after_they_left(cast, housing):
    verbs.leave_group(group=housing, by=cast.ana, at=make.now())
    assert verbs.forget_who_left(at=make.now() + timedelta(days=364)) == 0
    assert verbs.forget_who_left(at=make.now() + timedelta(days=366)) == 1
    assert housing.memberships.count() == 1


# ---- who sees whom


@pytest.mark.requirement("B58")
@pytest.mark.parametrize(("lang", "button"), [("en", "I promise this"), ("es", "Lo prometo")])
def test_who_coordinates_sees_nobody_before_they_promised_how_to_treat_it(cast, housing, lang, button):
    enter(cast, housing, cast.chidi)
    verbs.name_coordinator(group=housing, person=cast.chidi, by=cast.rosa, at=make.now())
    before = said(cast.chidi, "housing/", lang)
    assert button in before
    assert "Ana Ruiz" not in before
    assert "Ana Ruiz" in post(cast.chidi, "housing/promise/").content.decode()
    assert button not in said(cast.chidi, "housing/", lang)
    post(cast.chidi, "housing/promise/")
    assert Row.objects.filter(verb="promised-care", by=cast.chidi.username).count() == 1


@pytest.mark.requirement("B58")
def test_who_coordinates_sees_nobody_while_not_in_good_standing(cast, housing):
    assert "Ana Ruiz" in said(cast.bela, "housing/")
    Membership.objects.filter(person=cast.bela).update(status="lapsed")
    page_now = said(cast.bela, "housing/")
    assert "Ana Ruiz" not in page_now
    assert "coordinators in good standing" in page_now
    told = {"group": housing, "pack": cast.version.pack}
    assert refused(verbs.promise_care, **told, by=cast.bela) == "standing"
    assert refused(verbs.promise_care, **told, by=cast.ana) == "not-yours"


@pytest.mark.requirement("B59")
@pytest.mark.parametrize(("first", "sees"), [("bela", True), ("rosa", True), ("ana", False), ("sol", False)])
def test_coordinators_and_keepers_see_who_is_in_it_by_chosen_name_and_pronouns(cast, housing, first, sees):
    cast.ana.name, cast.ana.pronouns = "Anita", "ella"
    cast.ana.save()
    found = said(getattr(cast, first), "housing/")
    assert ("Anita (ella)" in found) is sees
    assert "Listed Name" not in found
    assert "Bela Novak" in found, "all members see who coordinates it"


def test_few_are_not_counted_for_other_members(cast, housing):
    assert "Fewer than 5 people are in it." in said(cast.sol, "housing/")
    for first in ("dana", "ida", "noor"):
        on_list(getattr(cast, first))
        enter(cast, housing, getattr(cast, first))
    assert "5 people are in it." in said(cast.sol, "housing/")


def test_minors_join_and_are_never_listed_nor_named(cast, housing):
    cast.ana.membership.minor = True
    cast.ana.membership.save()
    found = said(cast.bela, "housing/")
    assert "Ana Ruiz" not in found
    assert "1 more is not shown" in found
    told = {"group": housing, "person": cast.ana, "by": cast.rosa}
    assert refused(verbs.name_coordinator, **told) == "not-in-it"


def test_a_group_that_is_not_there_is_not_found(cast, housing):
    assert page(cast.ana, "nowhere/").status_code == 404
    assert Client().get("/groups/").status_code == 302


def test_without_any_group_the_page_says_so(cast):
    assert "No group is open yet." in said(cast.ana)
    assert "Open the first below." in said(cast.rosa)


# ---- coordinating


@pytest.mark.requirement("S3.12")
def test_who_is_in_it_is_named_as_coordinator_and_later_is_so_no_more(cast, housing):
    post(cast.rosa, "housing/coordinators/", handle=cast.ana.username)
    assert "Ana Ruiz" in said(cast.sol)
    told = {"group": housing, "person": cast.ana, "by": cast.rosa}
    assert refused(verbs.name_coordinator, **told) == "twice"
    post(cast.ana, "housing/coordinators/", handle=cast.ana.username, release="1")
    assert "Ana Ruiz" not in said(cast.sol)
    assert [row.ended is None for row in housing.coordinators.all()] == [True, False]


def test_nobody_is_put_into_a_group(cast, housing):
    answer = post(cast.rosa, "housing/coordinators/", handle=cast.chidi.username).content.decode()
    assert "Nobody is put into one" in answer
    assert post(cast.rosa, "housing/coordinators/", handle="m-none").status_code == 404


def test_who_leaves_coordinates_no_more(cast, housing):
    verbs.leave_group(group=housing, by=cast.bela, at=make.now())
    assert not housing.coordinators.current().exists()


# ---- handover notes


@pytest.mark.requirement("S3.12")
def test_a_coordinator_leaves_notes_in_versions_for_whoever_comes_next(cast, housing):
    post(cast.bela, "housing/notes/", text="The key is with the library.", after="0")
    post(cast.bela, "housing/notes/", text="The key is with Ana.", after="1")
    verbs.name_coordinator(group=housing, person=cast.ana, by=cast.rosa, at=make.now())
    verbs.leave_group(group=housing, by=cast.bela, at=make.now())
    for reader in (cast.ana, cast.rosa):
        found = said(reader, "housing/notes/")
        assert "The key is with the library." in found
        assert found.index("The key is with Ana.") < found.index("The key is with the library.")
    for other in (cast.bela, cast.sol):
        assert page(other, "housing/notes/").status_code == 404


def test_a_note_written_after_an_older_version_is_kept_beside_the_newer(cast, housing):
    verbs.write_handover_note(group=housing, text="First.", after=0, by=cast.bela, at=make.now())
    answer = post(cast.bela, "housing/notes/", text="Mine.", after="0").content.decode()
    assert "Somebody wrote a newer version meanwhile." in answer
    assert "Mine." in answer
    assert 'name="after" value="1"' in answer
    assert HandoverNote.objects.count() == 1


def test_keepers_read_notes_and_do_not_write_them(cast, housing):
    assert "textarea" not in said(cast.rosa, "housing/notes/")
    told = {"group": housing, "text": "x", "after": 0, "by": cast.rosa}
    assert refused(verbs.write_handover_note, **told) == "not-yours"


# ---- figures


def test_many_groups_and_many_people_cost_no_more_questions(cast, housing, django_assert_max_num_queries):
    def questions(address):
        client = Client()
        client.force_login(cast.rosa)
        client.get(address)
        with django_assert_max_num_queries(100) as asked:
            client.get(address)
        return len(asked)

    before = [questions("/groups/"), questions("/groups/housing/")]
    for number in range(30):
        verbs.open_group(code=f"g{number}", kind="branch", **TEXTS, by=cast.rosa, at=make.now())
        new = join(name=f"N {number}", email=None, language="en", at=make.now(), by="operator")
        on_list(new)
        enter(cast, housing, new)
    assert [questions("/groups/"), questions("/groups/housing/")] == before


def read(person, address):
    client = Client()
    client.force_login(person)
    return client.get(f"{address}?lang=en", follow=True).content.decode()
