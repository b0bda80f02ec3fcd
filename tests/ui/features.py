"""Which features of CSS our stylesheets use, and since when every major browser has them.

The dates are a small part of the public web-features data set (its ``baseline_low_date``: the day the last
of the major browsers had the feature). To bring ``features.json`` up to date, fetch the npm package
``web-features`` and run ``python -m tests.ui.features node_modules/web-features``.
"""

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.ui import stylesheets

KEPT = Path(__file__).with_name("features.json")
WORD = re.compile(r"(?<![\w-])-?[a-z][a-z-]*(?![\w-])", re.IGNORECASE)
PSEUDO = re.compile(r"::?(-?[a-z][a-z-]*)")
MEDIA = re.compile(r"\(([a-z-]+)[:)]")
UNIT = re.compile(r"\d(rem|em|ch|vw|fr|px|pt|mm|ms|s)\b")


def used() -> set[str]:
    """The keys of everything our stylesheets use: some name no feature of their own."""
    keys = set()
    for rule in stylesheets.rules():
        keys |= {f"css.selectors.{name}" for text in rule.selectors for name in PSEUDO.findall(text)}
        for name, value in rule.declarations:
            if not name.startswith("--"):
                keys |= {f"css.properties.{name}"} | _values(name, value)
            keys |= {f"css.types.{call}" for call in re.findall(r"([a-z-]+)\(", value)}
            keys |= {f"css.types.length.{unit}" for unit in UNIT.findall(value)}
    for prelude in stylesheets.preludes():
        at = re.match(r"@([a-z-]+)", prelude)
        keys |= {f"css.at-rules.{at[1]}"} if at else set()
        keys |= {f"css.at-rules.media.{name}" for name in MEDIA.findall(prelude)}
    return keys


def _values(name: str, value: str) -> set[str]:
    words = WORD.findall(re.sub(r'"[^"]*"|var\([^)]*\)', "", value))
    return {f"css.properties.{name}.{word}" for word in words if word != "important"}


def kept() -> dict[str, str | None]:
    """For each key used: since when every major browser has it; None where the data has no such key."""
    since: dict[str, str | None] = json.loads(KEPT.read_text())["since"]
    return since


def taken() -> datetime:
    return datetime.fromisoformat(json.loads(KEPT.read_text())["taken"]).replace(tzinfo=UTC)


def dates_of(package: Path) -> dict[str, str]:
    """The day of every key of the data set; ``never`` for what some browser still lacks."""
    found: dict[str, str] = {}
    for feature in json.loads((package / "data.json").read_text())["features"].values():
        for key, status in feature.get("status", {}).get("by_compat_key", {}).items():
            found[key.replace("_", "-")] = status.get("baseline_low_date", "never").lstrip("≤")
    return found


def main(package: Path) -> None:
    dates = dates_of(package)
    version = json.loads((package / "package.json").read_text())["version"]
    content = {
        "source": f"npm web-features {version}, Apache-2.0: baseline_low_date of the keys we use",
        "taken": datetime.now(UTC).date().isoformat(),
        "since": {key: dates.get(key) for key in sorted(used())},
    }
    KEPT.write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
