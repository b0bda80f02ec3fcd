"""What becomes of the members of a panel when it is over, inside other verbs."""

from datetime import datetime

from ..models import Case, Panel, Party


def let_go(*, case: Case, at: datetime) -> None:
    """No panel reads the case any more, and its members are owed nothing."""
    case.panels.filter(ended=None).update(ended=at)
    Party.objects.filter(engagement__panel__case=case, left=None).update(left=at)


def rest(*, panel: Panel, at: datetime) -> None:
    """Nobody waits for an answer who cannot read one; with another last day they take part again."""
    Party.objects.filter(engagement__panel=panel, left=None).update(left=at)


def call_back(*, panel: Panel) -> None:
    """The members take part again, but for those who stepped back."""
    Party.objects.filter(engagement__panel=panel, engagement__recused=None).update(left=None)
