"""The sea and its beach."""

from math import sin

from demo.painting import stage
from demo.painting.colour import Colour, darker, lighter, mix
from demo.painting.easel import Easel
from demo.painting.forms import cut, fill, model, soft
from demo.painting.scene import Scene
from demo.painting.scenes_places import DAWN, DAYLIGHT, skies
from demo.painting.shapes import blob, flow, ridge, traced


def sea_shore(easel: Easel) -> None:
    rng = easel.rng
    easel.focus = (0.5, 0.5)
    horizon = rng.uniform(0.34, 0.48)
    colours = skies(easel, rng.choice((DAWN, DAYLIGHT, DAYLIGHT)), horizon)
    sun_x = easel.w * rng.uniform(0.25, 0.75)
    easel.glow(sun_x, easel.h * (horizon - 0.06), easel.u * 0.45, colours[-1], 0.6)
    if rng.random() < 0.7:
        line = ridge(rng, easel.w, easel.h * horizon, easel.h * 0.05)
        side = [
            (x, min(y, easel.h * horizon))
            for x, y in line
            if x * easel.sun.x < easel.w * 0.5 * easel.sun.x or rng.random() < 0
        ]
        if len(side) > 3:
            fill(
                easel,
                cut(easel, [*side, (side[-1][0], easel.h * horizon), (side[0][0], easel.h * horizon)]),
                mix(colours[0], colours[2], 0.4),
                0.8,
            )
    deep, pale = rng.choice(
        (((34, 96, 116), (142, 196, 190)), ((40, 78, 120), (150, 190, 206)), ((52, 110, 108), (176, 204, 180)))
    )
    stage.water(
        easel,
        easel.h * horizon,
        easel.h,
        [mix(deep, colours[-1], 0.45), deep, mix(deep, pale, 0.5), pale],
        lighter(colours[-1], 0.5),
        sun_x,
    )
    _beach(easel, rng.choice(((232, 208, 168), (222, 196, 160), (206, 190, 172))))
    if rng.random() < 0.55:
        _boat(easel, easel.w * rng.uniform(0.2, 0.8), easel.h * (horizon + 0.035), easel.u * rng.uniform(0.07, 0.12))


def _beach(easel: Easel, sand: Colour) -> None:
    rng, w, h = easel.rng, easel.w, easel.h
    tilt = rng.choice((-1, 1)) * rng.uniform(0.06, 0.16)
    level = rng.uniform(0.74, 0.84)
    for shift, colour, opacity in (
        (-0.07, (236, 246, 240), 0.4),
        (-0.035, (246, 250, 244), 0.65),
        (0.0, (250, 250, 244), 0.95),
        (0.012, darker(sand, 0.3), 1.0),
        (0.07, sand, 1.0),
    ):
        line = [
            (
                w * i / 10 - 6 + i * 2,
                h
                * (
                    level
                    + shift
                    + tilt * (i / 10 - 0.5)
                    + 0.012 * sin(i * 1.9 + shift * 50)
                    + rng.uniform(-0.004, 0.004)
                ),
            )
            for i in range(11)
        ]
        body = [*flow(line, 6), (w + 8, h + 8), (-8, h + 8)]
        soft(easel, cut(easel, body), colour, 2.0 if shift < 0.05 else 7.0, opacity)
    for _ in range(7):
        x, y = rng.uniform(0, w), rng.uniform(0.92, 0.99) * h
        model(easel, cut(easel, blob(rng, x, y, rng.uniform(3, 9), rng.uniform(2, 6))), darker(sand, 0.45), 0.7)


def _boat(easel: Easel, x: float, y: float, size: float) -> None:
    sail = easel.accents(1)[0]
    model(
        easel,
        cut(easel, [(x, y - size * 1.3), (x + size * 0.5, y - size * 0.15), (x, y - size * 0.15)]),
        (248, 240, 226),
        0.3,
    )
    model(
        easel,
        cut(
            easel,
            [(x - size * 0.05, y - size * 1.1), (x - size * 0.05, y - size * 0.15), (x - size * 0.36, y - size * 0.15)],
        ),
        sail,
        0.3,
    )
    model(easel, cut(easel, flow(traced("-0.55 -0.12, -0.3 0.1, 0.4 0.1, 0.65 -0.14", x, y, size))), (92, 58, 46), 0.4)


SCENES = {
    "sea-shore": Scene(sea_shore, ("travel",), "A quiet beach with low waves", "浪很轻的安静海滩"),
}
