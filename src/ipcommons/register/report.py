"""What an ingest says of itself: file by file, and in all."""

from collections.abc import Iterable, Sequence

import msgspec

from ipcommons.register.entry import LedgerRow


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file. `unknown_paths`: element path that no reader knows -> how often."""

    path: str
    sha256: str
    role: str
    format: str | None
    version: str | None
    records: int
    committed: int
    unchanged: int
    quarantined: int
    unknown_paths: dict[str, int]
    text_coverage: float | None
    error: str | None


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """The sums over all files; `unknown_paths` counts the different ones."""

    files: int
    attachments: int
    refused: int
    records: int
    committed: int
    unchanged: int
    quarantined: int
    unknown_paths: int
    text_coverage: float | None


class IngestReport(msgspec.Struct, frozen=True, kw_only=True):
    """`batch`: the last one committed."""

    files: list[FileReport]
    totals: Totals
    batch: int
    seconds: float

    @property
    def clean(self) -> bool:
        """Was nothing refused and nothing put aside?"""
        return not (self.totals.refused or self.totals.quarantined)


def file_report(row: LedgerRow) -> FileReport:
    """The ledger's row as it is reported."""
    return FileReport(
        path=row.path,
        sha256=row.sha256,
        role=row.role,
        format=row.format,
        version=row.version,
        records=row.records,
        committed=row.committed,
        unchanged=row.unchanged,
        quarantined=row.quarantined,
        unknown_paths=dict(row.unknown_paths),
        text_coverage=row.text_coverage,
        error=row.error,
    )


def totals(rows: Sequence[LedgerRow]) -> Totals:
    """The sums."""
    characters = sum(row.characters for row in rows)
    return Totals(
        files=len(rows),
        attachments=_count(row.role == "attachment" for row in rows),
        refused=_count(row.role == "refused" for row in rows),
        records=sum(row.records for row in rows),
        committed=sum(row.committed for row in rows),
        unchanged=sum(row.unchanged for row in rows),
        quarantined=sum(row.quarantined for row in rows),
        unknown_paths=len({path for row in rows for path in row.unknown_paths}),
        text_coverage=sum(row.reached for row in rows) / characters if characters else None,
    )


def _count(so: Iterable[bool]) -> int:
    return sum(1 for one in so if one)
