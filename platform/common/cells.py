"""A grid of cells of about 5 km by 5 km over the whole earth: the finest place this site ever knows of anybody.

Rows are 0.045 degrees of latitude high (5.0 km). Each row is cut into as many equal columns as leave each at least
5.0 km wide in the middle of the row, so a cell is about as large in Tromsø as in Singapore; the cells of a geohash of
five letters are 4.9 km wide at the equator and less than half of that at 60 degrees. Longitudes wrap: 180 and -180 are
one meridian. A cell is one number, row * MOST_COLUMNS + column, from which the middle of the cell can be computed and
nothing finer.

static/js/people/cell.js computes the same number in the browser, so that a position never leaves it; a test compares
the two.
"""

from dataclasses import dataclass
from math import cos, floor, isfinite, radians

ROWS = 4000
MOST_COLUMNS = 8000
ROW_DEGREES = 180 / ROWS


@dataclass(frozen=True, slots=True)
class Bounds:
    """The edges of a cell, in degrees."""

    south: float
    north: float
    west: float
    east: float


def columns_of(row: int) -> int:
    """Into how many cells a row is cut: 8,000 at the equator, 3 around the poles."""
    middle = (row + 0.5) * ROW_DEGREES - 90
    return max(1, floor(MOST_COLUMNS * cos(radians(middle))))


def cell_of(latitude: float, longitude: float) -> int:
    """The cell of a position in degrees. Raises ValueError for what is no position."""
    if not (isfinite(latitude) and isfinite(longitude) and -90 <= latitude <= 90):
        raise ValueError("no position on this earth")
    row = min(ROWS - 1, floor((latitude + 90) / ROW_DEGREES))
    columns = columns_of(row)
    turn = ((longitude + 180) % 360) / 360
    return row * MOST_COLUMNS + min(columns - 1, floor(turn * columns))


def is_cell(number: int) -> bool:
    """Whether a number names a cell of the grid."""
    row, column = divmod(number, MOST_COLUMNS)
    return 0 <= row < ROWS and column < columns_of(row)


def bounds_of(cell: int) -> Bounds:
    """Where a cell lies. Raises ValueError for a number that is no cell."""
    if not is_cell(cell):
        raise ValueError("no cell of the grid")
    row, column = divmod(cell, MOST_COLUMNS)
    width = 360 / columns_of(row)
    south, west = row * ROW_DEGREES - 90, column * width - 180
    return Bounds(south, south + ROW_DEGREES, west, west + width)
