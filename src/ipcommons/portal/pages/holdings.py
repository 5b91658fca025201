"""What the register holds, added up by kind of right from its coverage. Kept for the batch it was counted at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

import msgspec

from ipcommons.portal.backend import Backend
from ipcommons.portal.views.bars import Bar, year_bars
from ipcommons.register.entry import Coverage
from ipcommons.rights import KINDS
from ipcommons.search.engine import Request

SPARK_HEIGHT = 20
EVERYTHING = " OR ".join(f"kind:{kind}" for kind in KINDS)
Notice = Literal["all", "some"] | None


class KindHeld(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    records: int
    offices: tuple[str, ...]
    first_year: int | None
    last_year: int | None
    last_load: str
    years: dict[int, int]

    @property
    def bars(self) -> tuple[Bar, ...]:
        return year_bars(self.years, datetime.now(UTC).year, SPARK_HEIGHT, gap=0.25)


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    total: int
    offices: tuple[str, ...]
    kinds: tuple[KindHeld, ...]
    sources: tuple[str, ...]
    last_load: str | None
    notice: Notice


def holdings(backend: Backend) -> Holdings:
    """Counted once a batch: the batch is the key, so two servers cannot disagree."""
    return _counted(backend, backend.batch, backend.engine.batch)


@lru_cache(maxsize=2)
def _counted(backend: Backend, batch: int, index_batch: int) -> Holdings:  # noqa: ARG001 (the key of the cache)
    rows = backend.register.coverage()
    found = backend.engine.search(Request(query=EVERYTHING, limit=1, facets=("kind",), explain=False, snippets=False))
    counts = {value.value: value.count for value in found.facets["kind"]}
    by_kind: dict[str, list[Coverage]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    return Holdings(
        total=found.total,
        offices=_sorted({row.office for row in rows}),
        kinds=tuple(_held(kind, counts.get(kind, 0), by_kind[kind]) for kind in KINDS if by_kind[kind]),
        sources=_sorted({row.source for row in rows}),
        last_load=max((row.last_load for row in rows), default=None),
        notice=notice(found.invented, found.total),
    )


def notice(invented: int, total: int) -> Notice:
    """Which notice a list needs: none where nothing in it is invented."""
    if not invented:
        return None
    return "all" if invented >= total else "some"


def _held(kind: str, records: int, rows: Sequence[Coverage]) -> KindHeld:
    years: Counter[int] = Counter()
    for row in rows:
        if row.year is not None:
            years[row.year] += row.records
    return KindHeld(
        kind=kind,
        records=records,
        offices=_sorted({row.office for row in rows}),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        last_load=max(row.last_load for row in rows),
        years=dict(years),
    )


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(values))
