"""The register in figures."""

from collections import Counter
from collections.abc import Mapping

import duckdb
import msgspec

from ipcommons.register.entry import Coverage
from ipcommons.register.store import Register

_RIGHTS = "SELECT kind, office, count(DISTINCT id) FROM records GROUP BY ALL ORDER BY ALL"


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """`rights`: different ids, by kind and office; `coverage`: by source and year as well, with fill rates."""

    batch: int
    rights: int
    kinds: Mapping[str, int]
    offices: Mapping[str, int]
    sources: Mapping[str, int]
    years: Mapping[str, int]
    versions: int
    files: Mapping[str, int]
    quarantined: int
    bytes: int
    coverage: list[Coverage]


def stats(register: Register) -> Stats:
    """Counts of rights, versions, files and documents in quarantine."""
    kinds: Counter[str] = Counter()
    offices: Counter[str] = Counter()
    records = register.table("records")
    if records is not None:
        with duckdb.connect() as database:
            database.register("records", records.to_pyarrow_dataset().scanner(columns=["id", "kind", "office"]))
            for kind, office, count in database.execute(_RIGHTS).fetchall():
                kinds[kind] += count
                offices[office] += count
    covered = register.coverage()
    sources: Counter[str] = Counter()
    years: Counter[str] = Counter()
    for row in covered:
        sources[row.source] += row.records
        years[str(row.year or "unknown")] += row.records
    tables = register.tables()
    return Stats(
        batch=register.batch,
        rights=kinds.total(),
        kinds=kinds,
        offices=offices,
        sources=sources,
        years=dict(sorted(years.items())),
        versions=next((table["rows"] for table in tables if table["name"] == "records"), 0),
        files=Counter(row.role for row in register.ledger()),
        quarantined=sum(1 for document in register.quarantine() if not document.retried),
        bytes=sum(table["bytes"] for table in tables),
        coverage=covered,
    )
