"""What somebody trying the demonstration needs to know, as plain text."""

import json

from django.conf import settings

from .loading import secrets_file


def card() -> str:
    """Addresses, sign-ins, passphrases, two return codes and an invitation, one a line."""
    known = json.loads(secrets_file().read_text(encoding="utf-8"))
    address = settings.SITE_ADDRESS
    lines = [
        "Riverside, an invented chapter",
        "",
        f"  {address}/                 the home page",
        f"  {address}/support/         ask for help",
        f"  {address}/support/return/  come back with a code",
        f"  {address}/account/login/   sign in with an address below and the code that is mailed",
        f"  {address}/demo/mail/       the mail, sign-in codes among it",
        "",
        *_table([("Who", "Signs in as", "Passphrase of the vault"), *map(_row, known["people"])]),
        "",
        f"Return code        {known['code']}",
        f"Guest's code       {known['guest']}   (invited into the case of somebody else)",
        f"Invitation         {known['invitation']}   (written down on paper, not used yet)",
        "",
    ]
    return "\n".join(lines)


def _row(person: dict[str, str]) -> tuple[str, str, str]:
    who = f"{person['name']}, {person['does']}"
    return who, person["email"], person["passphrase"] or "(has none: opens no case)"


def _table(rows: list[tuple[str, str, str]]) -> list[str]:
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    return [f"{who:<{first}}  {email:<{second}}  {passphrase}" for who, email, passphrase in rows]
