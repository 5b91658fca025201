"""The Delta tables of a register: what they hold, how they are opened and appended to.

Rows are only ever added. A batch is one ingest's step: its rows stand in every table under its
number, and it counts from the moment in which the ledger, written last, names it (see `state`).
"""

from collections.abc import Mapping

import msgspec
import pyarrow as pa
from deltalake import DeltaTable

TEXT, WHOLE, YES_NO, BYTES = pa.string(), pa.int64(), pa.bool_(), pa.binary()
TEXTS, MOMENT = pa.list_(pa.string()), pa.timestamp("us", "UTC")

COLUMNS: Mapping[str, Mapping[str, tuple[pa.DataType, str]]] = {
    "records": {
        "id": (TEXT, "the right's id, patent:US:11646472:B2"),
        "kind": (TEXT, "patent, trademark, design, gi"),
        "office": (TEXT, "WIPO ST.3 code of the office"),
        "source": (TEXT, "whose statement this is"),
        "number": (WHOLE, "version: counts from 1 for each id and source"),
        "operation": (TEXT, "state, amend or delete"),
        "as_of": (TEXT, "ISO day up to which the statement holds, where the file says it"),
        "content_hash": (TEXT, "SHA-256 of operation and record"),
        "batch": (WHOLE, "the batch that brought it"),
        "precedence": (WHOLE, "rank of the source when it was read: the highest wins field by field"),
        "title": (TEXT, "the first title, mark, product name or name"),
        "document_number": (TEXT, "number as the office prints it"),
        "kind_code": (TEXT, "WIPO ST.16 kind code of a publication"),
        "application_date": (TEXT, "ISO day, month or year"),
        "publication_date": (TEXT, "ISO day, month or year"),
        "registration_date": (TEXT, "ISO day, month or year: grant or registration"),
        "expiry_date": (TEXT, "ISO day, month or year"),
        "status": (TEXT, "in-force, pending, ended, refused, unknown"),
        "year": (WHOLE, "of publication, else of registration or filing"),
        "applicants": (TEXTS, "names of applicants, owners, assignees"),
        "classes": (TEXTS, "symbols of classes, scheme:symbol"),
        "invented": (YES_NO, "made up for demonstration"),
        "fields": (TEXTS, "fields of the record that the source said"),
        "path": (TEXT, "the file as given to ingest, archive members behind !/"),
        "file_sha256": (TEXT, "SHA-256 of the unpacked file"),
        "unit": (TEXT, "what start and end count: bytes or rows"),
        "span_start": (WHOLE, "where the document begins in the file"),
        "span_end": (WHOLE, "where it ends, exclusive"),
        "document_sha256": (TEXT, "SHA-256 of the document: key of the table sources"),
        "format": (TEXT, "the format's name"),
        "format_version": (TEXT, "the version of the format, as the file says"),
        "reader_revision": (WHOLE, "revision of the reader"),
        "ingested_at": (MOMENT, "when it was read"),
        "record": (TEXT, "the record as JSON; a field not said is absent"),
    },
    "confirmations": {
        "id": (TEXT, "the right's id"),
        "source": (TEXT, "whose statement it is"),
        "number": (WHOLE, "the version that was said again"),
        "as_of": (TEXT, "ISO day up to which it was said again"),
        "batch": (WHOLE, "the batch that brought it"),
    },
    "sources": {
        "id": (TEXT, "the right that the document is about"),
        "sha256": (TEXT, "SHA-256 of the document"),
        "batch": (WHOLE, "the batch that brought it"),
        "size": (WHOLE, "bytes"),
        "content": (BYTES, "the document, byte for byte; of a table: its rows as canonical JSON"),
    },
    "events": {
        "id": (TEXT, "the right's id"),
        "source": (TEXT, "whose statement this is"),
        "number": (WHOLE, "version of the record that says it"),
        "batch": (WHOLE, "the batch that brought it"),
        "kind": (TEXT, "category after WIPO ST.27 and ST.61"),
        "date": (TEXT, "ISO day, month or year"),
        "code": (TEXT, "the office's own code"),
        "text": (TEXT, "the office's own words"),
        "language": (TEXT, "their language"),
        "event_number": (TEXT, "number of the event or paper"),
        "status_after": (TEXT, "where the right stands after it"),
        "derived": (YES_NO, "concluded from a date in the record, not stated as an event"),
    },
    "blobs": {
        "sha256": (TEXT, "SHA-256 of the file"),
        "name": (TEXT, "its name, without folders"),
        "path": (TEXT, "the file as given to ingest, archive members behind !/"),
        "batch": (WHOLE, "the batch that brought it"),
        "media_type": (TEXT, "image/tiff, application/pdf ..."),
        "size": (WHOLE, "bytes"),
        "content": (BYTES, "the file, byte for byte"),
    },
    "quarantine": {
        "id": (TEXT, "q- and the first characters of the document's SHA-256"),
        "batch": (WHOLE, "the batch that brought it"),
        "path": (TEXT, "the file it stood in"),
        "file_sha256": (TEXT, "SHA-256 of that file"),
        "format": (TEXT, "the format's name"),
        "format_version": (TEXT, "the version of the format"),
        "mapping": (TEXT, "the mapping it was read with, whole, if it came with --mapping"),
        "unit": (TEXT, "what start and end count: bytes or rows"),
        "span_start": (WHOLE, "where the document begins in the file"),
        "span_end": (WHOLE, "where it ends, exclusive"),
        "reason": (TEXT, "why it was put aside"),
        "retried": (YES_NO, "a later reader understood it: this row closes the case"),
        "prologue": (BYTES, "what stands in the file before its first document"),
        "content": (BYTES, "the document, byte for byte; null if an earlier row of this id holds it"),
    },
    "ledger": {
        "batch": (WHOLE, "the batch"),
        "position": (WHOLE, "place of the file in the batch"),
        "path": (TEXT, "the file as given to ingest, archive members behind !/"),
        "sha256": (TEXT, "SHA-256 of the unpacked file"),
        "size": (WHOLE, "bytes"),
        "role": (TEXT, "data, attachment or refused"),
        "format": (TEXT, "the format's name"),
        "version": (TEXT, "the version of the format, as the file says"),
        "reader": (TEXT, "format, reader revision and mapping: equal readers make equal records"),
        "same_as": (WHOLE, "the batch in which these bytes were read before by this reader, so that they were not read again"),
        "records": (WHOLE, "documents in the file = committed + unchanged + quarantined"),
        "committed": (WHOLE, "new versions"),
        "unchanged": (WHOLE, "documents that say what the register held already"),
        "quarantined": (WHOLE, "documents put aside"),
        "unknown_paths": (TEXT, "JSON: element path that no reader knows -> how often"),
        "characters": (WHOLE, "characters of text in the documents, without white space"),
        "reached": (WHOLE, "those that reached the record or a path declared left"),
        "error": (TEXT, "why the file was refused"),
        "started_at": (MOMENT, "when reading began"),
        "seconds": (pa.float64(), "how long reading took"),
    },
}
SCHEMAS: Mapping[str, pa.Schema] = {
    name: pa.schema([(column, kind) for column, (kind, _) in columns.items()]) for name, columns in COLUMNS.items()
}
ORDER = ("sources", "blobs", "events", "confirmations", "quarantine", "records", "ledger")
"""The ledger last: its commit is the point at which a batch becomes visible."""

_WIDE = {"record", "content", "prologue", "unknown_paths"}
_UNIQUE = {"id", "title", "document_number", "content_hash", "document_sha256", "sha256"}
DICTIONARY: Mapping[str, list[str]] = {
    name: [column if kind != TEXTS else f"{column}.list.element" for column, (kind, _) in columns.items() if column not in _WIDE | _UNIQUE]
    for name, columns in COLUMNS.items()
}
"""Columns whose values repeat, so that a dictionary saves space; of the others it would only cost time."""
_UNBOUNDED = _WIDE | _UNIQUE - {"id"} | {"path", "reason", "error", "text", "mapping"}
STATISTICS: Mapping[str, list[str]] = {
    name: [column for column, (kind, _) in columns.items() if kind in {TEXT, WHOLE} and column not in _UNBOUNDED]
    for name, columns in COLUMNS.items()
}
"""Columns of which the lowest and highest values are kept, so that readers can pass over files."""


def address(location: str, table: str) -> str:
    return f"{location.rstrip('/')}/{table}"


def open_table(location: str, table: str) -> DeltaTable | None:
    """The table at its latest version, None if there is none."""
    return DeltaTable(address(location, table)) if DeltaTable.is_deltatable(address(location, table)) else None


def make_table(location: str, table: str) -> DeltaTable:
    """The table, made if there is none."""
    return DeltaTable.create(address(location, table), SCHEMAS[table], mode="ignore", name=table)


class TableInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One open table, as `/api/tables` lists it."""

    name: str
    rows: int
    bytes: int
    location: str
    version: int
    columns: list[dict[str, str]]


def table_info(delta: DeltaTable, table: str) -> TableInfo:
    """Size and columns of a table at the version it is opened at."""
    files = pa.table(delta.get_add_actions(flatten=True)).select(["num_records", "size_bytes"]).to_pylist()
    return TableInfo(
        name=table,
        rows=sum(file["num_records"] for file in files),
        bytes=sum(file["size_bytes"] for file in files),
        location=delta.table_uri,
        version=delta.version(),
        columns=[{"name": name, "type": str(kind), "meaning": meaning} for name, (kind, meaning) in COLUMNS[table].items()],
    )
