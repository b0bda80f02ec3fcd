"""The public code of somebody on the roll: no number of ours stands in an address, none can be guessed."""

from base64 import b32decode, b32encode
from hashlib import blake2b

MARK, NUMBER = 5, 5


def code_of(number: int, secret: str) -> str:
    """A code for a number, always the same one for one secret."""
    plain = number.to_bytes(NUMBER, "big")
    mark = blake2b(plain, key=_key(secret), digest_size=MARK, person=b"mark").digest()
    return b32encode(mark + _covered(plain, mark, secret)).decode().lower()


def number_of(code: str, secret: str) -> int | None:
    """The number a code was made for; None if we did not make it."""
    try:
        raw = b32decode(code.upper())
    except ValueError:
        return None
    mark, covered = raw[:MARK], raw[MARK:]
    if len(covered) != NUMBER:
        return None
    number = int.from_bytes(_covered(covered, mark, secret), "big")
    return number if code_of(number, secret) == code.lower() else None


def _covered(plain: bytes, mark: bytes, secret: str) -> bytes:
    cover = blake2b(mark, key=_key(secret), digest_size=NUMBER, person=b"cover").digest()
    return bytes(one ^ other for one, other in zip(plain, cover, strict=True))


def _key(secret: str) -> bytes:
    return blake2b(secret.encode(), person=b"roster").digest()
