"""Makes things for tests, always through the real actions and with real keys, as browsers do.

People are those of the demonstration (`chapterhouse/demo/chapter.py`); the fixture `cast` (tests/cast.py)
brings them together, and everything here expects them:

    def test_x(cast):
        told = make.report("a", excluding=[cast.bela])        # .case .party .box; doors: a ombuds, b hgo
        make.declare(told.case, by=cast.chidi)
        make.assign(told.case, [cast.chidi, cast.dana], by=cast.chidi)
        make.reply(told.party, by=cast.chidi, text="We hear you.")
        make.write(told, "Thank you.")                        # the person, with their code

Each takes `at=`, now if left out, and returns what its action returns. `*_wire` functions return what a
browser sends, unsent, to be altered (`make.changed`) or posted (`make.as_json`). A report has no return code
that a browser could use unless `code=` gives one: `make.CODES` are some, and only a used one costs a
derivation, once a process.

    make.member(person)          their open vault (demo.ageclient.Member)
    make.read(channel row, by)   what its entries say to somebody; "not-for-you" where they hold no key
"""

import json
import secrets
from datetime import timedelta
from functools import cache
from types import SimpleNamespace

import msgspec
from django.utils import timezone

from chapterhouse.casework.actions import handing_on, intake, keys, promises, responders, talk
from chapterhouse.casework.models import Case, Party
from chapterhouse.demo import chapter, desks, rows, visits
from chapterhouse.demo.agekeys import Reporter, new_identity
from chapterhouse.demo.telling import Told
from chapterhouse.people.actions.accounts import join as join_people
from chapterhouse.people.actions.offices import leave_office, take_office
from chapterhouse.people.models import Office
from chapterhouse.sealing.actions.cards import add_sheet, publish_card
from chapterhouse.sealing.formats import derive, notes
from chapterhouse.sealing.formats.cards import REPORTER
from chapterhouse.sealing.models import Entry, Site, site_id
from chapterhouse.support.adoption import adopt_organisation_pack

SITE = "c0ffee00-0000-4000-8000-000000000001"
#: Usernames are random handles, also here.
HANDLES = {
    "bela": "m-bl222222",
    "chidi": "m-chd22222",
    "dana": "m-dn222222",
    "ida": "m-d4222222",
    "noor": "m-nr222222",
    "mara": "m-mr222222",
    "rosa": "m-rs222222",
    "ana": "m-n2222222",
    "sol": "m-s9222222",
}
NEWCOMER = "m-nc222222"
PASSPHRASES = {who.first: who.passphrase for who in chapter.CAST}
#: Return and invitation codes whose check digits fit.
CODES = (
    "123456789012345678901235",
    "400000000000000000000068",
    "271828182845904523536058",
    "314159265358979323846276",
)
NAMES = tuple(who.first for who in chapter.CAST)

#: Who holds which keys now, by username; `cast` fills it.
_vaults = {}
#: The same function, remembering: a million rounds take a third of a second, and the cast is always the same.
derive.stretch = cache(derive.stretch)


def now():
    return timezone.now()


# ---- the house and its people


def site():
    """The one Site row, the same in every test, also after a test that emptied the tables."""
    Site.objects.exclude(pk=SITE).delete()
    Site.objects.get_or_create(pk=SITE)
    site_id.cache_clear()


def pack(name="dsa-la-2018", at=None):
    """Adopts a shipped pack; its offices and desks get their rows. `at` may lie in the past."""
    version = adopt_organisation_pack(pack=name, at=now(), by="operator")
    version.adopted = at or version.adopted
    version.save(update_fields=["adopted"])
    return version


def cast(at=None):
    """Everyone, gathered a month ago: `.bela` … `.sol`, `.version` of the pack, `.recovery` keys."""
    at = at or now() - timedelta(days=30)
    site()
    gathered = chapter.gather(version=pack(at=at), at=at, handles=HANDLES, vault=vault)
    _vaults.clear()
    _vaults.update({HANDLES[first]: member for first, member in gathered.members.items()})
    recovery = {HANDLES[first]: key for first, key in gathered.recovery.items()}
    return SimpleNamespace(**gathered.people, version=gathered.version, recovery=recovery)


@cache
def vault(username, passphrase):
    """A member's keys, made once a process."""
    return chapter.fresh_vault(username, passphrase)


def member(person):
    """The open vault of one of the cast."""
    return _vaults[person.username]


def newcomer(office="ombuds", *, at=None):
    """Somebody who takes office now, with a key that is on no sheet yet. There is always a seat for them."""
    at, seat = at or now(), Office.objects.get(code=office)
    person = join_people(
        name="Ney Alvarez", email="ney@example.org", language="en", at=at, by="operator", handle=NEWCOMER
    )
    Office.objects.filter(pk=seat.pk).update(seats=None)
    take_office(person=person, office=fresh(seat), starts=at, by="operator")
    vault_of(person, at=at)
    return person


def vault_of(person, *, at=None):
    """Sets up a member's key, or the next version of it; their vault from now on. It is on no sheet yet."""
    made, sent, _recovery = fresh_vault(person.username, person.key_cards.count() + 1)
    publish_card(card=sent, by=person, at=at or now())
    _vaults[person.username] = made
    return made


def fresh_vault(username, version):
    """Keys drawn now; the passphrase is always the same, so it is stretched once a process."""
    return chapter.fresh_vault(username, PASSPHRASES["bela"], version=version)


def sheet(desk, people, *, by, at=None):
    """Signs the next team sheet of a desk with these people on it."""
    at = at or now()
    cards = [rows.card_of(person) for person in people]
    seq, note = desks.next_sheet(member(by), desk, cards, at=at)
    return add_sheet(desk=desk, seq=seq, note=note, by=by, at=at)


# ---- what somebody without an account does


@cache
def _reporter(code):
    return Reporter.of(SITE, code)


def box(code=None):
    """A mailbox: of a return code, or with keys drawn at once."""
    drawn = (SITE, REPORTER, new_identity(), secrets.token_bytes(32))
    return _reporter(code) if code else Reporter(*drawn, auth=secrets.token_hex(32))


def told(text="Somebody shouted at me after the meeting.", title="After the meeting"):
    return Told(title=title, happening=text)


def report_wire(door="a", *, excluding=(), code=None, at=None, told=told):
    """A sealed report as it is sent, and the mailbox it came from."""
    at, mine = at or now(), box(code)
    content = told() if callable(told) else told
    names = [person.username for person in excluding]
    return visits.seal_report(mine, visits.look_at(door, at=at), content, at=at, excluded=names), mine


def send(wire, at=None):
    """Takes in what `report_wire` made, altered or not."""
    return intake.open_case(report=wire, at=at or now())


def report(door="a", *, excluding=(), code=None, at=None, told=told):
    """A report that arrived: `.case`, `.party` and the person's own `.box`."""
    at = at or now()
    wire, mine = report_wire(door, excluding=excluding, code=code, at=at, told=told)
    case = send(wire, at)
    return SimpleNamespace(case=case, party=case.parties.get(), box=mine)


def message_wire(told, text="Thank you.", *, at=None):
    return sealed(visits.come_back(told.box, fresh(told.party)), "message", text, at)


def write(told, text="Thank you.", *, at=None):
    """The person writes with their return code."""
    at = at or now()
    entry = message_wire(told, text, at=at)
    return talk.write_as_person(party=told.party, entry=entry, at=at)


def stop(told, *, at=None):
    return talk.stop_here(party=told.party, at=at or now())


def exclude(case, person, *, at=None):
    """The one whose case it is shuts somebody out."""
    return responders.exclude(party=first(case), person=person, at=at or now())


def first(case):
    """The party whose case it is."""
    return case.parties.earliest("pk")


def written_down_wire(door="b", *, by, invitation=CODES[1], excluding=(), told=told, at=None):
    at = at or now()
    content = told() if callable(told) else told
    names = [person.username for person in excluding]
    page = visits.look_at(door, at=at)
    return desks.write_down(
        member(by), page, content, invitation=invitation, message="Welcome.", at=at, excluded=names
    )


def written_down(door="b", *, by, invitation=CODES[1], excluding=(), told=told, at=None):
    """A report that an officer wrote down with the person, who holds the invitation code on paper."""
    at = at or now()
    wire = written_down_wire(door, by=by, invitation=invitation, excluding=excluding, told=told, at=at)
    return intake.write_down(report=wire, by=by, at=at)


def joining_wire(invitation=CODES[1], *, code=None, at=None):
    mine = box(code)
    return visits.use_invitation(mine, code=invitation, at=at or now()), mine


def join(invitation=CODES[1], *, code=None, at=None):
    """The guest's first visit: like a report, with `.case`, `.party` and `.box`."""
    at = at or now()
    wire, mine = joining_wire(invitation, code=code, at=at)
    party = intake.accept_invitation(joining=wire, at=at)
    return SimpleNamespace(case=party.case, party=party, box=mine)


def sealed(channel, kind, body, at=None):
    """An entry of an opened channel (demo.ageclient.Channel) as it is sent."""
    return rows.as_entry(channel.seal_entry(kind, body, at=visits.moment(at or now())))


# ---- what a responder does


def declare(case, *, by, at=None):
    return responders.declare_independent(case=fresh(case), by=by, at=at or now())


def recuse(case, *, by, at=None):
    return responders.recuse(case=fresh(case), by=by, at=at or now())


def remove(case, person, *, by, at=None):
    return responders.remove(case=fresh(case), person=person, by=by, at=at or now())


def reply_wire(party, *, by, text="We hear you.", at=None):
    return sealed(desks.talk(member(by), fresh(party)), "message", text, at)


def seen(channel):
    """The newest entry of a channel, as a page names what it has shown."""
    newest = Entry.objects.in_channel(channel).last()
    return newest.uuid if newest else None


def reply(party, *, by, text="We hear you.", at=None):
    at, party = at or now(), fresh(party)
    entry = reply_wire(party, by=by, text=text, at=at)
    return talk.reply(party=party, entry=entry, seen=seen(party.channel), by=by, at=at)


def note_wire(case, *, by, text="Spoke with Dana about it.", kind="note", at=None):
    return sealed(desks.team(member(by), fresh(case)), kind, text, at)


def note(case, *, by, text="Spoke with Dana about it.", at=None):
    at = at or now()
    return talk.note(case=fresh(case), entry=note_wire(case, by=by, text=text, at=at), by=by, at=at)


def revise(case, slot, *, by, body="Another", at=None):
    """Another sealed title or list of people (`slot`)."""
    at, case = at or now(), fresh(case)
    entry = note_wire(case, by=by, text=body, kind=slot, at=at)
    return talk.revise(case=case, slot=slot, entry=entry, by=by, at=at)


def contact(case, *, by, means="telephone", at=None):
    return talk.record_contact(case=fresh(case), means=means, note=None, by=by, at=at or now())


def assign(case, people, *, by, reason=None, at=None, letting_in=()):
    """Assigns; `reason` is sealed; `letting_in` are those who need the case's keys first."""
    at, case = at or now(), fresh(case)
    sealed = note_wire(case, by=by, text=reason, at=at) if reason else None
    sharings = [s for person in letting_in for s in let_in_wire(case, person, by=by, at=at)]
    return responders.assign(case=case, people=people, by=by, at=at, sharings=sharings, reason=sealed)


def take(told, *people, at=None):
    """Each says that they are independent, and the first gives the case to them all. Returns what came."""
    for person in people:
        declare(told.case, by=person, at=at)
    assign(told.case, people, by=people[0], at=at)
    return told


def pair(case):
    """Names of those who work on a case now."""
    return {person.name for person in fresh(case).pair}


def let_in_wire(case, person, *, by, at=None):
    return desks.let_in(member(by), fresh(case), person, at=at or now())


def bring_in(case, taker, *, by, at=None, sharings=None):
    """Gives a colleague the keys of a case; `sharings` if they are not the right ones, `[]` for none."""
    at, case = at or now(), fresh(case)
    sent = let_in_wire(case, taker, by=by, at=at) if sharings is None else sharings
    return handing_on.bring_in(case=case, taker=taker, sharings=sent, by=by, at=at)


def leave(person, *, at=None):
    """Ends the term of one of the cast."""
    return leave_office(term=person.terms.get(ends=None), by="operator", at=at or now())


def hand_over(case, taker, *, by, at=None):
    return responders.hand_over(case=fresh(case), taker=taker, by=by, at=at or now())


def answer(handover, *, accept=True, by=None, at=None):
    """The one who was asked says yes or no."""
    row = fresh(handover)
    return responders.answer_handover(handover=row, accept=accept, by=by or row.taker, at=at or now())


def renewal_wire(case, *, by, at=None):
    return desks.change_keys(member(by), fresh(case), at=at or now())


def renew(case, *, by, at=None):
    """New keys for the channels somebody had to leave."""
    at = at or now()
    return keys.renew_keys(case=fresh(case), keys=renewal_wire(case, by=by, at=at), by=by, at=at)


def sweep(at=None):
    """The worker's look at the clocks."""
    return promises.remind_all(at=at or now())


# ---- looking


def fresh(row):
    """The same row, read again."""
    return type(row)._base_manager.get(pk=row.pk)


def opened(channel, by):
    """A channel (demo.agechannel.Channel) as a member or a `.box` opens it."""
    me = by if isinstance(by, Reporter) else member(by)
    party = Party.everyone.filter(channel=channel).select_related("case").first()
    return rows.opened(me, party.case if party else Case.objects.get(channel=channel), channel)


def read(channel, by):
    """What a channel says to a member or to a `.box`: each entry's body, or why it cannot be opened."""
    entries = opened(channel, by).open_entries(rows.entries_of(channel))
    return [entry.get("body", entry.get("error")) for entry in entries]


def text_of(note):
    """What a signed note says, without its signature."""
    return notes.parse(note).text


def as_json(wire):
    """A wire shape as a browser sends it."""
    return json.loads(msgspec.json.encode(wire))


def changed(wire, **fields):
    """A copy of a wire shape with other fields."""
    return msgspec.structs.replace(wire, **fields)
