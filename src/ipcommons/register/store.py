"""The register, for reading: entries, versions, events, source bytes, change sets, ledger, quarantine."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable

from ipcommons.register import coverage, events, merge
from ipcommons.register.entry import Blob, Change, Coverage, Entry, LedgerRow, Provenance, Quarantined, Version
from ipcommons.register.errors import NotWritable, UnknownQuarantine
from ipcommons.register.known import Held, Known
from ipcommons.register.rowgroups import Place, RowGroups
from ipcommons.register.state import EMPTY, state_of, table_at
from ipcommons.register.tables import ORDER, SCHEMAS, open_table, table_info
from ipcommons.rights import decode
from ipcommons.rights.event import Event

VersionRow = dict[str, Any]
"""A row of the table `records`, and in `said_until` the last day for which the source said it."""
_OF_A_CHANGE = ("id", "source", "number", "operation", "batch", "precedence", "record")
"""Columns that say what a right is now; where it came from is for those who ask for the entry."""


class Register:
    """A register as it stood at one batch. `refresh` moves on; threads may share it."""

    def __init__(self, location: str, local: Path) -> None:
        self.location = location
        self._groups = RowGroups(location)
        self._known = Known(local, self._groups)
        self._state = EMPTY
        self._ledger: DeltaTable | None = None
        self._coverage: tuple[int, list[Coverage]] = (0, [])

    @staticmethod
    def open(location: str, local: Path) -> "Register":
        """The register at a folder or URL; `local` holds the side table. One that does not exist is empty (batch 0).

        Raises NotWritable if `local` is no folder, OtherLayout.
        """
        if local.exists() and not local.is_dir():
            raise NotWritable(str(local), "it is a file, not a folder")
        register = Register(location, local)
        register.refresh()
        return register

    @property
    def batch(self) -> int:
        """The batch that is seen; 0 for an empty register."""
        return self._state.batch

    def refresh(self) -> int:
        """Move on to the latest batch."""
        if self._ledger is None:
            self._ledger = open_table(self.location, "ledger")
            changed = self._ledger is not None
        else:
            before = self._ledger.version()
            self._ledger.update_incremental()
            changed = self._ledger.version() != before
        if changed:
            state = state_of(self._ledger)
            self._known.follow(self.location, state)
            self._state = state
        return self.batch

    def entry(self, id: str) -> Entry | None:
        """The record shown, its versions, and which source each field came from; None if no such right is held."""
        found = self.entries([id])
        return found[0] if found else None

    def entries(self, ids: Sequence[str]) -> list[Entry]:
        """The entries of these ids, in their order; an id that is not held is left out."""
        held = self._known.held(ids, self.batch)
        rows = self._groups.rows([version.place for versions in held.values() for version in versions], self._known.path)
        return [self._entry([_said(rows[version.place], version) for version in held[id]]) for id in ids if id in held]

    def events(self, id: str) -> tuple[Event, ...] | None:
        """What happened to the right by all sources shown, newest first; what we concluded is marked. None if it is not held."""
        entry = self.entry(id)
        if entry is None:
            return None
        return events.merged((v.record, v.operation, v.as_of) for v in entry.versions if v.shown)

    def source(self, id: str, source: str | None = None, number: int | None = None) -> bytes | None:
        """The exact bytes that a version came from (default: the leading source's, and its current one)."""
        if source is None:
            source = next((version.source for entry in self.entries([id]) for version in entry.versions if version.shown), None)
        held = self._known.held([id], self.batch).get(id, [])
        asked = [version for version in held if version.source == source and number in {None, version.number}]
        return self._document(max(asked, key=merge.recency)) if asked else None

    def changes(self, since: int, upto: int | None = None) -> Iterator[Change]:
        """Each right of which a batch after `since` (and up to `upto`) said something new, once, as it stands now."""
        for rows in self.walk(since, upto, _OF_A_CHANGE):
            record, deleted = merge.record_of([statement(row) for row in rows])
            sources = tuple(dict.fromkeys(row["source"] for row in rows))
            yield Change(id=record.id, record=record, deleted=deleted, batch=max(row["batch"] for row in rows), sources=sources)

    def walk(self, since: int, upto: int | None = None, columns: Sequence[str] | None = None) -> Iterator[list[VersionRow]]:
        """All version rows of each such right, right by right; all columns, or those named. A row group at a time is held in memory."""
        last = self.batch if upto is None else min(upto, self.batch)
        for group in self._known.row_groups("records", since):
            table, path = self._known.path(group.file)
            rows = self._groups.read(table, path, group.row_group, columns)
            batch = rows.column("batch")
            rows = rows.filter(pc.and_(pc.greater(batch, since), pc.less_equal(batch, last))).to_pylist()
            yield from self._rights_of(rows, since, last, columns)

    def _rights_of(self, rows: list[VersionRow], since: int, last: int, columns: Sequence[str] | None) -> Iterator[list[VersionRow]]:
        """Rights of these rows that were not given yet: a right is given with the first of its rows between `since` and `last`."""
        here = {_key(row): row for row in rows}
        held = self._known.held([row["id"] for row in rows], self.batch)
        first = {id: min((v.batch, v.source, v.number) for v in versions if since < v.batch <= last) for id, versions in held.items()}
        mine = [row["id"] for row in rows if (row["batch"], row["source"], row["number"]) == first[row["id"]]]
        elsewhere = [v.place for id in mine for v in held[id] if (v.id, v.source, v.number) not in here]
        fetched = {_key(row): row for row in self._groups.rows(elsewhere, self._known.path, columns).values()}
        for id in mine:
            yield [_said(here.get(v[:3]) or fetched[v[:3]], v) for v in held[id]]

    def ledger(self, limit: int | None = None) -> list[LedgerRow]:
        """Every file of every ingest, newest first."""
        rows = self._rows("ledger")
        order = pc.sort_indices(rows, [("batch", "descending"), ("position", "descending")])
        return [_ledger_row(row) for row in rows.take(order[:limit] if limit else order).to_pylist()]

    def quarantine(self) -> list[Quarantined]:
        """Every document put aside, newest first; `retried`: a later reader understood it."""
        closed: set[str] = set()
        found: dict[str, Quarantined] = {}
        for row in self._rows("quarantine", _QUARANTINE).to_pylist():
            if row["retried"]:
                closed.add(row["id"])
            else:
                found.setdefault(row["id"], msgspec.convert(row | {"start": row["span_start"], "end": row["span_end"]}, Quarantined))
        marked = [msgspec.structs.replace(document, retried=document.id in closed) for document in found.values()]
        return sorted(marked, key=lambda document: (-document.batch, document.path, document.start))

    def quarantined_bytes(self, id: str) -> bytes:
        """The document put aside, byte for byte. Raises UnknownQuarantine."""
        content: bytes = self.quarantined_row(id)["content"]
        return content

    def quarantined_row(self, id: str) -> dict[str, Any]:
        """The row of the table `quarantine` that holds the bytes. Raises UnknownQuarantine."""
        table = self.table("quarantine")
        rows = table.to_pyarrow_dataset().to_table(filter=pc.field("id") == id).to_pylist() if table else []
        for row in rows:
            if row["content"] is not None:
                return dict(row)
        raise UnknownQuarantine(id)

    def coverage(self) -> list[Coverage]:
        """What is held: records and fill rates by office, kind, year and source."""
        batch, known = self._coverage
        if batch != self.batch:
            records, confirmations = self.table("records"), self.table("confirmations")
            known = coverage.measure(records, confirmations) if records and confirmations else []
            self._coverage = (self.batch, known)
        return known

    def held(self, ids: Iterable[str]) -> set[str]:
        """Which of these ids are held."""
        return set(self._known.held(tuple(ids), self.batch))

    def blob(self, file: str, sha256: str | None = None) -> Blob | None:
        """An image or page file by the name that a record uses: of several with that name, the one whose folders agree most,
        or the one with this hash."""
        found = self._blob(file, sha256)
        if found is None:
            return None
        _, _, place = found
        row = self._groups.rows([place], self._known.path)[place]
        return Blob(sha256=row["sha256"], media_type=row["media_type"], path=row["path"], content=row["content"])

    def images(self, files: Iterable[str]) -> dict[str, str]:
        """Those of these names that were delivered, with the SHA-256 of what `blob` gives for them."""
        found = ((file, self._blob(file, None)) for file in files)
        return {file: blob[1] for file, blob in found if blob}

    def _blob(self, file: str, sha256: str | None) -> tuple[str, str, Place] | None:
        wanted = [part for part in file.replace("\\", "/").split("/") if part not in {"", ".", "file:"}]
        if not wanted:
            return None
        found = [blob for blob in self._known.blobs(wanted[-1], self.batch) if sha256 in {None, blob[1]}]
        return max(found, key=lambda blob: _agreement(wanted, blob[0]), default=None)

    def tables(self) -> list[dict[str, Any]]:
        """The open tables: name, rows, bytes, location, version and columns."""
        opened = [(name, self.table(name)) for name in ORDER]
        return [msgspec.to_builtins(table_info(table, name)) for name, table in opened if table]

    def known_versions(self) -> int:
        """How many versions the side table knows."""
        return self._known.count(self.batch)

    def table(self, name: str) -> DeltaTable | None:
        """A table at the version that this batch names; None for an empty register."""
        return table_at(self.location, self._state, name) if self._state.register else None

    def _rows(self, name: str, columns: list[str] | None = None) -> pa.Table:
        table = self.table(name)
        return table.to_pyarrow_dataset().to_table(columns=columns) if table else SCHEMAS[name].empty_table()

    def _document(self, version: Held) -> bytes | None:
        place = self._known.document(version.id, version.document)
        return self._groups.rows([place], self._known.path, ["content"])[place]["content"] if place else None

    def _entry(self, rows: list[VersionRow]) -> Entry:
        shown = merge.shown([statement(row) for row in rows])
        rank = {source: place for place, (source, _) in enumerate(shown.current)}
        versions = sorted(rows, key=lambda row: (rank.get(row["source"], len(rank)), row["source"], row["number"]))
        return Entry(
            record=shown.record,
            deleted=shown.deleted,
            versions=tuple(_version(row, shown=(row["source"], row["number"]) in shown.current) for row in versions),
            field_sources=shown.field_sources,
            batch=max(row["batch"] for row in rows),
        )


def provenance(row: VersionRow) -> Provenance:
    """Where a version came from."""
    return Provenance(
        path=row["path"],
        file_sha256=row["file_sha256"],
        unit=row["unit"],
        start=row["span_start"],
        end=row["span_end"],
        document_sha256=row["document_sha256"],
        format=row["format"],
        format_version=row["format_version"],
        reader_revision=row["reader_revision"],
        ingested_at=_utc(row["ingested_at"]),
    )


def _version(row: VersionRow, *, shown: bool) -> Version:
    return Version(
        number=row["number"],
        source=row["source"],
        operation=row["operation"],
        as_of=row["as_of"],
        said_until=row["said_until"],
        shown=shown,
        content_hash=row["content_hash"],
        batch=row["batch"],
        provenance=provenance(row),
        record=decode(row["record"]),
    )


def statement(row: VersionRow) -> merge.Statement:
    """What of a version decides whether and how it is shown."""
    return merge.Statement(row["source"], row["number"], row["said_until"], row["operation"], row["precedence"], row["record"])


def _said(row: VersionRow, version: Held) -> VersionRow:
    return row | {"said_until": version.as_of}


def _key(row: VersionRow) -> tuple[str, str, int]:
    return row["id"], row["source"], row["number"]


def _ledger_row(row: dict[str, Any]) -> LedgerRow:
    row = row | {"unknown_paths": msgspec.json.decode(row["unknown_paths"]), "started_at": _utc(row["started_at"])}
    return msgspec.convert(row, LedgerRow)


_QUARANTINE = ["id", "path", "file_sha256", "format", "span_start", "span_end", "reason", "batch", "retried"]


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _agreement(wanted: list[str], path: str) -> int:
    """How many names at the end of the path are the ones wanted."""
    there = path.replace("!/", "/").split("/")
    return next(
        (n for n, (a, b) in enumerate(zip(reversed(wanted), reversed(there), strict=False)) if a != b), min(len(wanted), len(there))
    )
