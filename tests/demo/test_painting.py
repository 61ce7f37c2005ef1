"""The pictures of the demo community: repeatable, varied, never flat."""

from functools import lru_cache

import pytest
from PIL import Image

from demo import painting

TOP_CATEGORIES = (
    "fashion",
    "beauty",
    "skin-care",
    "personal-care",
    "food",
    "travel",
    "hotel",
    "home",
    "sports",
    "fitness",
    "mother-baby",
    "pets",
    "tech",
    "culture",
    "hobbies",
    "lifestyle",
)
SMALL = (48, 64)


def tonal_range(image: Image.Image) -> int:
    """How far the darkest and the lightest twentieth of the picture lie apart, in tones of 255."""
    counts = image.convert("L").histogram()
    total, seen, tones = sum(counts), 0, []
    for tone, count in enumerate(counts):
        seen += count
        if len(tones) == 0 and seen >= total * 0.05:
            tones.append(tone)
        if len(tones) == 1 and seen >= total * 0.95:
            tones.append(tone)
    return tones[1] - tones[0]


@lru_cache(maxsize=256)
def painted(scene: str, seed: int) -> Image.Image:
    """One small upright picture, kept, for the tests that only look."""
    return painting.paint(scene, seed, SMALL)


@pytest.mark.parametrize("scene", sorted(painting.SCENES))
def test_a_scene_paints_the_same_bytes_for_the_same_seed(scene: str) -> None:
    assert painting.paint(scene, 1, SMALL).tobytes() == painted(scene, 1).tobytes()


@pytest.mark.parametrize("scene", sorted(painting.SCENES))
def test_a_scene_looks_different_with_another_seed(scene: str) -> None:
    assert painted(scene, 1).resize((6, 8)).tobytes() != painted(scene, 2).resize((6, 8)).tobytes()


@pytest.mark.parametrize("scene", sorted(painting.SCENES))
def test_a_scene_fits_upright_square_and_wide_sizes_exactly(scene: str) -> None:
    assert painted(scene, 1).size == SMALL
    assert painting.paint(scene, 1, (50, 50)).size == (50, 50)
    assert painting.paint(scene, 1, (64, 48)).size == (64, 48)


def test_a_large_scene_fits_the_asked_size_exactly() -> None:
    assert painting.paint("tea-table", 1, (1080, 1440)).size == (1080, 1440)


def test_there_are_scenes_enough_that_a_feed_does_not_repeat() -> None:
    assert len(painting.SCENES) >= 36


@pytest.mark.parametrize("category", TOP_CATEGORIES)
def test_every_top_category_has_two_scenes_or_more(category: str) -> None:
    assert sum(category in scene.category for scene in painting.SCENES.values()) >= 2


def test_scenes_name_only_categories_that_exist() -> None:
    assert {code for scene in painting.SCENES.values() for code in scene.category} == set(TOP_CATEGORIES)


def test_every_scene_is_described_in_both_languages_in_words_of_its_own() -> None:
    scenes = list(painting.SCENES.values())
    assert len({scene.alt_en for scene in scenes}) == len(scenes)
    assert len({scene.alt_zh for scene in scenes}) == len(scenes)
    assert all(scene.alt_en.isascii() and scene.alt_en.strip() for scene in scenes)
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in scene.alt_zh) for scene in scenes)


@pytest.mark.parametrize("scene", sorted(painting.SCENES))
def test_a_scene_has_light_and_shade(scene: str) -> None:
    assert tonal_range(painted(scene, 1)) > 45


@pytest.mark.parametrize("kind", painting.PACKSHOTS)
def test_a_product_picture_shows_something_on_a_light_ground(kind: str) -> None:
    picture = painting.packshot(kind, 2, (80, 80))
    assert picture.size == (80, 80)
    assert tonal_range(picture) > 30
    assert sum(picture.convert("L").resize((1, 1)).tobytes()) > 130


def test_there_are_thirty_kinds_of_product_pictures() -> None:
    assert len(painting.PACKSHOTS) == 30


def test_forty_people_have_forty_portraits() -> None:
    assert len({painting.portrait(seed, 48).tobytes() for seed in range(40)}) == 40


def test_a_portrait_is_the_same_every_time() -> None:
    assert painting.portrait(5, 96).tobytes() == painting.portrait(5, 96).tobytes()
    assert painting.portrait(5, 96).size == (96, 96)


def test_eight_brands_have_eight_marks_of_two_tones() -> None:
    marks = [painting.emblem(f"brand {number}", number, 96) for number in range(8)]
    assert len({mark.tobytes() for mark in marks}) == 8
    assert all(tonal_range(mark) > 60 for mark in marks)


def test_an_unknown_scene_is_refused() -> None:
    with pytest.raises(KeyError):
        painting.paint("no-such-scene", 1, SMALL)
