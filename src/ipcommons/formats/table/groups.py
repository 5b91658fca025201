"""Rows put together that make one record, in bounded memory, wherever they stand in the table.

Two passes. The first hashes the key of every row (seventeen bytes a row in memory) and marks the last row
of each key. In the second a row alone with its key is given at once; the rows of the others wait,
beyond a few megabytes on disk, until the last one has come.
"""

import tempfile
from array import array
from collections.abc import Iterator
from itertools import islice
from typing import IO

import msgspec
import pyarrow as pa

from ipcommons.formats.errors import RowUnreadable
from ipcommons.formats.filing import Misread, Span
from ipcommons.formats.table.batch import Batch
from ipcommons.formats.table.mapping import TableMapping
from ipcommons.formats.table.record import RecordMaker
from ipcommons.formats.table.rows import BadRow, Row, rows_of

WAITING_BYTES = 32 << 20
TOGETHER = 1024
"""Rows that are looked at in one go."""

canonical = msgspec.json.Encoder(order="sorted").encode
"""A row as canonical JSON: keys sorted, UTF-8, no blanks."""

Key = tuple[str, ...]

_ALONE, _WAITS, _LAST = 0, 1, 2


class Group(msgspec.Struct, frozen=True):
    """The rows of one record, and the span from the first of them to the last."""

    rows: list[Row]
    span: Span


class Groups:
    """The groups of a table; `seen` counts the rows that were there, also those that the mapping leaves."""

    def __init__(self, name: str, table: TableMapping, maker: RecordMaker, stream: IO[bytes]) -> None:
        self._name, self._table, self._maker, self._stream = name, table, maker, stream
        self.seen = 0

    def __iter__(self) -> Iterator[Group | Misread]:
        places = self._places() if self._table.group else None
        waiting = _Waiting()
        for number, row, key in self._keyed():
            if isinstance(row, Misread):
                yield row
            elif places is None or places[number] == _ALONE:
                yield Group([row], Span(number, number + 1))
            else:
                waiting.add(key, number, row)
                if places[number] == _LAST:
                    yield waiting.take(key)
        yield from waiting.rest()

    def _keyed(self, columns: tuple[str, ...] = ()) -> Iterator[tuple[int, Row | Misread, Key]]:
        """Every row that is a record or a part of one, with its number and key; a Misread where there is none."""
        self._stream.seek(0)
        self.seen = 0
        rows = rows_of(self._name, self._table, self._stream, columns)
        while some := list(islice(rows, TOGETHER)):
            good = Batch([row for row in some if not isinstance(row, BadRow)])
            keyed = iter(zip(self._maker.keys(good), self._maker.left(good), strict=True))
            for number, row in enumerate(some, self.seen):
                if isinstance(row, BadRow):
                    yield number, Misread(document=row.document, span=Span(number, number + 1), error=row.error), ()
                    continue
                key, left = next(keyed)
                if key is None and not left:
                    yield number, self._without_key(number, row), ()
                elif key is not None and not left:
                    yield number, row, key
            self.seen += len(some)

    def _without_key(self, number: int, row: Row) -> Misread:
        reason = f"no value in the key ({', '.join(self._table.key)})"
        return Misread(document=canonical(row), span=Span(number, number + 1), error=RowUnreadable(number, reason))

    def _places(self) -> bytearray:
        """For every row: is it alone with its key, does it wait for others, or is it the last of them?"""
        needed = {*self._table.key, *(column for left in self._table.leave for column in left.when)}
        hashes, numbers = array("q"), array("q")
        for number, _, key in self._keyed(tuple(sorted(needed))):
            hashes.append(hash(key))
            numbers.append(number)
        table = pa.table({"key": pa.array(hashes, pa.int64()), "row": pa.array(numbers, pa.int64())})
        places = bytearray([_WAITS]) * self.seen
        for batch in table.group_by("key").aggregate([("row", "count"), ("row", "max")]).to_batches():
            for count, last in zip(batch["row_count"].to_pylist(), batch["row_max"].to_pylist(), strict=True):
                places[last] = _ALONE if count == 1 else _LAST
        return places


class _Waiting:
    """Rows that wait for others of their key, in a file that stays in memory while it is small."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=WAITING_BYTES)  # noqa: SIM115 (closed with the reader)
        self._places: dict[Key, list[tuple[int, int, int]]] = {}

    def add(self, key: Key, number: int, row: Row) -> None:
        packed = msgspec.msgpack.encode(row)
        self._file.seek(0, 2)
        self._places.setdefault(key, []).append((number, self._file.tell(), len(packed)))
        self._file.write(packed)

    def take(self, key: Key) -> Group:
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
