"""Colours, and the ramps that carry a colour from its shadow to its light."""

from functools import lru_cache
from itertools import pairwise

Colour = tuple[int, int, int]

COOL: Colour = (44, 38, 74)
WARM: Colour = (255, 243, 219)
PAPER: Colour = (251, 250, 247)
INK: Colour = (31, 27, 24)


def rgb(text: str) -> Colour:
    """`"c92a36"` (six hex digits, no hash) as a colour."""
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` 0 gives `one`, 1 gives `other`; values outside are held to that range."""
    part = min(1.0, max(0.0, share))
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def darker(colour: Colour, share: float) -> Colour:
    """Towards its own shadow, which leans to blue violet as shadows in daylight do."""
    return mix(colour, mix(mix(colour, (0, 0, 0), 0.8), COOL, 0.45), share)


def lighter(colour: Colour, share: float) -> Colour:
    """Towards warm white."""
    return mix(colour, WARM, share)


@lru_cache(maxsize=2048)
def ramp(colour: Colour, contrast: float = 1.0) -> list[int]:
    """Lookup table of 768 entries (red, green, blue) from tone 0..255; tone 128 is the colour itself."""
    stops = (
        (0, darker(colour, 0.82 * contrast)),
        (64, darker(colour, 0.4 * contrast)),
        (128, colour),
        (196, lighter(colour, 0.34 * contrast)),
        (255, lighter(colour, 0.74 * contrast)),
    )
    return gradient(stops)


def gradient(stops: tuple[tuple[int, Colour], ...]) -> list[int]:
    """Lookup table of 768 entries through `(tone, colour)` stops sorted by tone."""
    table: list[Colour] = []
    for (low, first), (high, second) in pairwise(stops):
        table += [mix(first, second, (tone - low) / (high - low)) for tone in range(low, high)]
    table.append(stops[-1][1])
    return [entry[channel] for channel in range(3) for entry in table]
