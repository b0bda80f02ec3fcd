"""Cases are lived through with every verb that takes words; then no table holds one of these words."""

import io
from types import SimpleNamespace

import pytest

from chapterhouse.casework.actions import talk
from chapterhouse.casework.models import Case, Destruction
from chapterhouse.demo import rows, visits
from chapterhouse.demo.telling import Told
from chapterhouse.packs.models import PackVersion
from chapterhouse.sealing.actions.files import receive
from chapterhouse.sealing.wire import NamedFile
from tests import formal, linking, make, meeting, mending, others, planning
from tests.casework import closings
from tests.traces import columns, telling, traces

pytestmark = pytest.mark.django_db

#: What is said, by what it is. No word of more than seven letters in it is one that our rules use.
SAID = SimpleNamespace(
    title="Quincecandelabro behind the imprenta",
    happening="Between two rehearsals Zwilhelmina's accordion was thrown into the stairwell, twice.",
    hope="That the paraguasamarillo comes back and nobody mentions trombones",
    first_name="Zwilhelmina Brock",
    other_name="Ekkehard of the percussionists",
    preferred="Rather Philippa-Josefine than anyone from Gatesbury",
    reply="Kupferdrahtbrücke, we believe what you wrote about the stairwell.",
    message="Farolillosverdes: the drummers were watching from the mezzanine.",
    note="Spoke with the caretaker of the conservatory; he recalls the trombones.",
    contact="Rang at twenty past; she whispers, her landlady overhears.",
    alone="Dana is vacationing and Bela plays in the quintet.",
    new_title="Terracotta and the percussionists",
    consent="Yes, as long as Gatesbury stays unmentioned",
    refusal="Never her stepbrother, under any circumstances whatsoever",
    telling="Told him that somebody's accordion matters",
    letter="Dear percussionist, an accordion lies broken, and we would like to hear you.",
    guest="I merely carried the glockenspiel upstairs",
    place="Tearoom of the Butterfly Pavilion",
    missed="The tramline flooded, she could not get to the pavilion",
    file_name="Zweitschrift-partitura.pdf",
    held="Her solicitor Bartholomew needs the correspondence until Michaelmas",
    closing="Accordion repaired, Ekkehard apologised in the rehearsal",
    hoped="Reconciliation with the xylophonist before Whitsuntide",
    story="At the harpsichord Ekkehard snatched the manuscript",
    offered="Would you sit with Zwilhelmina at the harpsichord",
    referred="Towards the tenants' laundrette collective, Marguerite answers",
    why="She emigrated to Vladivostok meanwhile",
    looked_at="Within our jurisdiction, recurrence plausible, manuscript torn",
    denied="I swear the manuscript was torn already",
    found="Allegation: manuscript torn. Finding: believable, trombonist corroborates.",
    shunned="Since Candlemas the percussionists whisper and hide my sheet-music",
    resigned="Ekkehard gave his red card back at Candlemas",
    unasked="She nods, provided Gatesbury stays unmentioned",
    want="That the rehearsals become peaceable for Zwilhelmina",
    went="I apologised to the glockenspiel section",
    destroyed="A tapestry was unravelled in the clubhouse by Montgomery",
)
NAMES = ("Brock", "Ekkehard")


@pytest.fixture
def folder(settings, tmp_path):
    settings.SEALED_FILES = tmp_path / "sealed"
    return settings.SEALED_FILES


def told(**said):
    people = ((SAID.first_name, ("experienced",)), (SAID.other_name, ("caused", "witnessed")))
    known = {"hope": SAID.hope, "preferred": (SAID.preferred,), "people": people}
    return Told(SAID.title, SAID.happening, **known, **said)


def lived_to_its_close(cast):
    """A report, all that can be said and written in it, and its closing, held back."""
    case_of = make.report("a", excluding=[cast.bela], told=told(options=("conflicts",)))
    case, chidi = case_of.case, cast.chidi
    make.declare(case, by=chidi)
    make.declare(case, by=cast.dana)
    make.assign(case, [chidi], by=chidi, reason=SAID.alone)
    make.reply(case_of.party, by=chidi, text=SAID.reply)
    make.write(case_of, SAID.message)
    make.note(case, by=chidi, text=SAID.note)
    note = make.note_wire(case, by=chidi, text=SAID.contact)
    talk.record_contact(case=make.fresh(case), means="telephone", note=note, by=chidi, at=make.now())
    make.revise(case, "title", by=chidi, body=SAID.new_title)
    with_another(cast, case)
    at_a_table(cast, case_of)
    sends_a_file(case_of)
    make.reply(case_of.party, by=chidi, text=SAID.reply)
    make.remove(case, cast.dana, by=chidi)
    make.renew(case, by=chidi)
    closings.hold(case, by=chidi, reason=SAID.held)
    closings.close(case, by=chidi, text=SAID.closing, outcome="repaired", kind="conflicts")
    return case


def with_another(cast, case):
    other = others.involve(case, SAID.other_name, by=cast.chidi)
    others.consult(other, by=cast.chidi, words=SAID.consent)
    others.consult(other, "share", by=cast.chidi, given=False, words=SAID.refusal)
    others.tell(other, by=cast.chidi, words=SAID.telling)
    others.invite(other, by=cast.chidi, text=SAID.letter)
    guest = make.join()
    make.write(guest, SAID.guest)
    make.reply(guest.party, by=cast.chidi, text=SAID.reply)


def at_a_table(cast, case_of):
    asked = meeting.ask(case_of, text=SAID.message)
    meeting.propose(asked, by=cast.chidi, place=SAID.place)
    meeting.end(asked, "missed", by=cast.chidi, reason=SAID.missed)


def sends_a_file(case_of):
    channel = visits.come_back(case_of.box, make.fresh(case_of.party))
    file, data = channel.seal_file(SAID.file_name, "application/pdf", SAID.happening.encode() * 40)
    sealed = channel.seal_entry("message", SAID.message, files=[file], at=visits.moment(make.now()))
    entry = rows.as_entry(sealed)
    named = [NamedFile(entry=entry.uuid, sha256=file.sha256, size=file.size)]
    party = make.fresh(case_of.party)
    talk.write_as_person(party=party, entry=make.changed(entry, files=named), at=make.now())
    receive(sha256=file.sha256, body=io.BytesIO(data), at=make.now())


def lived_to_its_end(cast):
    """A case that was destroyed: what remembers it says nothing of it either."""
    gone = closings.answered(cast, told=make.told(text=SAID.destroyed, title=SAID.destroyed))
    closings.destroy(closings.close(gone.case, by=cast.chidi, text=SAID.destroyed))


@pytest.mark.requirement("B3", "B10", "B13", "S0.55")
def test_no_story_name_title_wish_place_or_reason_stands_in_any_column(cast, folder):
    lived_to_its_end(cast)
    case = lived_to_its_close(cast)
    make.written_down("b", by=cast.ida, told=told(), invitation=make.CODES[2])
    assert (Case.objects.count(), Destruction.objects.count()) == (2, 1)
    words = telling(vars(SAID).values(), besides=cast.version.source)
    assert {"Quincecandelabro", "paraguasamarillo", "solicitor", "Ekkehard"} <= set(words)
    files = [(path.name, path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert traces([*words, *NAMES], [*columns(), *files]) == []
    assert SAID.happening in str(make.read(make.first(case).channel, cast.chidi))


def mended(cast):
    """A first conversation, a narrative that was shown, an offer, a referral, a plan, its end."""
    told = mending.told(cast, text=SAID.happening)
    hoped = {"answers": [{"part": "hoped", "question": "What they hope for", "answer": [SAID.hoped]}]}
    mending.keep_first(told.party, by=cast.chidi, body=hoped)
    draft = mending.draft(told.case, SAID.story, by=cast.chidi)
    mending.show(draft, told.party, by=cast.chidi, body=mending.points(SAID.story))
    guest = others.guest(told.case, by=cast.chidi)
    mending.offer(told.party, guest.party, by=cast.chidi, words=SAID.offered)
    mending.refer(told.case, by=cast.chidi, words=SAID.referred)
    plan = planning.begin(guest, by=cast.chidi)
    planning.change(guest, plan, [planning.step()], by=cast.chidi, want=SAID.want)
    planning.agree(plan)
    planning.say(guest, plan, "done", 2, text=SAID.went)
    planning.end(plan, by=cast.chidi)
    make.reply(guest.party, by=cast.chidi)
    mending.close(told.case, by=cast.chidi, why=SAID.why)


def decided(cast):
    """A formal report: a first look, an answer to the notice, what was found, and reprisals afterwards."""
    told = formal.worked(cast)
    formal.triage(told.case, by=cast.ida, words=SAID.looked_at)
    guest = formal.noticed(told.case, by=cast.ida)
    formal.answer(guest, SAID.denied)
    formal.determine(told.case, by=cast.ida, words=SAID.found)
    formal.report_retaliation(told, SAID.shunned)
    linking.depart(told.case, by=cast.ida, words=SAID.resigned)
    other = linking.another(cast, SAID.other_name)
    linking.propose(told.case, other.case, by=cast.ida)
    party = make.first(other.case)
    others.consult(party, "link", by=cast.ida, party=party, words=SAID.unasked)
    linking.answer(told)
    linking.wait(other)
    linking.confirm_same(told.case, other.case, by=cast.ida)


@pytest.mark.parametrize("lived", [mended, decided])
def test_nor_does_what_is_written_on_the_way_to_repair_or_to_a_finding(cast, folder, lived):
    lived(cast)
    rules = "".join(PackVersion.objects.values_list("source", flat=True))
    words = telling(vars(SAID).values(), besides=rules)
    assert {"manuscript", "harpsichord", "Whitsuntide", "Candlemas"} <= set(words)
    assert traces(words, columns()) == []


def test_the_search_would_find_a_word_in_any_table(cast):
    """What is open is found where it lies: the names of officers, and a case's code name."""
    case = make.report("a").case
    assert traces(["Chidi Okafor"], columns()) == [("people_person.name", "Chidi Okafor")]
    assert {place for place, _word in traces([case.code], columns())} >= {
        *("casework_case.code", "journal_row.subject", "clocks_promise.subject", "notices_notice.subject"),
    }
