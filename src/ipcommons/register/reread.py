"""A sample of records, read again at the positions in the files that they name."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import msgspec

from ipcommons.formats import Filing, manifests
from ipcommons.formats.containers import Member, members
from ipcommons.formats.errors import FileRefused
from ipcommons.register.prepare import guarded
from ipcommons.register.store import Register

READ_AT_ONCE = 1 << 20
_COLUMNS = ["id", "source", "number", "path", "file_sha256", "unit", "span_start", "span_end", "document_sha256", "format"]

Row = dict[str, Any]


class Reread(msgspec.Struct, frozen=True, kw_only=True):
    """`same` of `sample` stood there byte for byte. `gone`: the file is no longer at its path, or another one is.

    `own_mapping`: rows read through a mapping of the user's, which is not at hand to read them again.
    `differences`: (id, what was found instead), which is a fault of the register.
    """

    sample: int
    same: int
    gone: int
    own_mapping: int
    differences: list[tuple[str, str]]


def reread(register: Register, sample: int) -> Reread:
    """Take `sample` records, the same ones each time, and look at the bytes or rows they came from."""
    by_file: dict[str, list[Row]] = defaultdict(list)
    rows = _sample(register, sample)
    readable = [row for row in rows if row["unit"] == "bytes" or row["format"] in manifests()]
    for row in readable:
        by_file[row["path"].partition("!/")[0]].append(row)
    same, differences, seen = 0, [], 0
    for path, here in by_file.items():
        for row, found in _found(path, here):
            seen += 1
            if found == row["document_sha256"]:
                same += 1
            else:
                differences.append((row["id"], f"{row['path']} {row['unit']} {row['span_start']}-{row['span_end']} holds something else"))
    own_mapping = len(rows) - len(readable)
    return Reread(sample=len(rows), same=same, gone=len(readable) - seen, own_mapping=own_mapping, differences=differences)


def _sample(register: Register, sample: int) -> list[Row]:
    table = register.table("records")
    if table is None:
        return []
    with duckdb.connect() as database:
        database.register("records", table.to_pyarrow_dataset().scanner(columns=_COLUMNS))
        rows = database.execute("SELECT * FROM records ORDER BY md5(id), source, number LIMIT ?", [sample]).fetchall()
        return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]


def _found(path: str, rows: list[Row]) -> Iterator[tuple[Row, str | None]]:
    """The hash of what stands at each row's position; rows whose file is not there any more are left out."""
    by_member: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_member[row["path"]].append(row)
    if not Path(path).exists():
        return
    for member in members(Path(path)):
        here = by_member.pop(member.path, [])
        if here and isinstance(member, Member):
            try:
                yield from _in_member(member, here)
            except FileRefused:
                continue
        if not by_member:
            return


def _in_member(member: Member, rows: list[Row]) -> Iterator[tuple[Row, str | None]]:
    with member.open() as stream:
        sha256 = hashlib.sha256()
        while block := stream.read(READ_AT_ONCE):
            sha256.update(block)
    rows = [row for row in rows if row["file_sha256"] == sha256.hexdigest()]
    yield from _at_bytes(member, [row for row in rows if row["unit"] == "bytes"])
    yield from _at_rows(member, [row for row in rows if row["unit"] == "rows"])


def _at_bytes(member: Member, rows: list[Row]) -> Iterator[tuple[Row, str | None]]:
    position = 0
    with member.open() as stream:
        for row in sorted(rows, key=lambda row: int(row["span_start"])):
            if row["span_start"] < position:
                continue
            position += len(_taken(stream, row["span_start"] - position))
            document = _taken(stream, row["span_end"] - position)
            position += len(document)
            yield row, hashlib.sha256(document).hexdigest()


def _taken(stream: BinaryIO, size: int) -> bytes:
    """The next `size` bytes; an unpacking stream may give fewer at once."""
    taken = bytearray()
    while len(taken) < size and (block := stream.read(min(READ_AT_ONCE, size - len(taken)))):
        taken += block
    return bytes(taken)


def _at_rows(member: Member, rows: list[Row]) -> Iterator[tuple[Row, str | None]]:
    for name in {row["format"] for row in rows}:
        wanted = {(row["span_start"], row["span_end"], row["id"]): row for row in rows if row["format"] == name}
        with member.open() as stream:
            for filing in guarded(manifests()[name].reader()(stream)):
                if isinstance(filing, Filing) and (row := wanted.pop((filing.span.start, filing.span.end, filing.record.id), None)):
                    yield row, hashlib.sha256(filing.document).hexdigest()
        for row in wanted.values():
            yield row, None
