"""The rules on one page: texts that a pack holds, their versions, and how they have changed."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from chapterhouse.casework.models import Case
from chapterhouse.packs.actions import adopt
from chapterhouse.packs.loading import load
from tests import make, organisations
from tests.support.asking import doors

HEAD = 'kind = "{kind}"\n'
TEXT = 'version = "{version}"\n[[documents.text]]\nen = "{text}"\nes = "{text} (es)"\n'


def shown(address="/support/rules/", language="en"):
    page = Client().get(f"{address}?lang={language}")
    assert page.status_code == 200
    assert not page.cookies
    return " ".join(page.content.decode().replace("&#x27;", "'").split())


def section(page, name):
    """A part of the page by the heading that names it."""
    return page.split(f'aria-labelledby="{name}"')[1].split("</section>")[0]


def adopted(slug, *, at=None, **texts):
    """A pack in force that holds texts of some documents, in version 3."""
    source = make.pack(slug).source
    for kind, text in texts.items():
        head = HEAD.format(kind=kind.replace("_", "-"))
        ending = re.search(re.escape(head) + r"(?:[^\[\n].*\n)*", source)[0]
        source = source.replace(ending, ending + TEXT.format(version="3", text=text))
    return adopt(source=source, at=at or make.now())


@pytest.mark.requirement("S0.23", "S0.24", "S0.56")
def test_policies_and_the_code_of_conduct_stand_here_in_their_version_and_a_case_keeps_its_own(cast):
    first = adopted(
        "dsa-la-2018",
        misconduct_policy="What counts as misconduct.",
        harassment_policy="What counts as harassment.",
        code_of_conduct="How we treat one another.",
    )
    page, start = shown(), shown("/support/")
    for kind in ("misconduct-policy", "harassment-policy", "code-of-conduct"):
        there = section(page, f"title-{kind}")
        assert "Version 3." in there
        assert re.search(r"What counts as|How we treat", there)
        assert f'href="/support/rules/?lang=en#{kind}"' in start
    formal = next(door for door in doors()["doors"] if door["desk"] == "hgo")
    explained = {option["code"]: option["explains"]["en"] for option in formal["options"]}
    assert "Misconduct Policy describes it" in explained["misconduct"]
    assert "Resolution 33, describes it" in explained["harassment"]
    case = make.report("b").case
    adopted("dsa-la-2018", misconduct_policy="Something else now.")
    kept = Case.objects.get(pk=case.pk).pack
    assert kept == first
    assert kept.pack.document("misconduct-policy").text[0].in_("en") == "What counts as misconduct."


@pytest.mark.requirement("S1.68")
def test_members_can_read_what_the_team_committed_itself_to(cast):
    adopted("dsa-la-crt", expectations="We answer within the time promised.")
    assert "We answer within the time promised." in section(shown(), "title-expectations")
    assert "We answer within the time promised. (es)" in section(shown(language="es"), "title-expectations")
    assert 'href="/support/rules/?lang=en#expectations"' in shown("/")


@pytest.mark.requirement("S0.67")
def test_whoever_helps_to_refine_the_process_sees_how_it_changed_and_whom_to_tell(cast):
    adopted("dsa-la-2018", expectations="A first text.")
    history = section(shown(), "history")
    rows = re.findall(r"<li>(.*?)</li>", history)
    assert [re.sub("<.*?>", "", row).partition(",")[0] for row in rows] == ["dsa-la-2018 2", "dsa-la-2018 1"]
    assert "in force since" in rows[0]
    feedback = next(way for way in cast.version.pack.involvement if way.code == "feedback")
    assert f'href="mailto:{feedback.email}"' in history
    files = [Client().get(address).content.decode() for address in re.findall(r'href="([^"]+toml)"', history)]
    assert load(files[1]) == cast.version.pack
    assert "A first text." in files[0]


def test_what_will_be_in_force_is_not_shown_before(cast):
    adopted("dsa-la-2018", at=make.now() + timedelta(days=3), expectations="Not yet.")
    assert "dsa-la-2018 2" not in shown()
    assert Client().get("/support/rules/dsa-la-2018-2.toml").status_code == 404


@pytest.mark.parametrize("slug", ["r33-chapter", "open-source-conduct", "workplace-eu"])
def test_packs_that_hold_a_text_show_it(db, slug):
    pack = organisations.working_by(slug).version.pack
    [document] = [each for each in pack.documents if each.text]
    for language in ("en", "es"):
        there = section(shown(language=language), f"title-{document.kind}")
        assert all(paragraph.in_(language) in there for paragraph in document.text)


def test_a_document_that_is_not_here_says_so(cast):
    assert "Not on this site yet: ask us for it." in section(shown(), "title-misconduct-policy")


def test_without_a_pack_there_are_no_rules(db):
    assert "The doors are not open yet" in shown()
    assert Client().get("/support/rules/none-1.toml").status_code == 404


@pytest.mark.requirement("B17")
@pytest.mark.parametrize(
    ("slug", "decides", "appeals"),
    [
        ("dsa-la-2018", "Steering Committee", "An appeal is heard by others than those who decided"),
        ("madison-hgo", "Harassment Grievance Officers", ""),
        ("open-source-conduct", "Committee members", "An appeal is heard by: Ombudspeople for appeals."),
    ],
)
def test_who_decides_at_the_formal_desk_stands_there_in_the_words_of_the_pack(cast, slug, decides, appeals):
    make.pack(slug)
    page = shown()
    assert f"What is found and what follows is decided by: {decides}" in page
    assert appeals in page


def test_a_pack_without_a_formal_desk_says_nothing_of_deciding(cast):
    make.pack("dsa-la-crt")
    assert "Who decides" not in shown()
