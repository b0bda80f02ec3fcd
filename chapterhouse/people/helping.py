"""Who may be given another way in by one officer alone."""

from .models import Person, Term


def needs_second(person: Person) -> bool:
    """Whether a second officer must confirm: for whoever holds an office, or held one.

    An office may read cases, be reached in them, or help with signing in itself: one officer who took it over
    would be two. And who held one may still have keys of cases to give on.
    """
    return Term.objects.filter(person=person).exists()
