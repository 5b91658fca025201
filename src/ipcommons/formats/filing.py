"""What a reader gives: one Filing for each document it understood, one Misread for each it did not."""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO, Literal

import msgspec

from ipcommons.formats.errors import DocumentError
from ipcommons.rights import Right

Operation = Literal["state", "amend", "delete"]
"""state: the whole of what this source says of the right; amend: what it says changes, the rest
stays ("not said" is not "deleted"); delete: the source removes the right, which is a version too."""


class Span(msgspec.Struct, frozen=True, array_like=True):
    """Where the document stands in the unpacked file: bytes `start` to `end`; in a table, rows (0-based, end exclusive)."""

    start: int
    end: int


class Account(msgspec.Struct, frozen=True):
    """What became of a document's text. `unknown`: element path -> how often; characters without white space."""

    characters: int
    reached: int
    unknown: Mapping[str, int]


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """A record, the bytes it came from, and what was not understood of them.

    `document` is exactly the bytes `span` of the file (of a table: the rows as canonical JSON).
    `source` names whose statement this is (a source of the manifest; several files share one).
    `as_of` is the ISO day up to which the statement holds, where the file says it.
    """

    record: Right
    source: str
    document: bytes
    span: Span
    account: Account
    as_of: str | None = None
    operation: Operation = "state"


class Misread(msgspec.Struct, frozen=True, kw_only=True):
    """A document that goes to quarantine, with its bytes and the reason."""

    document: bytes
    span: Span
    error: DocumentError


Reader = Callable[[BinaryIO], Iterator[Filing | Misread]]
"""A reader streams: memory does not grow with the file. It raises FileRefused where the whole file must be."""
