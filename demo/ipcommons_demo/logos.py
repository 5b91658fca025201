"""Drawn signs: a device composed of simple forms, with or without words, in one or two colours.

Everything is drawn four times as large and scaled down, so that edges are smooth. Words are set in the
one typeface that Pillow brings along; Chinese characters are drawn by strokes (data/strokes.yaml), so
that the same seed gives the same picture on every machine.
"""

import io
import math
from collections.abc import Callable
from functools import cache

import yaml
from PIL import Image, ImageDraw, ImageFont

from ipcommons_demo.chance import Chance
from ipcommons_demo.fields import DATA
from ipcommons_demo.signs import Sign

SIZE = (360, 270)
_SCALE = 4
_COLOURS = ("#16181d", "#16181d", "#1f4e5f", "#2f6b3a", "#a3200d", "#27348b", "#6b2a6c", "#8a4b1a", "#0f7173", "#b8860b")
_SECOND = ("#cf8f1d", "#7fa650", "#c9c2ae", "#d96f4b", "#7ea6c4", "#efe6d0")
_PAPER = "#ffffff"

Point = tuple[float, float]


class _Pen:
    """Draws on a square from -1 to 1 around a centre, whatever the size of the picture."""

    def __init__(self, image: Image.Image, centre: Point, radius: float) -> None:
        self.draw = ImageDraw.Draw(image)
        self.centre, self.radius = centre, radius

    def at(self, x: float, y: float) -> Point:
        return self.centre[0] + x * self.radius, self.centre[1] + y * self.radius

    def shape(self, points: list[Point], fill: str) -> None:
        self.draw.polygon([self.at(*p) for p in points], fill=fill)

    def disc(self, x: float, y: float, r: float, fill: str) -> None:
        (cx, cy), rr = self.at(x, y), r * self.radius
        self.draw.ellipse((cx - rr, cy - rr, cx + rr, cy + rr), fill=fill)

    def stroke(self, points: list[Point], width: float, fill: str) -> None:
        """A line with round ends."""
        placed = [self.at(*p) for p in points]
        w = width * self.radius
        self.draw.line(placed, fill=fill, width=max(1, round(w)), joint="curve")
        for x, y in (placed[0], placed[-1]):
            self.draw.ellipse((x - w / 2, y - w / 2, x + w / 2, y + w / 2), fill=fill)


def _turned(points: list[Point], angle: float, x: float = 0, y: float = 0) -> list[Point]:
    c, s = math.cos(angle), math.sin(angle)
    return [(x + px * c - py * s, y + px * s + py * c) for px, py in points]


def _leaf_shape(length: float, width: float) -> list[Point]:
    """A pointed leaf from the origin upward."""
    right = [(width * math.sin(math.pi * t / 12) * (1 - 0.25 * t / 12), -length * t / 12) for t in range(13)]
    return right + [(-x, y) for x, y in reversed(right)]


def _leaves(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    count = chance.choice((2, 3, 5))
    spread = chance.uniform(0.5, 0.8)
    for n in range(count):
        angle = (n - (count - 1) / 2) * spread
        pen.shape(_turned(_leaf_shape(1.5, 0.34), angle, 0, 0.75), two if n % 2 and chance.happens(0.7) else one)


def _flower(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    count = chance.choice((5, 6, 8, 12))
    for n in range(count):
        pen.shape(_turned(_leaf_shape(0.95, 1.35 / count), n * math.tau / count), one)
    pen.disc(0, 0, 0.22, two)


def _rings(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    count, width = chance.randint(2, 4), chance.uniform(0.09, 0.16)
    for n in range(count):
        x = (n - (count - 1) / 2) * 0.55
        y = 0.18 * (n % 2 * 2 - 1) if chance.happens(0.5) else 0
        pen.disc(x, y, 0.5, two if n % 2 else one)
        pen.disc(x, y, 0.5 - width, _PAPER)


def _target(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    for n, r in enumerate((0.95, 0.72, 0.5, 0.28)):
        pen.disc(0.1 * n * chance.choice((0, 1)), 0, r, (one, _PAPER, two, _PAPER)[n])


def _mountains(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    pen.disc(chance.uniform(-0.5, 0.5), -0.5, 0.22, two)
    for x, height, colour in ((-0.42, chance.uniform(0.8, 1.2), one), (0.4, chance.uniform(0.6, 1.0), one if chance.happens(0.5) else two)):
        pen.shape([(x - 0.7, 0.7), (x, 0.7 - height), (x + 0.7, 0.7)], colour)
    if chance.happens(0.6):
        pen.shape([(-0.42 - 0.2, 0.15), (-0.42, -0.1), (-0.22, 0.15), (-0.34, 0.1), (-0.44, 0.2)], _PAPER)


def _waves(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    depth, turns = chance.uniform(0.1, 0.2), chance.choice((1.5, 2, 2.5))
    for n in range(3):
        points = [(x / 20 - 1, (n - 1) * 0.45 + depth * math.sin(x / 40 * math.tau * turns)) for x in range(41)]
        pen.stroke(points, 0.16, two if n == 1 else one)


def _quarters(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    for n, (x, y) in enumerate(((-0.48, -0.48), (0.48, -0.48), (-0.48, 0.48), (0.48, 0.48))):
        colour = one if n in {1, 2} else two
        if chance.happens(0.5):
            pen.disc(x, y, 0.44, colour)
        else:
            pen.shape([(x - 0.44, y - 0.44), (x + 0.44, y - 0.44), (x + 0.44, y + 0.44), (x - 0.44, y + 0.44)], colour)


def _star(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    points, inner = chance.choice((5, 6, 8, 16)), chance.uniform(0.38, 0.7)
    outline = [
        ((1.0 if n % 2 == 0 else inner) * math.sin(n * math.pi / points), -(1.0 if n % 2 == 0 else inner) * math.cos(n * math.pi / points))
        for n in range(2 * points)
    ]
    pen.shape(outline, one)
    if chance.happens(0.6):
        pen.disc(0, 0, inner * 0.6, chance.choice((two, _PAPER)))


def _shield(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    left = [(-0.75, -0.9), (-0.75, 0.1), (-0.55, 0.55), (0, 1)]
    pen.shape([*left, *[(-x, y) for x, y in reversed(left[:-1])]], one)
    pen.shape(_turned(_leaf_shape(1.0, 0.3), chance.choice((0.0, 0.5, -0.5)), 0, 0.45), chance.choice((two, _PAPER)))


def _cup(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    bowl = [(-0.7, -0.1), (-0.6, 0.45), (-0.3, 0.75), (0.3, 0.75), (0.6, 0.45), (0.7, -0.1)]
    pen.stroke(bowl, 0.12, one)
    pen.stroke([bowl[0], bowl[-1]], 0.12, one)
    pen.stroke([(0.68, 0.05), (0.95, 0.05), (0.95, 0.4), (0.62, 0.42)], 0.1, one)
    for x in (-0.3, 0.0, 0.3)[: chance.randint(1, 3)]:
        pen.shape(_turned(_leaf_shape(0.6, 0.14), chance.uniform(-0.3, 0.3), x, -0.25), two)


def _bars(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    heights = [chance.uniform(0.4, 1.7) for _ in range(4)]
    for n, height in enumerate(heights):
        x = -0.9 + n * 0.48
        pen.shape([(x, 0.9), (x, 0.9 - height), (x + 0.34, 0.9 - height), (x + 0.34, 0.9)], two if n % 2 else one)


def _bird(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    lift = chance.uniform(0.6, 0.95)
    pen.shape([(-1, -lift), (-0.15, -0.15), (0, 0.15), (0.15, -0.15), (1, -lift), (0.35, 0.45), (0, 0.75), (-0.35, 0.45)], one)
    pen.disc(0, -0.28, 0.16, two)


def _hexagons(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    cell = [(0.36 * math.sin(n * math.pi / 3), 0.36 * math.cos(n * math.pi / 3)) for n in range(6)]
    places = [(0, 0), (0.68, 0), (-0.68, 0), (0.34, 0.59), (-0.34, 0.59), (0.34, -0.59), (-0.34, -0.59)]
    for n, (x, y) in enumerate(chance.sample(places, chance.randint(4, 7))):
        pen.shape(_turned(cell, 0, x, y), two if n % 3 == 0 else one)


def _fish(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    pen.shape(_turned(_leaf_shape(1.5, 0.42), -math.pi / 2, 0.7, 0), one)
    pen.shape([(0.5, 0), (1, -0.42), (0.88, 0), (1, 0.42)], two)
    pen.disc(-0.5, -0.08, 0.07, _PAPER)
    if chance.happens(0.5):
        pen.stroke([(-0.15, -0.22), (0.0, 0.0), (-0.15, 0.22)], 0.06, _PAPER)


def _sun(pen: _Pen, chance: Chance, one: str, two: str) -> None:
    rays = chance.choice((8, 12, 16))
    for n in range(rays):
        angle = n * math.tau / rays
        pen.stroke([(0.62 * math.cos(angle), 0.62 * math.sin(angle)), (0.95 * math.cos(angle), 0.95 * math.sin(angle))], 0.1, two)
    pen.disc(0, 0, 0.46, one)


Device = Callable[[_Pen, Chance, str, str], None]
# Each device with the Vienna codes that describe it.
_DEVICES: tuple[tuple[Device, tuple[str, ...]], ...] = (
    (_leaves, ("05.03.13", "05.03.14")),
    (_flower, ("05.05.20", "05.05.21")),
    (_rings, ("26.01.04", "26.01.05")),
    (_target, ("26.01.05", "26.01.18")),
    (_mountains, ("06.01.02",)),
    (_waves, ("26.11.03", "26.11.12")),
    (_quarters, ("26.04.04", "26.01.06")),
    (_star, ("01.01.02",)),
    (_shield, ("24.01.05", "05.03.11")),
    (_cup, ("11.03.04", "05.03.13")),
    (_bars, ("26.04.10", "26.11.09")),
    (_bird, ("03.07.17",)),
    (_hexagons, ("26.05.04",)),
    (_fish, ("03.09.01",)),
    (_sun, ("01.03.01",)),
)


def _device(seed: int, number: int) -> tuple[Device, tuple[str, ...]]:
    return Chance(seed, "device", number).choice(_DEVICES)


def vienna(seed: int, number: int, sign: Sign) -> list[str]:
    """The Vienna codes of the sign as drawn."""
    codes = ["28.03.00"] if sign.feature == "han" else list(_device(seed, number)[1])
    return sorted({*codes, *(("27.05.01",) if sign.words and sign.feature != "han" else ())})


def draw(seed: int, number: int, sign: Sign) -> Image.Image:
    """The sign as a picture of SIZE."""
    chance = Chance(seed, "logo", number)
    width, height = SIZE[0] * _SCALE, SIZE[1] * _SCALE
    image = Image.new("RGB", (width, height), _PAPER)
    one, two = chance.choice(_COLOURS), chance.choice(_SECOND)
    if one == _COLOURS[0] and chance.happens(0.6):
        two = one
    if sign.feature == "han":
        _characters(image, chance, sign.words or "", one)
    elif sign.words is None:
        _device(seed, number)[0](_Pen(image, (width / 2, height / 2), height * 0.4), chance, one, two)
    elif chance.happens(0.45):
        # device at the left, word at the right
        _device(seed, number)[0](_Pen(image, (width * 0.19, height / 2), height * 0.19), chance, one, two)
        _word(image, sign.words, (width * 0.38, height / 2), width * 0.57, one, anchor="lm")
    else:
        _device(seed, number)[0](_Pen(image, (width / 2, height * 0.38), height * 0.27), chance, one, two)
        _word(image, sign.words, (width / 2, height * 0.83), width * 0.84, one, anchor="mm")
    return image.resize(SIZE, Image.Resampling.BOX)


def jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@cache
def typeface(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The typeface that Pillow brings along."""
    return ImageFont.load_default(size)


def _word(image: Image.Image, words: str, place: Point, room: float, fill: str, *, anchor: str) -> None:
    """The words as large as the room allows."""
    draw = ImageDraw.Draw(image)
    size = 200
    length = draw.textlength(words, typeface(size))
    size = max(24, min(230, int(size * room / length) // 4 * 4))
    draw.text(place, words, fill=fill, font=typeface(size), anchor=anchor, stroke_width=size // 40)


@cache
def _strokes() -> dict[str, list[list[Point]]]:
    data: dict[str, list[str]] = yaml.load((DATA / "strokes.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {character: [_points(stroke) for stroke in strokes] for character, strokes in data.items()}


def _points(stroke: str) -> list[Point]:
    numbers = [float(number) for number in stroke.split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _characters(image: Image.Image, chance: Chance, characters: str, colour: str) -> None:
    """Chinese characters side by side, or as a seal: white in a coloured square, one above the other."""
    width, height = image.size
    seal = chance.happens(0.45)
    if seal:
        side = height * 0.36
        colour = chance.choice(("#a3200d", "#a3200d", colour))
        ImageDraw.Draw(image).rounded_rectangle(
            (width / 2 - side, height * 0.06, width / 2 + side, height * 0.94), radius=side * 0.12, fill=colour
        )
    count = len(characters)
    for n, character in enumerate(characters):
        if seal:
            centre, radius = (width / 2, height * (0.06 + 0.88 * (n + 0.5) / count)), height * 0.36 / count
        else:
            centre, radius = (width * (0.5 + (n - (count - 1) / 2) * 0.8 / max(2, count)), height / 2), width * 0.17 * 2 / max(2, count)
        pen = _Pen(image, centre, radius)
        for stroke in _strokes()[character]:
            pen.stroke([(x / 50 - 1, y / 50 - 1) for x, y in stroke], 0.17, _PAPER if seal else colour)
