from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chapterhouse.people.actions.offices import leave_office
from chapterhouse.people.models import Term


class Command(BaseCommand):
    help = "End somebody's term: nothing of their desk is served to them from this moment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("office", help="code of the office")
        parser.add_argument("email", help="the address under which they sign in")

    def handle(self, *args: Any, office: str, email: str, **options: Any) -> None:
        at = timezone.now()
        held = Term.objects.current(at).filter(office__code=office, person__email__iexact=email)
        term = held.select_related("person", "office").first()
        if term is None:
            raise CommandError("Nobody with this address holds this office now.")
        leave_office(term=term, by="operator", at=at)
        self.stdout.write(f"The term of {term.person} has ended.")
