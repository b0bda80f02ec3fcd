"""The sealing app's modules as a browser gets them: as they are, under every page's policy, no Django."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page

import chapterhouse.sealing

STATIC = Path(chapterhouse.sealing.__file__).parent / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; worker-src 'none';"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
#: Makes a browser whose WebCrypto knows neither X25519 nor Ed25519.
WITHOUT_CURVES = """
for (const name of ["generateKey", "importKey"]) {
  const real = SubtleCrypto.prototype[name];
  SubtleCrypto.prototype[name] = async function (...given) {
    if (given.some((one) => ["Ed25519", "X25519"].includes(one?.name ?? one))) {
      throw new DOMException("no", "NotSupportedError");
    }
    return real.apply(this, given);
  };
}
"""


class Shelf(SimpleHTTPRequestHandler):
    """An empty page, the modules of the sealing app, and the checks."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def translate_path(self, path: str) -> str:
        if path == "/checks.js":
            return str(Path(__file__).with_name("checks.js"))
        return str(STATIC / path.lstrip("/"))

    def do_GET(self) -> None:
        if self.path != "/":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>checks</title>")
        return None

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_about: Any) -> None:
        """Says nothing."""


class Checks:
    """`checks.name(…)` runs that function of checks.js in the browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __getattr__(self, name: str) -> Any:
        script = "async ([name, given]) => (await import('/checks.js'))[name](...given)"
        return lambda *given: self.page.evaluate(script, [name, given])


@contextmanager
def checks_in(browser: Browser, before: str = "") -> Iterator[Checks]:
    """A page of its own with the checks; `before` is a script that runs before anything else."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Shelf, directory=str(STATIC)))
    Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    context.add_init_script(before)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    yield Checks(page)
    context.close()
    server.shutdown()
    server.server_close()
