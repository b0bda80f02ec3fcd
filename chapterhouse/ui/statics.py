"""Static files under names made from their contents."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Written apart and served as one: each request of a first visit waits for its turn on a slow telephone.
PARTS = ("tokens", "base", "layout", "actions", "forms", "content", "print")
SHEETS = tuple(f"ui/css/{name}.css" for name in PARTS)
JOINED = "ui/css/site.css"
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)


class HashedModules(CompressedManifestStaticFilesStorage):
    """Content-hashed names also in the imports between our modules, compressed once at collection."""

    support_js_module_import_aggregation = True
    # A name settles one pass after the names it imports: as many passes as the longest chain of imports is
    # deep. A circle of imports never settles, and collecting then fails, as it should.
    max_post_process_passes = 20

    def url_converter(
        self, name: str, hashed_files: dict[str, str], template: str | None = None
    ) -> Callable[[re.Match[str]], str]:
        """Leaves addresses in comments alone: a JSDoc type may name a module that imports this one."""
        convert: Any = super().url_converter(name, hashed_files, template)

        def outside_comments(match: re.Match[str]) -> str:
            spans = (comment.span() for comment in COMMENT.finditer(match.string))
            if any(start <= match.start() < end for start, end in spans):
                return match[0]
            return str(convert(match))

        return outside_comments

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Also the stylesheets in one."""
        if not dry_run and all(name in paths for name in SHEETS):
            text = "".join(as_part(name, *paths[name]) for name in SHEETS)
            self.delete(JOINED)
            self._save(JOINED, ContentFile(text.encode()))
            paths = {**paths, JOINED: (self, JOINED)}
        yield from super().post_process(paths, dry_run, **options)


def as_part(name: str, storage: Storage, path: str) -> str:
    """A stylesheet as it stands within the one that holds them all; that for paper is for paper alone."""
    with storage.open(path) as sheet:
        text: str = sheet.read().decode()
    return f"@media print {{\n{text}}}\n" if name.endswith("/print.css") else text


def stylesheets() -> tuple[str, ...]:
    """Names of the stylesheets to link: one, or while developing each as it is written."""
    return SHEETS if settings.DEBUG else (JOINED,)
