"""Bech32 (BIP 173) without its length limit, as age writes keys."""

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encode(prefix: str, data: bytes) -> str:
    """Bech32 of `data` under a lower-case `prefix`; lower case."""
    words = _regroup(data, 8, 5, pad=True)
    checksum = _polymod([*_expand(prefix), *words, *[0] * 6]) ^ 1
    tail = [checksum >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join(ALPHABET[word] for word in [*words, *tail])


def decode(prefix: str, text: str) -> bytes:
    """The bytes of a lower-case Bech32 string.

    Raises ValueError where the prefix, an unknown character, the checksum or the padding is wrong.
    """
    head, one, tail = text.rpartition("1")
    if not one or head != prefix or len(tail) < 6 or set(tail) - set(ALPHABET):
        raise ValueError("not a key of this kind")
    words = [ALPHABET.index(letter) for letter in tail]
    if _polymod([*_expand(prefix), *words]) != 1:
        raise ValueError("the key has a slip of the pen")
    return bytes(_regroup(bytes(words[:-6]), 5, 8, pad=False))


def _expand(prefix: str) -> list[int]:
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(_GENERATOR):
            check ^= term if top >> bit & 1 else 0
    return check


def _regroup(data: bytes, source: int, target: int, *, pad: bool) -> list[int]:
    """The same bits in groups of another width."""
    held, width, out = 0, 0, []
    for value in data:
        held, width = held << source | value, width + source
        while width >= target:
            width -= target
            out.append(held >> width & (1 << target) - 1)
    rest = held & (1 << width) - 1
    if pad and width:
        out.append(rest << target - width)
    elif not pad and (width >= source or rest):
        raise ValueError("the key ends in stray bits")
    return out
