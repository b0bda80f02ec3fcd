"""The rules of our stylesheets (ui design, section 2)."""

import re
from datetime import datetime, timedelta

import pytest

from tests.ui import features, stylesheets

LAYERS = ["tokens", "base", "layout", "actions", "forms", "content", "print"]
MAY_BE_IMPORTANT = ("exit-cover", "[hidden]")
RAW_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|color)a?\(|\b(?:black|white|red|gray|grey|blue)\b", re.I
)
HELD = re.compile(
    r"^(?:margin|padding|gap|row-gap|column-gap|font-size|font-family|line-height|letter-spacing|border-radius)"
)
LENGTH = re.compile(r"(?<![\w.-])-?\d*\.?\d+(?:rem|em|px|pt|mm|ch|vw|%)")
#: Nothing in these may be a length of its own; what is allowed, and why.
RAW_ALLOWED = {("@page", "margin"): "a page's margins know no custom properties"}

#: Older than nothing we could do without; each line says what a browser without it shows.
TOO_YOUNG = {
    "css.properties.text-size-adjust": "phones enlarge text on their own when turned sideways",
    "css.properties.-webkit-text-size-adjust": "the same, under the name most phones know",
    "css.properties.accent-color": "ticks in the system's colour; the card's edge says the same",
    "css.properties.break-after.avoid": "on paper, a heading may part from its text",
    "css.properties.cursor.pointer": "touch screens have no pointer",
    "css.properties.cursor.progress": "touch screens have no pointer",
    "css.selectors.marker": "list numbers in the colour of the text",
    "css.at-rules.page": "the printer's own margins",
}
THIRTY_MONTHS = timedelta(days=30 * 30.44)


def test_the_order_of_layers_stands_first_and_once() -> None:
    assert stylesheets.statements("tokens.css") == [f"@layer {', '.join(LAYERS)};"]
    assert [name for name in stylesheets.texts() if stylesheets.statements(name)] == ["tokens.css"]


@pytest.mark.parametrize("path", stylesheets.files(), ids=lambda path: path.stem)
def test_every_rule_of_a_file_is_in_the_layer_of_its_name(path) -> None:
    layer = "tokens" if path.stem == "tokens-dark" else path.stem
    outside = [rule for rule in stylesheets.rules(path.name) if rule.layer != layer]
    assert [rule for rule in outside if rule.selectors != ("@page",)] == []


def test_all_stylesheets_together_keep_to_their_budget() -> None:
    texts = [path.read_text() for path in stylesheets.files()]
    assert sum(text.count("\n") for text in texts) <= 1200
    assert sum(len(text.encode()) for text in texts) <= 40 * 1024


def test_selectors_use_no_id_no_tag_with_a_class_and_no_nesting() -> None:
    for rule in stylesheets.rules():
        for selector in rule.selectors:
            assert not re.search(r"#[a-z]|&", selector), selector
            assert not re.search(r"(?<![\w.:_-])[a-z][a-z0-9]*\.[a-z]", selector), selector
        assert not any(at.startswith((".", ":", "[")) for at in rule.around), rule.around


def test_class_names_are_block_part_and_kind() -> None:
    for rule in stylesheets.rules():
        for selector in rule.selectors:
            for name in re.findall(r"\.([\w-]+)", selector):
                assert re.fullmatch(r"[a-z]+(-[a-z]+)*(__[a-z]+(-[a-z]+)*)?(--[a-z0-9]+(-[a-z]+)*)?", name), (
                    name
                )


def test_nothing_is_important_but_the_exit_paper_and_what_is_hidden() -> None:
    for rule in stylesheets.rules():
        important = [value for _, value in rule.declarations if "!important" in value]
        allowed = rule.layer == "print" or all(
            any(word in selector for word in MAY_BE_IMPORTANT) for selector in rule.selectors
        )
        assert not important or allowed, rule


def test_values_of_colour_space_type_and_radius_come_from_tokens() -> None:
    for rule in stylesheets.rules():
        if rule.layer == "tokens":
            continue
        for name, value in rule.declarations:
            if (rule.selectors[0], name) in RAW_ALLOWED:
                continue
            assert not RAW_COLOUR.search(value), (rule.selectors, name, value)
            if HELD.match(name):
                assert not LENGTH.search(value), (rule.selectors, name, value)


def test_every_token_named_exists_and_every_token_is_used() -> None:
    named = {name for text in stylesheets.texts().values() for name in re.findall(r"var\((--[\w-]+)", text)}
    given = {
        name
        for rule in stylesheets.rules("tokens.css")
        for name, _ in rule.declarations
        if name.startswith("--")
    }
    assert named == given


def test_dark_changes_colours_only_and_never_names_a_new_one() -> None:
    def colours(file: str) -> dict[str, str]:
        return {name: value for rule in stylesheets.rules(file) for name, value in rule.declarations}

    light, dark = colours("tokens.css"), colours("tokens-dark.css")
    assert set(dark) <= set(light)
    assert all(RAW_COLOUR.search(value) for name, value in dark.items() if name != "color-scheme")


def test_directions_are_logical() -> None:
    physical = re.compile(r"^(?:margin|padding|border|inset)?-?(?:left|right|top|bottom)$|^(?:width|height)$")
    assert [
        name for rule in stylesheets.rules() for name, _ in rule.declarations if physical.match(name)
    ] == []


def test_no_component_sets_a_margin_above_itself() -> None:
    """Distance belongs to stack, grid and columns; a component that stands alone would cancel theirs."""
    for rule in stylesheets.rules("actions.css") + stylesheets.rules("forms.css"):
        for selector in rule.selectors:
            block = re.fullmatch(r"\.[a-z]+(?:-[a-z]+)*", selector)
            names = [name for name, _ in rule.declarations]
            assert not (block and "margin-block-start" in names), selector


# ---- features that every major browser has had for 30 months


def test_every_feature_in_use_is_known_to_the_data() -> None:
    assert features.used() == set(features.kept()), "see tests/ui/features.py: bring features.json up to date"


def is_old_enough(since: str | None) -> bool:
    if since in (None, "never"):
        return False
    return (
        datetime.fromisoformat(since).astimezone(features.taken().tzinfo) + THIRTY_MONTHS <= features.taken()
    )


def must_be_known(key: str) -> bool:
    """Properties, selectors and at-rules; single values and functions only count where the data has them."""
    return key.count(".") == 2 and not key.startswith("css.types.")


def test_every_feature_in_use_is_old_enough_or_a_listed_exception() -> None:
    young = {
        key
        for key, since in features.kept().items()
        if not is_old_enough(since) and (since is not None or must_be_known(key))
    }
    assert young == set(TOO_YOUNG), "an exception is missing, or no longer needed"
