"""Riverside's handbook: its documents with who adopted them, who agreed, and what was proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from chapterhouse.handbook.actions.agreeing import agree
from chapterhouse.handbook.actions.drafts import Words, open_document, put_into_force, save_draft
from chapterhouse.handbook.actions.proposals import answer, propose
from chapterhouse.handbook.models import Document, Version
from chapterhouse.people.models import Person

TEXTS = Path(__file__).parent / "handbook_texts"
LANGUAGES = ("en", "es")
Said = Mapping[str, str]


@dataclass(frozen=True)
class Adopted:
    """One version: how many days ago it was adopted, by which vote, and what it changed."""

    days_ago: int
    vote: str
    changed: Said


@dataclass(frozen=True)
class Book:
    """A document of Riverside; its texts stand beside this file, or it is read at an address."""

    code: str
    kind: str
    title: Said
    about: Said
    versions: tuple[Adopted, ...]
    asked: str = "nobody"
    address: str = ""


FIRST: Said = {"en": "The first one.", "es": "La primera."}
WHY: Said = {
    "en": "It names group chats, and says that what words did counts beside what was meant, and that nobody"
    " pays for having spoken up. Two things in spring had shown that this was missing.",
    "es": "Nombra los chats de grupo, y dice que cuenta lo que hicieron las palabras además de la intención,"
    " y que nadie paga por haber hablado. Dos cosas en primavera mostraron que faltaba.",
}
BOOKS = (
    Book(
        "misconduct",
        "misconduct-policy",
        {"en": "Misconduct Policy", "es": "Política de Mala Conducta"},
        {
            "en": "What the chapter counts as misconduct, and what follows.",
            "es": "Qué considera mala conducta el capítulo, y qué sigue.",
        },
        (Adopted(52, "38–5", FIRST),),
    ),
    Book(
        "resolution-33",
        "harassment-policy",
        {"en": "Resolution 33, the national policy", "es": "Resolución 33, la política nacional"},
        {"en": "Says what harassment is.", "es": "Dice qué es acoso."},
        (Adopted(52, "43–0", FIRST),),
        address="https://national.example.org/resolution-33",
    ),
    Book(
        "code-of-conduct",
        "code-of-conduct",
        {"en": "Code of Conduct", "es": "Código de Conducta"},
        {"en": "How we treat one another in our spaces.", "es": "Cómo nos tratamos en nuestros espacios."},
        (
            Adopted(52, "41–3", FIRST),
            Adopted(
                9,
                "44–1",
                WHY,
            ),
        ),
        asked="everybody",
    ),
    Book(
        "referral-guide",
        "referral-guide",
        {"en": "Resource and Referral Guide", "es": "Guía de recursos"},
        {
            "en": "People and places outside who can help.",
            "es": "Personas y lugares externos que pueden ayudar.",
        },
        (Adopted(40, "29–0", FIRST),),
        address="/referrals/",
    ),
    Book(
        "responsibilities",
        "expectations",
        {"en": "Expectations and Responsibilities", "es": "Expectativas y responsabilidades"},
        {
            "en": "What everyone on the team has committed to.",
            "es": "A qué se ha comprometido cada persona del equipo.",
        },
        (Adopted(52, "40–2", FIRST),),
        asked="team",
    ),
    Book(
        "mandate",
        "mandate",
        {"en": "Founding mandate", "es": "Mandato fundacional"},
        {
            "en": "Why there is a team, and what it is to do.",
            "es": "Por qué hay un equipo, y qué debe hacer.",
        },
        (Adopted(55, "47–2", FIRST),),
    ),
)
#: Who of the cast has said yes to what by now; the others are still asked.
YES = {"responsibilities": ("bela", "chidi", "ida"), "code-of-conduct": ("bela", "noor", "rosa")}


def write_handbook(people: Mapping[str, Person], *, at: datetime) -> None:
    """Adopt the documents one after the other, say yes to some, and propose two things."""
    rosa = people["rosa"]
    for book in BOOKS:
        document = open_document(
            code=book.code, kind=book.kind, members_only=False, asked=book.asked, by=rosa, at=at
        )
        for number, adopted in enumerate(book.versions, 1):
            _adopt(book, number, adopted, document, by=rosa, at=at)
    _agree(people, at=at)
    _propose(rosa, at=at)


def _adopt(
    book: Book, number: int, adopted: Adopted, document: Document, *, by: Person, at: datetime
) -> Version:
    then = at - timedelta(days=adopted.days_ago)
    words = {
        language: Words(
            title=book.title[language],
            about=book.about[language],
            body="" if book.address else _text(book.code, number, language),
            changed=adopted.changed[language],
        )
        for language in LANGUAGES
    }
    draft = save_draft(document=document, words=words, address=book.address, edition=0, by=by, at=then)
    by_whom = f"General meeting (asamblea general), {then.date().isoformat()}, {adopted.vote}"
    return put_into_force(
        draft=draft, edition=draft.edition, adopted_by=by_whom, in_force=then.date(), by=by, at=then
    )


def _text(code: str, number: int, language: str) -> str:
    return (TEXTS / f"{code}.{number}.{language}.md").read_text(encoding="utf-8")


def _agree(people: Mapping[str, Person], *, at: datetime) -> None:
    then = at - timedelta(days=5)
    for code, names in YES.items():
        version = Version.objects.in_force_on(code, then.date())
        assert version is not None
        for name in names:
            agree(version=version, by=people[name], at=then, today=then.date())


def _propose(keeper: Person, *, at: datetime) -> None:
    code = Document.objects.get(code="code-of-conduct")
    taken_up = Version.objects.get(document=code, number=2)
    words = "Say that it holds in group chats too. Most of what goes wrong with us goes wrong there."
    proposal = propose(
        words=words, document=code, name="Lakeside chapter", contact="", at=at - timedelta(days=30)
    )
    answer(
        proposal=proposal,
        words="Taken up. Thank you.",
        taken_up=taken_up,
        by=keeper,
        at=at - timedelta(days=8),
    )
    words = "Could the policy say how long each step takes? At our union we put the days in a table."
    contact = "office@union.example.org"
    propose(words=words, document=None, name="", contact=contact, at=at - timedelta(days=2))
