"""Fixtures: the site's own row, and the cast (who they are: chapterhouse/demo/chapter.py).

    cast        everyone, by first name: `.bela`, `.chidi`, `.dana` (ombudspeople), `.ida`, `.noor`
                (grievance officers), `.mara` (backup contact), `.rosa` (steering committee),
                `.ana` (member), `.sol` (superuser); the pack dsa-la-2018 is in force since a month ago.
    bela, …     each of them alone, for tests that want their names as arguments.

All of them work in ordinary tests and in transactional ones (live server, threads). What the cast then does:
tests/make.py.
"""

import pytest

from chapterhouse.sealing.models import site_id
from tests import make
from tests.stored import is_stored


@pytest.fixture(autouse=True)
def _site(request):
    """The Site row goes with a transactional test; here it stands again, always the same."""
    if not is_stored(request.node):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    make.site()
    yield
    site_id.cache_clear()


@pytest.fixture
def cast(db, _site):
    return make.cast()


def _one(first):
    @pytest.fixture(name=first)
    def person(cast):
        return getattr(cast, first)

    return person


for _first in make.NAMES:
    globals()[_first] = _one(_first)
