from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import override_settings

from chapterhouse.demo import loading
from tests import make
from tests.demo import addresses


@contextmanager
def at_home(folder):
    """A data folder as `make demo` has it, empty."""
    with override_settings(
        DEMO=True,
        HOME=folder,
        EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend",
        EMAIL_FILE_PATH=folder / "mail",
        ROOT_URLCONF=addresses.__name__,
        SITE_ADDRESS="http://127.0.0.1:8000",
    ):
        yield folder


@pytest.fixture
def home(tmp_path):
    with at_home(tmp_path):
        yield tmp_path


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once for a module, whose tests take back what they change.

    What `load` returned, and `.home`.
    """
    with django_db_blocker.unblock(), at_home(tmp_path_factory.mktemp("home")) as home, transaction.atomic():
        make.site()
        yield Loaded(loading.load(at=make.now(), handles=make.HANDLES), home=home)
        transaction.set_rollback(True)


class Loaded(dict):
    def __init__(self, secrets, *, home):
        super().__init__(secrets)
        self.home = home
