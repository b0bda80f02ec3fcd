"""Looking for words where they must not be: plain, base64 in its three alignments, UTF-16, hexadecimal."""

import base64
import re

from django.db import connection


def shapes(word):
    """The byte strings that would give a word away."""
    plain = word.encode()
    found = {plain, plain.upper(), word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode()}
    if len(plain) < 8:
        return found  # three or four letters of base64 stand in every large file
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
        words: plain words; one of fewer than eight letters is not looked for in base64.
        files: pairs of a name and bytes.
    """
    wanted = [(shape, word) for word in words for shape in shapes(word)]
    return [(str(name), word) for name, data in files for shape, word in wanted if shape in data]


def columns():
    """The whole database as it lies there, others' tables too: each column's place and all its bytes."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
            for place, name in enumerate(names):
                yield f"{table}.{name}", b"\n".join(as_bytes(row[place]) for row in rows)


def as_bytes(value):
    """A value as it is stored; a moment or a number as it is written."""
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return str(value).encode()


def telling(texts, *, besides=""):
    """What would give texts away: their long words, and their beginnings, middles and ends.

    Args:
        besides: what may be said in clear, the organisation's own rules; words of it tell nothing.
    """
    public = besides.lower()
    words = {word for text in texts for word in re.findall(r"[^\W\d_]{8,}", text)}
    parts = {text[at:][:24].strip() for text in texts for at in (0, len(text) // 2, -24)}
    return sorted(word for word in words | parts if len(word) > 7 and word.lower() not in public)
