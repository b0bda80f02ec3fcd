"""From the bytes of a file to the cells of its rows: zips, encodings, separators, quotations."""

import codecs
import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

#: The largest file, in bytes, also once it is unpacked: some three million people.
LARGEST = 512 * 1024 * 1024
#: The longest cell, in characters: past it a quotation mark was not closed.
LONGEST_CELL = 100_000
#: The mark of a file in a zip that has a password.
ENCRYPTED = 1
Opener = Callable[[], IO[bytes]]


class Unreadable(Exception):
    """A file that is no list of members.

    Attributes:
        code: which sentence says so. line: where, if it is at one line.
    """

    def __init__(self, code: str, line: int | None = None) -> None:
        super().__init__(code, line)
        self.code, self.line = code, line


def unzipped(opener: Opener) -> tuple[Opener, str]:
    """The one list in a zip and its name; anything else as it is, without a name. Raises `Unreadable`."""
    with opener() as file:
        start = file.read(4)
    if not start:
        raise Unreadable("empty")
    if start != b"PK\x03\x04":
        return opener, ""
    try:
        with opener() as file, zipfile.ZipFile(file) as bundle:
            one = _list_in(bundle)
            with bundle.open(one) as whole:
                while whole.read(1 << 20):
                    pass  # it says itself whether it is whole
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Unreadable("no-list") from error
    return lambda: zipfile.ZipFile(opener()).open(one), one


def _list_in(bundle: zipfile.ZipFile) -> str:
    """The name of the one list in a zip. Raises `Unreadable`."""
    names = [each for each in bundle.namelist() if not each.startswith("__MACOSX/")]
    if "[Content_Types].xml" in names:
        raise Unreadable("spreadsheet")
    lists = [each for each in names if each.lower().endswith((".csv", ".tsv", ".txt"))]
    if len(lists) != 1:
        raise Unreadable("several" if lists else "no-list")
    about = bundle.getinfo(lists[0])
    if about.flag_bits & ENCRYPTED:
        raise Unreadable("locked")
    if about.file_size > LARGEST:
        raise Unreadable("too-large")
    return lists[0]


def encoding_of(opener: Opener) -> str:
    """UTF-8 or UTF-16 by what stands first or by what decodes, else the Windows letters of western Europe.

    Raises:
        Unreadable: it is no text at all.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opener() as file:
        start = file.read(4096)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\0" in start or start.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
            raise Unreadable("no-list")
        try:
            piece = start
            while piece:
                decoder.decode(piece)
                piece = file.read(1 << 20)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def separator_of(opener: Opener, encoding: str) -> str:
    """Comma, semicolon, tab or bar: whichever stands most often in the header."""
    with opener() as file, io.TextIOWrapper(file, encoding, errors="replace") as text:
        header = text.readline()
    return max((",", ";", "\t", "|"), key=header.count)


def cells_of(opener: Opener, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line. Raises `Unreadable` where a quotation was not closed."""
    csv.field_size_limit(LONGEST_CELL)
    with opener() as file, io.TextIOWrapper(file, encoding, errors="replace", newline="") as text:
        rows, line = csv.reader(text, delimiter=separator), 1
        try:
            for cells in rows:
                yield line, cells
                line = rows.line_num + 1
        except csv.Error as error:
            raise Unreadable("open-quote", line) from error
