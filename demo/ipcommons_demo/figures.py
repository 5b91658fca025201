"""Patent drawings: black lines, reference numerals with lead lines, no words; 300 by 400 points, one bit a point.

An apparatus is drawn as an outline with its parts in it, a method as a flow chart, a quantity as a curve.
"""

import io
import math
from collections.abc import Callable

from PIL import Image, ImageDraw

from ipcommons_demo.chance import Chance
from ipcommons_demo.inventions import Invention
from ipcommons_demo.logos import typeface

SIZE = (600, 800)
_LINE = 3
_INK = 0

Box = tuple[float, float, float, float]


def draw(invention: Invention, number: int) -> Image.Image:
    """Figure `number` (from 1) of an invention."""
    image = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(image)
    chance = Chance("figure", invention.wording, number)
    computing = invention.field.style != "apparatus"
    if number == 3:
        _curve(pen, chance)
    elif number == 2 and computing:
        _flow_chart(pen, invention)
    elif number == 2:
        _detail(pen, chance, invention)
    elif invention.field.style == "computing":
        _blocks(pen, invention)
    elif computing:
        _layers(pen, invention)
    else:
        _assembly(pen, chance, invention)
    pen.text((SIZE[0] / 2, 770), f"FIG. {number}", fill=_INK, font=typeface(28), anchor="mm")
    return image.point(lambda v: 255 if v > 140 else 0, mode="1")


def tiff(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "TIFF", compression="group4", dpi=(96, 96))
    return buffer.getvalue()


def _numeral(pen: ImageDraw.ImageDraw, start: tuple[float, float], end: tuple[float, float], text: str) -> None:
    """A lead line from the part to the numeral at the margin, slightly bent as draughtsmen do."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 8)
    pen.line([start, middle, end], fill=_INK, width=2, joint="curve")
    pen.text(
        (end[0] + (14 if end[0] > start[0] else -14), end[1]),
        text,
        fill=_INK,
        font=typeface(24),
        anchor="lm" if end[0] > start[0] else "rm",
    )


def _hatch(pen: ImageDraw.ImageDraw, box: Box, step: int = 12) -> None:
    x0, y0, x1, y1 = box
    pen.rectangle(box, outline=_INK, width=_LINE)
    height = y1 - y0
    for offset in range(step, int(x1 - x0 + height), step):
        start = (x0 + max(0, offset - height), y0 + min(height, offset))
        end = (x0 + min(x1 - x0, offset), y0 + max(0, offset - (x1 - x0)))
        pen.line([start, end], fill=_INK, width=1)


def _wheel(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, y0, x1, y1 = box
    r = min(x1 - x0, y1 - y0) / 2
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    for share in (1, 0.78, 0.25):
        pen.ellipse((cx - r * share, cy - r * share, cx + r * share, cy + r * share), outline=_INK, width=_LINE)
    for n in range(6):
        angle = n * math.pi / 3
        pen.line(
            [
                (cx + 0.25 * r * math.cos(angle), cy + 0.25 * r * math.sin(angle)),
                (cx + 0.78 * r * math.cos(angle), cy + 0.78 * r * math.sin(angle)),
            ],
            fill=_INK,
            width=2,
        )


def _coil(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, y0, x1, y1 = box
    points = [(x0 + (x1 - x0) * n / 12, y0 if n % 2 else y1) for n in range(13)]
    pen.rectangle(box, outline=_INK, width=2)
    pen.line(points, fill=_INK, width=_LINE)


def _cylinder(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, y0, x1, y1 = box
    cap = (y1 - y0) * 0.16
    pen.ellipse((x0, y0, x1, y0 + 2 * cap), outline=_INK, width=_LINE)
    pen.arc((x0, y1 - 2 * cap, x1, y1), 0, 180, fill=_INK, width=_LINE)
    for x in (x0, x1):
        pen.line([(x, y0 + cap), (x, y1 - cap)], fill=_INK, width=_LINE)


def _slots(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, y0, x1, y1 = box
    pen.rounded_rectangle(box, radius=12, outline=_INK, width=_LINE)
    for n in range(1, 6):
        x = x0 + (x1 - x0) * n / 6
        pen.line([(x, y0 + 10), (x, y1 - 10)], fill=_INK, width=_LINE)


def _funnel(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, y0, x1, y1 = box
    quarter = (x1 - x0) / 4
    pen.polygon([(x0, y0), (x1, y0), (x1 - quarter, y1), (x0 + quarter, y1)], outline=_INK, width=_LINE)
    pen.line([((x0 + x1) / 2, y0 - 14), ((x0 + x1) / 2, y1 + 14)], fill=_INK, width=1)


def _plain(pen: ImageDraw.ImageDraw, box: Box) -> None:
    x0, y0, x1, y1 = box
    pen.rectangle(box, outline=_INK, width=_LINE)
    pen.line([(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)], fill=_INK, width=1)
    for x in (x0 + 12, x1 - 12):
        pen.ellipse((x - 5, y0 + 7, x + 5, y0 + 17), outline=_INK, width=2)


_GLYPHS: tuple[Callable[[ImageDraw.ImageDraw, Box], None], ...] = (_hatch, _wheel, _coil, _cylinder, _slots, _funnel, _plain)


def _glyph(name: str) -> Callable[[ImageDraw.ImageDraw, Box], None]:
    """The same part is drawn the same way in every figure and family."""
    return _GLYPHS[sum(map(ord, name)) % len(_GLYPHS)]


def _assembly(pen: ImageDraw.ImageDraw, chance: Chance, invention: Invention) -> None:
    body: Box = (140, 70, 460, 690)
    shape = chance.randrange(3)
    if shape == 0:
        pen.rounded_rectangle(body, radius=60, outline=_INK, width=4)
    elif shape == 1:
        pen.polygon([(140, 690), (140, 200), (210, 70), (390, 70), (460, 200), (460, 690)], outline=_INK, width=4)
    else:
        pen.rectangle(body, outline=_INK, width=4)
        pen.rectangle((154, 84, 446, 676), outline=_INK, width=1)
    _numeral(pen, (460, 640), (530, 670), str(invention.parts[0].numeral))
    pen.text((90, 60), "100", fill=_INK, font=typeface(26), anchor="mm")
    pen.line([(110, 70), (140, 100)], fill=_INK, width=2)
    others = invention.parts[1:]
    height = 560 / len(others)
    for n, placed in enumerate(others):
        top = 105 + n * height
        width = chance.uniform(90, 190)
        left = 300 - width / 2 + chance.uniform(-40, 40)
        box = (left, top + 12, left + width, top + height - 16)
        _glyph(placed.part.name.en)(pen, box)
        right = n % 2 == 0
        start = (box[2], (box[1] + box[3]) / 2) if right else (box[0], (box[1] + box[3]) / 2)
        _numeral(pen, start, (530 if right else 70, start[1] - 24), str(placed.numeral))
        if n + 1 < len(others):
            pen.line([((box[0] + box[2]) / 2, box[3]), (300, top + height + 12)], fill=_INK, width=2)


def _detail(pen: ImageDraw.ImageDraw, chance: Chance, invention: Invention) -> None:
    placed = invention.parts[1]
    pen.ellipse((90, 150, 510, 570), outline=_INK, width=2)
    _glyph(placed.part.name.en)(pen, (180, 240, 420, 480))
    _numeral(pen, (420, 300), (520, 200), str(placed.numeral))
    for n in range(chance.randint(1, 3)):
        _numeral(pen, (200 + 60 * n, 430), (70, 600 + 45 * n), f"{placed.numeral + n + 1}")


def _arrow(pen: ImageDraw.ImageDraw, top: float, bottom: float, x: float = 300) -> None:
    pen.line([(x, top), (x, bottom)], fill=_INK, width=_LINE)
    pen.polygon([(x - 8, bottom - 14), (x + 8, bottom - 14), (x, bottom)], fill=_INK)


def _flow_chart(pen: ImageDraw.ImageDraw, invention: Invention) -> None:
    count = len(invention.steps)
    room = 640 / count
    for n in range(count):
        top = 60 + n * room
        bottom = top + room * 0.62
        decision = 0 < n < count - 1 and any(word in invention.steps[n].zh for word in ("比较", "阈值"))
        if decision:
            pen.polygon([(300, top), (470, (top + bottom) / 2), (300, bottom), (130, (top + bottom) / 2)], outline=_INK, width=_LINE)
        else:
            pen.rectangle((150, top, 450, bottom), outline=_INK, width=_LINE)
        pen.text((300, (top + bottom) / 2), f"S{n + 1}0", fill=_INK, font=typeface(30), anchor="mm")
        if n + 1 < count:
            _arrow(pen, bottom, top + room)


def _blocks(pen: ImageDraw.ImageDraw, invention: Invention) -> None:
    pen.rectangle((70, 60, 530, 710), outline=_INK, width=2)
    pen.text((40, 60), "100", fill=_INK, font=typeface(26), anchor="mm")
    room = 640 / len(invention.parts)
    for n, placed in enumerate(invention.parts):
        top = 75 + n * room
        left = 110 if n % 2 == 0 else 310
        pen.rectangle((left, top, left + 180, top + room * 0.62), outline=_INK, width=_LINE)
        pen.text((left + 90, top + room * 0.31), str(placed.numeral), fill=_INK, font=typeface(30), anchor="mm")
        if n + 1 < len(invention.parts):
            x = left + 90
            pen.line([(x, top + room * 0.62), (x, top + room * 0.9), (600 - x, top + room * 0.9)], fill=_INK, width=_LINE)
            _arrow(pen, top + room * 0.9 - 2, top + room, 600 - x)


def _layers(pen: ImageDraw.ImageDraw, invention: Invention) -> None:
    room = 560 / len(invention.parts)
    for n, placed in enumerate(invention.parts):
        top = 100 + n * room
        box = (130.0, top, 430.0, top + room * 0.8)
        if n % 2:
            _hatch(pen, box, 14)
        else:
            pen.rectangle(box, outline=_INK, width=_LINE)
            for k in range(9):
                x, y = 160 + k * 31, top + room * (0.25 + 0.3 * (k % 2))
                pen.ellipse((x - 6, y - 6, x + 6, y + 6), outline=_INK, width=2)
        _numeral(pen, (430, top + room * 0.4), (510, top + room * 0.25), str(placed.numeral))


def _curve(pen: ImageDraw.ImageDraw, chance: Chance) -> None:
    pen.line([(110, 100), (110, 640), (540, 640)], fill=_INK, width=_LINE)
    pen.polygon([(102, 116), (118, 116), (110, 96)], fill=_INK)
    pen.polygon([(526, 632), (526, 648), (546, 640)], fill=_INK)
    rise, ripple = chance.uniform(1.5, 6), chance.uniform(0, 24)
    for shift, dash in ((0, False), (chance.uniform(50, 110), True)):
        points = [
            (110 + 4.1 * t, 600 - shift - (300 - shift) * (1 - math.exp(-rise * t / 100)) - ripple * math.sin(t / 6)) for t in range(101)
        ]
        for n in range(0, 100, 4):
            pen.line(points[n : n + (3 if dash else 5)], fill=_INK, width=_LINE)
    for text, place in (("t", (548, 668)), ("0", (92, 660)), ("A", (140, 210)), ("B", (140, 330))):
        pen.text(place, text, fill=_INK, font=typeface(26), anchor="mm")
