"""The sheet on which products are drawn: twice as large as the view, then scaled down so that edges are smooth."""

from collections.abc import Sequence

from PIL import Image, ImageDraw

SIZE = (300, 300)
FULL = SIZE[0] * 2
INK = (40, 42, 48)

Colour = tuple[int, int, int]
Point = tuple[float, float]


def canvas() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (FULL, FULL), (255, 255, 255))
    return image, ImageDraw.Draw(image)


def shade(colour: Colour, light: float) -> Colour:
    r, g, b = (max(0, min(255, round(c * light))) for c in colour)
    return r, g, b


def smooth(points: Sequence[Point], steps: int = 10) -> list[Point]:
    """The same profile with rounded turns: Catmull-Rom between the points."""
    padded = [points[0], *points, points[-1]]
    told: list[Point] = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for n in range(steps):
            t = n / steps
            told.append(tuple(_spline(a[k], b[k], c[k], d[k], t) for k in (0, 1)))  # type: ignore[arg-type]
    return [*told, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
