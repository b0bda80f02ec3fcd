"""Writing CSV that a spreadsheet takes for text: no cell of it is ever a formula.

Every CSV this project writes goes through `lines`.
"""

import csv
import io
from collections.abc import Iterable, Iterator

#: What a spreadsheet takes for the beginning of a formula, or skips before one.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: object) -> str:
    """A cell as text; one that would be a formula gets an apostrophe before it.

    What stands behind blanks or quotation marks counts as well: some programs drop those.
    """
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip(" \"'\u00a0").startswith(FORMULA) else text


def lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Each row as a line of CSV, one at a time, so that very many are never in memory together."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([neutral(cell) for cell in row])
        yield text.getvalue()
        text.seek(0)
        text.truncate()
