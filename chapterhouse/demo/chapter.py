"""Riverside, an invented chapter: its people, their offices, their keys. Tests use the same people."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chapterhouse.packs.models import PackVersion
from chapterhouse.people.actions.accounts import join
from chapterhouse.people.actions.offices import take_office
from chapterhouse.people.models import Office, Person
from chapterhouse.sealing.actions.cards import add_sheet, publish_card
from chapterhouse.sealing.models import site_id
from chapterhouse.sealing.wire import NewCard

from .agekeys import Member, new_identity
from .desks import next_sheet
from .rows import as_wire


@dataclass(frozen=True)
class Character:
    """Somebody of the cast. Only who holds an office that reads cases has a passphrase."""

    name: str
    office: str = ""
    passphrase: str = ""
    language: str = "en"
    is_superuser: bool = False

    @property
    def first(self) -> str:
        return self.name.partition(" ")[0].lower()

    @property
    def email(self) -> str:
        return f"{self.first}@example.org"


#: Passphrases as browsers propose them: seven words of the list of their language.
CAST = (
    Character("Bela Novak", "ombuds", "acoustic digital convince payment capital they approve"),
    Character("Chidi Okafor", "ombuds", "gap correct warfare clog street south derive"),
    Character("Dana Levi", "ombuds", "ameno verano broca abrazo pista ocio yema", language="es"),
    Character("Ida Soto", "hgo", "barco fila química crisis melón abrir pecera", language="es"),
    Character("Noor Haddad", "hgo", "champion step barely maple knife cruise tank"),
    Character("Mara Quist", "backup"),
    Character("Rosa Marsh", "steering"),
    Character("Ana Ruiz", language="es"),
    Character("Sol Winter", is_superuser=True),
)


@dataclass
class Chapter:
    """The chapter once gathered; everything is found by first name, in small letters."""

    version: PackVersion
    people: dict[str, Person] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    recovery: dict[str, str] = field(default_factory=dict)


#: From username and passphrase: the open vault, what is sent of it, and the recovery key.
SetUp = Callable[[str, str], tuple[Member, NewCard, str]]


def fresh_vault(username: str, passphrase: str, *, version: int = 1) -> tuple[Member, NewCard, str]:
    """Keys drawn now, as a browser draws them."""
    member, recovery = Member.new(site_id(), username, version), new_identity()
    sent = member.vault(passphrase, recovery)
    wraps = {f"{wrap['method']}_wrap": wrap["age_file"] for wrap in sent["wraps"]}
    card = {"recipient": member.card.recipient, "signing_key": member.card.key, "version": version}
    return member, as_wire({**card, **wraps}, NewCard), recovery


def gather(
    *,
    version: PackVersion,
    at: datetime,
    cast: Iterable[Character] = CAST,
    handles: Mapping[str, str] | None = None,
    vault: SetUp = fresh_vault,
) -> Chapter:
    """Bring the people together: accounts, offices, keys, and a signed sheet at each desk.

    Args:
        version: the pack in force, whose offices and desks have their rows.
        handles: usernames by first name; drawn for who is not among them.
    """
    chapter = Chapter(version)
    for character in cast:
        _bring(chapter, character, at, (handles or {}).get(character.first, ""), vault)
    for desk in version.pack.desks:
        team = [chapter.members[c.first] for c in cast if c.office in desk.offices and c.passphrase]
        if team:
            sign_sheets(desk.code, team, at=at)
    return chapter


def sign_sheets(desk: str, team: Sequence[Member], *, at: datetime) -> None:
    """The first member of a desk signs sheet 1 alone and, once numbers are compared, the next with all."""
    for cards in [team[:1], team]:
        seq, note = next_sheet(team[0], desk, [member.card for member in cards], at=at)
        first = Person.objects.get(username=team[0].name.rpartition("/")[2])
        add_sheet(desk=desk, seq=seq, note=note, by=first, at=at)


def _bring(chapter: Chapter, who: Character, at: datetime, handle: str, vault: SetUp) -> None:
    person = join(name=who.name, email=who.email, language=who.language, at=at, by="operator", handle=handle)
    chapter.people[who.first] = person
    if who.is_superuser:
        person.is_superuser = person.is_staff = True
        person.save(update_fields=["is_superuser", "is_staff"])
    if who.office:
        office = Office.objects.get(code=who.office)
        take_office(person=person, office=office, starts=at, by="operator", pack=chapter.version.pack)
    if who.passphrase:
        member, sent, recovery = vault(person.username, who.passphrase)
        publish_card(card=sent, by=person, at=at)
        chapter.members[who.first], chapter.recovery[who.first] = member, recovery
