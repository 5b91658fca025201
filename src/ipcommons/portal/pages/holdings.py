"""What the register holds, added up by kind of right from its coverage. Kept for the batch it was counted at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

import msgspec

from ipcommons.portal.backend import Backend
from ipcommons.portal.doors import example_words
from ipcommons.portal.views.bars import Bar, year_bars
from ipcommons.portal.views.strips import span
from ipcommons.portal.views.text import printed
from ipcommons.register.entry import Coverage
from ipcommons.rights import KINDS
from ipcommons.search.engine import Request, Result

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


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    total: int
    offices: tuple[str, ...]
    kinds: tuple[KindHeld, ...]
    sources: tuple[str, ...]
    last_load: str | None
    notice: Notice
    years: range
    examples: dict[str, str]

    def bars(self, kind: KindHeld) -> tuple[Bar, ...]:
        """One kind's counts on the axis that all kinds share."""
        return year_bars(kind.years, datetime.now(UTC).year, SPARK_HEIGHT, gap=0.25, years=self.years)


def holdings(backend: Backend) -> Holdings:
    """Counted once a batch: the batch is the key, so two servers cannot disagree."""
    return _counted(backend, backend.batch, backend.engine.batch)


@lru_cache(maxsize=2)
def _counted(backend: Backend, batch: int, index_batch: int) -> Holdings:  # noqa: ARG001 (the key of the cache)
    rows = backend.register.coverage()
    found = backend.engine.search(
        Request(query=EVERYTHING, limit=1, sort="newest", facets=("kind", "class", "applicant"), explain=False, snippets=False)
    )
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
        years=span(rows),
        examples=dict(_examples(backend, found)),
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


def _examples(backend: Backend, everything: Result) -> Iterator[tuple[str, str]]:
    """What the box takes, each with an example that finds something in what is held."""
    for word in example_words():
        if backend.engine.search(Request(query=word, limit=1, explain=False, snippets=False)).total:
            yield "word", word
            break
    for hit in everything.hits:
        yield "number", printed(hit.office, hit.number, hit.kind_code)
    for symbol in everything.facets["class"][:1]:
        yield "class", symbol.value if ":" in symbol.value else f"class:{symbol.value}"
    named = (owner.value for owner in everything.facets["applicant"] if not owner.value.isdigit())
    for owner in list(named)[:1]:
        yield "name", f'owner:"{owner}"' if " " in owner else f"owner:{owner}"


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(values))
