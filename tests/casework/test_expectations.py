"""What the team has committed itself to: each says yes by themselves, to the version that stands."""

import re

import pytest

from chapterhouse.casework.actions.committing import accept
from chapterhouse.casework.expectations import expectations_of
from chapterhouse.journal.models import Row
from chapterhouse.packs.actions import adopt
from tests import make

pytestmark = pytest.mark.django_db

TEXT = 'version = "{version}"\n[[documents.text]]\nen = "{text}"\nes = "{text} (es)"\n'


def committed(version="1", text="We answer in time."):
    """The chapter's pack with a text of its expectations, in force now."""
    source = make.pack().source
    place = re.search(r'kind = "expectations"\n(?:[^\[\n].*\n)*', source)[0]
    return adopt(
        source=source.replace(place, place + TEXT.format(version=version, text=text)), at=make.now()
    ).pack


def names(people):
    return [person.name for person in people]


@pytest.mark.requirement("S0.69")
def test_each_says_yes_and_all_can_read_who_has_not_yet(client, cast):
    committed()
    client.force_login(cast.bela)
    page = client.get("/expectations/").content.decode()
    assert "We answer in time." in page
    assert "I commit myself to this" in page
    done = client.post("/expectations/", follow=True).content.decode()
    assert "Your yes is written down." in done
    assert "I commit myself to this" not in done
    row = Row.objects.get(verb="accepted-expectations")
    assert (row.by, row.subject) == (cast.bela.username, "expectations:1")
    public = client.get("/support/rules/").content.decode()
    assert "Of those who answer here, 1 have said yes to this version, and 4 not yet." in public
    assert "We answer in time." in public


@pytest.mark.requirement("S0.69")
def test_another_version_is_said_yes_to_anew_and_the_first_yes_stays_written_down(cast):
    first = committed()
    accept(by=cast.bela, pack=first, at=make.now())
    accept(by=cast.bela, pack=first, at=make.now())
    assert Row.objects.filter(verb="accepted-expectations").count() == 1
    assert names(expectations_of(first, make.now()).accepted) == ["Bela Novak"]
    second = committed(version="2", text="We answer sooner.")
    assert expectations_of(second, make.now()).accepted == []
    assert Row.objects.filter(verb="accepted-expectations").count() == 1


def test_whoever_leaves_office_is_not_counted_any_more(cast):
    pack = committed()
    accept(by=cast.bela, pack=pack, at=make.now())
    make.leave(cast.bela)
    found = expectations_of(pack, make.now())
    assert found.accepted == []
    assert "Bela Novak" not in names(found.awaited)


def test_whoever_reads_no_cases_has_nothing_to_say_yes_to(client, cast, refused):
    pack = committed()
    with refused("malformed"):
        accept(by=cast.mara, pack=pack, at=make.now())
    client.force_login(cast.ana)
    assert client.get("/expectations/").status_code in (302, 403, 404)


def test_without_a_text_the_page_says_where_it_belongs(client, cast):
    client.force_login(cast.bela)
    assert "The text is not on this site yet." in client.get("/expectations/").content.decode()
    client.post("/expectations/")
    assert not Row.objects.filter(verb="accepted-expectations").exists()
    assert "Of those who answer here" not in client.get("/support/rules/").content.decode()
