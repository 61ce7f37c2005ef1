"""Pictures drawn by code for the demo community: scenes, portraits, emblems and product pictures.

Everything is decided by a name and a seed, so the same call gives the same bytes on every machine.
"""

from PIL import Image

from demo.painting import scenes_care, scenes_fashion, scenes_food, scenes_places, scenes_rooms
from demo.painting.easel import Easel
from demo.painting.scene import Scene

SCENES: dict[str, Scene] = {
    **scenes_food.SCENES,
    **scenes_places.SCENES,
    **scenes_care.SCENES,
    **scenes_fashion.SCENES,
    **scenes_rooms.SCENES,
}


def paint(scene: str, seed: int, size: tuple[int, int]) -> Image.Image:
    """One RGB picture of a scene, exactly `size` (width, height) pixels. KeyError for a scene that does not exist."""
    easel = Easel(scene, seed, size)
    SCENES[scene].paint(easel)
    return easel.finished()
