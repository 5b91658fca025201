"""The term ruler: dates of a right on an axis of years, with the term as a bar. Places are per cent of the width."""

from collections.abc import Sequence
from datetime import date

import msgspec

from ipcommons.rights.date import PartialDate

CLOSEST = 3.5
"""Two numerals closer than this (per cent) would touch on a phone; the later one stands in the list only."""


BESIDE_TODAY = 7.0


class Moment(msgspec.Struct, frozen=True):
    """A dated point: `word` is a key of the interface's words."""

    word: str
    date: PartialDate


class Numeral(msgspec.Struct, frozen=True):
    number: int
    word: str
    iso: str
    x: float
    drawn: bool


class Tick(msgspec.Struct, frozen=True):
    x: float
    year: str | None


class Bar(msgspec.Struct, frozen=True):
    """The term: its elapsed part, then the rest."""

    x: float
    elapsed: float
    rest: float


class Ruler(msgspec.Struct, frozen=True):
    numerals: tuple[Numeral, ...]
    ticks: tuple[Tick, ...]
    bar: Bar | None
    today: float | None


def ruler(moments: Sequence[Moment], term: tuple[PartialDate, PartialDate] | None, today: date) -> Ruler | None:
    """None where fewer than two different days are known. `term`: first and last day of the right, where stated."""
    ordered = sorted(moments, key=lambda moment: day(moment.date))
    if len({moment.date.iso for moment in ordered}) < 2:
        return None
    first, last = day(ordered[0].date), max(day(ordered[-1].date), today)
    start, end = first.year - 1, last.year + 1

    def place(when: date) -> float:
        return round(100 * (year_and_part(when) - start) / (end + 1 - start), 2)

    return Ruler(
        numerals=_numerals(ordered, [place(day(moment.date)) for moment in ordered]),
        ticks=tuple(_tick(year, place(date(year, 1, 1)), end - start, place(today)) for year in range(start + 1, end + 1)),
        bar=_bar(place(day(term[0])), place(day(term[1])), place(today)) if term else None,
        today=place(today),
    )


def day(when: PartialDate) -> date:
    """The first day that a partial date can mean."""
    parts = [int(part) for part in when.iso.split("-")]
    return date(*parts, *[1] * (3 - len(parts)))


def year_and_part(when: date) -> float:
    return when.year + (when.timetuple().tm_yday - 1) / 366


def _numerals(moments: Sequence[Moment], places: Sequence[float]) -> tuple[Numeral, ...]:
    numerals: list[Numeral] = []
    last_drawn = -CLOSEST
    for number, (moment, x) in enumerate(zip(moments, places, strict=True), start=1):
        drawn = x - last_drawn >= CLOSEST
        last_drawn = x if drawn else last_drawn
        numerals.append(Numeral(number, moment.word, moment.date.iso, x, drawn))
    return tuple(numerals)


def _tick(year: int, x: float, span: int, today: float) -> Tick:
    """Every fifth year is labelled, on a long axis every tenth or twentieth; none beside today's own label."""
    step = 1 if span <= 6 else 5 if span <= 45 else 10 if span <= 90 else 20
    return Tick(x, str(year) if year % step == 0 and abs(x - today) > BESIDE_TODAY else None)


def _bar(first: float, last: float, today: float) -> Bar:
    elapsed = max(0.0, min(today, last) - first)
    return Bar(first, round(elapsed, 2), round(max(0.0, last - first - elapsed), 2))
