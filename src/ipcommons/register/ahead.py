"""The Parquet files of a batch, written while its rows still come.

Packing them takes as long as a third of reading, and needs no Python: a thread does it beside. What
it wrote is thrown away where rows of it are taken back; then they are all written at the end.
"""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

import pyarrow as pa
import pyarrow.fs

from ipcommons.register.parquet import TableWriter, Written

BLOCKS_AHEAD = 8
"""Blocks (of a megabyte or so) that may wait to be written."""


class Ahead:
    """Row groups on their way into the files of one table. `thread` is shared by all tables."""

    def __init__(self, thread: ThreadPoolExecutor, system: pyarrow.fs.FileSystem, table: str, batch: int) -> None:
        self._thread, self._writer = thread, TableWriter(system, table, batch)
        self._waiting: deque[Future[None]] = deque()
        self.whole = True

    def add(self, rows: pa.RecordBatch) -> None:
        """Have these rows written, behind all that came before."""
        if not self.whole:
            return
        self._waiting.append(self._thread.submit(self._writer.add, rows))
        if len(self._waiting) > BLOCKS_AHEAD:
            # An error is raised here, or by `close`.
            self._waiting.popleft().result()

    def close(self) -> list[Written]:
        """The files, all written. Only for one that is `whole`. Raises what went wrong on the way."""
        while self._waiting:
            self._waiting.popleft().result()
        files = self._writer.close()
        self.whole = False
        return files

    def discard(self) -> None:
        """Delete what was written: it will not be named by any commit. Nothing, once it is closed."""
        if not self.whole:
            return
        self.whole = False
        for write in self._waiting:
            write.cancel()
        self._thread.submit(self._writer.discard).result()
        self._waiting.clear()
