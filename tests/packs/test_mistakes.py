"""Every mistake in a pack is named with its file, its key and what to do; all of them at once."""

from datetime import UTC, date, datetime

import pytest

from chapterhouse.packs.loading import PackError, load, pack_from
from tests.packs.edits import GONE, edited, table_of

PRESENT = datetime(2026, 11, 21, 12, tzinfo=UTC)
NO_WORDS = {"en": "", "es": "Algo"}
TRAINING = {"code": "course", "name": {"en": "A course", "es": "Un curso"}}

FAULTY = {
    "a text missing in one language": (
        {"doors[1].name.es": GONE},
        ['doors[1].name.es: Add this text in "es"; every text of this pack stands in en and es.'],
    ),
    "an empty text": ({"doors[0].line": NO_WORDS}, ["doors[0].line.en: Write something here; it is empty."]),
    "a text without languages": (
        {"team.name": "Officers"},
        ["team.name: Give one text for each language (en, es), not text."],
    ),
    "a language the pack does not speak": (
        {"name.fr": "Chapitre"},
        ['name.fr: This pack speaks en and es, not "fr".'],
    ),
    "a language more": (
        {"languages": ["en", "es", "en"]},
        ['languages[0]: Name "en" once.', 'languages[2]: Name "en" once.'],
    ),
    "an unknown key": (
        {"doors[0].promise_hour": 48},
        ['doors[0].promise_hour: There is no key "promise_hour" here; did you mean "promise_hours"?'],
    ),
    "an unknown key like no other": ({"colour": "#fff"}, ['colour: There is no key "colour" here.']),
    "a key that the loader fills": (
        {"desks[0].offices": ["hgo"]},
        ['desks[0].offices: There is no key "offices" here.'],
    ),
    "a missing key": ({"offices[1].by": GONE}, ["offices[1].by: Add this; a pack cannot do without it."]),
    "no desks": (
        {"desks": GONE},
        ["desks: Add this; a pack cannot do without it."],
    ),
    "no doors": ({"doors": [], "national_door": GONE}, ["doors: Add at least one; the list is empty."]),
    "hours of zero": (
        {"doors[0].promise_hours": 0},
        [
            "doors[0].promise_hours: Write a whole number of 1 or more, not 0.",
        ],
    ),
    "hours as text": (
        {"doors[0].promise_hours": "48"},
        ["doors[0].promise_hours: Write a whole number here, not text."],
    ),
    "seats that are true": (
        {"offices[0].seats": True},
        ["offices[0].seats: Write a whole number here, not true or false."],
    ),
    "a month that is none": (
        {"statistics.year_starts": 13},
        ["statistics.year_starts: Write a whole number from 1 to 12, not 13."],
    ),
    "a door that is no table": ({"doors[1]": "b"}, ["doors[1]: Write a table here, not text."]),
    "a name too long": (
        {"doors[0].name.es": "Hablar con alguien responsable"},
        ['doors[0].name.es: Shorten this to 21 letters; "Hablar con alguien responsable" has 30.'],
    ),
    "a wall that is none": (
        {"desks[0].wall": "formel"},
        [
            "desks[0].wall: Write one of informal, accountability, formal, "
            'not "formel"; did you mean "formal"?'
        ],
    ),
    "a form of this file to come": ({"schema": 2}, ['schema: Write one of 1, not "2".']),
    "a code with a capital": (
        {"glossary[0].code": "HGO"},
        [
            "glossary[0].code: Write small letters, digits and hyphens, a letter first, 40 at most, "
            'not "HGO".',
        ],
    ),
    "an address that is not https": (
        {"exit_url": "http://example.org"},
        ['exit_url: Write an address that begins with https://, not "http://example.org".'],
    ),
    "an email that is none": (
        {"offices[0].contact": "ask"},
        ['offices[0].contact: Write an email address, not "ask".'],
    ),
    "a number nobody can dial": (
        {"crisis.lines[1].number": "call 988"},
        ['crisis.lines[1].number: Write a telephone number in digits, not "call 988".'],
    ),
    "a zone that does not exist": (
        {"time_zone": "America/Chigaco"},
        ['time_zone: There is no time zone "America/Chigaco"; did you mean "America/Chicago"?'],
    ),
    "a zone that is a path": (
        {"time_zone": "../etc"},
        ['time_zone: There is no time zone "../etc".'],
    ),
    "a check still to come": (
        {"crisis.lines[0].checked_on": date(2026, 11, 22)},
        ["crisis.lines[0].checked_on: Write a day that has been; 2026-11-22 is after 2026-11-21."],
    ),
    "a check at a moment": (
        {"crisis.lines[0].checked_on": datetime(2026, 11, 1, tzinfo=UTC)},
        ["crisis.lines[0].checked_on: Write a date such as 2018-04-28 here, not a time."],
    ),
    "a desk that does not exist": (
        {"doors[0].desk": "hgos"},
        ['doors[0].desk: There is no desk "hgos"; did you mean "hgo"?'],
    ),
    "an office that does not exist": (
        {"offices[1].separate_from": ["treasurer"]},
        ['offices[1].separate_from[0]: There is no office "treasurer"; the offices are hgo and backup.'],
    ),
    "an office apart from itself": (
        {"offices[1].separate_from": ["backup"]},
        ["offices[1].separate_from[0]: Name another office; this one cannot be separate from itself."],
    ),
    "a backup that reads the desk itself": (
        {"desks[0].backup": "hgo"},
        ['desks[0].backup: Name an office outside this desk; "hgo" reads here and would remind itself.'],
    ),
    "a removal decided by an office that does not exist": (
        {"offices[0].removal.by": "bakup"},
        ['offices[0].removal.by: There is no office "bakup"; did you mean "backup"?'],
    ),
    "a desk that hears complaints about its own officers": (
        {"desks[0].hears_complaints_about": ["hgo"]},
        [
            "desks[0].hears_complaints_about[0]: Name an office of another desk; "
            '"hgo" reads here and would hear of itself.'
        ],
    ),
    "two trainings under one code": (
        {"offices[0].required_training": [TRAINING, TRAINING]},
        [
            "offices[0].required_training[1].code: Choose another code; "
            'offices[0].required_training[0] is "course" already.'
        ],
    ),
    "a warning that comes after the end": (
        {"desks[0].warn_days": 30, "desks[0].keep_days": 30},
        ["desks[0].warn_days: Write fewer days than keep_days has, 30; a warning comes before the end."],
    ),
    "a warning left out where little is kept": (
        {"desks[0].warn_days": GONE, "desks[0].keep_days": 10},
        ["desks[0].warn_days: Write fewer days than keep_days has, 10; a warning comes before the end."],
    ),
    "days to keep that no calendar holds": (
        {"desks[0].keep_days": 10**9},
        ["desks[0].keep_days: Write a whole number from 1 to 36500, not 1000000000."],
    ),
    "a desk nobody reads": (
        {"offices[0].reads": GONE},
        ['desks[0]: Let an office read this desk; none says reads = "hgo".'],
    ),
    "an address for a desk that does not exist": (
        {"contacts.emails[0].reaches": "crt"},
        ['contacts.emails[0].reaches: There is no desk "crt"; the only desk is hgo.'],
    ),
    "the same code twice": (
        {"glossary[1].code": "hgo"},
        ['glossary[1].code: Choose another code; glossary[0] is "hgo" already.'],
    ),
    "the same document twice": (
        {"documents[1].kind": "bylaws"},
        ['documents[1].kind: Choose another kind; documents[0] is "bylaws" already.'],
    ),
    "a door that leads two ways": (
        {"doors[1].desk": "hgo"},
        [
            "doors[1]: Let this door lead one way: a desk, a url or an email; it has desk and url.",
            "national_door: Name a door that leads outside; the national route must not pass through "
            "a desk of ours.",
        ],
    ),
    "a door that leads nowhere": (
        {"doors[1].url": GONE},
        ["doors[1]: Let this door lead one way: a desk, a url or an email; it has none."],
    ),
    "a promise for others": (
        {"doors[1].promise_hours": 48},
        ["doors[1].promise_hours: Leave this out; we cannot promise or ask for people outside."],
    ),
    "a door of ours without its words": (
        {"doors[0].promise_hours": GONE, "doors[0].limits": GONE},
        [
            "doors[0].promise_hours: Add this; a door to a desk of ours cannot do without it.",
            "doors[0].limits: Add this; a door to a desk of ours cannot do without it.",
        ],
    ),
    "an urgent option without safety text": (
        {"doors[0].options[0].urgent": True},
        ["doors[0].urgent_text: Add this; the door has an urgent option."],
    ),
    "people asking together and no word on how": (
        {"doors[0].options[0].joint": True},
        ["doors[0].joint: Add this; the door has an option for people asking together."],
    ),
    "a limit without kind words": (
        {"doors[0].appointment_limit": 2},
        ["doors[0].appointment_text: Add this; the limit needs kind words and other routes."],
    ),
    "a national door that does not exist": (
        {"national_door": "z"},
        ['national_door: There is no door "z"; the doors are a and b.'],
    ),
    "something out of scope at a door that does not exist": (
        {"out_of_scope[0].doors": ["a", "c"]},
        ['out_of_scope[0].doors[1]: There is no door "c"; the doors are a and b.'],
    ),
    "a document that can be read, of no version": (
        {"documents[2].version": GONE},
        ["documents[2].version: Add this; a document that can be read says which version it is."],
    ),
    "a pack that replaces itself": (
        {"replaces": "madison-hgo"},
        ["replaces: Name another pack; a new version of this one follows the old by itself."],
    ),
    "several mistakes at once, of shape and of sense": (
        {
            "slug": "Madison HGO",
            "doors[0].name.en": GONE,
            "doors[0].appointment_limit": 2,
            "doors[1].desc": "",
            "desks[0].backup": "nobody",
        },
        [
            'slug: Write small letters, digits and hyphens, a letter first, 40 at most, not "Madison HGO".',
            'doors[0].name.en: Add this text in "en"; every text of this pack stands in en and es.',
            'doors[1].desc: There is no key "desc" here; did you mean "desk"?',
            'desks[0].backup: There is no office "nobody"; the offices are hgo and backup.',
            "doors[0].appointment_text: Add this; the limit needs kind words and other routes.",
        ],
    ),
}


@pytest.mark.parametrize(("edits", "said"), FAULTY.values(), ids=FAULTY.keys())
def test_a_faulty_pack_is_refused_and_each_mistake_named(edits, said):
    with pytest.raises(PackError) as refused:
        pack_from(edited(table_of("madison-hgo"), edits), file="here.toml", at=PRESENT)
    assert str(refused.value).splitlines() == [f"here.toml: {line}" for line in said]


def test_languages_that_are_no_list_still_leave_the_rest_looked_at():
    table = edited(table_of("madison-hgo"), {"languages": "en", "exit_url": "x"})
    with pytest.raises(PackError) as refused:
        pack_from(table, file="here.toml")
    assert [mistake.key for mistake in refused.value.mistakes] == ["languages", "exit_url"]


def test_the_day_of_a_check_is_compared_in_the_zone_of_the_pack():
    late_in_chicago = datetime(2026, 11, 21, 3, tzinfo=UTC)
    table = edited(table_of("madison-hgo"), {"crisis.lines[0].checked_on": date(2026, 11, 21)})
    with pytest.raises(PackError, match="2026-11-21 is after 2026-11-20"):
        pack_from(table, file="here.toml", at=late_in_chicago)


def test_text_that_is_not_toml_is_refused_with_its_place():
    with pytest.raises(PackError, match=r"^pack: Mend the TOML before anything else: .*line 2"):
        load('slug = "a"\nname = \n')


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PackError, match=r"^none\.toml: Check the file's place and rights: No such file"):
        load(tmp_path / "none.toml")


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "latin.toml").write_bytes('slug = "añ"'.encode("latin-1"))
    with pytest.raises(PackError, match=r"^latin\.toml: Save the file as UTF-8"):
        load(tmp_path / "latin.toml")
