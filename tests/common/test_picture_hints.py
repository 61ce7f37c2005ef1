"""What would make a picture better: measured on pictures made for it."""

import random

import pytest
from PIL import Image, ImageDraw, ImageFilter

from common.picture_hints import hints_for


def busy(size: tuple[int, int] = (1200, 1600), lightest: int = 255) -> Image.Image:
    """A picture full of small sharp tiles."""
    chance = random.Random(7)
    image = Image.new("RGB", size)
    brush = ImageDraw.Draw(image)
    for x in range(0, size[0], 24):
        for y in range(0, size[1], 24):
            brush.rectangle((x, y, x + 23, y + 23), fill=tuple(chance.randint(0, lightest) for _ in range(3)))
    return image


def test_a_large_light_sharp_picture_is_told_nothing():
    assert hints_for(busy(), (1200, 1600)) == []


@pytest.mark.parametrize(("width", "hints"), [(719, ["small"]), (720, [])])
def test_a_picture_narrower_than_a_card_on_a_large_screen_is_small(width: int, hints: list[str]):
    assert hints_for(busy(), (width, 1600)) == hints


def test_a_picture_in_which_nothing_is_lit_is_dark():
    assert hints_for(busy(lightest=50), (1200, 1600)) == ["dark"]


def test_a_night_with_lamps_in_it_is_not_dark():
    image = busy(lightest=50)
    ImageDraw.Draw(image).rectangle((0, 0, 1200, 260), fill=(250, 240, 200))
    assert hints_for(image, (1200, 1600)) == []


@pytest.mark.parametrize(("radius", "hints"), [(1, []), (12, ["blurred"])])
def test_a_picture_without_one_sharp_place_is_blurred(radius: int, hints: list[str]):
    assert hints_for(busy().filter(ImageFilter.GaussianBlur(radius)), (1200, 1600)) == hints


def test_one_sharp_thing_before_a_soft_ground_is_enough():
    soft = busy().filter(ImageFilter.GaussianBlur(20))
    soft.paste(busy((400, 400)), (400, 600))
    assert hints_for(soft, (1200, 1600)) == []


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (1, 3000), (3000, 1), (9, 9)])
def test_the_smallest_and_the_narrowest_pictures_are_measured(size: tuple[int, int]):
    assert set(hints_for(Image.new("RGB", size, "white"), size)) <= {"small", "dark", "blurred"}
