"""The commands with which a keeper checks a pack and puts it in force."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from chapterhouse.packs.loading import shipped
from chapterhouse.packs.models import PackVersion


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


@pytest.mark.django_db
def test_adopting_puts_a_file_in_force_once_and_the_changed_one_as_the_next(tmp_path):
    source = shipped()["madison-hgo"].read_text(encoding="utf-8").replace("madison-hgo", "mine", 1)
    mine = tmp_path / "mine.toml"
    for text in (source, source, source.replace("promise_hours = 48", "promise_hours = 24")):
        mine.write_text(text, encoding="utf-8")
        said, warned = StringIO(), StringIO()
        call_command("adopt_pack", str(mine), stdout=said, stderr=warned)
    assert said.getvalue() == "mine 2 is in force.\n"
    assert "contacts.phones[0].number: Put your own here; this one is invented" in warned.getvalue()
    assert [str(version) for version in PackVersion.objects.order_by("pk")] == ["mine 1", "mine 2"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pack", "said"),
    [
        (
            "madisson",
            r"^madisson: Name one that comes with the program \(dsa-la-2018, .*\) or a file that ends",
        ),
        ("none.toml", r"^none\.toml: Check the file's place and rights: No such file or directory\.$"),
    ],
)
def test_what_is_not_there_cannot_be_adopted(pack, said):
    with pytest.raises(CommandError, match=said):
        call_command("adopt_pack", pack, stdout=StringIO())
    assert not PackVersion.objects.exists()
