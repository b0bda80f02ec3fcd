"""Each pack that comes with the program, from its start page to a report that arrives over HTTP."""

import pytest
from django.test import Client

from chapterhouse.casework.models import Case
from chapterhouse.packs.loading import load, shipped
from tests import make, organisations
from tests.support.asking import doors, send

WAYS = [
    (slug, door.code) for slug, path in shipped().items() for door in load(path).doors if not door.outside
]


@pytest.fixture(params=sorted(shipped()))
def house(request, db):
    return organisations.working_by(request.param)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("address", ["/", "/support/"])
def test_its_public_pages_say_whose_they_are_and_no_placeholder_is_left(house, address, language):
    answer = Client().get(f"{address}?lang={language}")
    page = answer.content.decode()
    pack = house.version.pack
    assert answer.status_code == 200
    assert str(pack.name.in_(language)) in page
    assert pack.commitment.in_(language) in page.replace("&#x27;", "'")
    assert [piece for piece in ("{{", "{%", "Words(", ">None<") if piece in page] == []


def test_every_door_of_it_is_open_and_names_its_readers(house):
    data = doors()
    here = {door["code"]: door for door in data["doors"] if door["desk"]}
    assert {door["closed"] for door in here.values()} == {""}
    for door in here.values():
        assert data["readers"][door["desk"]] == [
            person.username for person in sorted(house.desks[door["desk"]], key=lambda one: one.name)
        ]
        assert door["options"]
        assert set(door["by"]) == {"en", "es"}


@pytest.mark.parametrize(("slug", "door"), WAYS)
def test_a_report_at_each_door_arrives_at_its_desk(db, slug, door):
    house = organisations.working_by(slug)
    wire, _box = make.report_wire(door)
    assert send(wire).status_code == 201
    case = Case.objects.get()
    assert case.desk.code == house.version.pack.door(door).desk
    assert case.pack == house.version
    for person in house.desks[case.desk.code]:
        assert Case.objects.visible_to(person, make.now()).get() == case
