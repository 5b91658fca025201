"""Open tables (CSV, TSV, JSON, JSONL, Parquet) read through a mapping, so that the next table needs no code.

The mapping is a manifest with a `table` part (see `table_mapping`). Spans count rows from 0, without
the header; `document` is the row as canonical JSON (keys sorted, UTF-8, no blanks), or an array of
the rows that make up the record. These stand anywhere between the first and the last of the span.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import msgspec
import yaml

from ipcommons.formats.errors import EmptyFile, MappingError, RowUnreadable
from ipcommons.formats.filing import Account, Filing, Misread
from ipcommons.formats.manifest import Manifest, manifest_of
from ipcommons.formats.table_groups import Group, Groups, canonical
from ipcommons.formats.table_mapping import TableMapping
from ipcommons.formats.table_record import INVENTED, RecordOf
from ipcommons.formats.table_rows import Row, header_of, seekable
from ipcommons.formats.table_values import WrongValue


def load_mapping(path: Path) -> Manifest:
    """A user's own mapping. Raises MappingError with what is wrong in it, and where."""
    try:
        manifest = manifest_of(path.read_text("utf-8"))
    except OSError as error:
        raise MappingError(str(path), error.strerror or str(error)) from None
    except (msgspec.ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise MappingError(str(path), " ".join(str(error).split())) from None
    if manifest.table is None:
        raise MappingError(str(path), "it has no `table` part, which says how rows become records")
    RecordOf(manifest, manifest.table)
    return manifest


def read(manifest: Manifest, stream: IO[bytes]) -> Iterator[Filing | Misread]:
    """One Filing a record, one Misread a record or row that cannot be one. Raises FileRefused."""
    table = table_of(manifest)
    stream = seekable(stream)
    _check_header(manifest, table, header_of(manifest.name, table, stream))
    record_of, account_of = RecordOf(manifest, table), _Accounting(manifest)
    source = next(iter(manifest.sources))
    groups = Groups(manifest.name, table, record_of, stream)
    for group in groups:
        yield group if isinstance(group, Misread) else _filing(group, record_of, account_of, source)
    if not groups.seen:
        raise EmptyFile


def table_of(manifest: Manifest) -> TableMapping:
    """The `table` part. Raises MappingError where there is none."""
    if manifest.table is None:
        raise MappingError(manifest.name, "it has no `table` part, which says how rows become records")
    return manifest.table


def _filing(group: Group, record_of: RecordOf, account_of: "_Accounting", source: str) -> Filing | Misread:
    rows, span = group.rows, group.span
    document = canonical(rows[0] if len(rows) == 1 else rows)
    try:
        record, as_of = record_of(rows), record_of.as_of(rows)
    except WrongValue as error:
        return Misread(document=document, span=span, error=RowUnreadable(span.start, str(error)))
    return Filing(record=record, source=source, document=document, span=span, account=account_of(rows), as_of=as_of)


def _check_header(manifest: Manifest, table: TableMapping, header: tuple[str, ...]) -> None:
    if not header:
        return
    if doubled := [column for column, count in Counter(header).items() if count > 1]:
        raise MappingError(manifest.name, f"the table's header names {', '.join(doubled)} more than once")
    read = dict.fromkeys(path.partition("/")[0] if table.nested else path for path in manifest.read)
    if missing := [column for column in read if column not in {*header, *table.optional, INVENTED}]:
        raise MappingError(manifest.name, f"the table has no column {', '.join(missing)}; it has: {', '.join(header)}")


class _Accounting:
    """Tells of each row which columns (and paths in nested objects) the mapping does not know."""

    def __init__(self, manifest: Manifest) -> None:
        paths = (*manifest.read, *manifest.left)
        self._known = {path for path in paths if not path.endswith("/**")} | {INVENTED}
        self._whole = {path.removesuffix("/**") for path in paths if path.endswith("/**")}

    def __call__(self, rows: Sequence[Row]) -> Account:
        unknown: Counter[str] = Counter()
        characters = lost = 0
        for row in rows:
            for column, value in row.items():
                if value is None or value == "":
                    continue
                here, here_lost = self._value(column, value, unknown)
                characters += here
                lost += here_lost
        return Account(characters, characters - lost, unknown)

    def _value(self, path: str, value: Any, unknown: Counter[str]) -> tuple[int, int]:
        """(characters, those of them that nobody reads)."""
        if isinstance(value, str) or path in self._whole:
            here = _characters(value)
        elif isinstance(value, dict):
            return self._parts(((f"{path}/{column}", part) for column, part in value.items()), unknown)
        elif isinstance(value, list) and not all(isinstance(part, str | None) for part in value):
            return self._parts(((path, part) for part in value), unknown)
        else:
            here = _characters(value)
        if path in self._known or path in self._whole or value == []:
            return here, 0
        unknown[path] += 1
        return here, here

    def _parts(self, parts: Iterable[tuple[str, Any]], unknown: Counter[str]) -> tuple[int, int]:
        counts = [self._value(path, value, unknown) for path, value in parts if value is not None and value != ""]
        return sum(here for here, _ in counts), sum(lost for _, lost in counts)


def _characters(value: Any) -> int:
    """Characters of the texts in a value, without blanks."""
    if isinstance(value, str):
        return len(value) - value.count(" ")
    if isinstance(value, list):
        return sum(map(_characters, value))
    if isinstance(value, dict):
        return sum(map(_characters, value.values()))
    return 0
