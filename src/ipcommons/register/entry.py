"""What the register gives when it is asked for a right: the record shown, its versions, where each came from."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from ipcommons.formats import Operation
from ipcommons.rights import Right


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Where a statement came from. `path`: the file as given to ingest, archive members behind `!/`.

    `unit` says what `start` and `end` count in the unpacked file: bytes, or rows of a table (0-based).
    """

    path: str
    file_sha256: str
    unit: Literal["bytes", "rows"]
    start: int
    end: int
    document_sha256: str
    format: str
    format_version: str | None
    reader_revision: int
    ingested_at: str


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of one source about a right. `number` counts from 1 within the source; `shown` if it is in the record shown.

    `as_of`: the day up to which it held when it was first said; `said_until`: when it was last said again.
    """

    number: int
    source: str
    operation: Operation
    as_of: str | None
    said_until: str | None = None
    shown: bool
    content_hash: str
    batch: int
    provenance: Provenance
    record: Right


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """The record shown (merged by precedence of sources) and how we know it.

    `field_sources`: field of the record -> the source it was taken from. `deleted`: the last word of
    the leading source is that the right was removed; it stays readable.
    """

    record: Right
    deleted: bool
    versions: tuple[Version, ...]
    field_sources: Mapping[str, str]
    batch: int


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A right that is new or different since some batch: what the index has to hold now. `sources`: who says something of it."""

    id: str
    record: Right
    deleted: bool
    batch: int
    sources: tuple[str, ...] = ()


class LedgerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One file in one ingest. `records` = `committed` + `unchanged` + `quarantined`, always.

    `reader`: format, revision and mapping; `same_as`: the batch in which this reader had read the
    same bytes before, so that they were not read again.
    """

    batch: int
    path: str
    sha256: str
    size: int
    role: Literal["data", "attachment", "refused"]
    format: str | None = None
    version: str | None = None
    reader: str | None = None
    same_as: int | None = None
    records: int = 0
    committed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    unknown_paths: Mapping[str, int] = {}
    characters: int = 0
    reached: int = 0
    error: str | None = None
    started_at: str = ""
    seconds: float = 0.0

    @property
    def text_coverage(self) -> float | None:
        """Share of the text's characters that reached the record or a declared-left path; None without text."""
        return self.reached / self.characters if self.characters else None


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    """A document put aside. `id` is `q-` and the first characters of its content hash."""

    id: str
    path: str
    file_sha256: str
    format: str
    start: int
    end: int
    reason: str
    batch: int
    retried: bool = False


class Blob(msgspec.Struct, frozen=True, kw_only=True):
    """An image or page file delivered beside data."""

    sha256: str
    media_type: str
    path: str
    content: bytes


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What is held of one office, kind of right and year, source by source. `fill`: field -> share of records that say it."""

    office: str
    kind: str
    year: int | None
    source: str
    records: int
    fill: Mapping[str, float]
    last_load: str
