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


@pytest.fixture(params=sorted(shipped()))
def each_pack(request: pytest.FixtureRequest) -> Pack:
    """Every pack that comes with the program, in turn."""
    return load(shipped()[request.param])
