"""The words of the demo community, read from its TOML files."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent / "words"
Row = dict[str, Any]  # Any: TOML tables hold texts, numbers and lists


@lru_cache(maxsize=1)
def _tables() -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for file in sorted(WORDS.glob("*.toml")):
        for name, value in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if isinstance(value, list):
                found.setdefault(name, []).extend(value)
    return {name: tuple(rows) for name, rows in found.items()}


def rows(table: str) -> tuple[Row, ...]:
    """All `[[table]]` entries of every file, in the files' alphabetical order. Raises KeyError for an unknown table."""
    return _tables()[table]
