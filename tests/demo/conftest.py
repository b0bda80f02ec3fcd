import pytest

from chapterhouse.demo import loading
from tests import make
from tests.demo import addresses


@pytest.fixture
def home(settings, tmp_path):
    """A data folder as `make demo` has it, empty."""
    settings.DEMO, settings.HOME = True, tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.ROOT_URLCONF = addresses.__name__
    settings.SITE_ADDRESS = "http://127.0.0.1:8000"
    return tmp_path


@pytest.fixture
def loaded(home, db):
    """The demonstration; what `load` returned."""
    return loading.load(at=make.now(), handles=make.HANDLES)
