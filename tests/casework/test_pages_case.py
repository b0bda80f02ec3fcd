"""One case: the question of independence, the case page, its files, and who finds nothing."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from chapterhouse.casework import actions
from chapterhouse.casework.models import Recusal
from chapterhouse.casework.wording import VERBS
from chapterhouse.people.actions.offices import leave_office
from chapterhouse.people.models import Term
from chapterhouse.sealing.actions.files import place_of
from chapterhouse.sealing.models import Blob, Entry
from tests import make

ACTIONS = Path(actions.__file__).parent


def text(client, person, address, status=200, language="en"):
    client.force_login(person)
    client.cookies["django_language"] = language
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def case_data(page):
    return json.loads(re.search(r'<script id="case-data"[^>]*>(.*?)</script>', page, re.S)[1])


def place(told):
    return f"/cases/{told.case.code}/"


@pytest.fixture
def told(cast):
    return make.report("a", at=make.now() - timedelta(hours=2))


# ---- the question of independence


@pytest.mark.requirement("B4", "S1.27")
def test_before_the_answer_only_the_list_of_people_is_served(client, cast, told):
    page = text(client, cast.chidi, place(told))
    data = case_data(page)
    assert "Are you independent of everyone in this?" in page
    assert [entry["uuid"] for channel in data["channels"] for entry in channel["entries"]] == [
        str(told.case.people.uuid)
    ]
    for entry in Entry.objects.exclude(pk=told.case.people.pk):
        assert str(entry.uuid) not in page.replace(str(data["title"]), "")
    assert str(told.party.channel.uuid) not in page


@pytest.mark.parametrize("address", ["data.json", "files/" + "0" * 64 + "/"])
def test_before_the_answer_every_other_address_of_the_case_is_not_there(client, cast, told, address):
    text(client, cast.chidi, place(told) + address, 404)


def test_before_the_answer_nothing_can_be_written(client, cast, told):
    client.force_login(cast.chidi)
    sent = make.as_json({"entry": make.note_wire(told.case, by=cast.chidi)})
    assert client.post(place(told) + "notes/", sent, content_type="application/json").status_code == 404


@pytest.mark.requirement("B4")
def test_yes_opens_the_case_and_no_reason_is_asked(client, cast, told):
    client.force_login(cast.chidi)
    answer = client.post(place(told) + "independence/", {"answer": "yes"})
    assert answer.headers["Location"] == place(told)
    assert "What happened" in text(client, cast.chidi, place(told))


@pytest.mark.requirement("B4", "B14")
def test_no_takes_the_key_at_once_and_leaves_the_code_name(client, cast, told):
    client.force_login(cast.chidi)
    answer = client.post(place(told) + "independence/", {"answer": "no"}, follow=True)
    assert told.case.code in answer.content.decode()
    assert Recusal.objects.filter(case=told.case, person=cast.chidi).exists()
    assert client.get(place(told)).status_code == 404
    assert make.read(told.party.channel, cast.chidi) == ["not-for-you"]


def test_no_answer_changes_nothing(client, cast, told):
    client.force_login(cast.chidi)
    assert client.post(place(told) + "independence/", {}).headers["Location"] == place(told)
    assert "Are you independent" in text(client, cast.chidi, place(told))


# ---- the case page


def test_locked_the_page_still_tells_clock_stage_and_names(client, cast, worked):
    page = text(client, cast.chidi, place(worked))
    for words in (
        "New, not answered yet",
        "Give the first answer.",
        "Chidi Okafor and Dana Levi",
        "Bela Novak",
        "What happened",
        "Sealed. Unlock with your key to read.",
    ):
        assert words in page, words


@pytest.mark.requirement("B1")
def test_the_page_names_the_rules_the_case_opened_under(client, cast, worked):
    make.pack("dsa-la-crt")
    page = text(client, cast.chidi, place(worked))
    assert str(cast.version.pack.title) in page
    assert "version 1" in page


def test_the_page_serves_the_wraps_of_the_one_who_looks_and_no_others(client, cast, worked):
    data = case_data(text(client, cast.dana, place(worked)))
    wraps = {key["wrap"] for channel in data["channels"] for key in channel["keys"]}
    theirs = case_data(text(client, cast.chidi, place(worked)))
    assert wraps.isdisjoint(key["wrap"] for channel in theirs["channels"] for key in channel["keys"])
    assert all(wraps)


def test_no_sealed_text_of_the_case_stands_in_the_page(client, cast):
    secret = "A sentence that nobody but readers may see."
    told = make.report("a", told=make.told(text=secret, title="A secret title"))
    make.declare(told.case, by=cast.chidi)
    page = text(client, cast.chidi, place(told))
    assert "sentence that nobody" not in page
    assert "secret title" not in page


@pytest.mark.requirement("B3")
def test_what_happened_is_told_in_words_and_names_newest_first(client, cast, worked):
    make.reply(worked.party, by=cast.chidi)
    page = text(client, cast.chidi, place(worked))
    wrote, answered = (
        page.index("The person wrote to us for the first time."),
        page.index("Chidi Okafor answered."),
    )
    assert answered < wrote
    assert "Chidi Okafor gave this case to Dana Levi." in page


def test_what_happened_speaks_spanish(client, cast, worked):
    page = text(client, cast.dana, place(worked), language="es")
    assert '<html lang="es">' in page
    assert "wrote to us" not in page


def test_every_journal_verb_about_a_case_has_its_sentence(cast, worked):
    """What an action writes into the journal must not come out as a code."""
    source = "".join(path.read_text() for path in ACTIONS.glob("*.py"))
    verbs = set(re.findall(r'verb="([a-z-]+)"', source)) | {"revised-title", "revised-people"}
    verbs |= set(re.findall(r'verb = "([a-z-]+)" if \w+ else "([a-z-]+)"', source)[0])
    assert verbs - set(VERBS) <= {"said-away"}


def test_an_exclusion_is_in_nobodys_journal_by_name(client, cast, worked):
    make.exclude(worked.case, cast.bela)
    page = text(client, cast.chidi, place(worked))
    assert "The person changed who may read this." in page
    assert "Bela Novak" not in page.replace(names_in(page), "")


def names_in(page):
    """The names that stand beside public keys, of everyone at the desk: no sign of anything."""
    return re.search(r'"names": \{.*?\}', page)[0]


@pytest.mark.requirement("S1.28")
def test_only_who_may_be_brought_in_is_offered(client, cast):
    told = make.report("a", excluding=[cast.bela])
    make.declare(told.case, by=cast.chidi)
    page = text(client, cast.chidi, place(told))
    assert f'value="{cast.dana.username}"' in page
    assert f'value="{cast.bela.username}"' not in page
    assert f'value="{cast.ida.username}"' not in page


def test_one_reader_alone_is_warned(client, cast):
    told = make.report("a", excluding=[cast.bela, cast.dana])
    make.declare(told.case, by=cast.chidi)
    page = text(client, cast.chidi, place(told))
    assert "One reader" in page
    assert "Nobody else may be brought in: say so in your answer" in page
    make.newcomer()
    assert "Bring somebody in." in text(client, cast.chidi, place(told))


@pytest.mark.requirement("S2.13")
def test_a_letter_that_was_not_opened_yet_is_said_in_place_of_the_answer_box(client, cast):
    case = make.written_down("b", by=cast.noor)
    page = text(client, cast.noor, f"/cases/{case.code}/")
    assert "They have not opened their letter yet." in page
    assert 'id="reply"' not in page


def test_a_stopped_case_says_to_do_nothing(client, cast, worked):
    make.stop(worked)
    assert "Do nothing and contact nobody until they write again." in text(client, cast.chidi, place(worked))


def test_the_page_asks_as_much_for_one_message_as_for_thirty(
    client, cast, worked, django_assert_max_num_queries
):
    client.force_login(cast.chidi)
    with django_assert_max_num_queries(14) as one:
        client.get(place(worked))
    for _ in range(30):
        make.note(worked.case, by=cast.chidi)
    with django_assert_max_num_queries(len(one)):
        client.get(place(worked))


def test_nothing_of_a_case_may_be_kept_by_a_browser(client, cast, worked):
    client.force_login(cast.chidi)
    for address in ("", "data.json"):
        assert client.get(place(worked) + address).headers["Cache-Control"] == "no-store"


# ---- files


def attached(told, arrived=True):
    """A file of the person's report, as its rows and its bytes lie here."""
    entry = Entry.objects.in_channel(told.party.channel).first()
    blob = Blob.objects.create(
        sha256="ab" * 32, entry=entry, size=12, arrived=make.now() if arrived else None
    )
    place_of(blob.sha256).parent.mkdir(parents=True, exist_ok=True)
    place_of(blob.sha256).write_bytes(b"sealed bytes")
    return f"{place(told)}files/{blob.sha256}/"


def test_a_file_is_served_sealed_to_who_may_read(client, cast, worked):
    address = attached(worked)
    client.force_login(cast.chidi)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"sealed bytes"
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_file_of_another_case_is_not_there(client, cast, worked):
    other = make.report("a")
    make.declare(other.case, by=cast.chidi)
    address = attached(worked).replace(worked.case.code, other.case.code)
    text(client, cast.chidi, address, 404)


def test_a_file_that_never_arrived_is_said_to_be_missing(client, cast, worked):
    address = attached(worked, arrived=False)
    text(client, cast.chidi, address, 404)
    data = case_data(text(client, cast.chidi, place(worked)))
    files = [entry["files"] for channel in data["channels"] for entry in channel["entries"]]
    assert {"ab" * 32: False} in files


# ---- who finds nothing


ADDRESSES = ("", "data.json", "files/" + "ab" * 32 + "/")


def nothing_behind(client, person, told):
    """No address of the case is there for a person, neither to read nor to write."""
    client.force_login(person)
    for address in ADDRESSES:
        assert client.get(place(told) + address).status_code == 404, address
    for address in (
        "notes/",
        "title/",
        "people/",
        "contacts/",
        "assignments/",
        "handovers/",
        "removals/",
        "keys/",
    ):
        answer = client.post(place(told) + address, {}, content_type="application/json")
        assert answer.status_code == 404, address
    assert client.post(place(told) + "independence/", {"answer": "yes"}).status_code == 404


@pytest.mark.requirement("B4", "S1.28")
def test_who_was_excluded_finds_no_trace_of_it(client, cast):
    told = make.report("a", excluding=[cast.bela], at=make.now() - timedelta(hours=60))
    make.sweep()
    nothing_behind(client, cast.bela, told)
    for address in ("/today/", "/cases/", "/cases/?stage=new", "/absences/"):
        page = text(client, cast.bela, address)
        assert told.case.code not in page
        assert str(told.case.uuid) not in page
    assert "Nothing is due. Thank you." in text(client, cast.bela, "/today/")
    assert not cast.bela.notices.filter(subject=told.case.code).exists()


@pytest.mark.requirement("B4")
def test_an_excluded_responder_gets_the_same_answer_as_for_a_case_that_never_was(client, cast):
    told = make.report("a", excluding=[cast.bela])
    client.force_login(cast.bela)
    there, never = client.get(place(told)), client.get("/cases/C-2222/")
    assert (there.status_code, there.content) == (never.status_code, never.content)


@pytest.mark.requirement("B14")
def test_who_stepped_back_or_was_removed_finds_nothing_behind_the_code(client, cast, worked):
    make.recuse(worked.case, by=cast.bela)
    nothing_behind(client, cast.bela, worked)
    make.remove(worked.case, cast.dana, by=cast.chidi)
    nothing_behind(client, cast.dana, worked)
    assert worked.case.code not in text(client, cast.dana, "/today/")


@pytest.mark.parametrize("who", ["sol", "rosa", "ana", "mara"])
@pytest.mark.requirement("B3", "S0.70")
def test_superuser_leader_member_and_backup_contact_find_nothing(client, cast, worked, who):
    nothing_behind(client, getattr(cast, who), worked)


@pytest.mark.requirement("B2", "S0.15", "T2")
def test_the_wall_between_the_desks_stands_on_both_sides(client, cast, worked):
    formal = make.report("b")
    nothing_behind(client, cast.ida, worked)
    nothing_behind(client, cast.chidi, formal)
    assert formal.case.code not in text(client, cast.chidi, "/cases/")
    assert worked.case.code not in text(client, cast.ida, "/cases/")


@pytest.mark.requirement("B14")
def test_when_a_term_ends_its_cases_are_not_served_any_more(client, cast, worked):
    leave_office(term=Term.objects.get(person=cast.dana), by="operator", at=make.now())
    nothing_behind(client, cast.dana, worked)
