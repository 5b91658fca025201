"""What a reader gives, made ready to be decided on: encoded, hashed, its columns taken, in blocks of plain values.

This is most of the work on a document and asks nothing of the register, so that it can be done in
another process (`apart`).
"""

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec

from ipcommons.formats import Filing, Misread, Span
from ipcommons.formats.errors import FileRefused
from ipcommons.register.errors import ReaderFailed
from ipcommons.register.rows import Prepared, content_hash, event_columns, record_columns
from ipcommons.rights import Right, encode

BLOCK_FILINGS = 500
BLOCK_BYTES = 4 << 20


class Aside(msgspec.Struct, frozen=True, array_like=True, tag="aside"):
    """A document that could not be read, and why in words."""

    document: bytes
    span: Span
    reason: str


Block = list[Prepared | Aside]
"""Documents that are decided together, in the order of the file."""


def guarded(documents: Iterable[Filing | Misread]) -> Iterator[Filing | Misread]:
    """What the reader gives. A fault of the reader itself refuses the file; the others must go on."""
    try:
        yield from documents
    except FileRefused:
        raise
    except Exception as error:
        raise ReaderFailed(f"{type(error).__name__}: {error}") from error


def blocks(documents: Iterable[Filing | Misread]) -> Iterator[Block]:
    """All documents of a file. Raises FileRefused."""
    block: Block = []
    held = 0
    for document in guarded(documents):
        block.append(prepared(document) if isinstance(document, Filing) else Aside(document.document, document.span, str(document.error)))
        held += len(document.document)
        if len(block) == BLOCK_FILINGS or held >= BLOCK_BYTES:
            yield block
            block, held = [], 0
    yield block


def prepared(filing: Filing) -> Prepared:
    """A filing as it is decided on and kept."""
    said = encode(filing.record)
    return Prepared(
        id=filing.record.id,
        source=filing.source,
        operation=filing.operation,
        as_of=filing.as_of,
        said=said,
        content_hash=content_hash(filing.operation, said),
        document=filing.document,
        document_sha256=hashlib.sha256(filing.document).hexdigest(),
        span=filing.span,
        account=filing.account,
        columns=record_columns(filing.record, said),
        events=event_columns(filing.record, filing.operation, filing.as_of),
    )


def saying(before: Prepared, right: Right) -> Prepared:
    """The same statement with another record: the whole of what it amends."""
    said = encode(right)
    return msgspec.structs.replace(
        before,
        said=said,
        content_hash=content_hash(before.operation, said),
        columns=record_columns(right, said),
        events=event_columns(right, before.operation, before.as_of),
    )


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Lets Python search for cycles every 100,000 objects, not every 700.

    Records and rows are acyclic and live for a block: at the default, looking through them takes a
    fifth of an ingest. What cycles there are still go.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
