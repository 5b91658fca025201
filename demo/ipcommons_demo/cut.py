"""Things cut from a sheet: phone case, sole, tile."""

import math
from collections.abc import Callable

from PIL import Image

from ipcommons_demo.canvas import FULL, INK, Colour, Point, canvas, shade, smooth
from ipcommons_demo.chance import Chance

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
    outline = smooth([*right, *left], 6)
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


CUT: dict[str, Callable[[Chance], Cut]] = {"phonecase": _phonecase, "sole": _sole, "tile": _tile}


def _on_sheet(points: list[Point], lean: float = 0, flat: float = 1) -> list[Point]:
    return [(FULL * (0.5 + (x - lean * y) * 0.55), FULL * (0.5 + y * 0.55 * flat)) for x, y in points]


def front(outline: list[Point], marks: list[list[Point]], colour: Colour) -> Image.Image:
    image, draw = canvas()
    draw.polygon(_on_sheet(outline), fill=colour, outline=INK, width=4)
    for mark in marks:
        draw.line(_on_sheet(mark), fill=shade(colour, 0.55), width=4, joint="curve")
    return image


def tilted(outline: list[Point], marks: list[list[Point]], colour: Colour) -> Image.Image:
    image, draw = canvas()
    lower = [(x, y + FULL * 0.035) for x, y in _on_sheet(outline, 0.35, 0.72)]
    draw.polygon(lower, fill=shade(colour, 0.6), outline=INK, width=4)
    draw.polygon(_on_sheet(outline, 0.35, 0.72), fill=colour, outline=INK, width=4)
    for mark in marks:
        draw.line(_on_sheet(mark, 0.35, 0.72), fill=shade(colour, 0.55), width=4, joint="curve")
    return image


def side(outline: list[Point], colour: Colour) -> Image.Image:
    image, draw = canvas()
    half = max(y for _, y in outline)
    side = _moved(_rounded(0.05, half, 0.04), 0, 0)
    draw.polygon(_on_sheet(side), fill=shade(colour, 0.85), outline=INK, width=4)
    return image
