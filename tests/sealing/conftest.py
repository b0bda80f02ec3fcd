import copy
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.sealing.browser_shelf import Checks, checks_in
from tests.sealing.sides import BrowserSide, Case, PythonSide


@pytest.fixture(scope="module")
def checks(browser: Browser) -> Iterator[Checks]:
    """The functions of checks.js, in a page of their own."""
    with checks_in(browser) as checks:
        yield checks


@pytest.fixture(params=["python", "browser"])
def side(request: pytest.FixtureRequest, checks: Checks) -> PythonSide | BrowserSide:
    """The same test twice: in Python and in a browser."""
    return PythonSide() if request.param == "python" else BrowserSide(checks)


@pytest.fixture(scope="module")
def fresh() -> Case:
    return Case.new("123456789012345678901235")


@pytest.fixture
def case(fresh: Case) -> Case:
    """A report that arrived, to be spoiled as the test likes."""
    return copy.deepcopy(fresh)
