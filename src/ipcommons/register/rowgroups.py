"""Reading a table's Parquet files by row group: a place is a file, a row group and a row in it."""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet as pq
from deltalake.fs import DeltaStorageHandler

from ipcommons.register.tables import address

FOOTERS_KEPT = 64
_ROW_BITS, _GROUP_BITS = 21, 21
SPOOLED = 0
"""The number that stands for the spool of the batch at work instead of a file; row groups are its blocks."""


class Place(NamedTuple):
    """Where a row stands: number of the file in the side table, row group, row in it."""

    file: int
    row_group: int
    row: int

    @staticmethod
    def of(number: int) -> "Place":
        """The place that `packed` made the number of."""
        return Place(number >> (_ROW_BITS + _GROUP_BITS), number >> _ROW_BITS & (1 << _GROUP_BITS) - 1, number & (1 << _ROW_BITS) - 1)


def packed(file: int, row_group: int, row: int) -> int:
    """A place as one whole number."""
    return file << (_ROW_BITS + _GROUP_BITS) | row_group << _ROW_BITS | row


class RowGroups:
    """The Parquet files of a register, wherever it lies. Footers of the last files are kept: parsing one costs more than a look-up."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._systems: dict[str, pyarrow.fs.FileSystem] = {}
        self._footers: OrderedDict[tuple[str, str], pq.FileMetaData] = OrderedDict()
        self._guard = threading.Lock()

    def read(self, table: str, path: str, row_group: int, columns: Sequence[str] | None = None) -> pa.Table:
        """One row group."""
        with self._opened(table, path) as file:
            return file.read_row_group(row_group, columns=columns, use_threads=False)

    def keys(self, table: str, path: str, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, list[Any]]]]:
        """Some columns of every row group of a file, in the order asked."""
        with self._opened(table, path) as file:
            for row_group in range(file.num_row_groups):
                rows = file.read_row_group(row_group, columns=list(columns), use_threads=False)
                yield row_group, {column: rows.column(column).to_pylist() for column in columns}

    def rows(
        self, places: Iterable[Place], path_of: Callable[[int], tuple[str, str]], columns: Sequence[str] | None = None
    ) -> dict[Place, dict[str, Any]]:
        """The rows at these places; each row group is read once."""
        wanted: dict[tuple[int, int], list[Place]] = defaultdict(list)
        for place in places:
            wanted[place.file, place.row_group].append(place)
        found: dict[Place, dict[str, Any]] = {}
        for (file, row_group), here in wanted.items():
            table, path = path_of(file)
            rows = self.read(table, path, row_group, columns).take([place.row for place in here])
            found |= zip(here, rows.to_pylist(), strict=True)
        return found

    def _opened(self, table: str, path: str) -> pq.ParquetFile:
        key = (table, path)
        with self._guard:
            footer = self._footers.get(key)
            if footer is not None:
                self._footers.move_to_end(key)
        file = pq.ParquetFile(self.system(table).open_input_file(path), metadata=footer)
        if footer is None:
            with self._guard:
                self._footers[key] = file.metadata
                if len(self._footers) > FOOTERS_KEPT:
                    self._footers.popitem(last=False)
        return file

    def system(self, table: str) -> pyarrow.fs.FileSystem:
        """The folder of a table."""
        system = self._systems.get(table)
        if system is None:
            root = address(self._location, table)
            if "://" in root:
                system = pyarrow.fs.PyFileSystem(DeltaStorageHandler(root))
            else:
                system = pyarrow.fs.SubTreeFileSystem(str(Path(root).resolve()), pyarrow.fs.LocalFileSystem())
            self._systems[table] = system
        return system
