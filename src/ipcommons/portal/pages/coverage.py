"""What is covered and what is not: by office, kind, source and year, with the fill rate of each field."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from ipcommons.formats import manifests
from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import Asked, page
from ipcommons.portal.pages.holdings import holdings
from ipcommons.portal.views.strips import field_strips, span, strips
from ipcommons.register.entry import LedgerRow

LOOKED_AT = 10_000
"""Ledger rows, newest first, whose unknown paths are added up."""


@get("/coverage", sync_to_thread=True)
def coverage(request: Asked, backend: NamedDependency[Backend]) -> Response[Any]:
    rows = backend.register.coverage()
    ledger = backend.register.ledger(LOOKED_AT)
    formats = {row.format for row in ledger if row.format}
    years = span(rows)
    return page(
        request,
        backend,
        "coverage.html",
        twin=lambda: rows,
        json="/api/coverage",
        section="data",
        held=holdings(backend),
        years=years,
        strips=strips(rows, years, datetime.now(UTC).year),
        unknown=_unknown_paths(ledger),
        gaps=[manifest for name, manifest in manifests().items() if name in formats and manifest.gaps],
    )


@get("/coverage/{kind:str}/{office:str}", sync_to_thread=True)
def fields(request: Asked, backend: NamedDependency[Backend], kind: FromPath[str], office: FromPath[str]) -> Response[Any]:
    rows = [row for row in backend.register.coverage() if (row.kind, row.office) == (kind, office)]
    if not rows:
        raise NotFoundException(f"Nothing of this kind is held from {office}.")
    years = span(rows)
    by_source = {source: [row for row in rows if row.source == source] for source in sorted({row.source for row in rows})}
    return page(
        request,
        backend,
        "coverage_fields.html",
        twin=lambda: rows,
        json="/api/coverage",
        section="data",
        kind=kind,
        office=office,
        years=years,
        tables=[(source, sum(row.records for row in of_it), of_it, field_strips(of_it, years)) for source, of_it in by_source.items()],
    )


def _unknown_paths(ledger: list[LedgerRow]) -> list[tuple[str, str, int]]:
    """(format, path, how often), the most frequent first."""
    counted: Counter[tuple[str, str]] = Counter()
    for row in ledger:
        for path, count in row.unknown_paths.items():
            counted[row.format or "", path] += count
    return [(format_name, path, count) for (format_name, path), count in counted.most_common()]


ROUTES = [coverage, fields]
