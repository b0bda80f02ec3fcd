"""Files of ballots in the format BLT: read as others write them, written without the order of casting.

Source of the format: Wichmann, "Standard ballot format", Voting matters 1; OpenSTV's and OpaVote's use of it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NoReturn

from .ballots import Ballots, Ranking

#: So many candidates are read at most.
MOST_CANDIDATES = 1000
#: The longest line that is read, in characters: a ranking of all candidates, or a name, is shorter.
LONGEST_LINE = 10_000
#: So many papers are read at most: past it a weight is a slip.
MOST_PAPERS = 10_000_000
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
COMMENT = re.compile(r"(^|\s)#.*$")
Line = tuple[int, str]


class Unreadable(Exception):
    """Not a file of ballots, or not one that can be counted.

    Attributes:
        code: which sentence says so. line: where. value: what stands there.
    """

    def __init__(self, code: str, line: int, value: str = "") -> None:
        super().__init__(code, line, value)
        self.code, self.line, self.value = code, line, value


def read(data: bytes) -> Ballots:
    """Read a file of ballots.

    Raises:
        Unreadable: with the line and what is wrong with it.
    """
    lines = _lines(data)
    candidates, seats = _head(*_taken(lines, "empty"))
    withdrawn, papers = _papers(lines, candidates)
    names, title = _names(lines, candidates)
    return Ballots(names, seats, dict(sorted(papers.items())), title, withdrawn)


def written(ballots: Ballots) -> str:
    """A file of ballots: equal papers together, sorted by what they say, names in quotation marks."""
    body = [f"{len(ballots.names)} {ballots.seats}"]
    body += [f"-{number}" for number in sorted(ballots.withdrawn)]
    for ranking, papers in sorted(ballots.papers.items()):
        body.append(" ".join(map(str, (papers, *ranking, 0))))
    body.append("0")
    body += [_quoted(name) for name in (*ballots.names, ballots.title)]
    return "\n".join(body) + "\n"


def _quoted(name: str) -> str:
    plain = " ".join(name.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines(data: bytes) -> Iterator[Line]:
    if b"\0" in data[:4000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("no-blt", 1)
    for number, text in enumerate(_decoded(data).splitlines(), 1):
        if len(text) > LONGEST_LINE:
            raise Unreadable("long-line", number, str(LONGEST_LINE))
        said = text.strip() if '"' in text else COMMENT.sub("", text).strip()
        if said and not said.startswith("#"):
            yield number, said


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _taken(lines: Iterator[Line], missing: str, after: int = 1) -> Line:
    found = next(lines, None)
    if found is None:
        raise Unreadable(missing, after)
    return found


def _numbers(line: int, said: str) -> list[int]:
    """The whole numbers of a line, which may end in a comment."""
    parts = COMMENT.sub("", said).split()
    for part in parts:
        if not re.fullmatch(r"-?[0-9]{1,9}", part):
            _refuse_part(line, part)
    return [int(part) for part in parts]


def _refuse_part(line: int, part: str) -> NoReturn:
    if "=" in part:
        raise Unreadable("equal-ranks", line, part)
    if part == "-":
        raise Unreadable("skipped-rank", line)
    raise Unreadable("no-number", line, part[:40])


def _head(line: int, said: str) -> tuple[int, int]:
    if not re.fullmatch(r"\d+\s+\d+", COMMENT.sub("", said).strip()):
        raise Unreadable("no-blt", line)
    candidates, seats = _numbers(line, said)
    if not 1 <= candidates <= MOST_CANDIDATES:
        raise Unreadable("how-many-candidates", line, str(candidates))
    if not 1 <= seats <= MOST_CANDIDATES:
        raise Unreadable("how-many-seats", line, str(seats))
    return candidates, seats


def _papers(lines: Iterator[Line], candidates: int) -> tuple[frozenset[int], Counter[Ranking]]:
    withdrawn: set[int] = set()
    papers: Counter[Ranking] = Counter()
    line, cast = 1, 0
    for line, said in lines:
        if said.startswith(('"', "[", "(")):
            raise Unreadable("no-end" if said.startswith('"') else "not-known", line, said[:40])
        numbers = _numbers(line, said)
        if numbers == [0]:
            return frozenset(withdrawn), papers
        if all(number < 0 for number in numbers):
            withdrawn.update(_candidate(line, -number, candidates) for number in numbers)
        else:
            papers[_ranking(line, numbers, candidates)] += numbers[0]
            cast += numbers[0]
        if cast > MOST_PAPERS:
            raise Unreadable("too-many-papers", line, str(MOST_PAPERS))
    raise Unreadable("no-end", line)


def _ranking(line: int, numbers: list[int], candidates: int) -> Ranking:
    if numbers[0] < 1:
        raise Unreadable("no-weight", line, str(numbers[0]))
    if len(numbers) < 2 or numbers[-1] != 0:
        raise Unreadable("open-line", line)
    ranking = tuple(_candidate(line, number, candidates) for number in numbers[1:-1])
    if len(set(ranking)) < len(ranking):
        twice = next(number for place, number in enumerate(ranking) if number in ranking[:place])
        raise Unreadable("ranked-twice", line, str(twice))
    return ranking


def _candidate(line: int, number: int, candidates: int) -> int:
    if not 1 <= number <= candidates:
        raise Unreadable("no-candidate", line, str(number))
    return number


def _names(lines: Iterator[Line], candidates: int) -> tuple[tuple[str, ...], str]:
    """Names and, where there is one, the title; several quoted ones may share a line."""
    found: list[str] = []
    line = 1
    for line, said in lines:
        if said.startswith('"'):
            if COMMENT.sub("", QUOTED.sub("", said)).strip():
                raise Unreadable("open-quote", line)
            found += [re.sub(r"\\(.)", r"\1", name) for name in QUOTED.findall(said)]
        else:
            found.append(said)
        if len(found) > candidates + 1:
            raise Unreadable("more-after-title", line)
    if len(found) < candidates:
        raise Unreadable("too-few-names", line, f"{len(found)} {candidates}")
    return tuple(found[:candidates]), found[candidates] if len(found) > candidates else ""
