"""Links by which somebody without an account says that they want no more: signed, without an end, and saying
nothing of whose they are."""

from django.core.signing import BadSignature, Signer

from .kinds import Kind
from .models import Address

_signer = Signer(sep=".", salt="chapterhouse.announcements.unsubscribe")


def token_of(address_code: str, kind: str) -> str:
    """What stands in the link of a copy."""
    return _signer.sign(f"{kind}.{address_code}")


def read_token(token: str) -> tuple[Address, Kind] | None:
    """Whose link it is, and of which kind of announcement; None if it is none of ours, or was altered."""
    try:
        kind, _dot, code = _signer.unsign(token).partition(".")
    except BadSignature:
        return None
    found = Address.objects.filter(code=code).first()
    return (found, Kind(kind)) if found and kind in Kind.values else None
