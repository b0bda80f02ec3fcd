"""Colours, measured (ui design, section 3): text 4.5:1, edges and focus 3:1, the printed ratios kept."""

import pytest

from tests.ui import stylesheets

TEXT, EDGE = 4.5, 3.0
GROUNDS = ["paper", "surface", "sunken", "ok-bg", "warn-bg", "stop-bg", "note-bg", "quiet-bg"]

#: (what stands on which ground, ratio in light, ratio in dark) as the design prints them.
TABLE = [
    ("ink", "surface", 14.9, 13.5),
    ("ink-soft", "surface", 7.5, 7.9),
    ("edge", "surface", 4.1, 4.7),
    ("link", "surface", 7.3, 9.1),
    ("link-hover", "paper", 10.1, 13.0),
    ("primary", "surface", 7.3, 9.1),
    ("on-primary", "primary", 7.4, 9.5),
    ("care", "surface", 7.5, 8.2),
    ("focus", "surface", 9.8, 10.2),
    ("tally", "tally-track", 4.0, 5.8),
    ("ok", "ok-bg", 6.2, 7.9),
    ("warn", "warn-bg", 6.6, 8.6),
    ("stop", "stop-bg", 6.6, 7.5),
    ("note", "note-bg", 6.7, 7.8),
    ("quiet", "quiet-bg", 6.0, 6.7),
]


def colours(theme: str) -> dict[str, str]:
    files = ["tokens.css"] if theme == "light" else ["tokens.css", "tokens-dark.css"]
    return {
        name.removeprefix("--"): value
        for file in files
        for rule in stylesheets.rules(file)
        for name, value in rule.declarations
    }


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(theme: str, one: str, other: str) -> float:
    values = colours(theme)
    darker, lighter = sorted([luminance(values[one]), luminance(values[other])])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("front", "ground", "light", "dark"), TABLE)
def test_the_printed_ratios_are_the_measured_ones(front: str, ground: str, light: float, dark: float) -> None:
    assert ratio("light", front, ground) == pytest.approx(light, abs=0.1)
    assert ratio("dark", front, ground) == pytest.approx(dark, abs=0.1)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_and_links_are_readable_on_every_ground(theme: str, ground: str) -> None:
    assert ratio(theme, "ink", ground) >= TEXT
    assert ratio(theme, "link", ground) >= TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface", "sunken"])
def test_soft_text_edges_and_focus_are_seen_on_paper_and_surfaces(theme: str, ground: str) -> None:
    assert ratio(theme, "ink-soft", ground) >= TEXT
    assert ratio(theme, "stop", ground) >= TEXT
    assert ratio(theme, "edge", ground) >= EDGE
    assert ratio(theme, "focus", ground) >= EDGE


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_exit_and_a_button_under_the_pointer_are_readable(theme: str) -> None:
    assert ratio(theme, "paper", "ink") >= TEXT
    assert ratio(theme, "on-primary", "primary-hover") >= TEXT
