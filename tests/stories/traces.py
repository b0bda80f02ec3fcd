"""Looking for words where they must not be: plain, base64 in its three alignments, UTF-16, hexadecimal."""

import base64


def shapes(word):
    """The byte strings that would give a word away."""
    plain = word.encode()
    found = {plain, plain.upper(), word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode()}
    for shift in range(3):
        # Without the characters that neighbours of the word would change.
        coded = base64.b64encode(b"\0" * shift + plain + b"\0" * ((-shift - len(plain)) % 3))
        start, end = (0, 2, 3)[shift], -(-(shift + len(plain)) * 8 // 6)
        inner = coded[start : end - 1]
        found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return found


def traces(words, files):
    """Where any shape of any word stands: a list of (place, word).

    Args:
        words: plain words, each at least eight letters.
        files: pairs of a name and bytes.
    """
    wanted = [(shape, word) for word in words for shape in shapes(word)]
    return [(str(name), word) for name, data in files for shape, word in wanted if shape in data]
