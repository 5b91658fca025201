"""Rows of a batch on their way to a table: the last ones in memory, the rest in an Arrow stream on disk.

So memory does not grow with the file. A file that turns out to be refused is taken back to where it began.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from ipcommons.register.ahead import Ahead

FLUSH_BYTES = 1 << 20
FLUSH_ROWS = 8192
"""A block becomes a row group, and a look-up reads one: 1 MiB unpacks in about 2 ms, and 3 kB of footer for each are 1 % of it."""
Row = tuple[object, ...]


class Spool:
    """Rows of one table. `begin` marks the start of a file, `take_back` returns to it. `ahead` is given each full block."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._path, self._schema = path, schema
        self.ahead: Ahead | None = None
        self._file: BinaryIO | None = None
        self._blocks: list[int] = []
        self._held: list[Row] = []
        self._held_bytes = 0
        self._mark = (0, 0, 0, 0)
        self.rows = 0
        self.bytes = 0

    def add(self, row: Row, size: int) -> tuple[int, int]:
        """Take a row of about `size` bytes; gives its place (block, row in it) for `row_at`."""
        place = (len(self._blocks), len(self._held))
        self._held.append(row)
        self._held_bytes += size
        self.rows += 1
        self.bytes += size
        if self._held_bytes >= FLUSH_BYTES or len(self._held) >= FLUSH_ROWS:
            self.flush()
        return place

    def begin(self) -> None:
        """A file begins: what was taken up to here stays, whatever becomes of it."""
        self._mark = (len(self._blocks), len(self._held), self.rows, self.bytes)

    def take_back(self) -> None:
        """Forget everything since `begin`."""
        blocks, held, self.rows, self.bytes = self._mark
        if len(self._blocks) > blocks:
            if self.ahead is not None:
                self.ahead.discard()
            # Rows from before the mark may stand in the first block written after it.
            self._held = [_row(row) for row in self._block(blocks).slice(0, held).to_pylist()]
            self._opened().truncate(self._blocks[blocks])
            del self._blocks[blocks:]
        del self._held[held:]

    def row_at(self, place: tuple[int, int]) -> Row:
        """The row that `add` gave this place to."""
        block, row = place
        if block == len(self._blocks):
            return self._held[row]
        return _row(self._block(block).slice(row, 1).to_pylist()[0])

    def blocks(self) -> Iterator[pa.RecordBatch]:
        """All rows, block by block."""
        self.flush()
        return (self._block(block) for block in range(len(self._blocks)))

    def clear(self) -> None:
        """Empty again."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._path.unlink(missing_ok=True)
        self._blocks, self._held, self._held_bytes = [], [], 0
        self.rows = self.bytes = 0
        self.begin()

    def flush(self) -> None:
        """Make what is in memory a block."""
        if not self._held:
            return
        columns = [pa.array(column, field.type) for column, field in zip(zip(*self._held, strict=True), self._schema, strict=True)]
        file = self._opened()
        self._blocks.append(file.seek(0, 2))
        rows = pa.record_batch(columns, schema=self._schema)
        file.write(rows.serialize())
        self._held, self._held_bytes = [], 0
        if self.ahead is not None:
            self.ahead.add(rows)

    def _block(self, block: int) -> pa.RecordBatch:
        file = self._opened()
        file.seek(self._blocks[block])
        return pa.ipc.read_record_batch(pa.ipc.read_message(file), self._schema)

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._file = self._path.open("w+b")
            self._file.write(self._schema.serialize())
        return self._file


def _row(columns: dict[str, object]) -> Row:
    return tuple(columns.values())
