"""A batch: what one or many files bring, decided against what is held, and committed in one step.

Nothing is visible before the ledger is written, which is the last thing `commit` does.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from ipcommons.register import compaction, parquet
from ipcommons.register.ahead import Ahead
from ipcommons.register.entry import LedgerRow
from ipcommons.register.errors import told_in_words
from ipcommons.register.known import Held, Known, short
from ipcommons.register.merge import amended, recency
from ipcommons.register.pending import Pending
from ipcommons.register.prepare import Aside, saying
from ipcommons.register.rowgroups import SPOOLED, Place, RowGroups
from ipcommons.register.rows import Prepared, Read, record_row
from ipcommons.register.spool import Spool
from ipcommons.register.state import State, metadata, tables_to_write
from ipcommons.register.tables import ORDER, SCHEMAS

_RECORD = SCHEMAS["records"].get_field_index("record")


class Counts(msgspec.Struct):
    """What became of the documents of a file."""

    committed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    characters: int = 0
    reached: int = 0
    unknown_paths: dict[str, int] = {}

    @property
    def records(self) -> int:
        return self.committed + self.unchanged + self.quarantined


class Batch:
    """The writer's side of a register; the writer lock must be held. Used as a context, so that its temporary files go."""

    def __init__(self, location: str, local: Path) -> None:
        self.location = location
        with told_in_words(location):
            state, self._tables = tables_to_write(location)
            self._folder = local / "tmp" / "ingest"
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
        self._groups = RowGroups(location)
        self.known = Known(local, self._groups)
        self.known.follow(location, state)
        self._spools = {name: Spool(self._folder / f"{name}.arrow", SCHEMAS[name]) for name in ORDER}
        self._pending = Pending(self._folder / "pending.sqlite")
        self._put_aside = _ids_in_quarantine(self._tables["quarantine"])
        self._state = state
        self._file_asides: set[str] = set()
        self._blobs: set[tuple[str, str]] = set()
        self._writers = ThreadPoolExecutor(1)
        self._write_ahead()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for spool in self._spools.values():
            if spool.ahead is not None:
                spool.ahead.discard()
            spool.clear()
        self._writers.shutdown()
        self._pending.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def number(self) -> int:
        """The number that this batch will have."""
        return self._state.batch + 1

    @property
    def records(self) -> int:
        return self._spools["records"].rows

    @property
    def size(self) -> int:
        return sum(spool.bytes for spool in self._spools.values())

    @property
    def files(self) -> int:
        return self._spools["ledger"].rows

    def begin_file(self) -> None:
        """A file begins: from here on it can be taken back."""
        for spool in self._spools.values():
            spool.begin()
        self._pending.begin()
        self._file_asides = set()

    def take_back(self) -> None:
        """The file is refused: nothing of it stays."""
        for spool in self._spools.values():
            spool.take_back()
        self._pending.take_back()
        self._put_aside -= self._file_asides

    def take(self, filings: Sequence[Prepared], read: Read, counts: Counts) -> None:
        """Decide for each filing whether it is new; keep what is."""
        held = self._held([filing.id for filing in filings])
        earlier = self._records_to_amend(filings, held)
        fresh: list[Held] = []
        for filing in filings:
            _account(filing, counts)
            of_right = held.setdefault(filing.id, [])
            version = self._version(filing, of_right, earlier)
            if isinstance(version, Held):
                counts.unchanged += 1
                self._confirm(version, filing.as_of, of_right)
                continue
            counts.committed += 1
            now = self._keep(version, read, of_right)
            of_right.append(now)
            fresh.append(now)
        self._pending.add(fresh)

    def put_aside(self, aside: Aside, read: Read, prologue: bytes, counts: Counts) -> str:
        """Keep a document that could not be read, with the reason. Gives its id in quarantine."""
        counts.quarantined += 1
        id = quarantine_id(aside.document)
        again = id in self._put_aside
        if not again:
            self._put_aside.add(id)
            self._file_asides.add(id)
        content = None if again else aside.document
        place = (read.path, read.sha256, read.format, read.format_version, read.mapping, read.unit, aside.span.start, aside.span.end)
        row = (id, self.number, *place, aside.reason, False, None if again else prologue, content)
        self._spools["quarantine"].add(row, len(aside.document))
        return id

    def close_case(self, row: Mapping[str, object]) -> None:
        """A document put aside (its row in quarantine) was read after all."""
        closing = {**row, "batch": self.number, "retried": True, "prologue": None, "content": None}
        self._spools["quarantine"].add(tuple(closing[name] for name in SCHEMAS["quarantine"].names), 100)

    def keep_blob(self, path: str, sha256: str, media_type: str, content: bytes) -> None:
        """Keep an image or page file, once for each name and content."""
        name = path.rpartition("/")[2]
        if (name, sha256) in self._blobs or any(known == sha256 for _, known, _ in self.known.blobs(name, self.number)):
            return
        self._blobs.add((name, sha256))
        self._spools["blobs"].add((sha256, name, path, self.number, media_type, len(content), content), len(content))

    def close_file(self, row: LedgerRow) -> None:
        """Enter a file in the ledger."""
        self._spools["ledger"].add(
            (
                *(self.number, self.files, row.path, row.sha256, row.size, row.role, row.format, row.version, row.reader, row.same_as),
                *(row.records, row.committed, row.unchanged, row.quarantined, json.dumps(dict(row.unknown_paths))),
                *(row.characters, row.reached, row.error, datetime.fromisoformat(row.started_at).astimezone(UTC), row.seconds),
            ),
            200,
        )

    def commit(self) -> int:
        """Make everything taken visible, whole. Gives the batch. The ledger comes last."""
        if not self.files:
            return self._state.batch
        batch = self.number
        with told_in_words(self.location):
            compaction.compact_if_due(self._groups, self._tables, self._state)
            written = {name: self._write(name) for name in ORDER}
            for name in ORDER:
                self._append(name, written[name])
            versions = {name: table.version() for name, table in self._tables.items()}
            self._state = State(register=str(self._tables["ledger"].metadata().id), batch=batch, versions=versions)
            for spool in self._spools.values():
                spool.clear()
            self._pending.clear()
        self._blobs.clear()
        self.known.follow(self.location, self._state)
        self._write_ahead()
        return batch

    def _write_ahead(self) -> None:
        """Let the tables' files be written as the rows come."""
        for name, spool in self._spools.items():
            spool.ahead = Ahead(self._writers, self._groups.system(name), name, self.number)

    def _write(self, name: str) -> list[parquet.Written]:
        spool = self._spools[name]
        spool.flush()
        if spool.ahead is not None and spool.ahead.whole:
            return spool.ahead.close()
        return parquet.write(self._groups.system(name), name, self.number, self._spools[name].blocks())

    def _append(self, name: str, written: list[parquet.Written]) -> None:
        if not written:
            return
        versions = {other: table.version() for other, table in self._tables.items() if other != "ledger"}
        carried = metadata(self.number, versions) if name == "ledger" else {}
        parquet.append(self._tables[name], name, written, self.number, carried)

    def _held(self, ids: list[str]) -> dict[str, list[Held]]:
        held = self.known.held(ids, self._state.batch)
        for version in self._pending.held(ids):
            held.setdefault(version.id, []).append(version)
        for (id, source, number), as_of in self._pending.confirmed(ids).items():
            held[id] = [v._replace(as_of=as_of) if (v.source, v.number) == (source, number) else v for v in held[id]]
        return held

    def _records_to_amend(self, filings: Sequence[Prepared], held: Mapping[str, list[Held]]) -> dict[Place, str]:
        """The committed records that this block amends, read together, since neighbours share a row group."""
        places = []
        for filing in filings:
            if filing.operation != "state":
                current = _current(held.get(filing.id, ()), filing.source)
                if current is not None and current.place.file != SPOOLED:
                    places.append(current.place)
        return {place: row["record"] for place, row in self._groups.rows(places, self.known.path, ["record"]).items()}

    def _version(self, filing: Prepared, of_right: Sequence[Held], earlier: Mapping[Place, str]) -> Prepared | Held:
        """The version that the filing makes, or the one held that says the same."""
        current = _current(of_right, filing.source)
        if filing.operation != "state" and current is not None:
            filing = saying(filing, amended(self._said(current, earlier), filing.said))
        for version in of_right:
            if version.source == filing.source and _says_the_same(version, current, filing.content_hash, filing.as_of):
                return version
        return filing

    def _said(self, version: Held, earlier: Mapping[Place, str]) -> str | bytes:
        if version.place.file != SPOOLED:
            return earlier[version.place]
        row: tuple[Any, ...] = self._spools["records"].row_at((version.place.row_group, version.place.row))
        return row[_RECORD]  # type: ignore[no-any-return]

    def _confirm(self, version: Held, as_of: str | None, of_right: list[Held]) -> None:
        """Note that a source said the same for a later day, so that a statement of a day between, coming late, does not count as newer."""
        if as_of is None or as_of <= (version.as_of or ""):
            return
        self._spools["confirmations"].add((version.id, version.source, version.number, as_of, self.number), 50)
        self._pending.confirm(version, as_of)
        of_right[of_right.index(version)] = version._replace(as_of=as_of)

    def _keep(self, version: Prepared, read: Read, of_right: Sequence[Held]) -> Held:
        id, source, document = version.id, version.source, short(version.document_sha256)
        number = max((known.number for known in of_right if known.source == source), default=0) + 1
        if not any(known.document == document for known in of_right):
            row = (id, version.document_sha256, self.number, len(version.document), version.document)
            self._spools["sources"].add(row, len(version.document) + 100)
        for event in version.events:
            self._spools["events"].add((id, source, number, self.number, *event), 100)
        block, row_in_block = self._spools["records"].add(record_row(version, read, number, self.number), len(version.said) + 300)
        return Held(
            id=id,
            source=source,
            number=number,
            content=short(version.content_hash),
            document=document,
            as_of=version.as_of,
            operation=version.operation,
            batch=self.number,
            place=Place(SPOOLED, block, row_in_block),
        )


def quarantine_id(document: bytes) -> str:
    """`q-` and the first characters of the document's hash."""
    return f"q-{hashlib.sha256(document).hexdigest()[:12]}"


def _ids_in_quarantine(table: object) -> set[str]:
    return set(table.to_pyarrow_dataset().to_table(columns=["id"]).column("id").to_pylist())  # type: ignore[attr-defined]


def _current(versions: Sequence[Held], source: str) -> Held | None:
    return max((version for version in versions if version.source == source), key=recency, default=None)


def _says_the_same(version: Held, current: Held | None, content: str, as_of: str | None) -> bool:
    """Is this content held already: by the current version, or by one that was said no earlier?"""
    return version.content == short(content) and (version is current or (version.as_of or "") >= (as_of or ""))


def _account(filing: Prepared, counts: Counts) -> None:
    counts.characters += filing.account.characters
    counts.reached += filing.account.reached
    for path, often in filing.account.unknown.items():
        counts.unknown_paths[path] = counts.unknown_paths.get(path, 0) + often
