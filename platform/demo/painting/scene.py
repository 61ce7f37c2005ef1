"""What a scene is: how it is painted, which categories it suits, and what it shows in two languages."""

from collections.abc import Callable
from dataclasses import dataclass

from demo.painting.easel import Easel


@dataclass(frozen=True)
class Scene:
    """One picture that can be painted in many ways.

    `category` holds top category codes, the best fit first; `alt_en` and `alt_zh` serve as alternative text.
    """

    paint: Callable[[Easel], None]
    category: tuple[str, ...]
    alt_en: str
    alt_zh: str
