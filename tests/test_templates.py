"""What can be said of every template without opening a page: it compiles, names only what exists, and is tidy.

A formatter would move the spaces inside links, buttons and badges, and those are seen; so tidiness is checked here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

FOLDER = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())
PAGES = [name for name in NAMES if name.endswith(".html")]


def _source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _found(pattern: str) -> list[tuple[str, str]]:
    return [(name, match) for name in NAMES for match in re.findall(pattern, _source(name))]


def _url_names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Every name that `{% url %}` may be given, namespaces included."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _url_names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}"


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name: str):
    assert get_template(name)


def test_every_address_named_in_a_template_exists():
    named = _found(r"""\{% url ["']([\w:.-]+)["']""")
    known = set(_url_names(get_resolver()))
    assert len(named) > 100
    assert [row for row in named if row[1] not in known] == []


def test_every_file_named_in_a_template_exists():
    named = _found(r"""\{% static ["']([^"']+)["']""")
    assert len(named) > 30
    assert [row for row in named if finders.find(row[1]) is None] == []


def test_every_template_named_in_a_template_exists():
    for _name, other in _found(r"""\{% (?:include|extends) ["']([^"']+)["']"""):
        assert get_template(other)


def test_no_page_carries_what_the_content_policy_forbids():
    inline = _found(r"""(<style|\sstyle=|\son[a-z]+=["']|javascript:)""")
    scripts = _found(r"(<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))[^>]*>)")
    assert inline + scripts == []


@pytest.mark.parametrize(
    ("flaw", "pattern"),
    [
        ("a tab", r"(\t)"),
        ("a space at the end of a line", r"( +)(?=\n)"),
        ("a tag without its spaces", r"(\{%[^ ]|[^ ]%\}|\{\{[^ ]|[^ }\x22]\}\})"),
        ("two empty lines", r"(\n\n\n)"),
        ("an end without a line break", r"([^\n]\Z)"),
    ],
)
def test_templates_are_tidy(flaw: str, pattern: str):
    pages = {name for name, _match in _found(pattern) if name in PAGES}
    assert not pages, f"{flaw} in {sorted(pages)}"
