"""From paths to a committed register: every file read, refused or kept as an attachment, and entered in the ledger."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from ipcommons.formats import Manifest, Recognised, manifests
from ipcommons.formats.containers import Member, Refusal, members
from ipcommons.formats.errors import FileRefused, NotRecognised
from ipcommons.formats.recognise import HEAD_BYTES, attachment_type, known_version, recognise
from ipcommons.formats.table.reader import load_mapping
from ipcommons.register import apart
from ipcommons.register.batch import Batch, Counts
from ipcommons.register.entry import LedgerRow
from ipcommons.register.errors import NoDocument, UnknownFormat, told_in_words
from ipcommons.register.known import Load
from ipcommons.register.lock import writer_lock
from ipcommons.register.prepare import Aside, Block, blocks, seldom_collecting
from ipcommons.register.report import IngestReport, file_report, totals
from ipcommons.register.rows import Prepared, Read
from ipcommons.settings import Settings

LARGEST_BLOB = 64 << 20
"""A page file beyond this is entered in the ledger, but not kept."""
READ_AT_ONCE = 1 << 20

Progress = Callable[[str, int], None]
"""Called now and then with the path of the file at work and the documents read of it so far."""


class Choice(msgspec.Struct, frozen=True):
    """How the user wants his files read: `manifest` None lets the files say. `mapping`: its text, if it is his own and not one of ours."""

    manifest: Manifest | None = None
    mapping: str | None = None


def ingest(
    location: str,
    local: Path,
    paths: Iterable[str | Path],
    *,
    settings: Settings,
    format: str | None = None,
    mapping: str | Path | None = None,
    progress: Progress | None = None,
) -> IngestReport:
    """Read files, folders and archives into the register. Raises RegisterError, MappingError.

    Small files share a commit, a file is never divided between two. What one file is refused for
    does not stop the others.
    """
    started = time.monotonic()
    choice = chosen(format, mapping)
    rows: list[LedgerRow] = []
    with seldom_collecting(), writer_lock(local, settings.lock_wait_seconds), told_in_words(location), Batch(location, local) as batch:
        run = Run(batch, choice, progress or _silent)
        for found in (found for path in paths for found in members(Path(path))):
            rows.append(run.enter(found))
            if batch.records >= settings.commit_records or batch.size >= settings.commit_megabytes << 20:
                batch.commit()
        committed = batch.commit()
    seconds = round(time.monotonic() - started, 3)
    return IngestReport(files=[file_report(row) for row in rows], totals=totals(rows), batch=committed, seconds=seconds)


def chosen(format: str | None, mapping: str | Path | None) -> Choice:
    """What `--format` or `--mapping` name. Raises UnknownFormat, MappingError."""
    if mapping is not None:
        return Choice(load_mapping(Path(mapping)), Path(mapping).read_text("utf-8"))
    if format is None:
        return Choice()
    if format not in manifests():
        raise UnknownFormat(format, tuple(manifests()))
    return Choice(manifests()[format])


def reader_name(manifest: Manifest, mapping: str | None) -> str:
    """Readers of equal name make equal records of equal bytes."""
    own = f" {hashlib.sha256(mapping.encode()).hexdigest()[:16]}" if mapping else ""
    return f"{manifest.name} {manifest.revision}{own}"


class Run:
    """One ingest at work: every file goes into the batch and its ledger, read, kept as an attachment, or refused."""

    def __init__(self, batch: Batch, choice: Choice, progress: Progress) -> None:
        self._batch, self._choice, self._progress = batch, choice, progress

    def enter(self, found: Member | Refusal) -> LedgerRow:
        """One file. What it is refused for is in its row."""
        clock = time.monotonic()
        self._batch.begin_file()
        started = datetime.now(UTC).isoformat()
        row = LedgerRow(batch=self._batch.number, path=found.path, sha256="", size=0, role="refused", started_at=started)
        try:
            if isinstance(found, Refusal):
                raise found.error
            sha256, size, head = _hashed(found)
            row = msgspec.structs.replace(row, sha256=sha256, size=size)
            kind = _kind(found, head, self._choice.manifest)
            row = self._keep(found, row, kind) if isinstance(kind, str) else self._read(found, head, row, kind)
        except FileRefused as error:
            self._batch.take_back()
            row = msgspec.structs.replace(row, role="refused", error=str(error))
        row = msgspec.structs.replace(row, seconds=round(time.monotonic() - clock, 6))
        self._batch.close_file(row)
        return row

    def _keep(self, member: Member, row: LedgerRow, media_type: str) -> LedgerRow:
        """An attachment: pages and images are kept, other files only entered."""
        if media_type in _BLOBS and row.size <= LARGEST_BLOB:
            with member.open() as stream:
                self._batch.keep_blob(row.path, row.sha256, media_type, stream.read())
        return msgspec.structs.replace(row, role="attachment")

    def _read(self, member: Member, head: bytes, row: LedgerRow, kind: Recognised) -> LedgerRow:
        """The documents of a data file. Raises FileRefused."""
        manifest, mapping = kind.manifest, self._choice.mapping
        reader = reader_name(manifest, mapping)
        row = msgspec.structs.replace(row, role="data", format=manifest.name, version=kind.version, reader=reader)
        before = self._batch.known.load(row.sha256, reader)
        if before is not None:
            return _read_before(row, before)
        read = Read(
            path=row.path,
            sha256=row.sha256,
            unit=manifest.unit,
            format=manifest.name,
            format_version=kind.version,
            reader_revision=manifest.revision,
            read_at=datetime.fromisoformat(row.started_at),
            precedence={name: source.precedence for name, source in manifest.sources.items()},
            mapping=mapping,
        )
        counts = Counts()
        prologue: bytes | None = None
        with member.open() as stream:
            for block in _blocks(stream, row.size, manifest, mapping):
                prologue = _prologue(block, head, read.unit) if prologue is None else prologue
                for aside in (document for document in block if isinstance(document, Aside)):
                    self._batch.put_aside(aside, read, prologue, counts)
                self._batch.take([document for document in block if isinstance(document, Prepared)], read, counts)
                self._progress(row.path, counts.records)
        if not counts.records:
            raise NoDocument(manifest.name)
        return msgspec.structs.replace(row, records=counts.records, **msgspec.structs.asdict(counts))


def _hashed(member: Member) -> tuple[str, int, bytes]:
    """SHA-256, size and first bytes of a file.

    One more pass over the bytes costs a twentieth of reading them, and tells which need not be read again.
    """
    digest, size, head = hashlib.sha256(), 0, b""
    with member.open() as stream:
        while block := stream.read(READ_AT_ONCE):
            if size < HEAD_BYTES:
                head += block[: HEAD_BYTES - size]
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size, head


_BLOBS = {"image/tiff", "image/png", "image/jpeg", "image/gif", "image/svg+xml", "application/pdf"}


def _kind(member: Member, head: bytes, wanted: Manifest | None) -> Recognised | str:
    """The format of a data file, or the media type of what only lies beside data. Raises FileRefused."""
    beside = attachment_type(head, member.path)
    markup = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    if beside in _BLOBS and not markup:
        return beside
    try:
        return Recognised(wanted, known_version(wanted, head)) if wanted else recognise(head, member.open)
    except FileRefused as error:
        if beside and not wanted:
            return beside
        if isinstance(error, NotRecognised) and not member.named and not markup:
            return "application/octet-stream"
        raise


def _blocks(stream: BinaryIO, size: int, manifest: Manifest, mapping: str | None) -> Iterator[Block]:
    """The documents of a file, prepared here or, where it is worth a process and can be, in another one."""
    if size >= apart.WORTH_BYTES and apart.possible(stream, mapping):
        return apart.blocks(stream, manifest.name, mapping)
    return blocks(manifest.reader()(stream))


def _prologue(block: Block, head: bytes, unit: str) -> bytes:
    """What stands in the file before its first document, which the documents need to be read one by one."""
    return head[: block[0].span.start] if block and unit == "bytes" else b""


def _read_before(row: LedgerRow, before: Load) -> LedgerRow:
    """The same bytes, read before by the same reader: nothing can be new."""
    return msgspec.structs.replace(
        row,
        same_as=before.batch,
        records=before.records,
        unchanged=before.records - before.quarantined,
        quarantined=before.quarantined,
        unknown_paths=msgspec.json.decode(before.unknown_paths),
        characters=before.characters,
        reached=before.reached,
    )


def _silent(path: str, documents: int) -> None:
    """Tell nobody."""
