from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from chapterhouse.ui.refused import Refused


@pytest.fixture
def refused():
    """``with refused("code"): …``: the verb inside says no, for this reason, in a sentence."""

    @contextmanager
    def refusing(code: str) -> Iterator[None]:
        with pytest.raises(Refused) as caught:
            yield
        assert caught.value.code == code
        assert str(caught.value).strip()

    return refusing
