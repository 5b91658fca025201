"""Things turned from a profile: bottle, vase, lamp, cup, bowl, kettle, loudspeaker."""

import math
from collections.abc import Callable
from itertools import pairwise

from PIL import Image, ImageDraw

from ipcommons_demo.canvas import FULL, INK, Colour, Point, canvas, shade, smooth
from ipcommons_demo.chance import Chance

Profile = list[Point]
"""Half width and height (0 below, 1 above), from below upward."""


def _bottle(chance: Chance) -> Profile:
    body, neck, shoulder = chance.uniform(0.2, 0.34), chance.uniform(0.07, 0.11), chance.uniform(0.5, 0.7)
    waist = body * chance.uniform(0.75, 1.05)
    return smooth(
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
    return smooth(
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
    return smooth([(wide, 0.05), (wide * chance.uniform(0.8, 1.05), 0.2), (0.12, 0.5), (0.05, 0.6), (0.015, 0.62), (0.015, 1)])


def _cup(chance: Chance) -> Profile:
    foot, lip = chance.uniform(0.16, 0.3), chance.uniform(0.28, 0.36)
    return smooth([(foot, 0.15), (foot * 1.1, 0.2), ((foot + lip) / 2 * chance.uniform(0.95, 1.15), 0.5), (lip, 0.85)])


def _bowl(chance: Chance) -> Profile:
    return smooth([(0.16, 0.25), (0.17, 0.3), (chance.uniform(0.3, 0.4), 0.42), (chance.uniform(0.42, 0.47), 0.72)])


def _kettle(chance: Chance) -> Profile:
    body = chance.uniform(0.3, 0.38)
    return smooth([(body, 0.1), (body * chance.uniform(0.9, 1.1), 0.35), (0.18, 0.68), (0.12, 0.72), (0.05, 0.74), (0.05, 0.82)])


def _speaker(chance: Chance) -> Profile:
    wide = chance.uniform(0.24, 0.36)
    return smooth([(wide * 0.9, 0.1), (wide, 0.16), (wide * chance.uniform(0.8, 1.0), 0.7), (wide * 0.7, 0.86), (0.02, 0.9)])


TURNED: dict[str, Callable[[Chance], Profile]] = {
    "bottle": _bottle,
    "vase": _vase,
    "lamp": _lamp,
    "pendant": _pendant,
    "cup": _cup,
    "bowl": _bowl,
    "kettle": _kettle,
    "speaker": _speaker,
}
"""What can be turned, by the form that products.yaml names."""


def _at(x: float, height: float) -> Point:
    return FULL * (0.5 + x), FULL * (0.94 - 0.88 * height)


def front(profile: Profile, colour: Colour, *, handle: bool) -> Image.Image:
    image, draw = canvas()
    if handle:
        _handle(draw, profile, colour)
    for strip in range(24):
        # strips from left to right, lit from the upper left
        a, b = -1 + strip / 12, -1 + (strip + 1) / 12
        light = 0.62 + 0.5 * math.exp(-((a + 0.35) ** 2) * 3)
        left, right = [_at(r * a, h) for r, h in profile], [_at(r * b, h) for r, h in reversed(profile)]
        draw.polygon(left + right, fill=shade(colour, light))
    outline = [_at(r, h) for r, h in profile] + [_at(-r, h) for r, h in reversed(profile)]
    draw.line([*outline, outline[0]], fill=INK, width=4, joint="curve")
    return image


def _handle(draw: ImageDraw.ImageDraw, profile: Profile, colour: Colour) -> None:
    """A loop at the right, half hidden behind the body that is drawn after it."""
    radius, height = min(profile, key=lambda point: abs(point[1] - 0.45))
    x, y = _at(radius, height)
    draw.arc((x - FULL * 0.12, y - FULL * 0.15, x + FULL * 0.1, y + FULL * 0.13), -100, 100, fill=shade(colour, 0.7), width=FULL // 28)


def tilted(profile: Profile, colour: Colour, *, handle: bool) -> Image.Image:
    """Seen from a little above: ellipses from below upward, each lighter to the top."""
    image, draw = canvas()
    if handle:
        _handle(draw, profile, colour)
    fine = [(p[0], p[1]) for p in profile] if len(profile) > 20 else _finer(profile)
    for n, (r, h) in enumerate(fine):
        x0, y = _at(-r, h * 0.86 + 0.05)
        x1, _ = _at(r, h)
        depth = r * FULL * 0.32
        draw.ellipse(
            (x0, y - depth, x1, y + depth),
            fill=shade(colour, 0.66 + 0.36 * n / len(fine)),
            outline=INK if n in {0, len(fine) - 1} else None,
            width=4,
        )
    return image


def _finer(profile: Profile) -> Profile:
    told: Profile = []
    for (r0, h0), (r1, h1) in pairwise(profile):
        told += [(r0 + (r1 - r0) * t / 24, h0 + (h1 - h0) * t / 24) for t in range(24)]
    return [*told, profile[-1]]


def above(profile: Profile, colour: Colour) -> Image.Image:
    image, draw = canvas()
    centre = FULL / 2
    seen = sorted({round(r, 2) for r, _ in profile}, reverse=True)[:7]
    for n, r in enumerate(seen):
        radius = max(6, r * FULL)
        draw.ellipse(
            (centre - radius, centre - radius, centre + radius, centre + radius), fill=shade(colour, 0.8 + 0.05 * n), outline=INK, width=4
        )
    return image
