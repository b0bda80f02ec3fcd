import re

import pytest
from django.core import mail
from django.utils.translation import override

from chapterhouse.demo.chapter import CAST
from chapterhouse.notices.actions import send_next, tell
from chapterhouse.notices.models import Notice
from chapterhouse.people.models import Person
from tests import make

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "es")


def said(kind, language, subject="C-7K2Q"):
    reader = Person.objects.create(name="Reader", email=f"{kind}-{language}@example.org", language=language)
    tell(people=[reader], kind=kind, subject=subject, at=make.now())
    send_next(at=make.now())
    return mail.outbox[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Notice.KINDS)
@pytest.mark.requirement("B10", "B11", "T7", "S0.55")
def test_a_notice_says_only_that_there_is_something_new(cast, kind, language):
    told = make.report("a")
    message = said(kind, language, subject=told.case.code)
    text = f"{message.subject}\n{message.body}\n{message.message()}".lower()
    with override(language):
        pack = cast.version.pack
        telling = [str(each.name) for each in (*pack.desks, *pack.offices, *pack.doors)]
    telling += [each.name.split()[-1] for each in CAST]
    telling += [told.case.code, told.case.code[2:], *make.HANDLES.values(), make.told().title]
    telling += ["report", "informe", "case", "caso", "complaint", "queja", "grievance", "support", "apoyo"]
    assert [word for word in telling if word.lower() in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.requirement("B11")
def test_all_notices_share_one_subject_that_a_locked_screen_may_show(language):
    assert len({said(kind, language).subject for kind in Notice.KINDS}) == 1


@pytest.mark.parametrize("kind", Notice.KINDS)
def test_a_notice_is_in_its_readers_language_whatever_the_worker_speaks(kind):
    with override("en"):
        spanish = said(kind, "es")
    with override("es"):
        english = said(kind, "en")
    assert "Sign in" in english.body
    assert "Entre" in spanish.body
    assert english.subject != spanish.subject


def test_a_notice_leads_to_one_page_and_carries_nothing_in_its_address(settings):
    settings.SITE_ADDRESS = "https://chapter.example"
    assert re.findall(r"https?://\S+", said(Notice.NEW, "en").body) == ["https://chapter.example/today/"]


def test_a_notice_is_plain_text_with_no_pictures_to_fetch():
    message = said(Notice.NEW, "en").message()
    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()
