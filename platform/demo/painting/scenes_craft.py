"""Music, crafts and flowers."""

from math import cos, pi, sin

from demo.painting import play, stage, tech
from demo.painting.colour import darker, lighter, mix, rgb
from demo.painting.easel import Easel
from demo.painting.edible import napkin
from demo.painting.forms import cast, cut, drop, fill, model, soft
from demo.painting.green import bouquet, branches
from demo.painting.scene import Scene
from demo.painting.scenes_rooms import abstract_art
from demo.painting.shapes import Points, blob, flow, ribbon, rounded, traced, turned
from demo.painting.vessels import PROFILES, Glaze, turned_form


def record_player(easel: Easel) -> None:
    rng = easel.rng
    stage.above(easel)
    easel.focus = (0.5, 0.5)
    one, two, three = easel.accents(3)
    x, y, s = easel.w * rng.uniform(0.44, 0.56), easel.h * rng.uniform(0.42, 0.5), easel.u * 0.38
    sleeve_at = rng.choice((-1, 1))
    sx, sy, turn = x + sleeve_at * s * 0.7, y + s * 1.35, rng.uniform(-0.35, 0.35)
    sleeve = cut(easel, turned(rounded(sx - s * 0.7, sy - s * 0.7, sx + s * 0.7, sy + s * 0.7, 4), sx, sy, turn))
    drop(easel, sleeve, s * 0.05)
    model(easel, sleeve, three, 0.03, 0.7, 0.8)
    for k, tone in enumerate((lighter(three, 0.6), one, two)):
        fill(
            easel,
            cut(
                easel,
                blob(
                    rng,
                    sx + s * (0.2 * k - 0.2),
                    sy + s * (0.16 * k - 0.16),
                    s * (0.34 - 0.06 * k),
                    s * (0.34 - 0.06 * k),
                    0.12,
                ),
            ),
            tone,
            0.9,
        )
    deck = cut(easel, rounded(x - s * 1.12, y - s * 0.92, x + s * 1.12, y + s * 0.92, s * 0.08))
    drop(easel, deck, s * 0.12, 0.65)
    model(easel, deck, rng.choice(((150, 100, 64), (196, 152, 106), easel.palette.pale, one)), 0.04, 0.9, 0.7)
    tech.record(easel, x - s * 0.2, y, s * 0.78, two)
    arm = flow([(x + s * 0.9, y - s * 0.66), (x + s * 0.88, y + s * 0.1), (x + s * 0.42, y + s * 0.42)])
    patch = cut(easel, ribbon(arm, s * 0.045), rounded(x + s * 0.36, y + s * 0.36, x + s * 0.48, y + s * 0.5, 3))
    drop(easel, patch, s * 0.06, 0.6)
    model(easel, patch, (206, 206, 208), 0.6, 1.2)
    model(easel, cut(easel, blob(rng, x + s * 0.9, y - s * 0.66, s * 0.12, s * 0.12, 0.02)), (160, 160, 164), 0.4, 1.2)


def yarn_basket(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.58)
    base = edge + (easel.h - edge) * 0.4
    x, tones = easel.w * rng.uniform(0.42, 0.58), easel.accents(6)
    for k in range(4):
        play.yarn(
            easel, x + easel.u * (-0.2 + 0.13 * k), base - easel.u * (0.3 + 0.05 * (k % 2)), easel.u * 0.11, tones[k]
        )
    play.basket(easel, x, base, easel.u * 0.3, easel.u * 0.27, (198, 152, 100))
    for k in (-1, 1):
        needle = cut(
            easel,
            ribbon(
                [(x + k * easel.u * 0.04, base - easel.u * 0.3), (x + k * easel.u * 0.26, base - easel.u * 0.66)],
                easel.u * 0.018,
                easel.u * 0.012,
            ),
        )
        cast(easel, needle, base, 0.3)
        model(easel, needle, (216, 178, 128), 0.8)
    for k in range(rng.randint(2, 3)):
        play.yarn(
            easel,
            x + easel.u * (-0.34 + 0.3 * k),
            base + easel.u * (0.08 + 0.06 * (k % 2)),
            easel.u * rng.uniform(0.07, 0.1),
            tones[4 - k],
        )
    thread = flow(traced("-0.3 0.14, 0 0.24, 0.2 0.19, 0.42 0.26", x, base, easel.u))
    soft(easel, cut(easel, ribbon(thread, 3)), darker(tones[4], 0.1), 0.6)


def ceramics_row(easel: Easel) -> None:
    rng = easel.rng
    edge = stage.table(easel, 0.6)
    base = edge + (easel.h - edge) * 0.34
    if rng.random() < 0.5:
        branches(easel, easel.w * rng.choice((0.15, 0.85)), base - easel.u * 0.04, easel.u * 0.9, *easel.accents(2))
    count = rng.randint(3, 5)
    for i, colour in enumerate(easel.accents(count)):
        x = easel.w * (0.2 + 0.6 * i / (count - 1)) + rng.uniform(-0.03, 0.03) * easel.u
        y = base + easel.u * (0.13 if i % 2 else 0.0) + rng.uniform(0, 0.03) * easel.u
        tone = mix(colour, (214, 190, 160), rng.uniform(0.1, 0.5))
        at = rng.uniform(0.4, 0.7)
        bands = rng.choice(
            (
                (),
                ((at, 1.0, lighter(tone, 0.5)),),
                ((0.0, 0.18, (176, 132, 96)),),
                ((at, at + 0.04, darker(tone, 0.5)), (at + 0.08, at + 0.1, darker(tone, 0.5))),
            )
        )
        glaze = Glaze(tone, bands, rng.choice((0.1, 0.2, 0.7)), mouth=darker(tone, 0.75))
        turned_form(
            easel,
            (x, y),
            (easel.u * rng.uniform(0.09, 0.14), easel.u * rng.uniform(0.22, 0.48)),
            rng.choice(PROFILES),
            glaze,
        )


def paint_box(easel: Easel) -> None:
    rng = easel.rng
    stage.above(easel)
    x, y, s = easel.w * 0.5, easel.h * 0.36, easel.u * 0.7
    size = (round(s), round(s * 0.8))
    sheet = cut(easel, turned(rounded(x - s / 2, y - s * 0.4, x + s / 2, y + s * 0.4, 2), x, y, 0))
    drop(easel, sheet, easel.u * 0.012, 0.5)
    fill(easel, sheet, (250, 247, 240))
    art = abstract_art(easel, size).resize((round(s * 0.88), round(s * 0.68)))
    easel.image.paste(art, (round(x - s * 0.44), round(y - s * 0.34)))
    bx, by = x + rng.uniform(-0.06, 0.06) * easel.u, easel.h * 0.76
    box = cut(easel, rounded(bx - s * 0.48, by - s * 0.2, bx + s * 0.48, by + s * 0.2, 8))
    drop(easel, box, easel.u * 0.03, 0.6)
    model(easel, box, rng.choice(((60, 58, 62), (244, 240, 232), (178, 132, 90))), 0.05, 1.0)
    hues = [
        rgb(t)
        for t in ["c0392b", "e67e22", "f1c40f", "7fae4e", "2f7d4f", "2e86ab", "34495e", "7d5a9b", "d98ca8", "8a5a3c"]
    ]
    for k, hue in enumerate(hues):
        px, py = bx - s * 0.38 + s * 0.19 * (k % 5), by - s * 0.08 + s * 0.17 * (k // 5)
        pan = cut(easel, rounded(px - s * 0.075, py - s * 0.065, px + s * 0.075, py + s * 0.065, 6))
        model(easel, pan, hue, 0.2, -0.9, 0.8)
    for k in range(2):
        brush_at = x + easel.u * (0.3 - 0.66 * k)
        line = turned([(brush_at, by - s * 0.5), (brush_at, by + s * 0.24)], brush_at, by, rng.uniform(-0.5, 0.5))
        stick = cut(easel, ribbon(line, s * 0.02, s * 0.03))
        drop(easel, stick, s * 0.02, 0.5)
        model(easel, stick, (196, 84, 60), 0.7)
        soft(easel, cut(easel, blob(rng, *line[0], s * 0.024, s * 0.05, 0.1)), hues[k * 4], 1.0)
    napkin(
        easel,
        easel.w * rng.choice((0.06, 0.95)),
        easel.h * 0.92,
        easel.u * 0.3,
        rng.uniform(-0.5, 0.5),
        easel.palette.pale,
    )


def flower_wrap(easel: Easel) -> None:
    rng = easel.rng
    stage.above(easel)
    x, y, s = easel.w * rng.uniform(0.46, 0.54), easel.h * rng.uniform(0.36, 0.42), easel.u * rng.uniform(0.7, 0.8)
    paper = mix(easel.accents(1)[0], easel.palette.pale, rng.uniform(0.3, 0.8))
    sheets: list[Points] = [
        traced("-0.5 -0.08, 0.46 -0.16, 0.14 0.95, -0.12 0.95", x, y, s),
        traced("-0.46 0.12, 0.02 0.42, 0.1 0.98, -0.14 0.93", x, y, s),
        traced("0.5 0.06, -0.02 0.4, -0.1 0.98, 0.16 0.93", x, y, s),
    ]
    back = cut(easel, sheets[0])
    drop(easel, back, s * 0.06, 0.55)
    model(easel, back, darker(paper, 0.12), 0.06, 0.8, 0.8)
    bouquet(easel, x, y, s, [*easel.accents(3), easel.palette.pale])
    for outline, tone in ((sheets[1], paper), (sheets[2], lighter(paper, 0.2))):
        front = cut(easel, outline)
        drop(easel, front, s * 0.025, 0.45)
        model(easel, front, tone, 0.06, 0.8, 0.8)
    bow_y, colour = y + s * 0.72, easel.accents(1)[0]
    fill(easel, cut(easel, ribbon([(x - s * 0.2, bow_y), (x + s * 0.2, bow_y)], s * 0.05)), colour)
    for k in (-1, 1):
        loop = [
            (x + k * s * 0.13 * (1 + cos(a)), bow_y + s * 0.07 * sin(a) - s * 0.02)
            for a in (2 * pi * i / 20 for i in range(20))
        ]
        tail = ribbon(
            flow([(x, bow_y), (x + k * s * 0.07, bow_y + s * 0.14), (x + k * s * 0.13, bow_y + s * 0.26)]), s * 0.04
        )
        model(easel, cut(easel, tail), darker(colour, 0.1), 0.4)
        model(easel, cut(easel, loop), colour, 0.4, 1.0)


SCENES = {
    "record-player": Scene(
        record_player, ("culture", "hobbies"), "A record turning on a player, from above", "俯拍唱机上转动的黑胶唱片"
    ),
    "yarn-basket": Scene(
        yarn_basket, ("hobbies", "lifestyle"), "A basket of yarn with knitting needles", "一篮毛线球和棒针"
    ),
    "ceramics-row": Scene(
        ceramics_row, ("hobbies", "home", "culture"), "Handmade ceramic vases in a row", "一排手作陶瓷花器"
    ),
    "paint-box": Scene(
        paint_box, ("hobbies", "culture"), "A box of watercolours beside a small painting", "水彩盒和一张小画"
    ),
    "flower-wrap": Scene(flower_wrap, ("lifestyle", "home"), "A bouquet wrapped in paper", "包在纸里的一束花"),
}
