import pytest

from chapterhouse.clocks.models import Promise
from chapterhouse.journal.models import Row
from chapterhouse.notices.models import Notice
from chapterhouse.ui.refused import Refused
from tests import faults, make

# ---- cases


@pytest.fixture
def told(cast):
    """A report at the ombudspeople's door, whose return code is the first of `make.CODES`."""
    return make.report("a", code=make.CODES[0], told=make.told(text="It happened after the meeting."))


@pytest.fixture
def worked(cast, told):
    """… which Chidi and Dana have taken."""
    return make.take(told, cast.chidi, cast.dana)


@pytest.fixture
def case(cast):
    """A request that Chidi has looked at."""
    case = make.report("a").case
    make.declare(case, by=cast.chidi)
    Notice.objects.all().delete()
    return case


# ---- looking


@pytest.fixture
def page(page):
    """Presses nothing while sealed texts are being opened: the page moves under the finger then."""
    opening = "sealed-text:is([data-state=locked], [data-state=opening]):visible"
    unlocked = page.locator(f"body:has([data-vault-locked][hidden]) {opening}")
    page.add_locator_handler(unlocked.first, lambda _: None)
    return page


@pytest.fixture
def told_of():
    """Who has a notice about a case waiting, as first names of a kind."""

    def names(case, kind=Notice.NEW):
        found = Notice.objects.unsent().filter(subject=case.code, kind=kind)
        return sorted(found.values_list("person__name", flat=True))

    return names


@pytest.fixture
def promised():
    """The open promise on a case, or None."""
    return lambda case: Promise.objects.open().on(case.code).first()


@pytest.fixture
def journal():
    """What the journal says of a case, oldest first, as (who, what, to whom)."""
    return lambda case: list(Row.objects.about(case.code).values_list("by", "verb", "about"))[::-1]


@pytest.fixture
def refused():
    """`with refused("stale-team"): …`: the verb says no with that code, and nothing has changed."""

    class Saying:
        def __init__(self, code):
            self.code = code

        def __enter__(self):
            self.before = faults.everything()

        def __exit__(self, kind, no, trace):
            assert kind is not None, f"it was not refused, though it should be with {self.code}"
            if not isinstance(no, Refused):
                return False
            assert no.code == self.code
            assert str(no).endswith(".")
            assert faults.everything() == self.before
            return True

    return Saying
