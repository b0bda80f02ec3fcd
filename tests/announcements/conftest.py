"""A mail server of our own; and Ida, who reads Spanish, reading English."""

import pytest

from tests.post_office import post

__all__ = ["post"]


@pytest.fixture
def reads_english(cast):
    cast.ida.language = "en"
    cast.ida.save()
