"""The house keeps its floors: what import-linter cannot see."""

import sys
from importlib.metadata import distributions
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PLATFORM = ROOT / "platform"
FLOORS = [
    {"config", "demo"},
    {"api", "portal"},
    {"push", "distribution"},
    {"feed"},
    {"moderation", "search"},
    {"conversations"},
    {"notes"},
    {"shop"},
    {"users"},
    {"common", "embedded"},
]
HEIGHT = {package: len(FLOORS) - i for i, floor in enumerate(FLOORS) for package in floor}


def _floor_of(model: type) -> int | None:
    """None for models of libraries, which belong to no floor."""
    return HEIGHT.get(model.__module__.split(".", 1)[0])


def _relations() -> list[tuple[str, int, str, int]]:
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not (field.concrete and field.is_relation and isinstance(target, type)):
                continue
            upper, lower = _floor_of(model), _floor_of(target)
            if upper is not None and lower is not None:
                found.append((f"{model._meta.label}.{field.name}", upper, target._meta.label, lower))
    return found


def _package_of(label: str) -> str:
    return apps.get_model(label).__module__.split(".", 1)[0]


def test_foreign_keys_point_down_the_floors_only() -> None:
    relations = _relations()
    assert len(relations) > 30, "the registry was not read"
    assert [(name, target) for name, upper, target, lower in relations if lower > upper] == []


def test_neighbours_on_one_floor_hold_no_foreign_keys_to_each_other() -> None:
    """An app inside a package (notes.classification) belongs to that package and is no neighbour of it."""
    crossing = [
        (name, target)
        for name, upper, target, lower in _relations()
        if upper == lower and _package_of(name.rpartition(".")[0]) != _package_of(target)
    ]
    assert crossing == []


def test_every_room_of_the_house_is_an_installed_app() -> None:
    installed = {config.name.split(".", 1)[0] for config in apps.get_app_configs()}
    assert set(HEIGHT) - {"embedded"} <= installed


def test_platform_holds_folders_only() -> None:
    assert [path.name for path in PLATFORM.iterdir() if path.is_file()] == []
    assert not (PLATFORM / "__init__.py").exists()


def test_platform_holds_no_tests() -> None:
    stray = [*PLATFORM.rglob("test_*.py"), *PLATFORM.rglob("conftest.py")]
    assert stray == []


def test_package_names_are_clear_of_the_standard_library_and_of_installed_distributions() -> None:
    ours = {path.name for path in PLATFORM.iterdir() if path.is_dir() and path.name != "__pycache__"}
    taken = {
        name.split("/", 1)[0].removesuffix(".py")
        for distribution in distributions()
        for name in [str(file) for file in distribution.files or []]
        if not name.startswith("..")
    }
    assert ours == set(HEIGHT) - {"notes", "shop", "users"}
    assert ours & set(sys.stdlib_module_names) == set()
    assert ours & taken == set()


def test_the_top_level_is_what_the_plan_says() -> None:
    folders = {"platform", "notes", "users", "shop", "static", "templates", "tests", "docs", ".ci"}
    found = {path.name for path in ROOT.iterdir() if path.is_dir()}
    allowed_at_work = {".git", ".venv", "var", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".pytest_cache",
                       ".hypothesis", "__pycache__"}  # fmt: skip
    assert found - allowed_at_work == folders
