"""A panel of neighbours: one case, until a day; each impartial first; all say the same on an appeal."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from chapterhouse.casework.actions import panels
from chapterhouse.casework.models import Appeal, Engagement, Panel, Party
from chapterhouse.clocks.models import Promise
from chapterhouse.notices.models import Notice
from chapterhouse.support.worker import run_once
from chapterhouse.ui.refused import Refused
from tests import formal, make, others
from tests.support.asking import post
from tests.support.asking import refused as said_no

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_times")]


told, appeal, panel, came, second = formal.panel_fixtures()


def days(number):
    return make.now() + timedelta(days=number)


def view(someone):
    return post("mailbox/", {"auth": someone.box.auth}).json()


def message(someone, text="My words.", **more):
    entry = make.message_wire(someone, text)
    return {"auth": someone.box.auth, **make.as_json({"entry": entry}), **more}


def learns_nothing(someone):
    """Of who reads and works on it, of its clocks and of its end."""
    shown = view(someone)
    return not any(shown[name] for name in ("readers", "working", "promise", "closed"))


# ---- impartial first


@pytest.mark.requirement("B62")
def test_nothing_is_handed_to_a_member_or_served_before_they_say_that_they_are_impartial(cast, came, refused):
    with refused("not-impartial"):
        formal.hand_material(came.row, by=cast.ida)
    make.reply(came.party, by=cast.ida, text="Something of it.")
    assert (view(came)["panel"]["state"], view(came)["party"]["entries"]) == ("asked", [])
    assert said_no(post("mailbox/entries/", message(came)))[1] == "say-first"
    assert said_no(post("mailbox/export/", {"auth": came.box.auth}))[1] == "say-first"
    assert post("mailbox/panel/statement/", {"auth": came.box.auth, "impartial": True}).status_code == 204
    formal.hand_material(came.row, by=cast.ida)
    shown = view(came)
    assert (shown["panel"]["state"], len(shown["party"]["entries"])) == ("reads", 2)
    assert make.read(came.party.channel, came.box)[-1] == "Their report, word for word."
    assert post("mailbox/entries/", message(came)).status_code == 201


@pytest.mark.requirement("B62")
@pytest.mark.parametrize("late", [False, True])
def test_a_member_who_finds_that_they_are_too_close_steps_back_and_does_not_come_in_again(
    cast, told, came, panel, refused, late
):
    if late:
        formal.declare_member(came)
        formal.hand_material(came.row, by=cast.ida)
    formal.declare_member(came, impartial=False)
    assert (view(came)["panel"]["state"], view(came)["party"]["entries"]) == ("recused", [])
    for address, body in (
        ("mailbox/entries/", message(came)),
        ("mailbox/panel/statement/", {"auth": came.box.auth, "impartial": True}),
        ("mailbox/panel/decision/", message(came, outcome="upheld")),
        ("mailbox/export/", {"auth": came.box.auth}),
    ):
        assert said_no(post(address, body))[1] == "recused"
    with refused("not-outside"):
        formal.add_member(panel, came.party, by=cast.ida)
    with refused("left"):
        make.reply(came.party, by=cast.ida)
    formal.extend_panel(panel, by=cast.ida)
    assert view(came)["panel"]["state"] == "recused"
    assert learns_nothing(came)


def test_whoever_leaves_the_conversation_has_stepped_back(cast, came, second):
    formal.declare_member(came)
    formal.declare_member(second)
    assert post("mailbox/stop/", {"auth": came.box.auth}).status_code == 204
    assert make.fresh(came.row).recused is not None
    formal.decide_together(second)
    assert Appeal.objects.get().outcome == "changed"


def test_nobody_else_says_anything_about_a_panel(told, panel):
    assert view(told)["panel"] is None
    body = {"auth": told.box.auth, "impartial": True}
    assert said_no(post("mailbox/panel/statement/", body))[1] == "unknown"
    assert said_no(post("mailbox/panel/decision/", message(told, outcome="upheld")))[1] == "unknown"
    assert said_no(post("mailbox/panel/statement/", {"auth": "0" * 64, "impartial": True}))[1] == "unknown"
    assert Appeal.objects.get().decided is None


# ---- a day on which it ends


@pytest.mark.requirement("B62")
def test_from_the_moment_in_which_the_last_day_is_over_nothing_is_served_and_their_words_stay(
    cast, came, panel
):
    formal.declare_member(came)
    formal.hand_material(came.row, by=cast.ida)
    shown = view(came)["panel"]
    assert (shown["days"], shown["served"], set(shown["until"])) == (10, True, {"en", "es"})
    Panel.objects.update(ends=make.now())
    assert (view(came)["panel"]["state"], view(came)["party"]["entries"]) == ("over", [])
    assert learns_nothing(came)
    answer = post("mailbox/entries/", message(came))
    assert said_no(answer)[1] == "panel-over"
    sentence = answer.json()["sentence"]
    assert "still on this page" in sentence or "sigue en esta página" in sentence
    assert said_no(post("mailbox/panel/decision/", message(came, outcome="upheld")))[1] == "panel-over"
    assert said_no(post("mailbox/export/", {"auth": came.box.auth}))[1] == "panel-over"
    file = {"auth": came.box.auth, "sha256": "0" * 64}
    assert said_no(post("mailbox/file/", file))[1] == "panel-over"


def test_the_last_day_is_a_whole_day_where_the_organisation_is(cast, told):
    panel = formal.seat_panel(told.case, by=cast.ida, days=0)
    zone = told.case.pack.pack.zone
    assert panel.last_day.astimezone(zone).date() == told.case.today(make.now())
    assert (panel.ends.astimezone(zone).hour, panel.ends.astimezone(zone).minute) == (0, 0)
    assert panel.is_open(make.now())


def test_the_worker_says_once_that_it_is_over_and_nobody_is_owed_an_answer_they_cannot_read(
    cast, came, panel
):
    formal.declare_member(came)
    make.reply(make.first(came.case), by=cast.ida)
    make.write(came, "One more question.")
    assert Promise.objects.answers().on(came.case.code).exists()
    Notice.objects.all().delete()
    assert run_once(days(9)) >= 0
    assert (
        not Notice.objects.filter(kind=Notice.REMINDER, made_at__gte=days(8))
        .filter(subject=came.case.code)
        .exclude(person__in=[cast.ida, cast.noor])
        .exists()
    )
    assert make.fresh(panel).lapsed is None
    assert panels.end_panels(at=days(12)) == 1
    assert panels.end_panels(at=days(12)) == 0
    assert make.fresh(panel).lapsed is not None
    assert not Promise.objects.answers().on(came.case.code).exists()


@pytest.mark.requirement("B62")
@pytest.mark.parametrize("swept", [False, True])
def test_with_another_day_the_same_code_opens_everything_again(cast, came, panel, journal, swept):
    formal.declare_member(came)
    formal.hand_material(came.row, by=cast.ida)
    Panel.objects.update(ends=make.now())
    if swept:
        panels.end_panels(at=make.now())
    formal.extend_panel(panel, by=cast.noor)
    shown = view(came)
    assert (shown["panel"]["state"], shown["panel"]["days"], len(shown["party"]["entries"])) == (
        "reads",
        20,
        1,
    )
    assert (cast.noor.username, "extended-panel", "") in journal(came.case)
    assert post("mailbox/entries/", message(came)).status_code == 201
    make.reply(came.party, by=cast.ida)


@pytest.mark.parametrize(("number", "code"), [(-1, "past-day"), (31, "far")])
def test_a_last_day_is_neither_past_nor_farther_than_the_pack_says(cast, told, panel, refused, number, code):
    with refused(code):
        formal.extend_panel(panel, by=cast.ida, days=number)
    formal.end_panel(panel, by=cast.ida)
    with refused(code):
        formal.seat_panel(told.case, by=cast.ida, days=number)


def test_an_officer_ends_it_at_any_time_and_it_is_not_given_another_day(cast, came, panel, refused):
    formal.declare_member(came)
    formal.end_panel(panel, by=cast.ida)
    formal.end_panel(panel, by=cast.noor)
    assert (view(came)["panel"]["state"], view(came)["party"]["entries"]) == ("ended", [])
    with refused("panel-over"):
        formal.extend_panel(panel, by=cast.ida)
    with refused("panel-over"):
        formal.hand_material(came.row, by=cast.ida)


# ---- one at a time


@pytest.mark.requirement("B62")
def test_two_panels_never_read_one_case(cast, told, panel, refused):
    with refused("seated"):
        formal.seat_panel(told.case, by=cast.noor)
    formal.end_panel(panel, by=cast.ida)
    formal.seat_panel(told.case, by=cast.noor)
    assert Panel.objects.filter(ended=None).count() == 1


def test_a_panel_whose_day_has_passed_makes_room_for_another_whose_members_may_be_the_same(
    cast, told, came, panel
):
    formal.declare_member(came)
    Panel.objects.update(ends=make.now())
    new = formal.seat_panel(told.case, by=cast.ida)
    assert view(came)["panel"]["state"] == "ended"
    formal.add_member(new, came.party, by=cast.ida)
    assert view(came)["panel"]["state"] == "asked"


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_ask_a_panel_at_once_one_does(cast):
    told, said = formal.worked(cast), []

    def asking(person):
        try:
            formal.seat_panel(told.case, by=person)
            said.append("done")
        except Refused as no:
            said.append(no.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=asking, args=(person,)) for person in (cast.ida, cast.noor)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["done", "seated"]


# ---- who sits on it


def test_nobody_sits_on_it_who_has_a_part_in_it_or_of_whom_nobody_was_asked(cast, told, panel, refused):
    guest = formal.noticed(told.case, by=cast.ida)
    for party in (told.party, guest.party):
        with refused("not-outside"):
            formal.add_member(panel, party, by=cast.ida)
    party = others.involve(told.case, "Hill Valley", by=cast.ida)
    with refused("ask-first"):
        formal.add_member(panel, party, by=cast.ida)


def test_who_finds_the_facts_hears_no_appeal_and_who_hears_it_is_handed_nothing_unasked(
    cast, told, panel, refused
):
    outside = formal.outside(told.case, by=cast.ida)
    with refused("not-outside"):
        formal.add_member(panel, outside.party, by=cast.ida)
    came = formal.member(panel, "Riverside", by=cast.ida, invitation=make.CODES[3], share=False)
    formal.declare_member(came)
    with refused("ask-share"):
        formal.hand_material(came.row, by=cast.ida)


@pytest.mark.parametrize("how", ["excluded", "removed", "stepped back", "of another desk"])
def test_an_officer_who_may_not_read_the_case_does_nothing_with_its_panel(
    cast, told, appeal, panel, refused, how
):
    person = cast.bela if how == "of another desk" else cast.noor
    if how == "excluded":
        make.exclude(told.case, person)
    elif how == "removed":
        make.remove(told.case, person, by=cast.ida)
    elif how == "stepped back":
        make.recuse(told.case, by=person)
    for act in (formal.extend_panel, formal.end_panel):
        with refused("not-yours"):
            act(panel, by=person)
    with refused("not-yours"):
        formal.add_member(panel, told.party, by=person)
    with refused("not-yours"):
        panels.seat_panel(case=told.case, appeal=None, last_day=None, words=None, by=person, at=make.now())


def test_a_letter_in_the_wrong_hands_takes_their_statement_with_it(cast, came):
    formal.declare_member(came)
    others.invite(came.party, by=cast.ida, invitation=make.CODES[0], turn_away=True)
    assert make.fresh(came.row).impartial is None
    assert said_no(post("mailbox/", {"auth": came.box.auth}))[1] == "unknown"


# ---- an appeal


@pytest.mark.requirement("B62", "B26")
def test_the_appeal_is_decided_when_all_who_are_impartial_have_said_the_same(cast, told, came, second, panel):
    third = formal.member(panel, "Lakeside", by=cast.ida, invitation=make.CODES[0])
    formal.declare_member(third, impartial=False)
    formal.declare_member(came)
    formal.decide_together(came, "upheld")
    formal.declare_member(second)
    formal.decide_together(second, "changed")
    row = Appeal.objects.get()
    assert row.decided is None
    assert (view(came)["panel"]["differ"], view(second)["panel"]["outcome"]) == (True, "changed")
    answer = post("mailbox/panel/decision/", message(came, "A week is enough.", outcome="changed"))
    assert answer.status_code == 204
    row.refresh_from_db()
    assert (row.outcome, row.by) == ("changed", None)
    assert "A week is enough." in make.read(came.party.channel, cast.noor)
    assert row.reasons.channel_key.channel == came.party.channel
    assert view(told)["formal"]["appeal"]["outcome"] == "changed"
    assert make.fresh(panel).ended is not None
    assert view(came)["panel"]["state"] == "ended"
    assert not Party.objects.filter(engagement__panel=panel, left=None).exists()


def test_the_word_that_ended_the_panel_sent_again_after_the_line_was_lost_has_arrived(cast, came):
    formal.declare_member(came)
    body = message(came, outcome="upheld")
    assert post("mailbox/panel/decision/", body).status_code == 204
    assert said_no(post("mailbox/panel/decision/", body))[1] == "replayed"
    assert Appeal.objects.get().outcome == "upheld"


def test_nobody_decides_while_another_was_asked_and_has_said_nothing(cast, came, second):
    formal.declare_member(came)
    formal.decide_together(came)
    assert Appeal.objects.get().decided is None
    formal.declare_member(second, impartial=False)
    assert Appeal.objects.get().decided is None  # it is for those who stay to say it
    formal.decide_together(came)
    assert Appeal.objects.get().outcome == "changed"


@pytest.mark.requirement("B26")
def test_officers_do_not_decide_an_appeal_that_a_panel_hears(cast, came, appeal, panel, refused):
    with refused("panel"):
        formal.decide(appeal, "upheld", by=cast.ida)
    formal.end_panel(panel, by=cast.ida)
    formal.decide(appeal, "upheld", by=cast.ida)


def test_the_terms_are_the_summary_so_that_the_appeal_is_passed_on(cast, told, appeal, panel, refused):
    row = make.fresh(appeal)
    assert (row.passed_on, row.summary) == (panel.at, panel.terms)
    with refused("passed-on"):
        formal.pass_on(appeal, by=cast.ida)


def test_an_appeal_that_is_decided_or_of_another_case_goes_to_no_panel(cast, told, appeal, refused):
    formal.decide(formal.pass_on(appeal, by=cast.ida), "upheld", by=cast.ida)
    with refused("malformed"):
        formal.seat_panel(told.case, by=cast.ida, appeal=appeal)
    elsewhere = formal.appealed(cast, formal.worked(cast))
    with refused("malformed"):
        formal.seat_panel(told.case, by=cast.ida, appeal=elsewhere)


@pytest.mark.parametrize("outcome", ["", "removed", "x" * 41])
def test_a_decision_is_one_of_the_three(cast, came, outcome):
    formal.declare_member(came)
    assert said_no(post("mailbox/panel/decision/", message(came, outcome=outcome)))[1] == "malformed"
    assert not Engagement.objects.exclude(outcome="").exists()


def test_a_panel_in_place_of_officers_decides_no_appeal(cast, told):
    panel = formal.seat_panel(told.case, by=cast.ida)
    came = formal.member(panel, by=cast.ida)
    formal.declare_member(came)
    assert view(came)["panel"]["hears"] is False
    assert said_no(post("mailbox/panel/decision/", message(came, outcome="upheld")))[1] == "malformed"
