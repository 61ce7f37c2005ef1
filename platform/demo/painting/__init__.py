"""Pictures drawn by code for the demo community: scenes, portraits, emblems and product pictures.

Everything is decided by a name and a seed, so the same call gives the same bytes on every machine.
"""

from PIL import Image

from demo.painting import (
    emblems,
    packshots,
    portraits,
    scenes_active,
    scenes_bath,
    scenes_care,
    scenes_craft,
    scenes_desk,
    scenes_family,
    scenes_fashion,
    scenes_food,
    scenes_hotel,
    scenes_places,
    scenes_rooms,
    scenes_shore,
    scenes_table,
    scenes_town,
)
from demo.painting.easel import Easel
from demo.painting.scene import Scene

SCENES: dict[str, Scene] = {
    **scenes_food.SCENES,
    **scenes_hotel.SCENES,
    **scenes_places.SCENES,
    **scenes_care.SCENES,
    **scenes_craft.SCENES,
    **scenes_fashion.SCENES,
    **scenes_rooms.SCENES,
    **scenes_shore.SCENES,
    **scenes_table.SCENES,
    **scenes_town.SCENES,
    **scenes_active.SCENES,
    **scenes_bath.SCENES,
    **scenes_family.SCENES,
    **scenes_desk.SCENES,
}
PACKSHOTS: tuple[str, ...] = tuple(packshots.KINDS)

__all__ = ["PACKSHOTS", "SCENES", "Scene", "emblem", "packshot", "paint", "portrait"]


def paint(scene: str, seed: int, size: tuple[int, int]) -> Image.Image:
    """One RGB picture of a scene, exactly `size` (width, height) pixels. KeyError for a scene that does not exist."""
    easel = Easel(scene, seed, size)
    SCENES[scene].paint(easel)
    return easel.finished()


def portrait(seed: int, size: int) -> Image.Image:
    """A square RGB avatar, `size` pixels wide, made to survive a round crop."""
    easel = Easel("portrait", seed, (size, size))
    portraits.compose(easel)
    return easel.finished()


def emblem(name: str, seed: int, size: int) -> Image.Image:
    """A square RGB mark for a brand or an official account; consecutive seeds give different marks."""
    easel = Easel(f"emblem/{name}", seed, (size, size))
    emblems.compose(name, seed, easel)
    return easel.printed()


def packshot(kind: str, seed: int, size: tuple[int, int]) -> Image.Image:
    """An RGB product picture of one of PACKSHOTS on a quiet ground. KeyError for a kind that does not exist."""
    easel = Easel(f"packshot/{kind}", seed, size)
    packshots.compose(kind, easel)
    return easel.finished()
