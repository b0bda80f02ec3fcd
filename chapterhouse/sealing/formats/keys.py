"""Keys as they are written: age identities and recipients (X25519), Ed25519 public keys."""

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from . import bech32


def identity_of(scalar: bytes) -> str:
    """The age identity (`AGE-SECRET-KEY-1…`) of 32 secret bytes."""
    return bech32.encode("age-secret-key-", scalar).upper()


def recipient_of(identity: str) -> str:
    """The age recipient (`age1…`) that belongs to an identity. Raises ValueError if it is not one."""
    if identity != identity.upper():
        raise ValueError("an identity is written in capitals")
    scalar = bech32.decode("age-secret-key-", identity.lower())
    public = X25519PrivateKey.from_private_bytes(scalar).public_key()
    return bech32.encode("age", public.public_bytes_raw())


def signing_key_of(seed: bytes) -> str:
    """The Ed25519 public key, in base64, of a 32-byte seed."""
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    return base64.b64encode(public.public_bytes_raw()).decode()


def is_recipient(text: str) -> bool:
    """Whether `text` is an X25519 recipient that can be sealed to; no other kind of recipient is taken."""
    try:
        point = X25519PublicKey.from_public_bytes(bech32.decode("age", text))
        X25519PrivateKey.from_private_bytes(bytes(range(32))).exchange(point)  # refuses points of small order
    except ValueError:
        return False
    return True


def is_signing_key(text: str) -> bool:
    """Whether `text` is 32 bytes in canonical base64."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(raw) == 32 and base64.b64encode(raw).decode() == text
