"""Coverage as strips: one cell a year."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from ipcommons.portal.views.known import IDENTITY
from ipcommons.register.entry import Coverage

Filled = Literal["full", "part", "empty", "none"]
NEARLY_ALL = 0.99
"""A year is drawn solid from this share on."""

MOST_YEARS = 60


class Cell(msgspec.Struct, frozen=True):
    year: int
    x: float
    width: float
    filled: Filled


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """What is held of one office and kind of right. `undated`: records without a year."""

    office: str
    kind: str
    cells: tuple[Cell, ...]
    records: int
    undated: int
    first_year: int | None
    last_year: int | None
    sources: tuple[str, ...]
    last_load: str


class FieldStrip(msgspec.Struct, frozen=True, kw_only=True):
    """How often one field is said: by year, and over all. `share` of the records."""

    field: str
    share: float
    cells: tuple[Cell, ...]


def span(rows: Sequence[Coverage]) -> range:
    """The years that strips on one page have in common."""
    years = [row.year for row in rows if row.year is not None]
    return range(max(min(years), max(years) - MOST_YEARS + 1), max(years) + 1) if years else range(0)


def strips(rows: Sequence[Coverage], years: range, this_year: int) -> tuple[Strip, ...]:
    """A strip for each office and kind; a year with records is solid, the running one hatched."""
    keys = sorted({(row.office, row.kind) for row in rows})
    return tuple(
        _strip(office, kind, [row for row in rows if (row.office, row.kind) == (office, kind)], years, this_year) for office, kind in keys
    )


def _strip(office: str, kind: str, rows: Sequence[Coverage], years: range, this_year: int) -> Strip:
    counts = _records_by_year(rows)
    dated = [year for year in counts if year is not None]
    return Strip(
        office=office,
        kind=kind,
        cells=_cells(years, {year: "part" if year == this_year else "full" for year in dated}),
        records=sum(counts.values()),
        undated=counts.get(None, 0),
        first_year=min(dated, default=None),
        last_year=max(dated, default=None),
        sources=tuple(sorted({row.source for row in rows})),
        last_load=max(row.last_load for row in rows),
    )


def field_strips(rows: Sequence[Coverage], years: range) -> tuple[FieldStrip, ...]:
    """How full each field is, by year; fields that no record says stand last."""
    total = sum(row.records for row in rows)
    names = dict.fromkeys(name for row in rows for name in row.fill if name not in IDENTITY)
    made = [_field_strip(name, rows, years, total) for name in names]
    return tuple(sorted(made, key=lambda strip: (-strip.share, strip.field)))


def _field_strip(name: str, rows: Sequence[Coverage], years: range, total: int) -> FieldStrip:
    shares = {row.year: row.fill.get(name, 0.0) for row in rows if row.year is not None}
    filled: dict[int, Filled] = {year: "full" if share >= NEARLY_ALL else "part" if share else "empty" for year, share in shares.items()}
    said = sum(row.records * row.fill.get(name, 0.0) for row in rows)
    return FieldStrip(field=name, share=said / total if total else 0.0, cells=_cells(years, filled))


def _cells(years: range, filled: Mapping[int, Filled]) -> tuple[Cell, ...]:
    step = 100 / len(years) if years else 0
    width = round(step * 0.8, 3)
    return tuple(Cell(year, round(index * step, 3), width, filled.get(year, "none")) for index, year in enumerate(years))


def _records_by_year(rows: Sequence[Coverage]) -> dict[int | None, int]:
    counts: dict[int | None, int] = {}
    for row in rows:
        counts[row.year] = counts.get(row.year, 0) + row.records
    return counts
