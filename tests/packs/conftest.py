import pytest

from chapterhouse.packs.loading import load, shipped
from chapterhouse.packs.pack import Pack


@pytest.fixture(scope="session")
def la_2018() -> Pack:
    return load(shipped()["dsa-la-2018"])


@pytest.fixture(scope="session")
def crt() -> Pack:
    return load(shipped()["dsa-la-crt"])


@pytest.fixture(scope="session")
def madison() -> Pack:
    return load(shipped()["madison-hgo"])


#: Packs of chapters of one national organisation; the other packs are for communities that have none.
CHAPTERS = ("dsa-la-2018", "dsa-la-crt", "madison-hgo", "r33-chapter")


@pytest.fixture(params=CHAPTERS)
def chapter_pack(request: pytest.FixtureRequest) -> Pack:
    """Every chapter's pack, in turn."""
    return load(shipped()[request.param])


@pytest.fixture(scope="session")
def r33() -> Pack:
    return load(shipped()["r33-chapter"])


@pytest.fixture(scope="session")
def project() -> Pack:
    return load(shipped()["open-source-conduct"])


@pytest.fixture(scope="session")
def workplace() -> Pack:
    return load(shipped()["workplace-eu"])


@pytest.fixture(params=sorted(shipped()))
def each_pack(request: pytest.FixtureRequest) -> Pack:
    """Every pack that comes with the program, in turn."""
    return load(shipped()[request.param])
