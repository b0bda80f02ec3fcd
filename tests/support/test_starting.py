"""The program starts with settings that are whole, or says what to set."""

import os
import subprocess
import sys

import pytest


def started_with(**said):
    """What the program says when it starts with these settings."""
    keep = {name: value for name, value in os.environ.items() if not name.startswith("OIDC_")}
    run = [sys.executable, "-c", "import chapterhouse.settings as s; print(s.SOCIALACCOUNT_PROVIDERS)"]
    done = subprocess.run(run, env={**keep, **said}, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "MAIL_FROM", "SITE_ADDRESS"])
def test_the_program_does_not_start_without_what_must_be_set(name):
    said = started_with(CHAPTERHOUSE_DEMO="false", DEBUG="false", **{name: ""})
    assert f"Set {name} in the environment" in said
