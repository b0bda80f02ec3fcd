"""Links and matches on the desk's pages, and what somebody finds there who is shut out of one case."""

import json
from datetime import timedelta

import pytest

from chapterhouse.casework.models import Link, Wait
from tests import formal, linking, make, others
from tests.casework import closings
from tests.casework.test_pages_formal import page_of, post
from tests.support.asking import post as ask

pytestmark = pytest.mark.django_db
HOURS = timedelta(hours=2)


@pytest.fixture
def pair(cast):
    return linking.both(cast, at=make.now() - HOURS)


@pytest.fixture
def apart(cast):
    """Two reports, of which the second shuts Noor out; linked, by Ida."""
    one, two = formal.worked(cast), make.report("b", excluding=[cast.noor])
    make.declare(two.case, by=cast.ida)
    return one, two


def together(told):
    return f"/cases/{told.case.code}/together/"


def view(told):
    return ask("mailbox/", {"auth": told.box.auth}).json()


# ---- proposing


@pytest.mark.requirement("B32")
def test_a_case_is_proposed_from_a_list_of_those_one_has_read(client, cast, pair):
    unread, informal = make.report("b"), make.take(make.report("a"), cast.chidi, cast.dana)
    client.force_login(cast.ida)
    page = client.get(together(pair[0])).content.decode()
    assert pair[1].case.code in page
    assert not any(each.case.code in page for each in (unread, informal))
    page = " ".join(
        post(client, cast.noor, together(pair[0]), **{"with": pair[1].case.code}).content.decode().split()
    )
    assert "Proposed. Each is asked on their own page." in page
    assert Link.objects.get().by == cast.noor


def test_one_that_was_chosen_before_is_ticked(client, cast, pair):
    client.force_login(cast.ida)
    page = client.get(together(pair[0]), {"with": pair[1].case.code}).content.decode()
    assert f'value="{pair[1].case.code}" required checked' in page
    assert client.get(together(pair[0]), {"with": "\0"}).status_code == 200


def test_where_the_rules_in_force_offer_no_links_only_cases_whose_own_rules_do_are_listed(client, cast, pair):
    make.pack("madison-hgo")
    later = make.take(make.report("a"), cast.ida, cast.noor)
    client.force_login(cast.ida)
    page = client.get(together(pair[0])).content.decode()
    assert pair[1].case.code in page
    assert later.case.code not in page
    assert client.get(together(later)).status_code == 404


def test_a_refusal_keeps_what_was_chosen(client, cast, pair):
    linking.heard(pair[1], by=cast.ida, yes=False)
    answer = post(client, cast.noor, together(pair[0]), **{"with": pair[1].case.code})
    page = answer.content.decode()
    assert f"The person in {pair[1].case.code} said no to it." in page
    assert f'value="{pair[1].case.code}" required checked' in page


@pytest.mark.requirement("B3", "B32")
def test_a_case_that_one_may_not_see_is_as_one_that_is_nowhere(client, cast, apart):
    one, two = apart
    client.force_login(cast.noor)
    codes = [two.case.code, "C-2222", "", "\0", make.report("a").case.code]
    answers = [client.post(together(one), {"with": code}) for code in codes]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert client.get(together(two)).status_code == client.get("/cases/C-2222/together/").status_code == 404
    same = f"/cases/{one.case.code}/same/"
    assert {client.post(same, {"with": code}).status_code for code in codes} == {404}


def test_no_desk_offers_it_whose_pack_does_not(client, cast):
    told = make.take(make.report("a"), cast.chidi, cast.dana)
    client.force_login(cast.chidi)
    assert client.get(together(told)).status_code == 404
    assert "Worked on together" not in page_of(client, cast.chidi, told)


# ---- what the case page shows


@pytest.mark.requirement("B32")
def test_each_case_shows_the_other_with_the_yes_of_each(client, cast, pair):
    linking.linked(*pair, by=cast.ida)
    for told, other in (pair, pair[::-1]):
        page = page_of(client, cast.noor, told)
        assert f'<a href="/cases/{other.case.code}/">{other.case.code}</a>' in page
        assert "Each keeps its own messages, measures and determination." in page
        assert "The person said yes on" in page
        assert "proposed to work on this together with another case." in page


def test_the_end_of_a_link_is_shown_to_both(client, cast, pair):
    link = linking.linked(*pair, by=cast.ida)
    answer = post(client, cast.noor, f"{together(pair[0])}{link.code}/end/")
    assert "not worked on together any more" in answer.content.decode()
    assert "worked on together since" in page_of(client, cast.ida, pair[1])


def test_who_closes_one_is_told_that_it_is_linked(client, cast, pair):
    linking.linked(*pair, by=cast.ida)
    make.reply(pair[0].party, by=cast.ida)
    client.force_login(cast.ida)
    page = client.get(f"/cases/{pair[0].case.code}/closure/").content.decode()
    assert pair[1].case.code in page
    closings.close(pair[0].case, by=cast.ida, door="b")
    assert "The case is closed." in page_of(client, cast.ida, pair[1])


@pytest.mark.requirement("B3", "B32")
def test_whoever_is_shut_out_of_one_finds_it_nowhere(client, cast, apart):
    """Not in the link, a count, Today, the lists, the journal, a page of their own or a refusal."""
    one, two = apart
    before = page_of(client, cast.noor, one)
    link = linking.linked(one, two, by=cast.ida)
    client.force_login(cast.noor)
    addresses = ("/today/", "/cases/", "/cases/same/", "/cases/same/lists.json", together(one))
    pages = [client.get(address).content.decode() for address in addresses]
    pages.append(page_of(client, cast.noor, one))
    assert not any(word in page for page in pages for word in (two.case.code, link.code, str(two.case.uuid)))
    assert "proposed to work on this together" not in pages[-1]
    assert pages[-1].count('id="together"') == before.count('id="together"') == 1
    assert client.get("/cases/same/lists.json").json()["lists"][0]["code"] == one.case.code
    client.force_login(cast.noor)
    answers = [client.post(f"{together(one)}{code}/end/") for code in (link.code, "L-2222")]
    assert {answer.status_code for answer in answers} == {404}
    assert make.fresh(link).stands
    assert two.case.code in page_of(client, cast.ida, one)
    assert f"{cast.noor.name}: reads this case and not the other." in page_of(client, cast.ida, one)


@pytest.mark.requirement("B3", "B32")
def test_that_somebody_was_asked_looks_the_same_with_and_without_another(client, cast, apart):
    """An officer who sees one of the two alone reads what they would read if there were no other."""
    one, two = apart
    linking.propose(one.case, two.case, by=cast.ida)
    alone = linking.another(cast)
    linking.ask(alone.case, by=cast.ida)

    def said(told):
        page = page_of(client, cast.noor, told)
        section = page[page.index('id="together"') : page.index("The formal route")]
        return (
            section.replace(told.case.code, "")
            .replace(told.party.code, "")
            .replace(str(told.case.channel.uuid), "")
        )

    hidden = [said(told).partition("csrfmiddlewaretoken")[0] for told in (one, alone)]
    assert hidden[0] == hidden[1]


def test_who_has_not_said_that_they_are_independent_of_the_other_reads_its_code_alone(client, cast):
    one, two = formal.worked(cast), make.report("b")
    make.declare(two.case, by=cast.ida)
    linking.linked(one, two, by=cast.ida)
    page = page_of(client, cast.noor, one)
    assert two.case.code in page
    assert f"The person in {two.case.code}:" not in page
    assert f"The person in {two.case.code}:" in page_of(client, cast.ida, one)


def test_recusing_oneself_from_the_other_takes_it_off_the_page(client, cast, pair):
    linking.linked(*pair, by=cast.ida)
    make.recuse(pair[1].case, by=cast.noor)
    assert pair[1].case.code not in page_of(client, cast.noor, pair[0])


# ---- what those who reported learn


@pytest.mark.requirement("B32")
def test_no_reporter_learns_anything_of_the_other(cast, pair):
    """The page of the first is the same whatever the second says, and names nothing of it."""
    link = linking.propose(pair[0].case, pair[1].case, by=cast.ida)
    linking.answer(pair[0])
    seen = []
    for step in ("asked", "yes", "back"):
        if step == "yes":
            linking.answer(pair[1])
        elif step == "back":
            others.take_back(pair[1].party.consents.get(), by=pair[1].party)
        shown = view(pair[0])
        shown["party"].pop("keys")
        seen.append(json.dumps(shown, sort_keys=True))
    assert len(set(seen)) == 1
    assert make.fresh(link).ended
    for secret in (pair[1].case.code, str(pair[1].case.uuid), pair[1].party.code, link.code):
        assert secret not in seen[0]


@pytest.mark.requirement("B32")
@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_question_is_the_same_whatever_the_number(cast, number):
    told = formal.worked(cast)
    linking.ask(told.case, by=cast.ida)
    for _ in range(number):
        linking.propose(told.case, linking.another(cast).case, by=cast.ida)
    assert view(told)["asked_of_links"] is True


# ---- named in more than one


@pytest.mark.requirement("B31")
def test_the_browser_is_given_the_lists_of_cases_one_has_read_at_such_desks(client, cast, pair):
    make.report("b")
    linking.wait(pair[1])
    client.force_login(cast.ida)
    given = client.get("/cases/same/lists.json").json()
    rows = [(row["code"], row["waits"], bool(row["wrap"])) for row in given["lists"]]
    assert rows == [(pair[0].case.code, "", True), (pair[1].case.code, "match", True)]
    assert given["pages"] == 1
    client.force_login(cast.chidi)
    make.take(make.report("a"), cast.chidi, cast.dana)
    assert client.get("/cases/same/lists.json").json()["lists"] == []


def test_lists_of_many_cases_come_in_parts(client, cast, pair, monkeypatch):
    monkeypatch.setattr("chapterhouse.casework.views.linking.LISTS", 1)
    client.force_login(cast.ida)
    parts = [client.get("/cases/same/lists.json", {"page": page}).json() for page in (1, 2)]
    assert [row["code"] for part in parts for row in part["lists"]] == [told.case.code for told in pair]
    assert parts[0]["pages"] == 2


@pytest.mark.requirement("B31")
def test_who_confirms_a_match_is_led_to_the_link(client, cast, pair):
    linking.wait(pair[0])
    answer = post(client, cast.noor, f"/cases/{pair[0].case.code}/same/", **{"with": pair[1].case.code})
    assert answer.redirect_chain[-1][0] == f"{together(pair[0])}?with={pair[1].case.code}"
    assert Wait.objects.get().matched


def test_a_match_that_was_not_allowed_is_refused_with_a_sentence(client, cast, pair):
    linking.wait(pair[0], until_match=False)
    answer = post(client, cast.noor, f"/cases/{pair[0].case.code}/same/", **{"with": pair[1].case.code})
    assert "A match does not change it." in answer.content.decode()
    assert not Wait.objects.get().ended


# ---- a case that waits


@pytest.mark.requirement("B31")
def test_the_case_page_says_that_it_waits_and_until_when(client, cast, pair):
    linking.wait(pair[0])
    page = page_of(client, cast.noor, pair[0])
    assert "The person asked us to wait" in page
    assert "or when somebody else reports the same person" in page
    answer = post(client, cast.noor, f"/cases/{pair[0].case.code}/wait/end/")
    assert "An answer is owed to them." in answer.content.decode()
    assert "The person asked us to wait" not in page_of(client, cast.noor, pair[0])


def test_an_officer_records_on_the_case_page_that_they_ask_us_to_wait(client, cast, pair):
    assert "They ask us to wait" in page_of(client, cast.noor, pair[0])
    answer = post(client, cast.noor, f"/cases/{pair[0].case.code}/wait/", until="me")
    assert "It is recorded that we wait." in answer.content.decode()
    assert Wait.objects.get().until_match is False
    assert "They ask us to wait" not in page_of(client, cast.noor, pair[0])
    informal = make.take(make.report("a"), cast.chidi, cast.dana)
    assert "They ask us to wait" not in page_of(client, cast.chidi, informal)
    assert (
        "sent something we cannot read"
        in post(client, cast.chidi, f"/cases/{informal.case.code}/wait/", until="me").content.decode()
    )


@pytest.mark.requirement("B3", "B31")
def test_of_what_ended_a_wait_an_officer_learns_nothing_who_is_shut_out_of_the_other(client, cast, apart):
    one, two = apart
    linking.wait(one)
    linking.confirm_same(one.case, two.case, by=cast.ida)
    matched = page_of(client, cast.noor, one)
    assert two.case.code not in matched
    assert "recorded that we wait no longer." in matched
