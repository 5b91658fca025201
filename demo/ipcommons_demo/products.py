"""Drawn products, in the views of a design application: front, side, above, in perspective.

Three ways of making a thing: turned from a profile (bottle, lamp, cup), put together from boxes
(chair, table, shelf), or cut from a sheet (phone case, sole, tile).
"""

import math
from collections.abc import Callable, Sequence
from functools import cache

import msgspec
import yaml
from PIL import Image, ImageDraw

from ipcommons_demo.chance import Chance
from ipcommons_demo.fields import DATA

SIZE = (300, 300)
_SCALE = 2
_FULL = SIZE[0] * _SCALE
_INK = (40, 42, 48)
_MATERIALS = (
    (214, 211, 202),
    (176, 192, 196),
    (202, 178, 150),
    (150, 168, 150),
    (120, 128, 138),
    (222, 196, 170),
    (188, 120, 96),
    (96, 110, 128),
)

Colour = tuple[int, int, int]
Point = tuple[float, float]
Profile = list[Point]
"""Half width and height (0 below, 1 above) of a turned thing, from below upward."""
Box = tuple[float, float, float, float, float, float]
"""x, y, z and extent in each: z is up, y goes to the back."""


class Product(msgspec.Struct, frozen=True):
    """A kind of product: its form, Locarno class and name in five languages."""

    form: str
    locarno: str
    names: dict[str, str]


@cache
def products() -> tuple[Product, ...]:
    rows = yaml.load((DATA / "products.yaml").read_text("utf-8"), yaml.CSafeLoader)
    languages = ("en", "de", "fr", "es", "it")
    return tuple(
        Product(form, locarno, dict(zip(languages, (name.strip() for name in names.split("|")), strict=True)))
        for form, locarno, names in rows
    )


def views(seed: int, number: int, product: Product, count: int) -> list[Image.Image]:
    """The first `count` views of design `number`."""
    chance = Chance(seed, "product", number)
    colour = chance.choice(_MATERIALS)
    if product.form in _TURNED:
        profile = _TURNED[product.form](chance)
        handle = product.form in {"cup", "kettle"}
        makers: list[Callable[[], Image.Image]] = [
            lambda: _turned_front(profile, colour, handle=handle),
            lambda: _turned_tilted(profile, colour, handle=handle),
            lambda: _turned_above(profile, colour),
            lambda: _turned_front(profile, colour, handle=False),
        ]
    elif product.form in _BUILT:
        boxes = _BUILT[product.form](chance)
        makers = [lambda a=angle: _built(boxes, colour, a) for angle in (0.62, 0.0, math.pi / 2, -0.5)]  # type: ignore[misc]
    else:
        outline, marks = _CUT[product.form](chance)
        makers = [
            lambda: _cut_front(outline, marks, colour),
            lambda: _cut_tilted(outline, marks, colour),
            lambda: _cut_side(outline, colour),
            lambda: _cut_front([(-x, y) for x, y in outline], [], colour),
        ]
    return [make().resize(SIZE, Image.Resampling.BOX) for make in makers[:count]]


def _canvas() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (_FULL, _FULL), (255, 255, 255))
    return image, ImageDraw.Draw(image)


def _shade(colour: Colour, light: float) -> Colour:
    r, g, b = (max(0, min(255, round(c * light))) for c in colour)
    return r, g, b


def _smooth(points: Sequence[Point], steps: int = 10) -> Profile:
    """The same profile with rounded turns: Catmull-Rom between the points."""
    padded = [points[0], *points, points[-1]]
    told: Profile = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for n in range(steps):
            t = n / steps
            told.append(tuple(_spline(a[k], b[k], c[k], d[k], t) for k in (0, 1)))  # type: ignore[arg-type]
    return [*told, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)


# Turned things


def _bottle(chance: Chance) -> Profile:
    body, neck, shoulder = chance.uniform(0.2, 0.34), chance.uniform(0.07, 0.11), chance.uniform(0.5, 0.7)
    waist = body * chance.uniform(0.75, 1.05)
    return _smooth(
        [
            (body * 0.9, 0),
            (body, 0.05),
            (waist, 0.3),
            (body, shoulder),
            (neck, shoulder + 0.2),
            (neck, 0.93),
            (neck * 1.25, 0.94),
            (neck * 1.25, 1),
        ]
    )


def _vase(chance: Chance) -> Profile:
    return _smooth(
        [
            (0.16, 0),
            (0.18, 0.04),
            (chance.uniform(0.25, 0.4), chance.uniform(0.3, 0.6)),
            (chance.uniform(0.1, 0.2), 0.85),
            (chance.uniform(0.18, 0.3), 1),
        ]
    )


def _lamp(chance: Chance) -> Profile:
    foot, shade, top = chance.uniform(0.18, 0.28), chance.uniform(0.3, 0.44), chance.uniform(0.12, 0.3)
    return [(foot, 0), (foot, 0.05), (0.03, 0.07), (0.03, 0.5), (shade, 0.5), (top, 1)]


def _pendant(chance: Chance) -> Profile:
    wide = chance.uniform(0.3, 0.45)
    return _smooth([(wide, 0.05), (wide * chance.uniform(0.8, 1.05), 0.2), (0.12, 0.5), (0.05, 0.6), (0.015, 0.62), (0.015, 1)])


def _cup(chance: Chance) -> Profile:
    foot, lip = chance.uniform(0.16, 0.3), chance.uniform(0.28, 0.36)
    return _smooth([(foot, 0.15), (foot * 1.1, 0.2), ((foot + lip) / 2 * chance.uniform(0.95, 1.15), 0.5), (lip, 0.85)])


def _bowl(chance: Chance) -> Profile:
    return _smooth([(0.16, 0.25), (0.17, 0.3), (chance.uniform(0.3, 0.4), 0.42), (chance.uniform(0.42, 0.47), 0.72)])


def _kettle(chance: Chance) -> Profile:
    body = chance.uniform(0.3, 0.38)
    return _smooth([(body, 0.1), (body * chance.uniform(0.9, 1.1), 0.35), (0.18, 0.68), (0.12, 0.72), (0.05, 0.74), (0.05, 0.82)])


def _speaker(chance: Chance) -> Profile:
    wide = chance.uniform(0.24, 0.36)
    return _smooth([(wide * 0.9, 0.1), (wide, 0.16), (wide * chance.uniform(0.8, 1.0), 0.7), (wide * 0.7, 0.86), (0.02, 0.9)])


_TURNED: dict[str, Callable[[Chance], Profile]] = {
    "bottle": _bottle, "vase": _vase, "lamp": _lamp, "pendant": _pendant, "cup": _cup, "bowl": _bowl, "kettle": _kettle, "speaker": _speaker,
}  # fmt: skip


def _at(x: float, height: float) -> Point:
    return _FULL * (0.5 + x), _FULL * (0.94 - 0.88 * height)


def _turned_front(profile: Profile, colour: Colour, *, handle: bool) -> Image.Image:
    image, draw = _canvas()
    if handle:
        _handle(draw, profile, colour)
    for strip in range(24):
        # strips from left to right, lit from the upper left
        a, b = -1 + strip / 12, -1 + (strip + 1) / 12
        light = 0.62 + 0.5 * math.exp(-((a + 0.35) ** 2) * 3)
        left, right = [_at(r * a, h) for r, h in profile], [_at(r * b, h) for r, h in reversed(profile)]
        draw.polygon(left + right, fill=_shade(colour, light))
    outline = [_at(r, h) for r, h in profile] + [_at(-r, h) for r, h in reversed(profile)]
    draw.line([*outline, outline[0]], fill=_INK, width=4, joint="curve")
    return image


def _handle(draw: ImageDraw.ImageDraw, profile: Profile, colour: Colour) -> None:
    """A loop at the right, half hidden behind the body that is drawn after it."""
    radius, height = min(profile, key=lambda point: abs(point[1] - 0.45))
    x, y = _at(radius, height)
    draw.arc(
        (x - _FULL * 0.12, y - _FULL * 0.15, x + _FULL * 0.1, y + _FULL * 0.13), -100, 100, fill=_shade(colour, 0.7), width=_FULL // 28
    )


def _turned_tilted(profile: Profile, colour: Colour, *, handle: bool) -> Image.Image:
    """Seen from a little above: ellipses from below upward, each lighter to the top."""
    image, draw = _canvas()
    if handle:
        _handle(draw, profile, colour)
    fine = [(p[0], p[1]) for p in profile] if len(profile) > 20 else _finer(profile)
    for n, (r, h) in enumerate(fine):
        x0, y = _at(-r, h * 0.86 + 0.05)
        x1, _ = _at(r, h)
        depth = r * _FULL * 0.32
        draw.ellipse(
            (x0, y - depth, x1, y + depth),
            fill=_shade(colour, 0.66 + 0.36 * n / len(fine)),
            outline=_INK if n in {0, len(fine) - 1} else None,
            width=4,
        )
    return image


def _finer(profile: Profile) -> Profile:
    told: Profile = []
    for (r0, h0), (r1, h1) in zip(profile, profile[1:], strict=False):
        told += [(r0 + (r1 - r0) * t / 24, h0 + (h1 - h0) * t / 24) for t in range(24)]
    return [*told, profile[-1]]


def _turned_above(profile: Profile, colour: Colour) -> Image.Image:
    image, draw = _canvas()
    centre = _FULL / 2
    seen = sorted({round(r, 2) for r, _ in profile}, reverse=True)[:7]
    for n, r in enumerate(seen):
        radius = max(6, r * _FULL)
        draw.ellipse(
            (centre - radius, centre - radius, centre + radius, centre + radius), fill=_shade(colour, 0.8 + 0.05 * n), outline=_INK, width=4
        )
    return image


# Built things


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


_BUILT: dict[str, Callable[[Chance], list[Box]]] = {"chair": _chair, "table": _table, "shelf": _shelf}


def _built(boxes: list[Box], colour: Colour, angle: float) -> Image.Image:
    """Boxes seen from the front, turned by `angle` about the vertical, the farthest drawn first."""
    image, draw = _canvas()
    wide, deep = max(b[0] + b[3] for b in boxes), max(b[1] + b[4] for b in boxes)
    c, s = math.cos(angle), math.sin(angle)
    tilt = 0.38 if angle not in {0.0, math.pi / 2} else 0.0
    scale = _FULL * 0.62 / max(max(b[2] + b[5] for b in boxes), wide, 0.8)

    def place(x: float, y: float, z: float) -> tuple[float, float, float]:
        x, y = x - wide / 2, y - deep / 2
        across, away = x * c - y * s, x * s + y * c
        return _FULL / 2 + across * scale, _FULL * 0.84 - z * scale - (away * tilt + deep * tilt / 2) * scale, away

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
            draw.polygon(flat, fill=_shade(colour, light), outline=_INK, width=3)
    return image


# Cut things


Cut = tuple[list[Point], list[list[Point]]]


def _rounded(wide: float, high: float, radius: float) -> list[Point]:
    corners = (
        (wide - radius, high - radius, 0),
        (-wide + radius, high - radius, 90),
        (-wide + radius, -high + radius, 180),
        (wide - radius, -high + radius, 270),
    )
    return [
        (x + radius * math.cos(math.radians(start + step * 10)), y + radius * math.sin(math.radians(start + step * 10)))
        for x, y, start in corners
        for step in range(10)
    ]


def _moved(points: list[Point], x: float, y: float) -> list[Point]:
    return [(px + x, py + y) for px, py in points]


def _phonecase(chance: Chance) -> Cut:
    outline = _rounded(0.36, 0.72, chance.uniform(0.06, 0.14))
    lenses = chance.randint(1, 3)
    camera = _moved(_rounded(0.13, 0.07 + 0.06 * lenses, 0.06), -0.17, -0.5 + 0.05 * lenses)
    marks = [camera, *(_moved(_rounded(0.05, 0.05, 0.05), -0.17, -0.56 + 0.13 * n) for n in range(lenses))]
    waves = chance.randint(0, 6)
    marks += [[(x / 20 * 0.6 - 0.3, 0.1 + n * 0.09 + 0.03 * math.sin(x / 3)) for x in range(21)] for n in range(waves)]
    return outline, marks


def _sole(chance: Chance) -> Cut:
    waist = chance.uniform(0.14, 0.22)
    right = [(0.0, -0.85), (0.24, -0.72), (0.31, -0.4), (waist + 0.06, 0.1), (0.22, 0.5), (0.19, 0.75), (0, 0.86)]
    left = [(-0.19, 0.75), (-0.22, 0.5), (-waist, 0.1), (-0.27, -0.4), (-0.22, -0.72), (0.0, -0.85)]
    outline = _smooth([*right, *left], 6)
    style, marks = chance.randrange(3), list[list[Point]]()
    for n in range(9):
        y = -0.68 + n * 0.17
        half = 0.17 if -0.1 < y < 0.35 else 0.2
        if style == 0:
            marks.append([(-half, y), (0, y + 0.07), (half, y)])
        elif style == 1:
            marks.append([(half * (x / 10 - 1), y + 0.03 * math.sin(x)) for x in range(21)])
        else:
            marks += [_moved(_rounded(0.045, 0.045, 0.045), x, y) for x in (-half + 0.06, half - 0.06)]
    return outline, marks


def _tile(chance: Chance) -> Cut:
    cells, motif = chance.choice((2, 3, 4)), chance.randrange(4)
    size = 1.5 / cells
    marks: list[list[Point]] = []
    for row in range(cells):
        for column in range(cells):
            x, y = -0.75 + size * (column + 0.5), -0.75 + size * (row + 0.5)
            r = size / 2
            if motif == 0:
                marks += [[(x + r * math.cos(t * math.pi / 12), y + r * math.sin(t * math.pi / 12)) for t in range(25)]]
            elif motif == 1:
                marks += [[(x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r)], [(x - r / 2, y), (x + r / 2, y)]]
            elif motif == 2:
                marks += [
                    [(x + k * r * math.sin(t * math.pi / 8), y + k * r * math.cos(t * math.pi / 8)) for t in range(17)] for k in (0.9, 0.5)
                ]
            else:
                turn = (row + column) % 2
                marks += [[(x - r, y - r if turn else y + r), (x, y), (x + r, y + r if turn else y - r)], [(x - r, y), (x + r, y)]]
    return _rounded(0.78, 0.78, chance.choice((0.0, 0.06))), marks


_CUT: dict[str, Callable[[Chance], Cut]] = {"phonecase": _phonecase, "sole": _sole, "tile": _tile}


def _on_sheet(points: list[Point], lean: float = 0, flat: float = 1) -> list[Point]:
    return [(_FULL * (0.5 + (x - lean * y) * 0.55), _FULL * (0.5 + y * 0.55 * flat)) for x, y in points]


def _cut_front(outline: list[Point], marks: list[list[Point]], colour: Colour) -> Image.Image:
    image, draw = _canvas()
    draw.polygon(_on_sheet(outline), fill=colour, outline=_INK, width=4)
    for mark in marks:
        draw.line(_on_sheet(mark), fill=_shade(colour, 0.55), width=4, joint="curve")
    return image


def _cut_tilted(outline: list[Point], marks: list[list[Point]], colour: Colour) -> Image.Image:
    image, draw = _canvas()
    lower = [(x, y + _FULL * 0.035) for x, y in _on_sheet(outline, 0.35, 0.72)]
    draw.polygon(lower, fill=_shade(colour, 0.6), outline=_INK, width=4)
    draw.polygon(_on_sheet(outline, 0.35, 0.72), fill=colour, outline=_INK, width=4)
    for mark in marks:
        draw.line(_on_sheet(mark, 0.35, 0.72), fill=_shade(colour, 0.55), width=4, joint="curve")
    return image


def _cut_side(outline: list[Point], colour: Colour) -> Image.Image:
    image, draw = _canvas()
    half = max(y for _, y in outline)
    side = _moved(_rounded(0.05, half, 0.04), 0, 0)
    draw.polygon(_on_sheet(side), fill=_shade(colour, 0.85), outline=_INK, width=4)
    return image
