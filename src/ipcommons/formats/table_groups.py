"""Rows put together that make one record, in bounded memory, wherever they stand in the table.

Two passes. The first hashes the key of every row (nine bytes a row in memory) and marks the last row
of each key. In the second a row alone with its key is given at once; the rows of the others wait,
beyond a few megabytes on disk, until the last one has come.
"""

import tempfile
from collections.abc import Iterator
from typing import IO

import msgspec
import pyarrow as pa

from ipcommons.formats.errors import RowUnreadable
from ipcommons.formats.filing import Misread, Span
from ipcommons.formats.table_mapping import TableMapping
from ipcommons.formats.table_record import RecordOf
from ipcommons.formats.table_rows import BadRow, Row, rows_of

WAITING_BYTES = 32 << 20

canonical = msgspec.json.Encoder(order="sorted").encode
"""A row as canonical JSON: keys sorted, UTF-8, no blanks."""

_ALONE, _WAITS, _LAST = 0, 1, 2


class Group(msgspec.Struct, frozen=True):
    """The rows of one record, and the span from the first of them to the last."""

    rows: list[Row]
    span: Span


class Groups:
    """The groups of a table; `seen` counts the rows that were there, also those that the mapping leaves."""

    def __init__(self, name: str, table: TableMapping, record_of: RecordOf, stream: IO[bytes]) -> None:
        self._name, self._table, self._record_of, self._stream = name, table, record_of, stream
        self.seen = 0

    def __iter__(self) -> Iterator[Group | Misread]:
        places = self._places() if self._table.group else None
        waiting = _Waiting()
        self._stream.seek(0)
        for number, row in enumerate(rows_of(self._name, self._table, self._stream)):
            self.seen += 1
            if isinstance(row, BadRow):
                yield Misread(document=row.document, span=Span(number, number + 1), error=row.error)
            elif self._record_of.leaves(row):
                continue
            elif (key := self._record_of.key(row)) is None:
                reason = f"no value in the key ({', '.join(self._table.key)})"
                yield Misread(document=canonical(row), span=Span(number, number + 1), error=RowUnreadable(number, reason))
            elif places is None or places[number] == _ALONE:
                yield Group([row], Span(number, number + 1))
            else:
                waiting.add(key, number, row)
                if places[number] == _LAST:
                    yield waiting.take(key)
        yield from waiting.rest()

    def _places(self) -> bytearray:
        """For every row: is it alone with its key, does it wait for others, or is it the last of them?"""
        keys = self._keys()
        table = pa.table({"key": pa.array(keys, pa.int64()), "row": pa.array(range(len(keys)), pa.int64())})
        places = bytearray([_WAITS]) * len(keys)
        counted = table.group_by("key").aggregate([("row", "count"), ("row", "max")])
        for batch in counted.to_batches():
            for count, last in zip(batch["row_count"].to_pylist(), batch["row_max"].to_pylist(), strict=True):
                places[last] = _ALONE if count == 1 else _LAST
        return places

    def _keys(self) -> list[int]:
        needed = {*self._table.key, *(column for left in self._table.leave for column in left.when)}
        keys = []
        for number, row in enumerate(rows_of(self._name, self._table, self._stream, tuple(sorted(needed)))):
            key = None if isinstance(row, BadRow) or self._record_of.leaves(row) else self._record_of.key(row)
            # A row without a key stands for itself; it is told apart by its number, as hashes are by chance.
            keys.append(hash(("no key", number) if key is None else key))
        return keys


class _Waiting:
    """Rows that wait for others of their key, in a file that stays in memory while it is small."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=WAITING_BYTES)  # noqa: SIM115 (closed with the reader)
        self._places: dict[tuple[str, ...], list[tuple[int, int, int]]] = {}

    def add(self, key: tuple[str, ...], number: int, row: Row) -> None:
        packed = msgspec.msgpack.encode(row)
        self._file.seek(0, 2)
        self._places.setdefault(key, []).append((number, self._file.tell(), len(packed)))
        self._file.write(packed)

    def take(self, key: tuple[str, ...]) -> Group:
        """The rows of a key, in their order in the table."""
        places = self._places.pop(key)
        rows = []
        for _, start, length in places:
            self._file.seek(start)
            rows.append(msgspec.msgpack.decode(self._file.read(length)))
        if not self._places:
            self._file.seek(0)
            self._file.truncate()
        return Group(rows, Span(places[0][0], places[-1][0] + 1))

    def rest(self) -> Iterator[Group]:
        """What is left at the end: only where two keys have one hash."""
        for key in list(self._places):
            yield self.take(key)
