"""From the rows of a record to the record, as a mapping says; many records at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ipcommons.formats.manifest import Manifest
from ipcommons.formats.table.batch import Batch
from ipcommons.formats.table.compile import Compiler
from ipcommons.formats.table.mapping import TableMapping
from ipcommons.formats.table.rows import Row
from ipcommons.formats.table.values import WrongValue
from ipcommons.rights import Right
from ipcommons.rights.date import NotADate
from ipcommons.rights.design import Design
from ipcommons.rights.gi import GeographicalIndication
from ipcommons.rights.patent import Patent
from ipcommons.rights.trademark import TradeMark

RECORDS: Mapping[str, type[Right]] = {"patent": Patent, "trademark": TradeMark, "design": Design, "gi": GeographicalIndication}
"""Kind of right -> the struct whose fields a mapping fills."""

INVENTED = "invented"
"""The column by which any table says that its filings are made up."""

Groups = Sequence[Sequence[Row]]
"""The rows of each record."""

Made = tuple[Right, str | None]
"""A record, and the day up to which it holds."""


class RecordMaker:
    """Makes records of groups of rows. Raises MappingError where the mapping is wrong."""

    def __init__(self, manifest: Manifest, table: TableMapping) -> None:
        self._kind, self._office = manifest.kinds[0], manifest.office
        self._type: type[Right] = RECORDS[self._kind]
        compiler = Compiler(manifest.name, table)
        self._id = compiler.id_template()
        self._fields = {name: compiler.field(self._type, name, source) for name, source in table.record.items()}
        self._key = [compiler.column(column) for column in table.key]
        self._leave = [compiler.condition(rows.when) for rows in table.leave]
        self._as_of = compiler.values(table.as_of, str) if table.as_of else None
        self._invented = compiler.column(INVENTED)

    def keys(self, rows: Batch) -> list[tuple[str, ...] | None]:
        """For each row the values of its key columns; None if one has none."""
        columns = [values(rows) for values in self._key]
        return [None if None in key else key for key in zip(*columns, strict=True)]

    def left(self, rows: Batch) -> list[bool]:
        """For each row: is it no record of ours?"""
        conditions = [condition(rows) for condition in self._leave]
        return [any(row) for row in zip(*conditions, strict=True)] if conditions else [False] * len(rows)

    def made(self, groups: Groups) -> list[Made | WrongValue]:
        """A record for each group, or what is wrong with one of its cells."""
        try:
            batch = Batch([rows[0] for rows in groups], groups)
            return list(zip(self._records(batch), self._days(batch), strict=True))
        except WrongValue as error:
            # One bad cell spoils the work on all: find it by doing them one by one.
            return [error] if len(groups) == 1 else [made for group in groups for made in self.made([group])]

    def _records(self, batch: Batch) -> list[Right]:
        records: list[dict[str, Any]] = [{"office": self._office} for _ in range(len(batch))]
        field = "id"
        try:
            for field, values in self._fields.items():
                for record, value in zip(records, values(batch), strict=True):
                    if value is not None:
                        record[field] = value
            for record, number in zip(records, self._id(batch), strict=True):
                record["id"] = f"{self._kind}:{record['office']}:{number}"
            for record, invented in zip(records, self._invented(batch), strict=True):
                if invented is not None and invented.lower() in {"true", "1", "yes"}:
                    record["invented"] = True
            return [msgspec.convert(record, self._type) for record in records]
        except (WrongValue, NotADate, msgspec.ValidationError) as error:
            raise WrongValue(f"{field}: {error}") from None

    def _days(self, batch: Batch) -> Sequence[str | None]:
        if self._as_of is None:
            return [None] * len(batch)
        try:
            return [getattr(day, "iso", day) for day in self._as_of(batch)]
        except NotADate as error:
            raise WrongValue(f"as_of: {error}") from None
