"""Which mapping fits a table? Told by the columns that it names, never by the file's name."""

import io
from collections.abc import Callable
from typing import BinaryIO

from ipcommons.formats.errors import FileRefused
from ipcommons.formats.manifest import Manifest, manifests
from ipcommons.formats.table.json import array_items, decode_row
from ipcommons.formats.table.mapping import TableMapping
from ipcommons.formats.table.rows import delimited_header, encoding_of, parquet_columns, seekable

PARQUET = b"PAR1"


def recognise_table(head: bytes, whole: Callable[[], BinaryIO] | None = None) -> Manifest | None:
    """The mapping whose `recognise.columns` all stand in the table's header; of several the one that asks for most."""
    parquet = frozenset(_parquet_columns(whole)) if head.startswith(PARQUET) and whole else None
    fitting = []
    for manifest in manifests().values():
        wanted = manifest.recognise.columns
        if not manifest.table or not wanted or (manifest.table.format == "parquet") != head.startswith(PARQUET):
            continue
        found = parquet if parquet is not None else _columns(manifest.name, manifest.table, head)
        if found.issuperset(wanted):
            fitting.append(manifest)
    return max(fitting, key=lambda manifest: len(manifest.recognise.columns), default=None)


def _parquet_columns(whole: Callable[[], BinaryIO]) -> tuple[str, ...]:
    with whole() as stream:
        return parquet_columns("Parquet", seekable(stream))


def _columns(name: str, table: TableMapping, head: bytes) -> frozenset[str]:
    """The columns that the beginning of a table names, none where it cannot be one of this form."""
    begins_json = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}
    if begins_json != (table.format in {"json", "jsonl"}):
        return frozenset()
    try:
        if table.format == "json":
            item = next(array_items(name, table, io.BytesIO(head)), None)
        elif table.format == "jsonl":
            item = decode_row(head.partition(b"\n")[0])
        else:
            return frozenset(delimited_header(table, head.decode(encoding_of(table), "replace")))
    except (FileRefused, ValueError):
        return frozenset()
    return frozenset(item) if isinstance(item, dict) else frozenset()
