"""The grid: no cell says more than about 5 km, whatever the latitude, and the earth closes behind it."""

from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.cells import MOST_COLUMNS, ROWS, Bounds, bounds_of, cell_of, columns_of, is_cell

KM_PER_DEGREE = 111.195  # of a great circle of the mean earth
latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def _width_km(bounds: Bounds) -> float:
    """Across the middle of the cell."""
    return (bounds.east - bounds.west) * KM_PER_DEGREE * cos(radians((bounds.south + bounds.north) / 2))


@given(latitudes, longitudes)
def test_a_position_lies_in_its_cell(latitude: float, longitude: float) -> None:
    bounds = bounds_of(cell_of(latitude, longitude))
    assert bounds.south - 1e-9 <= latitude <= bounds.north + 1e-9
    assert bounds.west - 1e-9 <= longitude <= bounds.east + 1e-9 or longitude > 180 - 1e-9


def test_no_cell_is_smaller_than_5_km_and_none_where_people_live_is_much_larger() -> None:
    for row in range(ROWS):
        bounds = bounds_of(row * MOST_COLUMNS)
        assert (bounds.north - bounds.south) * KM_PER_DEGREE == pytest.approx(5.0, abs=0.01)
        assert _width_km(bounds) >= 5.0
        if abs(bounds.south) < 80:
            assert _width_km(bounds) < 5.01


@given(latitudes, longitudes)
def test_the_earth_closes_at_the_date_line(latitude: float, longitude: float) -> None:
    assert cell_of(latitude, 180) == cell_of(latitude, -180)
    assert is_cell(cell_of(latitude, longitude + 360))
    whole = round(longitude)
    assert cell_of(latitude, whole + 360) == cell_of(latitude, whole) == cell_of(latitude, whole - 720)


def test_cells_beside_the_date_line_are_the_first_and_the_last_of_their_row() -> None:
    row = cell_of(-17.0, 179.99) // MOST_COLUMNS
    assert cell_of(-17.0, -179.99) == row * MOST_COLUMNS
    assert cell_of(-17.0, 179.99) == row * MOST_COLUMNS + columns_of(row) - 1


def test_the_poles_are_cells_like_others() -> None:
    assert is_cell(cell_of(90, 0))
    assert is_cell(cell_of(-90, 123))
    assert columns_of(0) == columns_of(ROWS - 1) == 3


@given(latitudes, longitudes, st.floats(0, 1), st.floats(0, 1))
def test_everywhere_inside_a_cell_gives_the_same_number(latitude: float, longitude: float, x: float, y: float) -> None:
    """So the number says nothing of where in it somebody is."""
    cell = cell_of(latitude, longitude)
    bounds = bounds_of(cell)
    inside = [low + (0.001 + 0.998 * part) * (high - low)
              for low, high, part in ((bounds.south, bounds.north, y), (bounds.west, bounds.east, x))]  # fmt: skip
    assert cell_of(*inside) == cell


@pytest.mark.parametrize("position", [(91, 0), (-90.1, 0), (float("nan"), 0), (0, float("inf"))])
def test_what_is_no_position_is_refused(position: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no position"):
        cell_of(*position)


@pytest.mark.parametrize("number", [-1, MOST_COLUMNS * ROWS, 3, MOST_COLUMNS - 1])
def test_a_number_outside_the_grid_is_no_cell(number: int) -> None:
    assert not is_cell(number)
    with pytest.raises(ValueError, match="no cell"):
        bounds_of(number)


def test_no_row_is_cut_so_close_to_a_whole_number_that_a_browser_could_count_otherwise() -> None:
    for row in range(ROWS):
        exact = MOST_COLUMNS * cos(radians((row + 0.5) * 180 / ROWS - 90))
        assert abs(exact - round(exact)) > 1e-9
