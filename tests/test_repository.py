"""The repository speaks of the product alone, and keeps the sizes it promised itself."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
THIS = Path(__file__).name
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
LARGEST_FILE = 1_500_000
# What nobody who reads the code elsewhere can follow. Colours and HTML entities are no numbers of anything.
FOREIGN = {
    "the number of an issue": r"\b(?:issue|ticket|PR|pull request) #?\d+|(?<![\w&/#'\"(])#\d{1,4}\b(?![\da-fA-F;])",
    "a path of one machine": r"(?<![\w.])/(?:work|root|Users|home/\w+)/[\w.]+",
    "the host of a package registry": r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com))|--(?:extra-)?index-url",
    "the address of a private network": r"\b(?:10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+)\b",
    "a leftover": r"\b(?:TODO|FIXME|XXX|HACK)\b|^(?:<{7}|>{7}) ",
    "a call of the debugger": r"\bbreakpoint\(\)|\bpdb\.set_trace\b|\bconsole\.log\(",
}
# Vendored styles and colours are full of #123.
UNREAD = {".css", ".svg", ".po"}


def _files() -> list[Path]:
    """Everything git knows or would take; without git, everything that is not made by a command."""
    argv = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    made = {"var", ".venv", "__pycache__"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.relative_to(ROOT).parts)]


FILES = _files()
MODULES = [path for path in FILES if path.suffix == ".py" and "migrations" not in path.parts]


def _texts() -> Iterator[tuple[Path, str]]:
    """What we wrote. Vendored scripts are kept as their authors released them."""
    for path in FILES:
        data = path.read_bytes()
        if path.name != THIS and "vendor" not in path.parts and path.suffix not in UNREAD and b"\0" not in data:
            yield path, data.decode("utf-8")


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("what", FOREIGN)
def test_nothing_in_the_repository_names(what: str):
    pattern = re.compile(FOREIGN[what], re.MULTILINE)
    found = [f"{_named(path)}: {match[0]}" for path, text in _texts() for match in pattern.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("the number of an issue", "as asked in issue 7"),
        ("the number of an issue", "see #12."),
        ("a path of one machine", "kept in /home/ann/site"),
        ("a leftover", "# TODO: later"),
    ],
)
def test_the_patterns_find_what_they_are_for(what: str, sentence: str):
    assert re.search(FOREIGN[what], sentence)


def test_no_file_is_too_large_to_be_cloned_gladly():
    assert [_named(path) for path in FILES if path.stat().st_size > LARGEST_FILE] == []


def test_every_text_ends_with_a_line_break():
    assert [_named(path) for path, text in _texts() if text and not text.endswith("\n")] == []


def test_no_module_is_longer_than_one_can_keep_in_mind():
    """The remedy is a split along what the business says, before the next change."""
    lines = {_named(path): path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    assert {name: count for name, count in lines.items() if count > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{_named(path)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []
