"""Who may do what on this site, beside reading cases: by the offices they hold, as the pack says."""

from datetime import timedelta
from typing import get_args

import pytest
from django.http import Http404
from django.test import RequestFactory

from chapterhouse.packs import forms
from chapterhouse.packs.loading import load, shipped
from chapterhouse.people.actions.offices import leave_office
from chapterhouse.people.models import Term
from chapterhouse.people.permissions import Permission, holder_of, may, who_may
from chapterhouse.ui.access import access
from tests import make


def test_a_pack_may_name_each_of_them_and_no_other():
    assert sorted(get_args(forms.Permission)) == sorted(Permission.values)


@pytest.mark.parametrize("slug", sorted(shipped()))
def test_each_shipped_pack_has_somebody_for_everything(slug):
    given = {permission for office in load(shipped()[slug]).offices for permission in office.may}
    assert given == set(Permission.values)


@pytest.mark.django_db
def test_it_begins_and_ends_with_the_term(cast):
    at = make.now()
    assert may(cast.rosa, Permission.KEEP_ROSTER, at)
    assert list(who_may(Permission.KEEP_ROSTER, at)) == [cast.rosa]
    assert not may(cast.bela, Permission.KEEP_ROSTER, at)
    assert not may(cast.sol, Permission.KEEP_ROSTER, at)
    term = Term.objects.get(person=cast.rosa)
    assert not may(cast.rosa, Permission.KEEP_ROSTER, term.starts - timedelta(seconds=1))
    leave_office(term=term, by="operator", at=at)
    assert not may(cast.rosa, Permission.KEEP_ROSTER, at)


@pytest.mark.django_db
def test_a_page_kept_for_it_is_not_there_for_anybody_else(cast):
    @access(holder_of(Permission.KEEP_ROSTER))
    def page(request):
        return "shown"

    request = RequestFactory().get("/")
    request.user = cast.rosa
    assert page(request) == "shown"
    request.user = cast.bela
    with pytest.raises(Http404):
        page(request)
