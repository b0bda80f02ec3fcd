"""Whether an age key that a pack names is whole: its last letters check the others (Bech32, BIP 173)."""

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def is_whole(key: str) -> bool:
    """Whether a key of the form `age1…` has no slip of the pen. Its form is checked where it is read."""
    prefix, _one, tail = key.rpartition("1")
    values = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    check = 1
    for value in [*values, *map(_LETTERS.index, tail)]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(_GENERATOR):
            check ^= term if top >> bit & 1 else 0
    return check == 1
