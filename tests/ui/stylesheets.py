"""Our stylesheets, read into rules: just enough of CSS for the rules we hold ourselves to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "chapterhouse" / "ui" / "static" / "ui" / "css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Rule:
    """A style rule: where it stands, its selectors, its declarations in order."""

    file: str
    around: tuple[str, ...]
    selectors: tuple[str, ...]
    declarations: tuple[tuple[str, str], ...] = field(default=())

    @property
    def layer(self) -> str:
        return next((at.removeprefix("@layer ") for at in self.around if at.startswith("@layer ")), "")


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.css"))


def texts() -> dict[str, str]:
    return {path.name: COMMENT.sub("", path.read_text()) for path in files()}


def rules(name: str | None = None) -> list[Rule]:
    """Every rule of one file, or of all."""
    return [rule for file, text in texts().items() if name in (None, file) for rule in _rules(file, text, ())]


def statements(name: str) -> list[str]:
    """The at-rules without a block, like the order of layers."""
    return [part.strip() for part in re.findall(r"@[^{};]+;", texts()[name])]


def preludes() -> set[str]:
    """What stands before a block and begins with @."""
    return {at for rule in rules() for at in rule.around} | {
        rule.selectors[0] for rule in rules() if rule.selectors[0].startswith("@")
    }


def _rules(file: str, text: str, around: tuple[str, ...]) -> Iterator[Rule]:
    for prelude, body in _blocks(text):
        if "{" in body:
            yield from _rules(file, body, (*around, prelude))
        else:
            yield Rule(file, around, _list(prelude), _declarations(body))


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    start = 0
    while (opening := text.find("{", start)) >= 0:
        depth, end = 1, opening + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        prelude = text[start:opening].rpartition(";")[2].strip()
        yield prelude, text[opening + 1 : end - 1]
        start = end


def _list(prelude: str) -> tuple[str, ...]:
    return tuple(re.sub(r"\s+", " ", part).strip() for part in re.split(r",(?![^(]*\))", prelude))


def _declarations(body: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition(":") for part in body.split(";") if part.strip())
    return tuple((name.strip(), re.sub(r"\s+", " ", value).strip()) for name, _, value in pairs)
