"""Riverside once it is loaded: its people, its codes, its stories, each in its stage."""

import ast
import inspect
from datetime import timedelta

import pytest

from chapterhouse.casework.access import may_be_told
from chapterhouse.casework.models import Case, Handover, Measure, Notification
from chapterhouse.clocks.models import Promise
from chapterhouse.demo import rows, stories, visits
from chapterhouse.demo.agekeys import Reporter, b64, read_identity_file, unlock, unseal
from chapterhouse.demo.stories import CODE, GUEST, INVITATION, LETTER
from chapterhouse.notices.models import Notice
from chapterhouse.packs.models import PackVersion
from chapterhouse.people.models import Person
from chapterhouse.sealing.formats.codes import is_code
from chapterhouse.sealing.formats.derive import lookup
from chapterhouse.sealing.formats.notes import read_json, verify
from chapterhouse.sealing.models import IdentityWrap, Mailbox, TeamSheet
from tests import make
from tests.traces import columns, telling, traces

pytestmark = pytest.mark.django_db

DOCUMENTED = ast.Module | ast.FunctionDef


def person(first):
    return Person.objects.get(email=f"{first}@example.org")


def case_of(code):
    """The case behind one of the return codes."""
    auth = Reporter.of(make.SITE, code).auth
    return Mailbox.objects.get(lookup=lookup(auth)).party.case


def test_every_passphrase_and_every_recovery_key_opens_its_vault(loaded):
    opened = 0
    for who in loaded["people"]:
        if not who["passphrase"]:
            continue
        owner = Person.objects.get(email=who["email"])
        wraps = {w.method: w for w in IdentityWrap.objects.filter(card__user=owner)}
        wrap = b64(bytes(wraps["passphrase"].age_file))
        member = read_identity_file(unlock(make.SITE, owner.username, who["passphrase"], wrap))
        assert member.card == rows.card_of(owner)
        recovered = unseal(who["recovery"], bytes(wraps["recovery"].age_file)).decode()
        assert recovered == member.identity_file
        opened += 1
    assert opened == 5


def test_the_codes_fit_and_open_what_they_are_said_to_open(loaded):
    assert all(is_code(code) for code in (CODE, INVITATION, LETTER, GUEST, *stories.CODES))
    case = case_of(loaded["code"])
    me = Reporter.of(make.SITE, loaded["code"])
    talk = visits.come_back(me, case.parties.get())
    said = talk.open_entries(rows.entries_of(case.parties.get().channel))
    assert [entry["verified"] for entry in said] == [True] * 4
    assert said[0]["body"] == stories.CANVASS.report("a")
    assert visits.use_invitation(make.box(), code=loaded["invitation"], at=make.now()).party


def test_everyone_has_compared_the_numbers_of_their_desk(loaded):
    """Their notebooks say so, sealed to themselves and signed, as the unlock page reads them."""
    for first, colleagues in (("bela", ("chidi", "dana")), ("ida", ("noor",))):
        owner = person(first)
        passphrase = make.PASSPHRASES[first]
        wrap = IdentityWrap.objects.get(card__user=owner, method="passphrase")
        me = read_identity_file(unlock(make.SITE, owner.username, passphrase, b64(bytes(wrap.age_file))))
        note = me.unseal(bytes(owner.notebook.age_file)).decode()
        book = read_json(verify(note, me.name, me.card.key))
        expected = {card.name: card.number for card in map(rows.card_of, map(person, (first, *colleagues)))}
        assert book["cards"] == expected


def test_the_chapter_has_a_name_of_its_own_and_works_by_a_shipped_pack(loaded):
    pack = Case.objects.first().pack.pack
    assert (str(pack.name), pack.slug) == ("Riverside", "dsa-la-2018")
    assert TeamSheet.objects.count() == 4


# ---- the stories, each in its stage


def promise_on(case):
    return Promise.objects.open().on(case.code).first()


@pytest.fixture
def told(loaded):
    names = ("unanswered", "late", "apart", "recused", "several", "to meet", "formally")
    codes = dict(zip(names, stories.CODES, strict=True))
    found = {name: case_of(code) for name, code in {"answered": CODE, **codes}.items()}
    rest = Case.objects.exclude(pk__in=[case.pk for case in found.values()])
    return {**found, "on paper": rest.get()}


def test_one_is_answered_and_waits_for_the_person_and_is_offered_to_somebody_else(told):
    case = told["answered"]
    assert promise_on(case) is None
    assert {person.name for person in case.pair} == {"Chidi Okafor", "Dana Levi"}
    assert Handover.objects.get(case=case, accepted=None, declined=None).taker.name == "Bela Novak"


def test_one_is_new_and_due_in_some_hours(told):
    left = promise_on(told["unanswered"]).due_at - make.now()
    assert timedelta(hours=4) < left < timedelta(hours=12)


def test_one_is_late_and_the_backup_contact_has_heard_of_it(told):
    case = told["late"]
    assert promise_on(case).is_late(make.now())
    assert promise_on(case).new_date > make.now()
    assert Notice.objects.filter(person=person("mara"), subject=case.code, kind=Notice.OVERDUE).exists()


def test_one_has_somebody_shut_out_a_pair_and_notes(told):
    case = told["apart"]
    assert not Case.objects.visible_to(person("bela"), make.now()).filter(pk=case.pk).exists()
    assert not Notice.objects.filter(person=person("bela"), subject=case.code).exists()
    assert {person.name for person in case.pair} == {"Chidi Okafor", "Dana Levi"}
    assert case.channel.newest_key.entries.count() == 4


def test_one_lost_a_responder_and_has_new_keys(told):
    case = told["recused"]
    assert list(Case.objects.recused_by(person("dana"))) == [case]
    assert {channel.newest_key.version for channel in case.channels} == {2}
    assert not any(channel.wants_new_key for channel in case.channels)


def test_one_was_written_down_on_paper_and_the_person_has_not_come_yet(told):
    assert told["on paper"].parties.get().invitation
    assert promise_on(told["on paper"]) is None


@pytest.mark.requirement("B9")
def test_one_has_three_people_one_of_whom_came_by_a_letter_and_one_is_not_to_be_told(told, loaded):
    case = told["several"]
    first, rafa, sister = case.parties.all()
    assert [may_be_told(party) for party in (rafa, sister)] == [True, False]
    assert (first.joined < rafa.joined, sister.joined) == (True, None)
    assert case_of(loaded["guest"]) == case
    me = Reporter.of(make.SITE, loaded["guest"])
    said = visits.come_back(me, rafa).open_entries(rows.entries_of(rafa.channel))
    assert [entry["verified"] for entry in said] == [True] * 5
    newest = rafa.channel.newest_key.entries.order_by("received").last()
    assert promise_on(case).started_at == newest.received


def test_one_meets_somebody_in_some_days(told):
    meeting = told["to meet"].appointments.get()
    assert timedelta(days=1) < meeting.starts - make.now() < timedelta(days=4)
    assert promise_on(told["to meet"]) is None


def test_one_is_on_the_formal_route_with_an_answer_to_its_notice_and_a_measure_to_be_carried_out(told):
    case = told["formally"]
    assert Notification.objects.get(party__case=case).answered
    measure = Measure.objects.get(case=case)
    assert (measure.doer, measure.done) == (person("ana"), None)
    assert promise_on(case) is None


@pytest.mark.requirement("B3", "B10", "B13", "S0.55")
def test_no_word_of_the_stories_is_in_the_database_or_in_the_data_folder(loaded):
    """Every table whole, those of others too; searched as `tests/traces.py` says."""
    rules = PackVersion.objects.get().source + stories.TOOL
    files = (path for path in loaded.home.rglob("*") if path.is_file())
    kept = [*columns(), *((path.name, path.read_bytes()) for path in files)]
    assert ("people_person.email", "bela@example.org") in traces(["bela@example.org"], kept)
    said = [*said_in(stories), *(name for told in told_in(stories) for name, _parts in told.people)]
    assert len(telling(said, besides=rules)) > 100
    assert traces([*telling(said, besides=rules), "Rafa", "Jules", "flatmate"], kept) == []


def told_in(module):
    return [each for each in vars(module).values() if isinstance(each, stories.Told)]


def said_in(module):
    """Every sentence that stands in a module, besides what it says of itself."""
    tree = ast.parse(inspect.getsource(module))
    about = {ast.get_docstring(part, clean=False) for part in ast.walk(tree) if isinstance(part, DOCUMENTED)}
    found = {part.value for part in ast.walk(tree) if isinstance(part, ast.Constant)}
    return [text for text in found - about if isinstance(text, str) and " " in text and not is_code(text)]
