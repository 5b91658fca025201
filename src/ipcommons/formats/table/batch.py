"""Many rows (or items inside rows) at a time, column by column."""

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any

from ipcommons.formats.table.rows import Row
from ipcommons.formats.table.values import cell

NOTHING: Row = {}


class Batch:
    """Columns of equal length; those not given in `columns` are taken from `rows` when first asked for.

    `groups`: of records, the rows that each is made of; of items inside a row, nothing.
    """

    __slots__ = ("_cells", "_columns", "_rows", "groups")

    def __init__(
        self,
        rows: Sequence[Row],
        groups: Sequence[Sequence[Row]] = (),
        columns: Mapping[str, Sequence[Any]] | None = None,
    ) -> None:
        self._rows, self.groups = rows, groups
        self._columns: dict[str, Sequence[Any]] = dict(columns or {})
        self._cells: dict[str, list[Any]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def column(self, name: str) -> Sequence[Any]:
        """The values as they are, None where there is none."""
        found = self._columns.get(name)
        if found is None:
            found = self._columns[name] = [row.get(name) for row in self._rows]
        return found

    def cells(self, name: str, absent: frozenset[str]) -> list[Any]:
        """The values cleaned: texts without blanks around them, None for "no value"."""
        found = self._cells.get(name)
        if found is None:
            column = self.column(name)
            if absent:
                found = [cell(value, absent) for value in column]
            else:
                # Most are texts or empty: only the others need a call.
                found = [
                    (value.strip() or None) if value.__class__ is str else None if value is None else cell(value, absent)
                    for value in column
                ]
            self._cells[name] = found
        return found

    def where(self, met: Sequence[bool]) -> "Batch":
        """The part of it for which `met` says so."""
        columns = {name: list(compress(column, met)) for name, column in self._columns.items()}
        return Batch(list(compress(self._rows, met)), list(compress(self.groups, met)), columns)
