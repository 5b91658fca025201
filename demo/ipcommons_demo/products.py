"""Drawn products, in the views of a design application: front, side, above, in perspective.

Three ways of making a thing: turned from a profile (bottle, lamp, cup), put together from boxes
(chair, table, shelf), or cut from a sheet (phone case, sole, tile).
"""

import math
from collections.abc import Iterator
from functools import cache
from itertools import islice

import msgspec
import yaml
from PIL import Image

from ipcommons_demo import built, cut, turned
from ipcommons_demo.canvas import SIZE, Colour, Point
from ipcommons_demo.chance import Chance
from ipcommons_demo.fields import DATA

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
    if product.form in turned.TURNED:
        drawn = _turned(turned.TURNED[product.form](chance), colour, handle=product.form in {"cup", "kettle"})
    elif product.form in built.BUILT:
        boxes = built.BUILT[product.form](chance)
        drawn = (built.draw(boxes, colour, angle) for angle in (0.62, 0.0, math.pi / 2, -0.5))
    else:
        drawn = _cut(*cut.CUT[product.form](chance), colour)
    return [view.resize(SIZE, Image.Resampling.BOX) for view in islice(drawn, count)]


def _turned(profile: list[Point], colour: Colour, *, handle: bool) -> Iterator[Image.Image]:
    """From the front, from a little above, from above, from the back."""
    yield turned.front(profile, colour, handle=handle)
    yield turned.tilted(profile, colour, handle=handle)
    yield turned.above(profile, colour)
    yield turned.front(profile, colour, handle=False)


def _cut(outline: list[Point], marks: list[list[Point]], colour: Colour) -> Iterator[Image.Image]:
    """The face, in perspective, the edge, the back."""
    yield cut.front(outline, marks, colour)
    yield cut.tilted(outline, marks, colour)
    yield cut.side(outline, colour)
    yield cut.front([(-x, y) for x, y in outline], [], colour)
