"""The icons of the home screen, drawn from the mark's own curves: `python -m config.icons` writes them anew."""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parents[2] / "static" / "brand"
PAPER, LEAF, FRESH, POPPY = "#fbfaf7", "#2f7d4f", "#7cc79a", "#c92a36"
# Drawn four times as large and made smaller: smooth edges without a vector library.
_FINER = 4
Point = tuple[float, float]
# The mark in its field of 64: closed shapes of cubic curves (start, then control, control, end).
_BLADES: list[tuple[str, list[Point]]] = [
    (LEAF, [(31, 58), (29, 38), (24, 24), (12, 13), (26, 18), (33, 30), (35, 46), (36, 33), (41, 21), (52, 13),
            (44, 26), (40, 40), (39, 58)]),
    (FRESH, [(22, 58), (21, 47), (17, 39), (8, 32), (18, 34), (25, 41), (28, 58)]),
    (FRESH, [(42, 58), (44, 46), (49, 38), (57, 33), (52, 41), (49, 48), (49, 58)]),
]  # fmt: skip


def _curve(points: list[Point]) -> list[Point]:
    """Points along the cubic Bezier curves of a shape, 24 for each."""
    found: list[Point] = []
    for at in range(0, len(points) - 1, 3):
        a, b, c, d = points[at : at + 4]
        for step in range(25):
            t = step / 24
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            found.append(
                (
                    sum(weight * point[0] for weight, point in zip(weights, (a, b, c, d), strict=True)),
                    sum(weight * point[1] for weight, point in zip(weights, (a, b, c, d), strict=True)),
                )
            )
    return found


def draw_icon(side: int, *, share: float) -> Image.Image:
    """The mark on paper, `side` px wide; `share` of it is the mark (a maskable icon keeps its outer fifth free)."""
    large = side * _FINER
    image = Image.new("RGB", (large, large), PAPER)
    pen = ImageDraw.Draw(image)
    scale, edge = large * share / 64, large * (1 - share) / 2
    for colour, points in _BLADES:
        pen.polygon([(edge + x * scale, edge + y * scale) for x, y in _curve(points)], fill=colour)
    x, y, radius = edge + 33 * scale, edge + 12 * scale, 6 * scale
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=POPPY)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def write_all(folder: Path = FOLDER) -> None:
    """All icons of the manifest, and the one Apple's devices ask for."""
    draw_icon(192, share=0.82).save(folder / "icon-192.png", optimize=True)
    draw_icon(512, share=0.82).save(folder / "icon-512.png", optimize=True)
    draw_icon(512, share=0.6).save(folder / "maskable-512.png", optimize=True)
    draw_icon(180, share=0.72).save(folder / "apple-touch-icon.png", optimize=True)


if __name__ == "__main__":
    write_all()
