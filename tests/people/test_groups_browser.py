"""The pages of groups and of one's own name, in both languages, on a telephone."""

import pytest

from chapterhouse.people.actions import groups as verbs
from tests import make
from tests.people.listed import on_list
from tests.people.test_groups import TEXTS
from tests.sealing.vault_pages import sign_in, telephone, well

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["en", "es"])
def phone(browser, live_server, request):
    with telephone(browser, live_server, request.param) as page:
        yield page


def test_pages_of_groups(phone, cast):
    group = verbs.open_group(code="housing", kind="committee", **TEXTS, by=cast.rosa, at=make.now())
    for person in (cast.bela, cast.rosa):
        on_list(person)
        verbs.join_group(group=group, pack=cast.version.pack, by=person, at=make.now())
        verbs.name_coordinator(group=group, person=person, by=cast.rosa, at=make.now())
    verbs.write_handover_note(group=group, text="The key.", after=0, by=cast.rosa, at=make.now())
    sign_in(phone, cast.rosa)
    for address in (
        "/groups/",
        "/groups/new/",
        "/groups/housing/",
        "/groups/housing/notes/",
        "/account/name/",
    ):
        phone.goto(address)
        assert phone.locator("h1").count() == 1
        assert well(phone) == [], address
