"""The page of a member: every way that is open to them, and none that is closed."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def page_for(person):
    client = Client()
    client.force_login(person)
    return client.get("/organisation/").content.decode()


def test_a_member_sees_the_ways_that_are_open_to_them(cast):
    page = page_for(cast.ana)
    assert "/account/" in page
    assert "/trainings/" not in page


def test_an_officer_sees_what_their_office_opens(cast):
    assert "/trainings/" in page_for(cast.ida)


def test_it_stands_in_the_menu_of_somebody_who_is_signed_in_and_of_nobody_else(client, cast):
    assert client.get("/organisation/").status_code == 302
    assert "/organisation/" not in client.get("/account/login/").content.decode()
    client.force_login(cast.ana)
    assert 'href="/organisation/"' in client.get("/account/").content.decode()
