"""The doors' JSON is put together only when something has changed, and then at once."""

import json
from datetime import timedelta

import pytest

from chapterhouse.demo.chapter import fresh_vault
from chapterhouse.demo.desks import next_sheet
from chapterhouse.people.models import Term
from chapterhouse.sealing.actions.cards import add_sheet, publish_card
from tests import make

pytestmark = pytest.mark.django_db


def doors(client):
    return json.loads(client.get("/support/doors.json").content)


def leave_office(cast):
    Term.objects.filter(person=cast.bela).update(ends=make.now() - timedelta(seconds=1))


def lose_account(cast):
    cast.bela.is_active = False
    cast.bela.save(update_fields=["is_active"])


def take_another_name(cast):
    cast.bela.name = "Bela N. Novak"
    cast.bela.save(update_fields=["name"])


def make_new_keys(cast):
    _member, sent, _recovery = fresh_vault(cast.bela.username, "another", version=2)
    publish_card(card=sent, by=cast.bela, at=make.now())


def sign_a_sheet(cast):
    cards = [make.member(person).card for person in (cast.chidi, cast.dana)]
    seq, note = next_sheet(make.member(cast.chidi), "ombuds", cards, at=make.now())
    add_sheet(desk="ombuds", seq=seq, note=note, by=cast.chidi, at=make.now())


def change_the_backup_contact(cast):
    Term.objects.filter(person=cast.mara).update(person=cast.rosa)


def adopt_other_rules(cast):
    make.pack("madison-hgo")


@pytest.mark.parametrize(
    "change",
    [
        leave_office,
        lose_account,
        take_another_name,
        make_new_keys,
        sign_a_sheet,
        change_the_backup_contact,
        adopt_other_rules,
    ],
)
def test_a_change_is_at_the_doors_at_once(client, cast, change):
    before = doors(client)
    change(cast)
    after = doors(client)
    before.pop("now")
    after.pop("now")
    assert before != after


def test_the_doors_ask_the_database_three_times_whatever_the_organisation(
    client, cast, django_assert_num_queries
):
    doors(client)
    with django_assert_num_queries(3):
        doors(client)
