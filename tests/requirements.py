"""The lines of the founding documents by their codes, and which of them have a test: `make requirements`."""

import contextlib
import io
import re
import sys
from collections import defaultdict

import pytest

#: How many lines each document has: S0.1 … S0.74, T1 … T14, and so on.
LENGTHS = {"S0.": 74, "S1.": 69, "S2.": 49, "S3.": 30, "S4.": 86, "T": 14, "B": 70}
CODES = [f"{prefix}{number}" for prefix, length in LENGTHS.items() for number in range(1, length + 1)]


def codes_of(item: pytest.Item) -> list[str]:
    """The codes a test carries; raises UsageError for one that no document has."""
    codes = [code for mark in item.iter_markers("requirement") for code in mark.args]
    if unknown := set(codes) - set(CODES):
        raise pytest.UsageError(f"{item.nodeid}: no document has {', '.join(sorted(unknown))}")
    return codes


class Collected:
    """A pytest plugin that notes which test carries which code."""

    def __init__(self) -> None:
        self.tests: dict[str, set[str]] = defaultdict(set)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            for code in codes_of(item):
                self.tests[code].add(item.nodeid.partition("[")[0])


def main() -> int:
    collected, said = Collected(), io.StringIO()
    with contextlib.redirect_stdout(said):
        status = pytest.main(["--collect-only", "-q", *sys.argv[1:]], plugins=[collected])
    if status:
        print(said.getvalue())
        return int(status)
    for prefix, length in LENGTHS.items():
        codes = [code for code in CODES if re.sub(r"\d+$", "", code) == prefix]
        shown = [code for code in codes if collected.tests[code]]
        print(f"\n{prefix.rstrip('.')}: {len(shown)} of {length} lines have a test")
        for code in shown:
            print(f"  {code:7} {', '.join(sorted(collected.tests[code]))}")
        print(f"  not yet: {' '.join(code for code in codes if code not in shown) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
