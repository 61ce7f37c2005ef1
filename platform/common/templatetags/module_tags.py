"""ES modules told to the browser in one go: it would learn of each only by reading the one that imports it."""

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_IMPORT = re.compile(r'^import (?:[^"]* from )?"(?P<name>\.[^"]+)";', re.MULTILINE)


@register.simple_tag
def modules_behind(*names: str) -> SafeString:
    """Links that fetch every module the named ones import, at once and after the pictures in sight."""
    links = [(static(name),) for name in imported_by(*names)]
    return format_html_join("\n", '<link rel="modulepreload" href="{}" fetchpriority="low">', links)


@cache
def imported_by(*names: str) -> tuple[str, ...]:
    """The modules that these import, directly or through others, each once. Those fetched when needed (`import()`) are
    not among them."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        for other in _imports(waiting.pop(0)):
            if other not in found and other not in names:
                found[other] = None
                waiting.append(other)
    return tuple(found)


def _imports(name: str) -> Iterator[str]:
    path = finders.find(name)
    if not path:
        raise ValueError(f"there is no module {name}")
    for found in _IMPORT.finditer(Path(path).read_text("utf-8")):
        yield posixpath.normpath(posixpath.join(posixpath.dirname(name), found["name"]))
