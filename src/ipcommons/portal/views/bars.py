"""Counts by year as bars: a large chart for results, a small one for the home page, a strip for coverage."""

from collections.abc import Mapping

import msgspec


class Bar(msgspec.Struct, frozen=True):
    """`x` and `width` in per cent, `height` in px. `label` only where the chart writes one below."""

    year: int
    count: int
    x: float
    width: float
    height: float
    hatched: bool = False
    label: str | None = None
    highest: bool = False


NEAR_THE_END = 0.13
"""A label this close to the running year's (share of the width) would touch it on a phone."""

MOST_BARS = 60
"""More years than this would be thinner than a hair on a phone; the chart then shows the latest, the table all."""


def year_bars(counts: Mapping[int, int], this_year: int, tall: float, gap: float = 0.18, years: range | None = None) -> tuple[Bar, ...]:
    """A bar a year from the first to the last that has any; the running year is hatched.

    `tall`: px of the highest bar; `gap`: share of a year's width left empty; `years`: the axis, if not the latest 60.
    """
    if not counts:
        return ()
    last = max(counts)
    years = years or range(max(min(counts), last - MOST_BARS + 1), last + 1)
    most = max(1, *(counts.get(year, 0) for year in years))
    step = 100 / len(years)
    top = max((year for year in years if counts.get(year, 0) == most), default=last)
    return tuple(
        Bar(
            year=year,
            count=counts.get(year, 0),
            x=round(index * step + step * gap / 2, 3),
            width=round(step * (1 - gap), 3),
            height=round(max(1.0, tall * counts[year] / most), 1) if counts.get(year) else 0,
            hatched=year == this_year,
            label=_label(year, years, this_year),
            highest=year == top,
        )
        for index, year in enumerate(years)
    )


def _label(year: int, years: range, this_year: int) -> str | None:
    """Every fifth year and the running one, but not two labels side by side; in a short chart every year."""
    if len(years) <= 8:
        return str(year)
    if year == this_year:
        return str(year)
    step = 5 if len(years) <= 40 else 10
    near_the_end = years[-1] == this_year and (this_year - year) / len(years) < NEAR_THE_END
    return str(year) if year % step == 0 and not near_the_end else None
