"""`.env.example` and what the code reads are one list, in both directions."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
EXAMPLE = ROOT / ".env.example"
# How the file names the type that each function of config.environment reads.
TYPES = {
    "text": "text",
    "number": "whole number",
    "count": "count",
    "choice": "one of",
    "flag": "yes or no",
    "names": "list",
    "folder": "folder",
    "address": "address",
    "database": "PostgreSQL address",
}
# Read beside the settings, by code that must run before or without them. The value is the type.
READ_ELSEWHERE = {"MEADOW_CLOCK_OFFSET": "number"}


class Documented(NamedTuple):
    comment: str
    value: str


def _documented() -> dict[str, Documented]:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    found = {}
    for above, line in pairwise(lines):
        variable = re.fullmatch(r"([A-Z_]+)=(.*)", line)
        if variable:
            found[variable[1]] = Documented(above, variable[2])
    return found


def _calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))


def _read_by_settings() -> dict[str, ast.Call]:
    found = {}
    for path in (ROOT / "platform" / "config").rglob("*.py"):
        for call in _calls(path):
            match call:
                case ast.Call(ast.Attribute(ast.Name("env"), reader), [ast.Constant(str(name)), *_]) if reader in TYPES:
                    found[name] = call
    return found


def _read_past_the_settings() -> set[str]:
    """Variables that a part of the site (not the set-up for a laptop) takes from os.environ itself."""
    found = set()
    for part in ("notes", "users", "shop", "platform"):
        for path in (ROOT / part).rglob("*.py"):
            if "embedded" not in path.parts:
                source = path.read_text(encoding="utf-8")
                found |= set(re.findall(r"""(?:environ\.get\(|environ\[|getenv\()["'](\w+)""", source))
    return found


def _constant_default(call: ast.Call) -> str | None:
    """The default as the file writes it, where it is written out in the settings; None where it is worked out."""
    keyword = next((item.value for item in call.keywords if item.arg == "default"), None)
    default = keyword or (call.args[1] if len(call.args) > 1 else None)
    if not isinstance(default, ast.Constant) or default.value is None:
        return None
    return {"": "empty", True: "1", False: "0"}.get(default.value, str(default.value))


def test_every_variable_that_the_code_reads_is_documented_and_no_other():
    assert set(_documented()) == set(_read_by_settings()) | set(READ_ELSEWHERE)


def test_what_is_read_past_the_settings_is_known_here():
    assert _read_past_the_settings() == set(READ_ELSEWHERE)


def test_every_comment_begins_with_the_type_that_is_read():
    readers = {
        name: call.func.attr for name, call in _read_by_settings().items() if isinstance(call.func, ast.Attribute)
    }
    wrong = [
        name
        for name, reader in {**readers, **READ_ELSEWHERE}.items()
        if not re.match(rf"# {TYPES[reader]}( \([^)]+\))?, (default |required)", _documented()[name].comment)
    ]
    assert wrong == []


def test_every_default_written_in_the_settings_is_told():
    defaults = {name: _constant_default(call) for name, call in _read_by_settings().items()}
    assert len([value for value in defaults.values() if value]) > 15, "the settings were not read"
    wrong = [
        name
        for name, value in defaults.items()
        if value is not None and not re.search(rf"default {re.escape(value)}\.( |$)", _documented()[name].comment)
    ]
    assert wrong == []


def test_every_scheme_that_an_address_may_have_is_told():
    told = {name: re.search(r"\(([^)]*)\)", row.comment) for name, row in _documented().items()}
    wrong = []
    for name, call in _read_by_settings().items():
        if isinstance(call.func, ast.Attribute) and call.func.attr == "address":
            schemes = ", ".join(ast.literal_eval(call.args[2]))
            here = told[name]
            wrong += [] if here and here[1] == schemes else [name]
    assert wrong == []


def test_every_word_that_may_be_chosen_is_told():
    wrong = []
    for name, call in _read_by_settings().items():
        if isinstance(call.func, ast.Attribute) and call.func.attr == "choice":
            told = re.search(r"\(([^)]*)\)", _documented()[name].comment)
            wrong += [] if told and told[1] == ", ".join(ast.literal_eval(call.args[2])) else [name]
    assert wrong == []


def test_nothing_secret_is_filled_in():
    named_secret = [name for name in _documented() if re.search("SECRET|TOKEN|PASSWORD", name)]
    assert named_secret == ["SECRET_KEY", "METRICS_TOKEN", "WEIXIN_APP_SECRET", "WEIBO_APP_SECRET"]
    assert [name for name in named_secret if _documented()[name].value] == []
