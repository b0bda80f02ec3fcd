"""A mail server of our own, and what waits in the outbox."""

import pytest

from chapterhouse.notices.models import Notice
from tests.post_office import post

__all__ = ["post"]


@pytest.fixture
def outbox_of():
    """What waits for somebody, as (kind, subject)."""

    def waiting(person):
        return sorted(Notice.objects.unsent().filter(person=person).values_list("kind", "subject"))

    return waiting
