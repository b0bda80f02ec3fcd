"""Which column of a list means what. Names of the national lists, their older names, and other exports'."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: What is kept of everybody, with the names that lists have had for it (written as `plain` writes them).
KEPT: Mapping[str, tuple[str, ...]] = {
    "key": ("actionkit_id", "ak_id", "akid", "actionkitid"),
    "given": ("first_name", "firstname", "given_name", "nombre"),
    "middle": ("middle_name",),
    "family": ("last_name", "lastname", "family_name", "surname", "apellido", "apellidos"),
    "suffix": ("suffix",),
    "name": ("name", "full_name", "fullname", "nombre_completo"),
    "email": ("email", "email_address", "e_mail", "mail", "correo", "correo_electronico"),
    "joined": ("join_date", "joined"),
    "expires": ("xdate", "expires", "expiration_date"),
    "status": ("membership_status",),
    "letter": ("memb_status_letter",),
    "kind": ("membership_type",),
    "monthly_dues": ("monthly_dues_status", "monthly_status"),
    "yearly_dues": ("yearly_dues_status", "annual_recurring_dues_status"),
    "no_calls": ("do_not_call",),
    "no_texts": ("p2ptext_optout", "p2p_text_optout"),
    "post": ("mailing_pref", "mail_preference", "mailing_preference"),
    "subscribed": ("can2_subscription_status", "subscription_status"),
    "chapter": ("dsa_chapter", "chapter"),
    "student": ("student_yes_no",),
}
#: What is left out unless somebody switches it on: elections and trainings need none of it.
SWITCHED_ON: Mapping[str, tuple[str, ...]] = {
    "phone": ("best_phone", "mobile_phone", "home_phone", "work_phone", "can2_phone", "phone", "telefono"),
    "address": (
        *("address1", "address2", "address_line_1", "address_line_2", "mailing_address1", "mailing_address2"),
        *("billing_address_line_1", "billing_address_line_2", "street", "can2_user_address"),
    ),
    "city": ("city", "mailing_city", "billing_city", "can2_user_city"),
    "zip": ("zip", "mailing_zip", "billing_zip", "zip_code", "postal_code"),
    "accommodations": ("accommodations", "accomodations"),
    "union": ("union_member", "union_name", "union_local", "union_name_local"),
    "school": ("student_school_name",),
    "youth_chapter": ("ydsa_chapter",),
    "race": ("race",),
    "district": ("congressional_district",),
}
#: Without one of these a list says of nobody who it is.
NAMING = ("given", "family", "name")


def plain(header: str) -> str:
    """A header in small letters with one underscore between words, without accents: ``YDSA Chapter``."""
    bare = header.translate(ACCENTS).strip().lower()
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")


ACCENTS = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")


@dataclass(frozen=True)
class Columns:
    """What each column of one list means.

    Attributes:
        places: the columns of each thing kept, in the order in which they are asked.
        left_out: headers that are known and were not switched on.
        unknown: headers nobody knows.
        width: how many columns the header has.
    """

    places: Mapping[str, tuple[int, ...]]
    left_out: tuple[str, ...]
    unknown: tuple[str, ...]
    width: int

    @property
    def has_names(self) -> bool:
        return any(name in self.places for name in NAMING)

    @property
    def has_standing(self) -> bool:
        """Whether the list says who is in good standing; a plain list of names does not."""
        return any(name in self.places for name in ("status", "letter", "expires"))


def understand(
    header: Iterable[str], *, switched_on: Iterable[str] = (), mapped: Mapping[str, str] | None = None
) -> Columns:
    """Find what each column of a header means.

    Args:
        switched_on: names of `SWITCHED_ON` that are kept all the same.
        mapped: headers by the name of what they hold, where somebody had to say it.
    """
    on, said = set(switched_on), {plain(header): name for name, header in (mapped or {}).items()}
    orders = {
        alias: (name, at)
        for name, aliases in {**KEPT, **SWITCHED_ON}.items()
        for at, alias in enumerate(aliases)
    }
    found: dict[str, list[tuple[int, int]]] = {}
    left_out, unknown, width = [], [], 0
    for place, title in enumerate(header):
        name, order = (said[plain(title)], -1) if plain(title) in said else orders.get(plain(title), ("", 0))
        width = place + 1
        if not name:
            unknown.append(title.strip())
        elif name in KEPT or name in on:
            found.setdefault(name, []).append((order, place))
        else:
            left_out.append(title.strip())
    places = {name: tuple(place for _order, place in sorted(rows)) for name, rows in found.items()}
    return Columns(places, tuple(left_out), tuple(unknown), width)
