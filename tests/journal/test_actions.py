"""Every verb writes its row in its own transaction: without the row, nothing has happened."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from chapterhouse.casework.actions import responders, talk
from chapterhouse.casework.actions.promises import remind_one
from chapterhouse.clocks.models import Promise
from chapterhouse.demo.agekeys import new_identity, recipient_of, seal
from chapterhouse.journal.actions import record
from chapterhouse.journal.models import Row
from chapterhouse.people.actions.accounts import join
from chapterhouse.people.actions.offices import leave_office, take_office
from chapterhouse.people.models import Office
from chapterhouse.sealing.actions.cards import replace_wraps
from tests import faults, make

pytestmark = pytest.mark.django_db


class Scene:
    """What the verbs need: a request that Chidi and Dana work on, one written down, one that is late."""

    def __init__(self, cast):
        self.cast, self.at = cast, make.now()
        self.told = make.report("a")
        for by in (cast.chidi, cast.dana):
            make.declare(self.told.case, by=by)
        make.assign(self.told.case, [cast.chidi, cast.dana], by=cast.chidi)
        self.other = make.report("a")
        make.recuse(self.other.case, by=cast.bela)
        make.declare(self.other.case, by=cast.chidi)
        self.late = make.report("b", at=self.at - timedelta(hours=60))
        make.written_down(by=cast.ida)

    @property
    def case(self):
        return self.told.case


def wrap():
    return seal(recipient_of(new_identity()), "a wrap")


def away(scene):
    return responders.be_away(
        by=scene.cast.bela, starts=scene.at, ends=scene.at + timedelta(days=1), cover=None, at=scene.at
    )


VERBS = {
    "report": lambda s: make.report("a"),
    "write down": lambda s: make.written_down(by=s.cast.ida, invitation=make.CODES[2]),
    "join by invitation": lambda s: make.join(),
    "write as the person": lambda s: make.write(s.told),
    "stop": lambda s: make.stop(s.told),
    "ask for another": lambda s: talk.ask_for_another(party=s.told.party, at=s.at),
    "shut out": lambda s: make.exclude(s.case, s.cast.bela),
    "reply": lambda s: make.reply(s.told.party, by=s.cast.chidi),
    "note": lambda s: make.note(s.case, by=s.cast.chidi),
    "revise the title": lambda s: make.revise(s.case, "title", by=s.cast.chidi),
    "record a contact": lambda s: make.contact(s.case, by=s.cast.chidi),
    "be independent": lambda s: make.declare(s.case, by=s.cast.bela),
    "step back": lambda s: make.recuse(s.case, by=s.cast.chidi),
    "remove": lambda s: make.remove(s.case, s.cast.dana, by=s.cast.chidi),
    "assign": lambda s: make.assign(s.case, [s.cast.bela], by=s.cast.chidi),
    "let in and assign": lambda s: make.assign(s.case, [s.new], by=s.cast.chidi, letting_in=[s.new]),
    "hand over": lambda s: make.hand_over(s.case, s.cast.bela, by=s.cast.chidi),
    "accept a handover": lambda s: make.answer(s.offer),
    "decline a handover": lambda s: make.answer(s.offer, accept=False),
    "change keys": lambda s: make.renew(s.other.case, by=s.cast.chidi),
    "be away": away,
    "run late": lambda s: remind_one(promise=Promise.objects.on(s.late.case.code).get(), at=s.at),
    "publish a card": lambda s: make.vault_of(s.cast.bela),
    "change the passphrase": lambda s: replace_wraps(
        by=s.cast.bela, at=s.at, passphrase_wrap=wrap(), recovery_wrap=wrap()
    ),
    "sign a sheet": lambda s: make.sheet("ombuds", [s.cast.bela, s.cast.chidi], by=s.cast.bela),
    "join": lambda s: join(name="Kim Ode", email="kim@example.org", language="en", at=s.at, by="operator"),
    "take office": lambda s: take_office(
        person=s.cast.ana, office=Office.objects.get(code="steering"), starts=s.at, by="operator"
    ),
    "leave office": lambda s: leave_office(term=s.cast.bela.terms.get(), by="operator", at=s.at),
    "adopt a pack": lambda s: make.pack("dsa-la-crt"),
}


@pytest.fixture
def scene(cast, request):
    scene = Scene(cast)
    verb = request.node.callspec.params["verb"]
    if "let in" in verb:
        scene.new = make.newcomer()
    if "handover" in verb:
        scene.offer = make.hand_over(scene.case, cast.bela, by=cast.chidi)
        make.declare(scene.case, by=cast.bela)
    return scene


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_whose_row_cannot_be_written_has_not_happened(scene, verb):
    rows, before = Row.objects.count(), faults.everything()
    with faults.refusing("journal_row"), pytest.raises(DatabaseError), transaction.atomic():
        VERBS[verb](scene)
    assert faults.everything() == before
    VERBS[verb](scene)
    assert Row.objects.count() > rows


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.requirement("B3", "B10")
def test_a_row_says_who_did_what_and_never_what_it_says(scene, verb):
    VERBS[verb](scene)
    names = {person.name.lower() for person in vars(scene.cast).values() if hasattr(person, "email")}
    for row in Row.objects.all():
        text = f"{row.by} {row.verb} {row.subject} {row.about}".lower()
        assert not any(name in text for name in names)
        assert "@" not in text
        assert make.told().title.lower() not in text


@pytest.mark.django_db
def test_rows_on_a_subject_come_newest_first():
    at = make.now()
    for verb, hours in (("opened", 0), ("replied", 2), ("noted", 1)):
        record(by="m-bl222222", verb=verb, subject="C-2222", at=at + timedelta(hours=hours))
    record(by="m-bl222222", verb="opened", subject="C-3333", at=at)
    assert [row.verb for row in Row.objects.about("C-2222")] == ["replied", "noted", "opened"]


def test_a_row_outlives_whom_it_names():
    """It points at nothing, so nothing that is deleted takes it away."""
    assert not [field for field in Row._meta.get_fields() if field.is_relation]
