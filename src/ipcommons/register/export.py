"""The register as files for anyone: one file a kind of right, each record whole with its provenance, and hashes of all."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from ipcommons import __version__
from ipcommons.formats import manifests
from ipcommons.register import merge
from ipcommons.register.errors import told_in_words
from ipcommons.register.store import Register, VersionRow, provenance, statement
from ipcommons.rights import encode
from ipcommons.rights.right import KINDS, first_published, titles

ExportFormat = Literal["jsonl", "parquet"]
ROWS_AT_ONCE = 1_000

_COLUMNS = pa.schema(
    {
        "id": pa.string(),
        "office": pa.string(),
        "title": pa.string(),
        "application_date": pa.string(),
        "publication_date": pa.string(),
        "status": pa.string(),
        "invented": pa.bool_(),
        "deleted": pa.bool_(),
        "record": pa.string(),
        "field_sources": pa.string(),
        "provenance": pa.string(),
    }
)


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """One file of an export."""

    name: str
    records: int
    size: int
    sha256: str


class Line(msgspec.Struct, frozen=True):
    """One right as it is exported. `provenance`: one entry for each statement that is in the record."""

    shown: merge.Shown
    provenance: list[dict[str, Any]]


class Writer(Protocol):
    """A file of one kind of right at work."""

    def write(self, line: Line) -> None: ...
    def close(self) -> None: ...


def export(register: Register, folder: Path, format: ExportFormat, kind: str | None = None) -> list[Exported]:
    """Write the register as it stands. Each file is complete under its name or not there; SHA256SUMS lists all of them."""
    with told_in_words(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        counts, formats = _write(register, folder, WRITERS[format], format, kind)
        done = []
        for name, count in sorted(counts.items()):
            path = folder / f"{name}.{format}"
            _unfinished(path).replace(path)
            done.append(Exported(name=path.name, records=count, size=path.stat().st_size, sha256=_sha256(path)))
        about = folder / "about.json"
        about.write_text(json.dumps(_about(register, done, formats), ensure_ascii=False, indent=1) + "\n", "utf-8")
        sums = [(file.sha256, file.name) for file in done] + [(_sha256(about), about.name)]
        (folder / "SHA256SUMS").write_text("".join(f"{sha256}  {name}\n" for sha256, name in sums))
    return done


def _write(
    register: Register, folder: Path, writer: Callable[[Path], Writer], suffix: str, kind: str | None
) -> tuple[Counter[str], set[str]]:
    """Records by kind, and the formats that they came from."""
    counts: Counter[str] = Counter({name: 0 for name in KINDS if kind in {None, name}})
    formats: set[str] = set()
    files = {name: writer(_unfinished(folder / f"{name}.{suffix}")) for name in counts}
    try:
        for rows in register.walk(0):
            name = rows[0]["kind"]
            if name in files:
                files[name].write(_line(rows))
                counts[name] += 1
                formats.update(row["format"] for row in rows)
    finally:
        for file in files.values():
            file.close()
    return counts, formats


def _line(rows: list[VersionRow]) -> Line:
    shown = merge.shown([statement(row) for row in rows])
    used = [row for row in rows if (row["source"], row["number"]) in shown.current]
    return Line(shown, [{"source": row["source"], "number": row["number"], **msgspec.structs.asdict(provenance(row))} for row in used])


class JsonLines:
    """One record a line: its fields, then `deleted`, `field_sources`, `provenance`."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("wb")

    def write(self, line: Line) -> None:
        more = {"deleted": line.shown.deleted, "field_sources": line.shown.field_sources, "provenance": line.provenance}
        self._file.write(encode(line.shown.record)[:-1] + b"," + msgspec.json.encode(more)[1:] + b"\n")

    def close(self) -> None:
        self._file.close()


class Parquet:
    """Columns that people filter on, and record, field_sources and provenance as JSON."""

    def __init__(self, path: Path) -> None:
        self._file = pq.ParquetWriter(path, _COLUMNS, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, line: Line) -> None:
        record = line.shown.record
        named, published = titles(record), first_published(record)
        self._rows.append(
            {
                "id": record.id,
                "office": record.office,
                "title": named[0].value if named else None,
                "application_date": record.application_date.iso if record.application_date else None,
                "publication_date": published.iso if published else None,
                "status": record.status.kind if record.status else None,
                "invented": record.invented,
                "deleted": line.shown.deleted,
                "record": encode(record).decode(),
                "field_sources": json.dumps(dict(line.shown.field_sources)),
                "provenance": json.dumps(line.provenance, ensure_ascii=False),
            }
        )
        if len(self._rows) == ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        if self._rows:
            self._file.write_table(pa.Table.from_pylist(self._rows, _COLUMNS))
            self._rows = []


WRITERS: Mapping[str, Callable[[Path], Writer]] = {"jsonl": JsonLines, "parquet": Parquet}


def _about(register: Register, files: list[Exported], formats: set[str]) -> dict[str, Any]:
    known = manifests()
    return {
        "made_by": f"ipcommons {__version__}",
        "batch": register.batch,
        "files": [msgspec.structs.asdict(file) for file in files],
        "credits": {name: {"licence": known[name].licence, "credit": known[name].credit} for name in sorted(formats) if name in known},
    }


def _unfinished(path: Path) -> Path:
    return path.with_name(path.name + ".unfinished")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
