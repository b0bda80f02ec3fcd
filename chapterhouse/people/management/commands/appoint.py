from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from chapterhouse.packs.models import PackVersion
from chapterhouse.packs.pack import Pack
from chapterhouse.people.actions.accounts import join
from chapterhouse.people.actions.offices import establish_offices, take_office
from chapterhouse.people.models import Office, Person, Term
from chapterhouse.ui.refused import Refused


class Command(BaseCommand):
    help = "Write down that somebody holds an office from now on; who is new gets an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("office", help="code of an office of the pack in force, e.g. hgo")
        parser.add_argument("email", help="where they get the codes by which they sign in")
        parser.add_argument("--name", default="", help="the name they chose; needed for somebody new")
        parser.add_argument("--language", default="", help="en or es; the pack's first if left out")
        parser.add_argument("--decision", default="", help="the vote or decision behind it, in a sentence")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        try:
            with transaction.atomic():
                term = appointed(at=at, **{name: options[name] for name in NAMED})
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        pack = pack_in_force(at)
        self.stdout.write(f"{term.person} holds an office now: {pack.office(term.office.code).name}.")


NAMED = ("office", "email", "name", "language", "decision")


def appointed(*, office: str, email: str, name: str, language: str, decision: str, at: datetime) -> Term:
    """The term of somebody known by this address, or of somebody new."""
    pack = pack_in_force(at)
    if office not in {each.code for each in pack.offices}:
        raise CommandError(f"Name an office of {pack.slug}: {', '.join(each.code for each in pack.offices)}.")
    person = Person.objects.reached_at(email).first()
    if person is None and not name:
        raise CommandError("Nobody has this address yet. Say who it is: --name.")
    person = person or join(
        name=name, email=email, language=language or pack.languages[0], at=at, by="operator"
    )
    establish_offices(pack=pack)
    row = Office.objects.get(code=office)
    if Term.objects.current(at).filter(person=person, office=row).exists():
        raise CommandError("They hold this office already.")
    return take_office(person=person, office=row, starts=at, by="operator", authority=decision, pack=pack)


def pack_in_force(at: datetime) -> Pack:
    version = PackVersion.objects.current(at=at)
    if version is None:
        raise CommandError("Adopt a pack first: offices stand in it.")
    return version.pack
