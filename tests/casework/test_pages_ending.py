"""The closing page, a closed case on its page, on Today and in the list: who sees which, and what is said."""

from datetime import timedelta

import pytest

from chapterhouse.casework.models import Case, Destruction
from chapterhouse.casework.wording import OUTCOMES
from chapterhouse.packs.models import PackVersion
from chapterhouse.sealing.models import Entry
from tests import make
from tests.casework import closings
from tests.casework.rows import copies


def text(client, person, address="", language="en"):
    client.force_login(person)
    client.cookies["django_language"] = language
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def place(told):
    return f"/cases/{told.case.code}/"


@pytest.fixture
def told(cast):
    return closings.answered(cast)


@pytest.fixture
def closed(cast, told):
    """Closed 25 days ago: its end is near, and told."""
    told.closure = closings.close(told.case, by=cast.chidi, at=make.now() - timedelta(days=25))
    return told


@pytest.fixture
def post(client, cast, told):
    """Sends something to an address of the case as Chidi."""
    client.force_login(cast.chidi)

    def send(address, body=None):
        if body is None:
            return client.post(place(told) + address, follow=True)
        return client.post(place(told) + address, make.as_json(body), content_type="application/json")

    return send


def held_body(case, by, days=30):
    day = make.now().date() + timedelta(days=days)
    return {"reason": make.as_json(make.note_wire(case, by=by)), "review_on": day.isoformat()}


# ---- the closing page


@pytest.mark.requirement("S1.44", "B12")
def test_the_closing_page_asks_what_followed_and_says_until_when_it_is_kept(client, cast, told):
    page = text(client, cast.chidi, place(told) + "closure/")
    assert "Which conversations followed, or why none did." in page
    assert "Everything in it is kept until" in page
    assert "All who can read it are told 7 days before." in page
    assert "If they write again, it opens." in page
    assert 'type="hidden" name="door" value="a"' in page
    options = PackVersion.objects.current(at=make.now()).pack.door("a").options
    assert all(f'name="kind" value="{option.code}"' in page for option in options)
    assert 'name="kind" value=""' in page
    assert all(f'name="outcome" value="{outcome}"' in page for outcome in OUTCOMES)


def test_what_repairs_and_what_punishes_stand_under_names_of_their_own(client, cast, told):
    page = text(client, cast.chidi, place(told) + "closure/")
    at = [page.index(words) for words in (">Repair<", 'value="repaired"', ">Measures<", 'value="measures"')]
    assert at == sorted(at)


def test_it_shows_what_was_told_first_and_nothing_of_it_open(client, cast, told):
    first = Entry.objects.in_channel(told.party.channel).first()
    page = text(client, cast.chidi, place(told) + "closure/")
    assert f'<sealed-text class="sealed" data-entry="{first.uuid}"' in page
    written = make.written_down("b", by=cast.ida)
    page = text(client, cast.ida, f"/cases/{written.code}/closure/")
    report = Entry.objects.in_channel(written.channel).exclude(pk__in=[written.title_id, written.people_id])
    assert f'<sealed-text class="sealed" data-entry="{report.get().uuid}"' in page


def test_while_somebody_waits_it_says_so_and_offers_no_form(client, cast, told):
    make.write(told)
    page = text(client, cast.chidi, place(told) + "closure/")
    assert "They wait for an answer" in page
    assert "data-send" not in page


def test_a_case_that_was_stopped_can_be_closed(client, cast):
    told = make.report("a")
    make.declare(told.case, by=cast.chidi)
    make.stop(told)
    assert "data-send" in text(client, cast.chidi, place(told) + "closure/")


def test_of_several_doors_to_one_desk_the_page_asks_which(client, cast, told, post):
    version = told.case.pack
    first = version.source.index('[[doors]]\ncode = "a"')
    second = version.source.index("[[doors]]", first + 1)
    door = version.source[first:second].replace('code = "a"', 'code = "d"', 1)
    version.source, version.sha256 = version.source[:second] + door + version.source[second:], "d" * 64
    version.save()
    page = text(client, cast.chidi, place(told) + "closure/")
    for code in ("a", "d"):
        assert f'type="radio" name="door" value="{code}"' in page
        assert f'data-of-door="{code}" hidden disabled' in page
    sent = closings.wire(told.case, by=cast.chidi, door="d", kind="boundaries")
    assert post("closure/", sent).status_code == 201


@pytest.mark.requirement("S1.44")
def test_closing_keeps_the_note_and_afterwards_the_page_leads_to_the_case(client, cast, told, post):
    assert post("closure/", closings.wire(told.case, by=cast.chidi)).status_code == 201
    assert Case.objects.closed().get() == told.case
    assert client.get(place(told) + "closure/").headers["Location"] == place(told)


def test_without_a_sealed_note_nothing_is_closed(cast, told, post):
    body = make.as_json(closings.wire(told.case, by=cast.chidi))
    for wrong in ({**body, "note": None}, {**body, "words": "in the open"}, {"door": "a"}):
        assert post("closure/", wrong).status_code == 422
    assert not Case.objects.closed().exists()


def test_a_refusal_is_a_sentence(cast, told, post):
    body = closings.wire(told.case, by=cast.chidi)
    make.write(told)
    answer = post("closure/", body)
    assert (answer.status_code, answer.json()["refused"]) == (409, "owes-answer")
    assert answer.json()["sentence"].endswith(".")


# ---- a closed case on its page


@pytest.mark.requirement("B12")
def test_a_closed_case_says_until_when_it_is_kept_and_how_it_opens(client, cast, closed):
    page = text(client, cast.chidi, place(closed))
    assert "This case is closed" in page
    assert "then destroyed." in page
    assert "Open it again" in page
    assert "Chidi Okafor closed this case." in page
    assert place(closed) + 'closure/"' not in page


def test_an_open_case_leads_to_the_closing_page(client, cast, told):
    page = text(client, cast.chidi, place(told))
    assert place(told) + 'closure/"' in page
    assert "Keep it from being destroyed" not in page


def test_opening_it_again_is_one_press_and_the_second_is_told_that_it_is_open(client, cast, closed, post):
    assert "This case is open again." in post("closure/reopening/").content.decode()
    assert "This case is closed" not in text(client, cast.chidi, place(closed))
    assert "This case is open already." in post("closure/reopening/").content.decode()


@pytest.mark.requirement("B12")
def test_a_hold_is_kept_shown_and_ended(client, cast, closed, post):
    assert "Keep it from being destroyed" in text(client, cast.chidi, place(closed))
    assert post("holds/", held_body(closed.case, cast.chidi)).status_code == 201
    page = text(client, cast.dana, place(closed))
    assert "Kept from being destroyed" in page
    assert "then destroyed." not in page
    client.force_login(cast.chidi)
    assert "Nothing keeps this case" in post("holds/end/").content.decode()
    assert "then destroyed." in text(client, cast.chidi, place(closed))
    assert "is not held back any more" in post("holds/end/").content.decode()


@pytest.mark.parametrize("change", [{"review_on": ""}, {"review_on": "soon"}, {"reason": None}, {"more": 1}])
def test_a_hold_without_a_day_or_a_sealed_reason_is_refused(cast, closed, post, change):
    assert post("holds/", {**held_body(closed.case, cast.chidi), **change}).status_code == 422
    assert not closed.case.holds.exists()


def test_who_may_not_read_it_finds_none_of_these_addresses(client, cast, closed):
    make.remove(closed.case, cast.dana, by=cast.chidi)
    for person in (cast.bela, cast.dana, cast.ida, cast.mara, cast.rosa, cast.sol):
        client.force_login(person)
        assert client.get(place(closed) + "closure/").status_code == 404
        for address in ("closure/", "closure/reopening/", "holds/", "holds/end/"):
            assert (
                client.post(place(closed) + address, {}, content_type="application/json").status_code == 404
            )
    client.logout()
    assert client.get(place(closed) + "closure/").headers["Location"].startswith("/account/login/")
    assert make.fresh(closed.case).closure


# ---- Today and the list


@pytest.mark.requirement("B12")
def test_today_names_what_ends_soon_to_all_who_can_read_it(client, cast, closed):
    for person in (cast.chidi, cast.dana, cast.bela):
        page = text(client, person, "/today/")
        assert "Ends soon" in page
        assert closed.case.code in page


def test_what_is_kept_for_longer_is_not_on_today(client, cast, told):
    closings.close(told.case, by=cast.chidi, at=make.now() - timedelta(days=22))
    assert "Ends soon" not in text(client, cast.chidi, "/today/")


def test_what_was_closed_lately_is_on_today_so_that_a_notice_of_it_leads_to_it(client, cast, told):
    closings.close(told.case, by=cast.chidi)
    page = text(client, cast.dana, "/today/")
    assert "Closed lately" in page
    assert told.case.code in page
    told.case.closures.update(at=make.now() - timedelta(days=8))
    assert told.case.code not in text(client, cast.dana, "/today/")


def test_what_is_held_is_on_today_when_its_day_has_come(client, cast, closed):
    closings.hold(closed.case, by=cast.chidi, days=3, at=make.now() - timedelta(days=2))
    assert "Ends soon" not in text(client, cast.chidi, "/today/")
    closings.release(closed.case, by=cast.chidi)
    closings.hold(closed.case, by=cast.chidi, days=2, at=make.now() - timedelta(days=3))
    page = text(client, cast.chidi, "/today/")
    assert "Ends soon" in page
    assert "kept from being destroyed" in page


@pytest.mark.requirement("B4")
def test_nobody_who_is_shut_out_sees_anything_end(client, cast):
    told = closings.answered(cast, excluding=[cast.bela])
    make.remove(told.case, cast.dana, by=cast.chidi)
    lately = closings.answered(cast, excluding=[cast.bela])
    make.remove(lately.case, cast.dana, by=cast.chidi)
    closings.close(lately.case, by=cast.chidi)
    closure = closings.close(told.case, by=cast.chidi, at=make.now() - timedelta(days=25))
    for person in (cast.bela, cast.dana, cast.ida, cast.mara):
        page = text(client, person, "/today/")
        assert "Ends soon" not in page
        assert "Closed lately" not in page
    closings.destroy(closure)
    for person in (cast.bela, cast.dana, cast.ida):
        page = text(client, person, "/cases/?stage=closed")
        assert told.case.code not in page
        assert "Destroyed as the rules say" not in page


def test_the_list_finds_closed_cases_and_says_since_when(client, cast, told, closed):
    other = closings.answered(cast)
    page = text(client, cast.chidi, "/cases/?stage=closed")
    assert told.case.code in page
    assert other.case.code not in page
    assert '<span class="tag">Closed</span>' in page
    assert told.case.code not in text(client, cast.chidi, "/cases/?stage=waiting")


@pytest.mark.requirement("B12")
def test_what_was_destroyed_is_named_to_those_who_could_read_it(client, cast, closed):
    closings.destroy(closed.closure)
    for person in (cast.chidi, cast.dana, cast.bela):
        page = text(client, person, "/cases/?stage=closed")
        assert "Destroyed as the rules say" in page
        assert closed.case.code in page
        assert closed.case.code not in text(client, person, "/cases/")
    assert Destruction.objects.count() == 1


def test_every_page_of_it_speaks_spanish(client, cast, closed):
    open_case = closings.answered(cast)
    for address in (place(open_case) + "closure/", place(closed), "/today/", "/cases/?stage=closed"):
        page = text(client, cast.chidi, address, "es")
        for english in ("Close the case", "Ends soon", "This case is closed", "Closed<", "What came of it"):
            assert english not in page, address


# ---- what it costs


def test_today_asks_as_much_for_many_that_end_soon(client, cast, closed, django_assert_max_num_queries):
    client.force_login(cast.chidi)
    with django_assert_max_num_queries(12) as one:
        client.get("/today/")
    for copy in copies(closed.case, 30, assigned=[cast.chidi]):
        copy.closures.create(by=cast.chidi, at=closed.closure.at, destroy_at=closed.closure.destroy_at)
    with django_assert_max_num_queries(len(one)):
        assert client.get("/today/").content.decode().count(">Ends<") == 31


def test_the_list_asks_as_much_for_many_closed_and_destroyed_cases(
    client, cast, closed, django_assert_max_num_queries
):
    client.force_login(cast.chidi)
    with django_assert_max_num_queries(16) as one:
        client.get("/cases/?stage=closed")
    at = make.now()
    for copy in copies(closed.case, 20, assigned=[cast.chidi]):
        copy.closures.create(by=cast.chidi, at=at, destroy_at=at)
        gone = Destruction.objects.create(code=f"{copy.code}X", begun=at, entries=3, files=0)
        gone.witnesses.add(cast.chidi)
    with django_assert_max_num_queries(len(one)):
        client.get("/cases/?stage=closed")
