"""Outlines as lists of points in pixels, without paint."""

from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, pi, sin
from random import Random

Point = tuple[float, float]
Points = list[Point]


def ellipse(cx: float, cy: float, rx: float, ry: float, turn: float = 0.0) -> Points:
    """A turned ellipse; `turn` in radians, clockwise on the picture."""
    steps = 56
    ring = [(rx * cos(2 * pi * i / steps), ry * sin(2 * pi * i / steps)) for i in range(steps)]
    return [(cx + x * cos(turn) - y * sin(turn), cy + x * sin(turn) + y * cos(turn)) for x, y in ring]


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> Points:
    """Part of an ellipse from `start` to `end` (radians, 0 is right, pi/2 is down), an open line."""
    steps = 24
    angles = [start + (end - start) * i / steps for i in range(steps + 1)]
    return [(cx + rx * cos(a), cy + ry * sin(a)) for a in angles]


def turned(points: Points, cx: float, cy: float, turn: float) -> Points:
    """The points rotated about `(cx, cy)` by `turn` radians."""
    c, s = cos(turn), sin(turn)
    return [(cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c) for x, y in points]


def moved(points: Points, dx: float, dy: float, scale: float = 1.0) -> Points:
    """The points scaled about the origin, then shifted."""
    return [(x * scale + dx, y * scale + dy) for x, y in points]


def _spline(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    """Catmull-Rom between b and c."""

    def one(p: float, q: float, r: float, s: float) -> float:
        return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)

    return one(a[0], b[0], c[0], d[0]), one(a[1], b[1], c[1], d[1])


def smooth(points: Points, steps: int = 8) -> Points:
    """A closed soft curve through the points."""
    count = len(points)
    return [
        _spline(points[i - 1], points[i], points[(i + 1) % count], points[(i + 2) % count], s / steps)
        for i in range(count)
        for s in range(steps)
    ]


def flow(points: Points, steps: int = 8) -> Points:
    """An open soft curve through the points, both ends kept."""
    full = [points[0], *points, points[-1]]
    line = [
        _spline(full[i], full[i + 1], full[i + 2], full[i + 3], s / steps)
        for i in range(len(full) - 3)
        for s in range(steps)
    ]
    return [*line, points[-1]]


def ribbon(line: Points, start: float, end: float | None = None, swell: float = 0.0) -> Points:
    """A line given a body: width `start` to `end` pixels, `swell` more in the middle."""
    last = len(line) - 1
    finish = start if end is None else end
    left: Points = []
    right: Points = []
    for i, (x, y) in enumerate(line):
        (ax, ay), (bx, by) = line[max(0, i - 1)], line[min(last, i + 1)]
        length = hypot(bx - ax, by - ay) or 1.0
        half = (start + (finish - start) * i / last + swell * sin(pi * i / last)) / 2
        nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]


def rounded(x0: float, y0: float, x1: float, y1: float, radius: float) -> Points:
    """A rectangle with round corners."""
    r = max(0.5, min(radius, abs(x1 - x0) / 2, abs(y1 - y0) / 2))
    corners = ((x1 - r, y1 - r, 0.0), (x0 + r, y1 - r, pi / 2), (x0 + r, y0 + r, pi), (x1 - r, y0 + r, pi * 1.5))
    points: Points = []
    for cx, cy, start in corners:
        points += [(cx + r * cos(start + pi / 2 * i / 6), cy + r * sin(start + pi / 2 * i / 6)) for i in range(7)]
    return points


def blob(rng: Random, cx: float, cy: float, rx: float, ry: float, wobble: float = 0.12) -> Points:
    """A round thing made by hand: an ellipse whose radius wanders by the share `wobble`."""
    count = 9
    phase = rng.random()
    ring: Points = []
    for i in range(count):
        angle = 2 * pi * (i + phase) / count
        reach = 1 + rng.uniform(-wobble, wobble)
        ring.append((cx + rx * reach * cos(angle), cy + ry * reach * sin(angle)))
    return smooth(ring)


def leaf(x: float, y: float, length: float, angle: float, width: float, bend: float = 0.0) -> Points:
    """A pointed leaf growing from `(x, y)`; `angle` radians, `bend` curls its spine."""
    spine: Points = []
    steps = 12
    px, py = x, y
    for i in range(steps + 1):
        spine.append((px, py))
        heading = angle + bend * i / steps
        px += cos(heading) * length / steps
        py += sin(heading) * length / steps
    return ribbon(spine, 0.6, 0.6, width)


def lobe(x: float, y: float, length: float, angle: float, width: float) -> Points:
    """A petal: narrow at `(x, y)`, broad and round at its far end."""
    shape = [(0.0, 0.0), (0.35, -0.3), (0.75, -0.5), (1.0, -0.22), (1.02, 0.22), (0.75, 0.5), (0.35, 0.3)]
    return turned([(x + u * length, y + v * width) for u, v in smooth(shape, 5)], x, y, angle)


def ridge(rng: Random, width: int, base: float, rise: float, rough: float = 0.55) -> Points:
    """A skyline from edge to edge by midpoint displacement, open: the caller closes it below."""
    heights = [rng.uniform(-0.4, 0.6), rng.uniform(-0.2, 1.0), rng.uniform(-0.4, 0.6)]
    spread = 0.55
    while len(heights) < 90:
        finer: list[float] = []
        for a, b in pairwise(heights):
            finer += [a, (a + b) / 2 + rng.uniform(-spread, spread) * 0.6]
        heights = [*finer, heights[-1]]
        spread *= rough
    last = len(heights) - 1
    return [(-4 + (width + 8) * i / last, base - rise * value) for i, value in enumerate(heights)]


@lru_cache(maxsize=512)
def _pairs(path: str) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in (pair.split() for pair in path.split(",")))


def traced(path: str, x: float, y: float, size: float, flip: float = 1) -> Points:
    """An outline written as `"x y, x y, ..."` in units of `size` about `(x, y)`; `flip` -1 mirrors it left to right."""
    return [(x + px * size * flip, y + py * size) for px, py in _pairs(path)]
