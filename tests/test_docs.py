"""What the documents say is true: every command, path, address, variable, module and picture they name exists."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from config.celery import app
from conversations.events import EVENTS as CONVERSATIONS_EVENTS
from demo.logins import LOGINS
from notes.events import EVENTS as NOTES_EVENTS
from shop.events import EVENTS as SHOP_EVENTS
from users.events import EVENTS as USERS_EVENTS

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
# Made by commands, so a fresh checkout has none of them.
MADE = ("var", ".venv")
# Names that stand in the documents in capitals and are no variables.
NOT_VARIABLES = {"REPOSITORY", "FILE", "HANDLE", "CREATE", "EXTENSION", "EXISTS", "NOT", "IF", "ARGS", "PATH"}
# Served by the web server in front or by the live process.
PREFIXES = (settings.STATIC_URL, settings.MEDIA_URL, "/live/")
FLOORS = {"config", "demo", "api", "portal", "push", "distribution", "feed", "moderation", "search", "conversations",
          "notes", "shop", "users", "common", "embedded"}  # fmt: skip


def _text(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def _blocks(document: str) -> list[str]:
    return re.findall(r"```\w*\n(.*?)```", _text(document), re.DOTALL)


def _spans(document: str) -> list[str]:
    """What stands between single backticks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", _text(document), flags=re.DOTALL))


def _named(pattern: str, *, blocks: bool = True) -> Iterator[tuple[str, str]]:
    for document in DOCUMENTS:
        for code in [*_spans(document), *(_blocks(document) if blocks else [])]:
            yield from ((document, match) for match in re.findall(pattern, code))


def _known_variables() -> set[str]:
    example = re.findall(r"^([A-Z_]+)=", _text(".env.example"), re.MULTILINE)
    processes = re.findall(r"\$\{(\w+):-", _text("Procfile"))
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "platform" / "embedded").glob("*.py")]
    embedded = [name for source in sources for name in re.findall(r"(?:\.get\(|environ\[)\"([A-Z_]+)\"", source)]
    outer = re.findall(r'"(MEADOW_\w+)"', "\n".join(sources))
    return {*example, *processes, *embedded, *outer}


def test_every_target_of_make_that_is_named_exists_and_every_one_is_named_in_the_readme():
    targets = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    named = list(_named(r"\bmake ([a-z-]+)"))
    assert [row for row in named if row[1] not in targets] == []
    assert targets - {target for document, target in named if document == "README.md"} == set()


def test_every_management_command_that_is_named_exists():
    named = [*_named(r"manage\.py (\w+)"), *_named(r'ARGS="(\w+)')]
    assert len(named) > 5
    assert [row for row in named if row[1] not in get_commands()] == []


def test_every_address_that_is_named_exists():
    """In a sentence a code that begins with a slash is an address of the site; paths of a machine stand in blocks."""
    unknown = []
    named = list(_named(r"^(/[\w./-]*)$", blocks=False))
    for document, address in named:
        try:
            if not address.startswith((*PREFIXES, "/etc/")):
                resolve(address)
        except Resolver404:
            unknown.append((document, address))
    assert len(named) > 5
    assert unknown == []


def test_every_path_that_is_named_exists():
    named = list(_named(r"^([\w.][\w.-]*/[\w./-]*|(?!__)[\w.]+\.(?:py|md|toml|txt))$", blocks=False))
    missing = [
        (document, path)
        for document, path in named
        if path.split("/")[0] not in MADE and not any((folder / path).exists() for folder in (ROOT, ROOT / "platform"))
    ]
    assert len(named) > 10
    assert missing == []


def test_every_variable_that_is_named_is_read():
    named = [*_named(r"(?<![.\w])([A-Z][A-Z_]{3,})(?==|$)"), *_named(r"^([A-Z]+(?:_[A-Z]+)+)$", blocks=False)]
    assert len(named) > 15
    assert [row for row in named if row[1] not in _known_variables() | NOT_VARIABLES] == []


def test_every_module_and_function_that_is_named_exists():
    named = sorted({name for _document, name in _named(r"^([a-z_]+(?:\.\w+)+)$", blocks=False)})
    ours = [name for name in named if name.split(".")[0] in FLOORS]
    assert len(ours) > 10
    for name in ours:
        assert _exists(name), name


def _exists(name: str) -> bool:
    try:
        return bool(import_module(name))
    except ImportError:
        owner, _dot, attribute = name.rpartition(".")
        return bool(owner) and hasattr(import_module(owner), attribute)


def test_every_file_that_a_document_links_to_or_shows_exists():
    missing = []
    for document in DOCUMENTS:
        targets = [*re.findall(r"\]\(([^)#]+)\)", _text(document)), *re.findall(r'src="([^"]+)"', _text(document))]
        missing += [target for target in targets if "://" not in target and not (ROOT / target).is_file()]
    assert missing == []


def test_the_readme_shows_exactly_the_pictures_that_are_taken():
    shown = re.findall(r'src="docs/screenshots/([^"]+)\.webp"', _text("README.md"))
    tree = ast.parse(_text("tests/browser/screenshots.py"))
    taken = [
        "-".join(argument.value for argument in call.args[:4] if isinstance(argument, ast.Constant))
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Shot"
    ]
    assert sorted(shown) == sorted(taken)


def test_every_picture_is_described():
    assert re.findall(r'<img (?![^>]*alt="[^"]{10,}")[^>]*>', _text("README.md")) == []


def test_the_readme_tells_every_demo_login():
    readme = _text("README.md")
    assert {password for _role, _handle, password in LOGINS} == {"meadow-demo"}
    assert "`meadow-demo`" in readme
    assert [handle for _role, handle, _password in LOGINS if f"| `{handle}` |" not in readme] == []


def test_the_unit_of_systemd_serves_every_process():
    """The unit picks its line out of the Procfile; what the README tells to start are all of them."""
    processes = re.findall(r"^(\w+): ", _text("Procfile"), re.MULTILINE)
    started = re.search(r"systemctl enable --now (.*)", _text("README.md"))
    assert started is not None
    assert started[1].split() == [f"meadow@{name}" for name in processes]


@pytest.mark.parametrize("events", [USERS_EVENTS, SHOP_EVENTS, NOTES_EVENTS, CONVERSATIONS_EVENTS])
def test_every_event_is_told(events: dict[str, object]):
    assert [name for name in events if f"`{name}`" not in _text("ARCHITECTURE.md")] == []


def test_every_periodic_job_is_told_and_no_other():
    told = re.findall(r"^\| `([\w.]+\.tasks\.\w+)` \|", _text("ARCHITECTURE.md"), re.MULTILINE)
    assert sorted(told) == sorted(row["task"] for row in app.conf.beat_schedule.values())


def test_every_dependency_has_one_line_and_nothing_else_has():
    project = tomllib.loads(_text("pyproject.toml"))["project"]["dependencies"]
    wanted = {re.split(r"[\[~=<>; ]", line, maxsplit=1)[0] for line in project}
    table = _text("ARCHITECTURE.md").split("## Dependencies", 1)[1]
    rows = re.findall(r"^\| ([a-z0-9, -]+) \|", table, re.MULTILINE)
    told = [name for row in rows for name in row.split(", ")]
    assert sorted(told) == sorted({"package", *wanted})


def test_a_decision_takes_ten_lines_at_most():
    decisions = _text("ARCHITECTURE.md").split("## Decisions", 1)[1].split("## ", 1)[0].strip().split("\n\n")
    assert len(decisions) > 10
    assert [text for text in decisions if text.count("\n") >= 10 or not text.startswith("**")] == []
