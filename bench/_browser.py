"""A real Chromium, as a visitor has it: empty cache, nothing stored."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from _site import ROOT
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright


def chromium() -> str:
    """The path of the Chromium to use: what bin/bench found, else what bin/chromium finds."""
    found = os.environ.get("CHROMIUM")
    command = [ROOT / "bin" / "chromium"]
    return found or subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        print(f"  Chromium {started.version}")
        try:
            yield started
        finally:
            started.close()


def first_visit(started: Browser, **options: Any) -> tuple[Page, CDPSession]:
    """A page in a context of its own, and the line to its developer tools."""
    context = started.new_context(**options)
    page = context.new_page()
    return page, context.new_cdp_session(page)
