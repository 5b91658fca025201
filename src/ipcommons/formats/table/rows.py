"""Rows of a table, one by one, from CSV, TSV, JSON, JSONL and Parquet. Memory does not grow with the file.

A row is a dict, column -> value; a row that cannot be read is a BadRow, with what can be shown of it.
Rows that the quarantine gives back (one JSON object, or an array of them) are read under any format.
"""

import csv
import gc
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from ipcommons.formats.errors import EmptyFile, MappingError, RowUnreadable, Truncated
from ipcommons.formats.table.json import array_items, decode_row
from ipcommons.formats.table.mapping import TableMapping

Row = dict[str, Any]

BATCH_ROWS = 2048
BLOCK = 1 << 20
csv.field_size_limit(64 << 20)


class BadRow(msgspec.Struct, frozen=True):
    """A row that cannot be read: what there is of it, and why."""

    document: bytes
    error: RowUnreadable


@contextmanager
def no_collecting() -> Iterator[None]:
    """Holds Python's search for cycles while many acyclic values are made: it would take half of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def seekable(stream: IO[bytes]) -> IO[bytes]:
    """The stream itself, or a copy of it in a temporary file where it can only be read once."""
    if stream.seekable():
        return stream
    copy: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as somebody reads from it)
    shutil.copyfileobj(stream, copy, BLOCK)
    copy.seek(0)
    return copy


def rows_of(name: str, table: TableMapping, stream: IO[bytes], columns: tuple[str, ...] = ()) -> Iterator[Row | BadRow]:
    """All rows of a seekable stream, in order; of Parquet only `columns`, if given. Raises FileRefused."""
    begins = stream.read(3).removeprefix(b"\xef\xbb\xbf")[:1]
    stream.seek(0)
    if table.format == "json" or (begins in {b"{", b"["} and table.format != "jsonl") or (begins == b"[" and table.format == "jsonl"):
        return _objects(name, table, stream)
    if table.format == "jsonl":
        return _lines_of_json(stream)
    if table.format == "parquet":
        return _parquet(name, stream, columns)
    return _delimited(name, table, stream)


def header_of(name: str, table: TableMapping, stream: IO[bytes]) -> tuple[str, ...]:
    """The columns that a delimited or Parquet table declares; empty for JSON, where each row brings its own."""
    begins = stream.read(3).removeprefix(b"\xef\xbb\xbf")[:1]
    stream.seek(0)
    if table.format in {"json", "jsonl"} or begins in {b"{", b"["}:
        return ()
    if table.format == "parquet":
        return parquet_columns(name, stream)
    text = io.TextIOWrapper(stream, encoding=encoding_of(table), newline="")
    try:
        return delimited_header(table, text.read(BLOCK))
    except UnicodeDecodeError as error:
        raise _wrong_encoding(name, table, 0, error) from None
    finally:
        text.detach()


def parquet_columns(name: str, stream: IO[bytes]) -> tuple[str, ...]:
    """The columns that the footer of a Parquet file names. Raises Truncated, MappingError."""
    return tuple(_parquet_file(name, stream).schema_arrow.names)


def delimited_header(table: TableMapping, beginning: str) -> tuple[str, ...]:
    """The names in the first line of a delimited table, without blanks around them."""
    lines = io.StringIO(beginning, newline="")
    return tuple(cell.strip() for cell in next(csv.reader(lines, delimiter=_delimiter(table)), ()))


def _delimited(name: str, table: TableMapping, stream: IO[bytes]) -> Iterator[Row | BadRow]:
    text = io.TextIOWrapper(stream, encoding=encoding_of(table), newline="")
    lines: list[str] = []
    reader = csv.reader(_kept(text, lines), delimiter=_delimiter(table), strict=True)
    number = 0
    try:
        header = [cell.strip() for cell in next(reader, ())]
        if not header:
            raise EmptyFile
        while True:
            lines.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if "unexpected end" in str(error):
                    raise Truncated(stream.tell(), "the quotation mark that closes a cell") from None
                yield BadRow("".join(lines).encode(), RowUnreadable(number, f"line {reader.line_num} of the file: {error}"))
                number += 1
                continue
            if not cells:
                continue
            if len(cells) == len(header):
                yield dict(zip(header, cells, strict=True))
            else:
                yield BadRow(msgspec.json.encode(cells), RowUnreadable(number, f"{len(cells)} cells, but the header names {len(header)}"))
            number += 1
    except UnicodeDecodeError as error:
        raise _wrong_encoding(name, table, number, error) from None
    finally:
        text.detach()


def _kept(text: Iterable[str], lines: list[str]) -> Iterator[str]:
    """The lines of a text, which `lines` remembers: a row that cannot be read is shown as it stands."""
    for line in text:
        lines.append(line)
        yield line


def _delimiter(table: TableMapping) -> str:
    return "\t" if table.format == "tsv" else table.delimiter


def encoding_of(table: TableMapping) -> str:
    """As Python names it; of UTF-8 a byte order mark is passed over."""
    return "utf-8-sig" if table.encoding.lower() in {"utf-8", "utf8"} else table.encoding


def _wrong_encoding(name: str, table: TableMapping, row: int, error: UnicodeDecodeError) -> MappingError:
    byte = error.object[error.start]
    return MappingError(name, f"byte 0x{byte:02x} after row {row:,} is not {table.encoding}; give the table's encoding in the mapping")


def _objects(name: str, table: TableMapping, stream: IO[bytes]) -> Iterator[Row | BadRow]:
    for number, item in enumerate(array_items(name, table, stream)):
        yield _object(number, item)


def _lines_of_json(stream: IO[bytes]) -> Iterator[Row | BadRow]:
    number = 0
    for line in stream:
        if not (text := line.strip().removeprefix(b"\xef\xbb\xbf")):
            continue
        try:
            yield _object(number, decode_row(text))
        except ValueError as error:
            yield BadRow(text, RowUnreadable(number, f"not JSON: {error}"))
        number += 1


def _object(number: int, item: object) -> Row | BadRow:
    if isinstance(item, dict):
        return item
    return BadRow(msgspec.json.encode(item), RowUnreadable(number, "not an object: expected {column: value}"))


def _parquet(name: str, stream: IO[bytes], columns: tuple[str, ...]) -> Iterator[Row | BadRow]:
    file = _parquet_file(name, stream)
    names = sorted(columns or file.schema_arrow.names)
    try:
        for batch in file.iter_batches(BATCH_ROWS, columns=names):
            with no_collecting():
                values = [batch.column(column).to_pylist() for column in names]
                rows = [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]
            yield from rows
    except (pa.ArrowException, OSError) as error:
        raise MappingError(name, f"the Parquet file is damaged: {str(error).splitlines()[0]}") from None


def _parquet_file(name: str, stream: IO[bytes]) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(stream)
    except (pa.ArrowException, OSError) as error:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        if stream.read(4) == b"PAR1":
            raise Truncated(size, "the footer of a Parquet file") from None
        raise MappingError(name, f"expected a Parquet file: {str(error).splitlines()[0]}") from None
