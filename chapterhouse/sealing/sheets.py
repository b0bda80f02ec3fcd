"""Who is on the newest team sheet of a desk. Browsers check its chain and signature."""

import json

from chapterhouse.rows import ask

from .models import KeyCard, TeamSheet


def newest_sheet(desk: str) -> TeamSheet | None:
    """The newest sheet of a desk: its number and its note."""
    rows = ask("SELECT seq, note FROM sealing_teamsheet WHERE desk = %s ORDER BY seq DESC LIMIT 1", desk)
    return next((TeamSheet(desk=desk, seq=seq, note=note) for seq, note in rows), None)


def cards_on(sheet: TeamSheet) -> dict[str, int]:
    """Usernames on a sheet, with the version of their card there."""
    text = sheet.note.partition("\n\n— ")[0]
    return {card["name"].rpartition("/")[2]: card["version"] for card in json.loads(text)["cards"]}


def present_on(sheet: TeamSheet) -> set[str]:
    """Usernames whose card on a sheet is their present one. To an older one nothing is sealed any more: its
    owner made a new identity, and waits until a colleague has compared it and signed the next sheet."""
    on = cards_on(sheet)
    present = KeyCard.objects.current().filter(user__username__in=on).values_list("user__username", "version")
    return {username for username, version in present if on[username] == version}
