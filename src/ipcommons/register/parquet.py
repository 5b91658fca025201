"""Writing the Parquet files of a table, and naming them in one Delta commit.

The files are written row group by row group as the rows come, so that memory is that of one row
group whatever the size of rows and tables. (`write_deltalake` gathers 8,192 rows first, which for
full texts is more than a gigabyte.)
"""

import json
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, Transaction
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import AddAction, RemoveAction

from ipcommons.register.errors import Overtaken
from ipcommons.register.tables import DICTIONARY, SCHEMAS, STATISTICS

APPLICATION = "ipcommons"
FILE_BYTES = 64 << 20
"""A table's file is closed when it has reached this size."""


class Written(msgspec.Struct, frozen=True):
    """A file that stands in the table's folder, but that no commit names yet."""

    path: str
    size: int
    footer: Any


class TableWriter:
    """Writes record batches, each as one row group, into files of a table; `close` gives them, `discard` deletes them."""

    def __init__(self, system: pyarrow.fs.FileSystem, table: str, batch: int) -> None:
        self._system, self._table, self._batch = system, table, batch
        self._done: list[Written] = []
        self._file: _File | None = None

    def add(self, rows: pa.RecordBatch) -> None:
        self._file = self._file or _File(self._system, self._table, self._batch)
        self._file.add(rows)
        if self._file.size >= FILE_BYTES:
            self._finish()

    def close(self) -> list[Written]:
        self._finish()
        return self._done

    def discard(self) -> None:
        """What cannot be deleted either (a full or failing disk) stays as a file that no commit names."""
        with suppress(OSError, pa.ArrowException):
            self._finish()
        for file in self._done:
            with suppress(OSError, pa.ArrowException):
                self._system.delete_file(file.path)

    def _finish(self) -> None:
        if self._file:
            self._done.append(self._file.close())
            self._file = None


def write(system: pyarrow.fs.FileSystem, table: str, batch: int, row_groups: Iterable[pa.RecordBatch]) -> list[Written]:
    """Write each record batch as one row group."""
    writer = TableWriter(system, table, batch)
    for rows in row_groups:
        writer.add(rows)
    return writer.close()


def append(delta: DeltaTable, table: str, written: Iterable[Written], batch: int, metadata: dict[str, str]) -> None:
    """Name the files in one commit, which carries the batch as Delta's application transaction.

    A writer on another machine that commits in between makes this one fail (Overtaken), since both
    carry a transaction of the same application.
    """
    commit = CommitProperties(custom_metadata=metadata, app_transactions=[Transaction(APPLICATION, batch)])
    _commit(delta, table, [_added(file, data_change=True) for file in written], commit)


def replace(delta: DeltaTable, table: str, old: Iterable[str], written: Iterable[Written], metadata: dict[str, str]) -> None:
    """Let new files stand for old ones that hold the same rows."""
    now = int(time.time() * 1000)
    actions = [RemoveAction(path, False, now) for path in old]  # noqa: FBT003 (data_change)
    _commit(delta, table, [*actions, *(_added(file, data_change=False) for file in written)], CommitProperties(custom_metadata=metadata))


def _commit(delta: DeltaTable, table: str, actions: list[AddAction | RemoveAction], commit: CommitProperties) -> None:
    try:
        delta.create_write_transaction(actions, "append", SCHEMAS[table], commit_properties=commit)
    except CommitFailedError as error:
        raise Overtaken(table) from error
    delta.update_incremental()


class _File:
    def __init__(self, system: pyarrow.fs.FileSystem, table: str, batch: int) -> None:
        self.path = f"batch-{batch:08d}-{uuid.uuid4().hex}.zstd.parquet"
        self._system = system
        self._sink = system.open_output_stream(self.path)
        self._writer = pq.ParquetWriter(
            self._sink, SCHEMAS[table], compression="zstd", use_dictionary=DICTIONARY[table], write_statistics=STATISTICS[table]
        )

    @property
    def size(self) -> int:
        return int(self._sink.tell())

    def add(self, rows: pa.RecordBatch) -> None:
        self._writer.write_table(pa.Table.from_batches([rows]), row_group_size=len(rows))

    def close(self) -> Written:
        self._writer.close()
        size = self.size
        self._sink.close()
        return Written(self.path, size, self._writer.writer.metadata)


def _added(file: Written, *, data_change: bool) -> AddAction:
    return AddAction(
        path=file.path,
        size=file.size,
        partition_values={},
        modification_time=int(time.time() * 1000),
        data_change=data_change,
        stats=json.dumps(_statistics(file.footer)),
    )


def _statistics(footer: pq.FileMetaData) -> dict[str, Any]:
    """What Delta keeps of a file, so that readers can pass over it: rows, lowest and highest values."""
    lowest: dict[str, Any] = {}
    highest: dict[str, Any] = {}
    for name, low, high in _bounds(footer):
        lowest[name] = min(lowest.get(name, low), low)
        highest[name] = max(highest.get(name, high), high)
    return {"numRecords": footer.num_rows, "minValues": lowest, "maxValues": highest}


def _bounds(footer: pq.FileMetaData) -> Iterator[tuple[str, Any, Any]]:
    unbounded: set[str] = set()
    found = []
    for group in range(footer.num_row_groups):
        row_group = footer.row_group(group)
        for column in range(row_group.num_columns):
            chunk = row_group.column(column)
            statistics = chunk.statistics
            if statistics is None or not isinstance(statistics.max if statistics.has_min_max else None, str | int):
                unbounded.add(chunk.path_in_schema)
            else:
                found.append((chunk.path_in_schema, statistics.min, statistics.max))
    return (bounds for bounds in found if bounds[0] not in unbounded)
