"""Things put together from boxes: chair, table, shelf."""

import math
from collections.abc import Callable

from PIL import Image

from ipcommons_demo.canvas import FULL, INK, Colour, canvas, shade
from ipcommons_demo.chance import Chance

Box = tuple[float, float, float, float, float, float]
"""x, y, z and extent in each: z is up, y goes to the back."""


def _chair(chance: Chance) -> list[Box]:
    leg, seat, back = chance.uniform(0.035, 0.07), chance.uniform(0.38, 0.5), chance.uniform(0.85, 1.05)
    wide = chance.uniform(0.45, 0.6)
    legs: list[Box] = [(x, y, 0, leg, leg, seat) for x in (0, wide - leg) for y in (0, 0.48 - leg)]
    parts = [*legs, (0, 0, seat, wide, 0.48, chance.uniform(0.04, 0.1))]
    if chance.happens(0.5):
        parts.append((0, 0.42, seat + 0.1, wide, 0.06, back - seat - 0.1))
    else:
        bars = chance.randint(3, 5)
        parts += [(n * (wide - 0.05) / (bars - 1), 0.43, seat, 0.05, 0.05, back - seat) for n in range(bars)]
        parts.append((0, 0.43, back, wide, 0.05, 0.07))
    if chance.happens(0.4):
        parts += [(x, 0.02, seat + 0.22, 0.06, 0.44, 0.05) for x in (0, wide - 0.06)]
    return parts


def _table(chance: Chance) -> list[Box]:
    wide, deep, high, leg = chance.uniform(0.7, 1.0), chance.uniform(0.4, 0.6), chance.uniform(0.4, 0.65), chance.uniform(0.04, 0.08)
    legs: list[Box] = [(x, y, 0, leg, leg, high) for x in (0.03, wide - leg - 0.03) for y in (0.03, deep - leg - 0.03)]
    lower: list[Box] = [(0.05, 0.05, 0.12, wide - 0.1, deep - 0.1, 0.03)] if chance.happens(0.5) else []
    return [*legs, *lower, (0, 0, high, wide, deep, chance.uniform(0.03, 0.08))]


def _shelf(chance: Chance) -> list[Box]:
    wide, high, floors = chance.uniform(0.5, 0.9), chance.uniform(0.8, 1.1), chance.randint(3, 5)
    boards: list[Box] = [(0, 0, n * high / floors, wide, 0.32, 0.035) for n in range(floors + 1)]
    sides: list[Box] = [(x, 0, 0, 0.035, 0.32, high) for x in (0, wide - 0.035)]
    middle: list[Box] = [(wide / 2, 0, 0, 0.03, 0.32, high * chance.choice((0.5, 1)))] if chance.happens(0.5) else []
    return [*sides, *middle, *boards]


BUILT: dict[str, Callable[[Chance], list[Box]]] = {"chair": _chair, "table": _table, "shelf": _shelf}


def draw(boxes: list[Box], colour: Colour, angle: float) -> Image.Image:
    """Boxes seen from the front, turned by `angle` about the vertical, the farthest drawn first."""
    image, pen = canvas()
    wide, deep = max(b[0] + b[3] for b in boxes), max(b[1] + b[4] for b in boxes)
    c, s = math.cos(angle), math.sin(angle)
    tilt = 0.38 if angle not in {0.0, math.pi / 2} else 0.0
    scale = FULL * 0.62 / max(*(b[2] + b[5] for b in boxes), wide, 0.8)

    def place(x: float, y: float, z: float) -> tuple[float, float, float]:
        x, y = x - wide / 2, y - deep / 2
        across, away = x * c - y * s, x * s + y * c
        return FULL / 2 + across * scale, FULL * 0.84 - z * scale - (away * tilt + deep * tilt / 2) * scale, away

    def distance(box: Box) -> tuple[float, float]:
        return -place(box[0] + box[3] / 2, box[1] + box[4] / 2, 0)[2], box[2]

    for x, y, z, w, d, h in sorted(boxes, key=distance):
        near = -1 if s >= 0 else 1
        faces = [
            (1.08, [(x, y, z + h), (x + w, y, z + h), (x + w, y + d, z + h), (x, y + d, z + h)]),
            (0.72, [(x if near < 0 else x + w, yy, zz) for yy, zz in ((y, z), (y + d, z), (y + d, z + h), (y, z + h))]),
            (0.9, [(x, y, z), (x + w, y, z), (x + w, y, z + h), (x, y, z + h)]),
        ]
        for light, corners in faces:
            flat = [place(*corner)[:2] for corner in corners]
            pen.polygon(flat, fill=shade(colour, light), outline=INK, width=3)
    return image
