"""The command with which a keeper checks a pack before adopting it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from chapterhouse.packs.loading import shipped


def test_a_sound_pack_is_said_to_be_sound_and_what_is_invented_is_listed():
    said = StringIO()
    call_command("check_pack", str(shipped()["madison-hgo"]), stdout=said)
    first, *notes = said.getvalue().splitlines()
    assert first == "madison-hgo.toml: madison-hgo is sound and speaks en, es."
    assert "madison-hgo.toml: contacts.emails[0].address: Put your own here; this one is invented." in notes
    assert not any("crisis" in note for note in notes)


def test_every_mistake_of_every_file_is_printed_and_the_command_fails(tmp_path):
    source = shipped()["dsa-la-crt"].read_text(encoding="utf-8")
    faulty = tmp_path / "ours.toml"
    faulty.write_text(source.replace("promise_hours = 168", "promise_hours = -1"), encoding="utf-8")
    said = StringIO()
    with pytest.raises(CommandError, match="2 of 3 cannot be used"):
        call_command(
            "check_pack",
            *(str(faulty), str(tmp_path / "none.toml"), str(shipped()["dsa-la-2018"])),
            stdout=StringIO(),
            stderr=said,
        )
    assert said.getvalue().splitlines() == [
        "ours.toml: doors[0].promise_hours: Write a whole number of 1 or more, not -1.",
        "none.toml: Check the file's place and rights: No such file or directory.",
    ]
