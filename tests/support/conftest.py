import pytest


@pytest.fixture(autouse=True)
def _quiet(quiet_times):
    """Here all is sent by code."""
