"""Where the stories are played: each verb is the real action, with what a browser would seal for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chapterhouse.casework.actions import (
    appointments,
    intake,
    involving,
    keys,
    letters,
    measures,
    notifying,
    responders,
    talk,
    times,
    triage,
)
from chapterhouse.casework.appointments import sealed_data
from chapterhouse.casework.codes import draw
from chapterhouse.casework.models import Appointment, Case, Party
from chapterhouse.casework.wire import NewConsent, NewMeasure, Proposal
from chapterhouse.people.models import Person
from chapterhouse.sealing.models import Entry
from chapterhouse.sealing.wire import NewEntry

from . import desks, visits
from .agechannel import Channel
from .agekeys import Member, Reporter
from .chapter import Chapter
from .rows import as_entry
from .telling import Told


@dataclass(frozen=True)
class Visitor:
    """Somebody without an account, in their case."""

    me: Reporter
    party: Party

    @property
    def case(self) -> Case:
        return self.party.case


@dataclass
class Stage:
    """People are called by first name, in small letters; `at` is the present of the story."""

    chapter: Chapter
    site: str
    at: datetime

    def report(self, door: str, told: Told, *, code: str, excluding: Sequence[str] = ()) -> Visitor:
        """Somebody writes at a door and keeps a return code."""
        me = Reporter.of(self.site, code)
        names = [self._person(first).username for first in excluding]
        page = visits.look_at(door, at=self.at)
        sent = visits.seal_report(me, page, told, at=self.at, excluded=names)
        case = intake.open_case(report=sent, at=self.at)
        return Visitor(me, case.parties.get())

    def written_down(self, door: str, told: Told, *, by: str, invitation: str, message: str) -> Case:
        """An officer writes it down with the person, who takes the invitation code home on paper."""
        page = visits.look_at(door, at=self.at)
        sent = desks.write_down(
            self._member(by), page, told, invitation=invitation, message=message, at=self.at
        )
        return intake.write_down(report=sent, by=self._person(by), at=self.at)

    def write(self, who: Visitor, text: str) -> None:
        entry = self._sealed(visits.come_back(who.me, who.party), "message", text)
        talk.write_as_person(party=who.party, entry=entry, at=self.at)

    def independent(self, case: Case, *people: str) -> None:
        for first in people:
            responders.declare_independent(case=case, by=self._person(first), at=self.at)

    def recuse(self, case: Case, first: str) -> None:
        responders.recuse(case=case, by=self._person(first), at=self.at)

    def change_keys(self, case: Case, first: str) -> None:
        made = desks.change_keys(self._member(first), case, at=self.at)
        keys.renew_keys(case=case, keys=made, by=self._person(first), at=self.at)

    def assign(self, case: Case, *people: str, by: str) -> None:
        responders.assign(
            case=case, people=[self._person(first) for first in people], by=self._person(by), at=self.at
        )

    def reply(self, who: Visitor, first: str, text: str) -> None:
        party = Party.objects.get(pk=who.party.pk)
        entry = self._sealed(desks.talk(self._member(first), party), "message", text)
        seen = self._newest(party)
        talk.reply(party=party, entry=entry, seen=seen, by=self._person(first), at=self.at)

    def note(self, case: Case, first: str, text: str) -> None:
        talk.note(case=case, entry=self._note(case, first, text), by=self._person(first), at=self.at)

    def telephone(self, case: Case, first: str, text: str) -> None:
        entry = self._note(case, first, text)
        talk.record_contact(case=case, means="telephone", note=entry, by=self._person(first), at=self.at)

    def involve(self, case: Case, name: str, *, by: str) -> Party:
        """Somebody of the list of people involved is worked with from now on."""
        case = Case.objects.get(pk=case.pk)
        wire = desks.work_with(self._member(by), case, name, code=draw("P"), at=self.at)
        return involving.involve(case=case, involved=wire, by=self._person(by), at=self.at)

    def consult(
        self, about: Party, step: str, *, by: str, words: str, asked: Party | None = None, given: bool = True
    ) -> None:
        """Somebody, the one whose case it is if nobody is named, was asked about another."""
        case = about.case
        party = asked or case.parties.earliest("pk")
        sealed = self._note(case, by, words)
        consent = NewConsent(party=party.code, about=about.code, step=step, given=given, words=sealed)
        involving.consult(case=case, consent=consent, by=self._person(by), at=self.at)

    def invite(self, party: Party, *, by: str, letter: str, message: str) -> None:
        """A letter for somebody, opened by a code that they are handed on paper."""
        wire = desks.letter(self._member(by), party, message, code=letter, at=self.at)
        letters.invite(party=party, invitation=wire, by=self._person(by), at=self.at)

    def join(self, letter: str, *, code: str) -> Visitor:
        """They open the letter and make a return code of their own."""
        me = Reporter.of(self.site, code)
        wire = visits.use_invitation(me, code=letter, at=self.at)
        return Visitor(me, intake.accept_invitation(joining=wire, at=self.at))

    def ask_to_meet(self, who: Visitor, text: str) -> Appointment:
        """They ask for an appointment with their return code."""
        entry = self._sealed(visits.come_back(who.me, who.party), "message", text)
        return appointments.ask(party=who.party, kind=Appointment.SINGLE, entry=entry, at=self.at)

    def propose(self, appointment: Appointment, who: Visitor, *starts: datetime, by: str, place: str) -> None:
        """Times at a place of the pack, sealed to the one who asked."""
        body = {
            "kind": "times",
            "number": 1,
            "set": False,
            "text": "",
            **self._when(starts, place),
        }
        entry = self._sealed(desks.talk(self._member(by), who.party), "message", body)
        sent = [Proposal(who.party.code, entry, self._newest(who.party))]
        times.propose(appointment=appointment, proposals=sent, by=self._person(by), at=self.at)

    def choose(self, appointment: Appointment, who: Visitor, starts: datetime, *, place: str) -> None:
        """They choose one of the times."""
        body = {"kind": "choice", "number": 1, "suits": False, **self._when([starts], place)}
        entry = self._sealed(visits.come_back(who.me, who.party), "message", body)
        appointment.refresh_from_db()
        times.pick(appointment=appointment, party=who.party, starts=starts, entry=entry, at=self.at)

    def look_first(self, case: Case, first: str, **seen: str) -> None:
        """Scope, impact and risk, as an officer sees them."""
        words = self._note(
            case, first, {"answers": [{"question": q.title(), "answer": [a]} for q, a in seen.items()]}
        )
        triage.triage(case=case, words=words, by=self._person(first), at=self.at)

    def give_notice(self, party: Party, *, by: str, letter: str, message: str) -> None:
        """A letter that says what is reported, handed over on paper in the same hour."""
        wire = desks.letter(self._member(by), party, message, code=letter, at=self.at)
        notifying.notify_by_letter(party=party, invitation=wire, by=self._person(by), at=self.at)

    def answer_notice(self, who: Visitor, said: str, text: str) -> None:
        """Whoever was given notice answers it with their code."""
        asked = [("What do you say to it?", said), ("What you want to say", text)]
        body = {"answers": [{"question": question, "answer": [answer]} for question, answer in asked]}
        entry = self._sealed(visits.come_back(who.me, who.party), "message", body)
        notifying.answer(party=who.party, entry=entry, at=self.at)

    def pause_access(self, case: Case, tool: str, *, doer: str, by: str, days: int, why: str) -> None:
        """An interim measure from this day on, for somebody to carry out."""
        day, who = case.today(self.at), self._person(doer)
        sent = NewMeasure(
            kind="tool",
            place=tool,
            interim=True,
            doer=who.username,
            starts=day,
            ends=str(day + timedelta(days=days)),
            reason=self._note(case, by, why),
        )
        measures.set_measure(case=case, measure=sent, doer=who, by=self._person(by), at=self.at)

    def hand_over(self, case: Case, *, giver: str, taker: str) -> None:
        responders.hand_over(case=case, taker=self._person(taker), by=self._person(giver), at=self.at)

    def _sealed(self, channel: Channel, kind: str, body: Any) -> NewEntry:
        return as_entry(channel.seal_entry(kind, body, at=visits.moment(self.at)))

    def _note(self, case: Case, first: str, body: Any) -> NewEntry:
        return self._sealed(desks.team(self._member(first), case), "note", body)

    def _newest(self, party: Party) -> UUID | None:
        """The last entry of a conversation, as whoever answers it has seen it."""
        assert party.channel is not None
        last = Entry.objects.in_channel(party.channel).last()
        return last.uuid if last else None

    def _when(self, starts: Iterable[datetime], place: str) -> dict[str, Any]:
        """Times at a place as a browser seals them."""
        known = sealed_data(self.chapter.version.pack)
        [there] = [each for each in known["places"] if each["code"] == place]
        options = [{"at": visits.moment(at), "place": there} for at in starts]
        return {"zone": known["zone"], "options": options}

    def _person(self, first: str) -> Person:
        return self.chapter.people[first]

    def _member(self, first: str) -> Member:
        return self.chapter.members[first]
