"""Small round-cropped pictures for people: someone without features, an animal, a thing somebody likes."""

from math import cos, pi, sin

from demo.painting import animals, edible, furnishing, play, stage, tech
from demo.painting.colour import Colour, darker, lighter, mix, rgb
from demo.painting.easel import Easel
from demo.painting.forms import cut, fill, model, shine, soft, stroke
from demo.painting.green import KINDS, blossom, pot_plant, rose
from demo.painting.palettes import DAY, DUSK, PASTEL
from demo.painting.scenes_places import mountain_dawn
from demo.painting.scenes_shore import sea_shore
from demo.painting.shapes import Points, arc, blob, ellipse, flow, ribbon, smooth, traced

SKINS = tuple(rgb(t) for t in ["f3d3bb", "e8bd9c", "d9a47e", "b97f5a", "8f5d40", "f0c8ac"])
HAIRS = tuple(rgb(t) for t in ["2b2326", "4a3128", "7a4e30", "a8703f", "c9b8a8", "1f1d24", "8c4a3a"])


def compose(easel: Easel) -> None:
    """Paint one portrait on the easel."""
    easel.nearest = 1.04
    easel.choose(DAY + PASTEL + DUSK[:2])
    easel.wall(easel.rng.choice((easel.palette.wall, *easel.palette.accents)))
    easel.rng.choice((_person, _person, _person, _person, _beast, _beast, _thing, _thing))(easel)


def _person(easel: Easel) -> None:
    rng, u = easel.rng, easel.u
    x, y = u * 0.5, u * 0.46
    skin, hair = rng.choice(SKINS), rng.choice(HAIRS)
    cloth = rng.choice((*easel.palette.accents, easel.palette.pale, easel.palette.deep))
    style = rng.choice(("bob", "long", "bun", "short", "curls", "hat", "tail"))
    _hair_behind(easel, x, y, style, hair)
    neck = cut(easel, ribbon([(x, y + u * 0.1), (x, y + u * 0.34)], u * 0.13, u * 0.16))
    model(easel, neck, darker(skin, 0.14), 0.5, 0.8)
    shoulders = traced("-0.1 0.26, -0.3 0.36, -0.38 0.7, 0.38 0.7, 0.3 0.36, 0.1 0.26, 0 0.31", x, y, u)
    model(easel, cut(easel, smooth(shoulders)), cloth, 0.3, 1.0, 0.8)
    _collar(easel, x, y, cloth)
    face = cut(easel, smooth(traced("-0.15 -0.1, 0 -0.2, 0.15 -0.1, 0.14 0.06, 0 0.19, -0.14 0.06", x, y, u)))
    model(easel, face, skin, 0.5, 0.7)
    for side in (-1, 1):
        soft(
            easel,
            cut(easel, ellipse(x + side * u * 0.085, y + u * 0.055, u * 0.03, u * 0.02)),
            mix(skin, (214, 92, 84), 0.5),
            u * 0.012,
            0.6,
        )
    _hair_before(easel, x, y, style, hair)
    if rng.random() < 0.3:
        for side in (-1, 1):
            ring = ellipse(x + side * u * 0.068, y + u * 0.0, u * 0.052, u * 0.046)
            stroke(easel, [*ring, ring[0]], u * 0.011, (70, 50, 40))
        stroke(easel, [(x - u * 0.018, y - u * 0.005), (x + u * 0.018, y - u * 0.005)], u * 0.01, (70, 50, 40))


def _collar(easel: Easel, x: float, y: float, cloth: Colour) -> None:
    u = easel.u
    kind = easel.rng.choice(("round", "scarf", "shirt"))
    if kind == "round":
        stroke(easel, arc(x, y + u * 0.27, u * 0.105, u * 0.06, 0.1, pi - 0.1), u * 0.022, lighter(cloth, 0.4))
    elif kind == "scarf":
        patch = cut(easel, ribbon(arc(x, y + u * 0.23, u * 0.13, u * 0.08, -0.1, pi + 0.1), u * 0.08))
        model(easel, patch, easel.rng.choice(easel.palette.accents), 0.6, 1.0, 1.0)
    else:
        for side in (-1, 1):
            flap = traced("0 0.33, 0.085 0.22, 0.15 0.3, 0.07 0.4", x, y, u, side)
            model(easel, cut(easel, flap), lighter(cloth, 0.5), 0.3, 0.8)


def _hair_behind(easel: Easel, x: float, y: float, style: str, hair: Colour) -> None:
    u = easel.u
    shapes: dict[str, list[Points]] = {
        "bob": [smooth(traced("-0.2 0.17, -0.23 -0.08, 0 -0.28, 0.23 -0.08, 0.2 0.17, 0 0.1", x, y, u))],
        "long": [smooth(traced("-0.23 0.46, -0.22 -0.08, 0 -0.28, 0.22 -0.08, 0.23 0.46, 0 0.4", x, y, u))],
        "bun": [ellipse(x, y - u * 0.29, u * 0.1, u * 0.09), ellipse(x, y - u * 0.06, u * 0.19, u * 0.19)],
        "short": [ellipse(x, y - u * 0.07, u * 0.185, u * 0.18)],
        "curls": [
            ellipse(x + u * 0.17 * cos(a), y - u * 0.08 + u * 0.17 * sin(a), u * 0.085, u * 0.085)
            for a in (2 * pi * k / 13 for k in range(13))
            if sin(a) < 0.75
        ],
        "hat": [
            ellipse(x, y - u * 0.04, u * 0.18, u * 0.2),
            smooth(traced("-0.2 0.24, -0.18 -0.06, 0.18 -0.06, 0.2 0.24", x, y, u)),
        ],
        "tail": [
            ellipse(x, y - u * 0.06, u * 0.19, u * 0.19),
            ribbon(
                flow([(x + u * 0.13, y - u * 0.15), (x + u * 0.28, y - u * 0.06), (x + u * 0.27, y + u * 0.2)]),
                u * 0.07,
                u * 0.03,
                u * 0.05,
            ),
        ],
    }
    model(easel, cut(easel, *shapes[style]), hair, 0.3, 1.0, 0.7)


def _hair_before(easel: Easel, x: float, y: float, style: str, hair: Colour) -> None:
    u = easel.u
    if style == "hat":
        _wool_hat(easel, x, y)
    elif style == "bob":
        fringe = traced("-0.18 -0.02, -0.14 -0.22, 0.14 -0.22, 0.18 -0.02, 0 -0.07", x, y, u)
        model(easel, cut(easel, smooth(fringe)), hair, 0.4, 1.0, 0.7)
    else:
        part = easel.rng.choice((-0.05, 0.05))
        locks = [
            smooth(traced(f"{part * side} -0.2, 0.12 -0.2, 0.19 -0.04, 0.17 0.06, 0.13 -0.06", x, y, u, side))
            for side in (-1, 1)
        ]
        model(easel, cut(easel, *locks), hair, 0.3, 1.0, 0.7)
        shine(easel, (x + easel.sun.x * u * 0.09, y - u * 0.17), (u * 0.05, u * 0.012), 0.28, 0.3)


def _wool_hat(easel: Easel, x: float, y: float) -> None:
    u, wool = easel.u, easel.rng.choice(easel.palette.accents)
    crown = smooth(traced("-0.19 -0.09, -0.16 -0.26, 0 -0.33, 0.16 -0.26, 0.19 -0.09, 0 -0.12", x, y, u))
    brim = ribbon(flow(traced("-0.19 -0.1, 0 -0.13, 0.19 -0.1", x, y, u)), u * 0.075)
    model(easel, cut(easel, crown), wool, 0.5, 1.0, 1.3)
    model(easel, cut(easel, brim), lighter(wool, 0.2), 0.6, 0.9, 1.3)
    model(
        easel, cut(easel, blob(easel.rng, x, y - u * 0.35, u * 0.055, u * 0.05, 0.1)), lighter(wool, 0.5), 0.7, 1.0, 1.8
    )


def _beast(easel: Easel) -> None:
    """The head of a cat, bear, rabbit or dog, no more detailed than a toy's."""
    rng, u = easel.rng, easel.u
    x, y, r = u * 0.5, u * 0.58, u * 0.27
    fur, kind = rng.choice(animals.FURS), rng.choice(("cat", "bear", "rabbit", "dog", "cat"))
    ears: dict[str, list[Points]] = {
        "cat": [
            [(x + s * r * 0.25, y - r * 0.8), (x + s * r * 0.86, y - r * 1.35), (x + s * r * 0.96, y - r * 0.3)]
            for s in (-1, 1)
        ],
        "bear": [ellipse(x + s * r * 0.75, y - r * 0.75, r * 0.34, r * 0.34) for s in (-1, 1)],
        "rabbit": [ellipse(x + s * r * 0.42, y - r * 1.3, r * 0.23, r * 0.72, s * 0.2) for s in (-1, 1)],
        "dog": [ellipse(x + s * r * 1.02, y - r * 0.1, r * 0.27, r * 0.62, s * -0.25) for s in (-1, 1)],
    }
    body = cut(easel, smooth(traced("-0.7 0.5, -1.2 2.2, 1.2 2.2, 0.7 0.5", x, y, r)))
    model(easel, body, darker(fur, 0.1), 0.4, 1.0, 1.4)
    model(easel, cut(easel, *ears[kind]), darker(fur, 0.3 if kind == "dog" else 0.1), 0.3, 1.0, 1.2)
    head = cut(easel, ellipse(x, y, r * 1.06, r * 0.92))
    soft(easel, head, darker(fur, 0.6), 6, 0.3)
    model(easel, head, fur, 0.6, 1.0, 1.6)
    model(easel, cut(easel, ellipse(x, y + r * 0.36, r * 0.44, r * 0.33)), lighter(fur, 0.6), 0.6, 0.8, 1.2)
    ink = (38, 28, 28) if sum(fur) > 300 else (236, 214, 140)
    for s in (-1, 1):
        fill(easel, cut(easel, ellipse(x + s * r * 0.42, y - r * 0.04, r * 0.09, r * 0.11)), ink)
        soft(
            easel,
            cut(easel, ellipse(x + s * r * 0.66, y + r * 0.26, r * 0.15, r * 0.1)),
            (224, 128, 116),
            r * 0.05,
            0.45,
        )
    fill(easel, cut(easel, ellipse(x, y + r * 0.24, r * 0.11, r * 0.08)), (66, 42, 42))
    stroke(
        easel,
        flow([(x - r * 0.12, y + r * 0.42), (x, y + r * 0.47), (x + r * 0.12, y + r * 0.42)]),
        max(2.0, r * 0.03),
        (90, 60, 56),
    )
    scarf = cut(easel, ribbon(arc(x, y + r * 0.66, r * 0.78, r * 0.42, 0.15, pi - 0.15), r * 0.26))
    soft(easel, scarf, darker(fur, 0.6), 5, 0.35)
    model(easel, scarf, rng.choice(easel.palette.accents), 0.6, 1.0, 1.2)


def _thing(easel: Easel) -> None:
    easel.rng.choice((_plant, _cup, _fruit, _flower, mountain_dawn, sea_shore, _record, _wool, _nap))(easel)


def _plant(easel: Easel) -> None:
    u = easel.u
    pot_plant(easel, u * 0.5, u * 0.86, u * 0.72, easel.accents(1)[0], easel.rng.choice(KINDS))
    furnishing.pendant(easel, u * 0.82, u * 0.16, u * 0.16, easel.accents(1)[0])


def _cup(easel: Easel) -> None:
    edible.cup_above(easel, easel.u * 0.5, easel.u * 0.5, easel.u * 0.25, easel.palette.pale)


def _fruit(easel: Easel) -> None:
    u, skin = easel.u, easel.rng.choice(((236, 140, 42), (238, 204, 74), (196, 52, 46)))
    edible.orange(easel, u * 0.5, u * 0.54, u * 0.27, skin, standing=False)
    blossom(easel, u * 0.54, u * 0.28, u * 0.1, (250, 246, 236))


def _flower(easel: Easel) -> None:
    rose(easel, easel.u * 0.5, easel.u * 0.5, easel.u * 0.36, easel.rng.choice(easel.palette.accents))


def _record(easel: Easel) -> None:
    tech.record(easel, easel.u * 0.5, easel.u * 0.5, easel.u * 0.38, easel.accents(1)[0])


def _wool(easel: Easel) -> None:
    play.yarn(easel, easel.u * 0.5, easel.u * 0.52, easel.u * 0.3, easel.accents(1)[0])


def _nap(easel: Easel) -> None:
    stage.above(easel, easel.accents(1)[0])
    animals.cat_curled(easel, easel.u * 0.5, easel.u * 0.5, easel.u * 0.36, easel.rng.choice(animals.FURS))
