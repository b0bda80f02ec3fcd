"""Settings of the tests: the real ones, with a data folder of their own and nothing that waits for a disk."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# The process that starts the tests makes the folder; each parallel worker has its own room in it.
folder = os.environ.get("CHAPTERHOUSE_TESTS")
if not folder or "PYTEST_XDIST_WORKER" not in os.environ:
    folder = os.environ["CHAPTERHOUSE_TESTS"] = tempfile.mkdtemp(prefix="chapterhouse-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
home = Path(folder) / os.environ.get("PYTEST_XDIST_WORKER", "alone")
home.mkdir(exist_ok=True)

# A site as it runs, not as it is developed: hashed static files, real headers, no debug pages.
for name in ("DEBUG", "CHAPTERHOUSE_DEMO", "EMAIL_URL", "BEHIND_PROXY"):
    os.environ.pop(name, None)
os.environ |= {
    "SECRET_KEY": "for tests alone",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "MAIL_FROM": "Chapterhouse <chapterhouse@localhost>",
    "SITE_ADDRESS": "http://127.0.0.1:8000",
    "CHAPTERHOUSE_PLAIN_HTTP": "true",
    "CHAPTERHOUSE_HOME": str(home),
    "STATIC_ROOT": str(Path(folder) / "static"),
    # Browser tests run an event loop beside the test; nothing of ours is asynchronous.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}

from chapterhouse.settings import *  # noqa: E402, F403 - all of them, as the lines above have them read
from chapterhouse.settings import DATABASES, HOME  # noqa: E402 - as above

database = DATABASES["default"]
if database["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: browser tests read and write it from several threads, as a site does.
    database["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    options = database["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
database["CONN_MAX_AGE"] = 0  # the threads of a live server end with their requests

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
