"""Bodies outside that a desk names: with an address always, with a key where they gave one."""

import pyrage
import pytest

from chapterhouse.packs.loading import PackError, load, pack_from, shipped
from tests.packs.edits import GONE, edited, table_of

KEY = str(pyrage.x25519.Identity.generate().to_public())
WHERE = "desks[1].outside[0]"


def complaint(**edits):
    with pytest.raises(PackError) as no:
        pack_from(edited(table_of("dsa-la-2018"), edits), file="ours.toml")
    [mistake] = no.value.mistakes
    return f"{mistake.key}: {mistake.reason}"


def test_a_key_they_gave_is_kept_and_none_is_no_mistake():
    made = pack_from(edited(table_of("dsa-la-2018"), {f"{WHERE}.key": KEY}), file="ours.toml")
    assert made.desk("hgo").outside[0].key == KEY
    assert load(shipped()["dsa-la-2018"]).desk("hgo").outside[0].key is None


def test_a_key_with_a_slip_of_the_pen_is_refused():
    slip = KEY[:20] + ("q" if KEY[20] != "q" else "p") + KEY[21:]
    assert complaint(**{f"{WHERE}.key": slip}) == (
        f"{WHERE}.key: Copy this age key again; a letter of it is wrong."
    )


@pytest.mark.parametrize(
    "key", ["age1short", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1" + "Q" * 58, "AGE1" + "Q" * 58]
)
def test_what_is_no_age_key_is_refused(key):
    assert complaint(**{f"{WHERE}.key": key}).startswith(f"{WHERE}.key: Write an age key")


def test_nobody_is_sent_to_a_body_without_an_address():
    assert complaint(**{f"{WHERE}.address": GONE}).startswith(f"{WHERE}.address: Add this")


def test_a_code_stands_for_one_body():
    table = table_of("dsa-la-2018")
    table["desks"][1]["outside"] *= 2
    with pytest.raises(PackError, match="Choose another code"):
        pack_from(table, file="ours.toml")
