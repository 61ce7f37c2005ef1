"""The stylesheets serve languages of both directions."""

import re
from pathlib import Path

import pytest

_STYLES = Path(__file__).resolve().parents[1] / "static" / "css"
# What lies in the middle lies there from both sides; the desk of the staff is dressed by its library.
_PHYSICAL = re.compile(
    r"^\s*(?:(?:left|right)\s*:(?!\s*5\d%)|(?:padding|margin|border)-(?:left|right)|float\s*:|text-align:\s*(?:left|right))",
    re.M,
)
_SHEETS = sorted(path for path in _STYLES.rglob("*.css") if path.name != "admin.css")


@pytest.mark.parametrize("sheet", _SHEETS, ids=lambda path: path.stem)
def test_sides_are_named_by_the_direction_of_reading(sheet: Path) -> None:
    assert _PHYSICAL.findall(sheet.read_text()) == []
