"""Open tables (CSV, TSV, JSON, JSONL, Parquet) read through a mapping, so that the next table needs no code.

The mapping is a manifest with a `table` part (see `mapping`). Spans count rows from 0, without
the header; `document` is the row as canonical JSON (keys sorted, UTF-8, no blanks), or an array of
the rows that make up the record. These stand anywhere between the first and the last of the span.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any

import msgspec
import yaml

from ipcommons.formats.errors import EmptyFile, MappingError, RowUnreadable
from ipcommons.formats.filing import Account, Filing, Misread
from ipcommons.formats.manifest import Manifest, manifest_of
from ipcommons.formats.table.groups import TOGETHER, Group, Groups, canonical
from ipcommons.formats.table.mapping import TableMapping
from ipcommons.formats.table.record import INVENTED, Made, RecordMaker
from ipcommons.formats.table.rows import Row, header_of, no_collecting, seekable
from ipcommons.formats.table.values import WrongValue


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
    RecordMaker(manifest, manifest.table)
    return manifest


def read(manifest: Manifest, stream: IO[bytes]) -> Iterator[Filing | Misread]:
    """One Filing a record, one Misread a record or row that cannot be one. Raises FileRefused."""
    table = table_of(manifest)
    stream = seekable(stream)
    header = header_of(manifest.name, table, stream)
    _check_header(manifest, table, header)
    maker, source = RecordMaker(manifest, table), next(iter(manifest.sources))
    account_of = _Accounting(manifest, header)
    groups = Groups(manifest.name, table, maker, stream)
    for together in _together(groups):
        with no_collecting():
            found = [group for group in together if isinstance(group, Group)]
            made = iter(maker.made([group.rows for group in found]))
            filings = [group if isinstance(group, Misread) else _filing(group, next(made), account_of, source) for group in together]
        yield from filings
    if not groups.seen:
        raise EmptyFile


def _together(groups: Iterable[Group | Misread]) -> Iterator[list[Group | Misread]]:
    rest = iter(groups)
    while some := list(islice(rest, TOGETHER)):
        yield some


def table_of(manifest: Manifest) -> TableMapping:
    """The `table` part. Raises MappingError where there is none."""
    if manifest.table is None:
        raise MappingError(manifest.name, "it has no `table` part, which says how rows become records")
    return manifest.table


def _filing(group: Group, made: Made | WrongValue, account_of: "_Accounting", source: str) -> Filing | Misread:
    rows, span = group.rows, group.span
    document = canonical(rows[0] if len(rows) == 1 else rows)
    if isinstance(made, WrongValue):
        return Misread(document=document, span=span, error=RowUnreadable(span.start, str(made)))
    record, as_of = made
    return Filing(record=record, source=source, document=document, span=span, account=account_of(rows, document), as_of=as_of)


def _check_header(manifest: Manifest, table: TableMapping, header: tuple[str, ...]) -> None:
    if not header:
        return
    if doubled := [column for column, count in Counter(header).items() if count > 1]:
        raise MappingError(manifest.name, f"the table's header names {', '.join(doubled)} more than once")
    read = dict.fromkeys(path.partition("/")[0] if table.nested else path for path in manifest.read)
    if missing := [column for column in read if column not in {*header, *table.optional, INVENTED}]:
        raise MappingError(manifest.name, f"the table has no column {', '.join(missing)}; it has: {', '.join(header)}")


_NOTHING: Mapping[str, int] = {}


class _Accounting:
    """Tells of each row which columns (and paths in nested objects) the mapping does not know.

    Where the header shows that all are known and none is nested, nothing can be lost: then the
    bytes of the document stand for the characters of its texts.
    """

    def __init__(self, manifest: Manifest, header: Sequence[str]) -> None:
        paths = (*manifest.read, *manifest.left)
        self._known = {path for path in paths if not path.endswith("/**")} | {INVENTED}
        self._whole = {path.removesuffix("/**") for path in paths if path.endswith("/**")}
        self._closed = bool(header) and self._known.issuperset(header) and not any("/" in path for path in self._known)

    def __call__(self, rows: Sequence[Row], document: bytes) -> Account:
        if self._closed:
            return Account(len(document), len(document), _NOTHING)
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
