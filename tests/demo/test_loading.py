"""Loading the demonstration: once, whole, and nowhere else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from chapterhouse.demo import loading
from chapterhouse.demo.stories import CODE, GUEST, INVITATION
from chapterhouse.people.models import Person
from tests import faults, make

pytestmark = pytest.mark.django_db


def run(command):
    said = StringIO()
    call_command(command, stdout=said)
    return said.getvalue()


def test_the_first_run_loads_and_prints_what_one_needs_and_the_next_keeps_what_is_there(home):
    first = run("load_demo")
    before = faults.everything()
    second, third = run("load_demo"), run("show_demo")
    assert faults.everything() == before
    assert "loaded already" in second
    assert third in first
    assert third in second
    for needed in ("http://127.0.0.1:8000/demo/mail/", "bela@example.org", CODE, GUEST, INVITATION):
        assert needed in first


def test_it_stays_away_from_a_site_in_use(home, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="CHAPTERHOUSE_DEMO"):
        run("load_demo")
    with pytest.raises(CommandError, match="no demonstration"):
        run("show_demo")
    assert not Person.objects.exists()


def test_cut_short_it_leaves_nothing_and_loads_at_the_next_start(home):
    with faults.refusing("casework_handover"), pytest.raises(DatabaseError):
        loading.load(at=make.now(), handles=make.HANDLES)
    assert not Person.objects.exists()
    assert not loading.is_loaded()
    loading.load(at=make.now(), handles=make.HANDLES)
    assert loading.is_loaded()
