"""Riverside's handbook: whole in both languages, with something to agree to, to compare and to answer."""

import pytest
from django.test import Client

from chapterhouse.demo.handbook import BOOKS
from chapterhouse.handbook.models import Proposal, Version
from chapterhouse.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("S0.73")
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_document_can_be_read_in_both_languages(loaded, language):
    kinds = [book.kind for book in BOOKS]
    assert kinds[:5] == [
        "misconduct-policy",
        "harassment-policy",
        "code-of-conduct",
        "referral-guide",
        "expectations",
    ]
    for version in Version.objects.adopted().select_related("document"):
        page = Client().get(f"/handbook/{version.document.code}/{version.number}/?lang={language}")
        text = version.texts.get(language=language)
        assert text.title in page.content.decode()
        assert 'id="part-1"' in page.content.decode() or version.address


def test_the_code_of_conduct_changed_once_and_thanks_who_proposed_it(loaded):
    page = Client().get("/handbook/code-of-conduct/?lang=en").content.decode()
    assert "Proposed by Lakeside chapter" in page
    changes = Client().get("/handbook/code-of-conduct/changes/1/2/?lang=en").content.decode()
    assert changes.count("<ins>") > 2
    assert Proposal.objects.filter(answered=None).count() == 1


def test_the_officer_of_the_story_who_has_not_said_yes_yet_is_asked(loaded):
    client = Client()
    client.force_login(Person.objects.get(email="dana@example.org"))
    assert "Espera su sí" in client.get("/handbook/mine/?lang=es", follow=True).content.decode()
