from collections.abc import Iterator

import pytest

from chapterhouse.ui import frame

RIVERSIDE = frame.Frame(
    name="Riverside",
    phone="555-0142",
    hours="Tuesday and Thursday, 6 to 9 pm Pacific time.",
    exit_url="https://weather.example/",
    menu=(frame.Entry("Support", "/quiet/"), frame.Entry("Parts", "/gallery/")),
    links=(frame.Entry("Rules", "/rules/"), frame.Entry("Join", "https://join.example/")),
    zone="America/Los_Angeles",
)


@pytest.fixture
def riverside() -> Iterator[frame.Frame]:
    """Pages stand in the frame of an invented organisation, whatever the site's own rows say."""
    before = list(frame._providers)
    frame.register(lambda request: RIVERSIDE)
    yield RIVERSIDE
    frame._providers[:] = before
