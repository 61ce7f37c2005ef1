"""Static files with hashed names: ES modules name each other by them, and a sheet of imports becomes one file."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT_PATTERNS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]
_SHEET_IMPORT = re.compile(r'^@import "(?P<name>[^"]+)";\n', re.MULTILINE)

# What collectstatic hands on: the name of a file -> the store it lies in, and its path there.
Paths = dict[str, tuple[Storage, str]]


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Rewrites `import ... from "./x.js"` in our own modules to hashed names, so that they can be cached for good.

    Only js/ is rewritten: vendored scripts mention modules they do not ship. And a stylesheet of ours that imports
    others is written as one file, in their order: each link a page must wait for is a journey on a slow line.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", _IMPORT_PATTERNS))
    # A file that a vendored stylesheet names but does not ship must not stop the site from starting.
    manifest_strict = False

    def post_process(
        self,
        paths: Paths,
        dry_run: bool = False,  # noqa: FBT001, FBT002  (Django's own signature)
        **options: Any,  # handed on
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        yield from super().post_process(paths if dry_run else {**paths, **whole_sheets(paths)}, dry_run, **options)


def whole_sheets(paths: Paths) -> Paths:
    """Our sheets that import others, each with the others in place of the imports.

    Raises ValueError for an imported sheet with an address in it: read from another folder, it would lead elsewhere.
    """
    whole = InMemoryStorage()
    for name in paths:
        if name.startswith("css/") and name.endswith(".css"):
            own = _text(paths, name)
            if _SHEET_IMPORT.search(own):
                whole.save(name, ContentFile(_with_imports(paths, name, own).encode()))
    return {name: (whole, name) for name in paths if whole.exists(name)}


def _with_imports(paths: Paths, name: str, own: str) -> str:
    def imported(found: re.Match[str]) -> str:
        other = posixpath.normpath(posixpath.join(posixpath.dirname(name), found["name"]))
        text = _text(paths, other)
        if "url(" in text or "@import" in text:
            raise ValueError(f"{other} is imported by {name}, so it may hold no url() and no import of its own.")
        return text

    return _SHEET_IMPORT.sub(imported, own)


def _text(paths: Paths, name: str) -> str:
    store, path = paths[name]
    with store.open(path) as file:
        return str(file.read(), "utf-8")
