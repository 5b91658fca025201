"""Documents put aside, read again by the reader of today."""

import io
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from ipcommons.formats import Filing, Manifest, Misread, Span, manifests
from ipcommons.formats.errors import FileRefused
from ipcommons.formats.manifest import manifest_of
from ipcommons.register.batch import Batch, Counts
from ipcommons.register.entry import LedgerRow
from ipcommons.register.lock import writer_lock
from ipcommons.register.prepare import guarded, prepared
from ipcommons.register.rows import Read
from ipcommons.register.store import Register
from ipcommons.settings import Settings


class Retried(msgspec.Struct, frozen=True, kw_only=True):
    """One case. `reason`: why it stays in quarantine, None if it was read."""

    id: str
    path: str
    records: int
    reason: str | None


def retry(location: str, local: Path, ids: Sequence[str], *, settings: Settings) -> list[Retried]:
    """Read these documents again (none named: all that are open). What is understood is committed and its case closed.

    Raises UnknownQuarantine before anything is read.
    """
    register = Register.open(location, local)
    wanted = ids or [document.id for document in register.quarantine() if not document.retried]
    rows = [register.quarantined_row(id) for id in wanted]
    with writer_lock(local, settings.lock_wait_seconds), Batch(location, local) as batch:
        done = [_retry(row, batch) for row in rows]
        batch.commit()
    return done


def _retry(row: dict[str, Any], batch: Batch) -> Retried:
    clock, started = time.monotonic(), datetime.now(UTC)
    try:
        manifest = _manifest(row)
        filings = _documents(row, manifest)
    except FileRefused as error:
        return Retried(id=row["id"], path=row["path"], records=0, reason=str(error))
    read = Read(
        path=row["path"],
        sha256=row["file_sha256"],
        unit=row["unit"],
        format=row["format"],
        format_version=row["format_version"],
        reader_revision=manifest.revision,
        read_at=started,
        precedence={name: source.precedence for name, source in manifest.sources.items()},
        mapping=row["mapping"],
    )
    counts = Counts()
    batch.begin_file()
    batch.take([prepared(filing) for filing in filings], read, counts)
    batch.close_case(row)
    batch.close_file(
        LedgerRow(
            batch=batch.number,
            path=row["path"],
            sha256=row["file_sha256"],
            size=len(row["content"]),
            role="data",
            format=row["format"],
            version=row["format_version"],
            records=counts.records,
            started_at=started.isoformat(),
            seconds=round(time.monotonic() - clock, 6),
            **msgspec.structs.asdict(counts),
        )
    )
    return Retried(id=row["id"], path=row["path"], records=counts.records, reason=None)


def _manifest(row: dict[str, Any]) -> Manifest:
    if row["mapping"]:
        return manifest_of(row["mapping"])
    if row["format"] not in manifests():
        raise FileRefused(f"no reader is called {row['format']!r} any more")
    return manifests()[row["format"]]


def _documents(row: dict[str, Any], manifest: Manifest) -> list[Filing]:
    """The filings of the document, at their place in the file. Raises FileRefused with the reason if it is misread again."""
    prologue: bytes = row["prologue"] or b""
    shift = row["span_start"] - len(prologue)
    filings = []
    for document in guarded(manifest.reader()(io.BytesIO(prologue + row["content"] + _closing(prologue)))):
        if isinstance(document, Misread):
            raise FileRefused(str(document.error))
        span = Span(document.span.start + shift, document.span.end + shift)
        filings.append(msgspec.structs.replace(document, span=span))
    if not filings:
        raise FileRefused("the reader finds no document in it")
    return filings


_TAG = re.compile(rb"<!--.*?-->|<(/?)([A-Za-z_][\w.:-]*)(?:\s[^<>]*?)?(/?)>", re.DOTALL)


def _closing(prologue: bytes) -> bytes:
    """The end tags of the elements that the prologue leaves open: with them the document is a file of its own."""
    opened: list[bytes] = []
    for end, name, empty in _TAG.findall(prologue):
        if end:
            opened.pop()
        elif name and not empty:
            opened.append(name)
    return b"".join(b"</%s>" % name for name in reversed(opened))
