"""A version of a right as rows of the tables: typed columns that people filter on, the record, and where it came from."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from ipcommons.formats import Account, Operation, Span
from ipcommons.register.events import stated
from ipcommons.register.merge import AGREED
from ipcommons.register.spool import Row
from ipcommons.rights import Right
from ipcommons.rights.event import Event
from ipcommons.rights.number import Number
from ipcommons.rights.party import Party
from ipcommons.rights.patent import Patent
from ipcommons.rights.right import first_published, kind_of, titles


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """The file that is being read, and by what. `mapping`: the text of the user's own, None for a format we know."""

    path: str
    sha256: str
    unit: str
    format: str
    format_version: str | None
    reader_revision: int
    read_at: datetime
    precedence: Mapping[str, int]
    mapping: str | None


class Prepared(msgspec.Struct, frozen=True, gc=False, array_like=True, kw_only=True, tag="prepared"):
    """A statement with all of its rows that follows from itself alone. `said`: the record's JSON; `document`: its bytes.

    `columns`: what `record_row` takes from the record; `events`: the rows of `events` behind their keys.
    """

    id: str
    source: str
    operation: Operation
    as_of: str | None
    said: bytes
    content_hash: str
    document: bytes
    document_sha256: str
    span: Span
    account: Account
    columns: Row
    events: tuple[Row, ...]


def content_hash(operation: Operation, said: bytes) -> str:
    """What makes two statements the same: their record, and whether it is a deletion."""
    return hashlib.sha256(b"deleted" + said if operation == "delete" else said).hexdigest()


def record_columns(right: Right, said: bytes) -> Row:
    """The columns of `records` that the record itself fills, in their order."""
    kind_code, number = _numbered(right)
    registered = _iso(getattr(right, "registration_date", None) or getattr(right, "grant_date", None))
    shown = first_published(right) or getattr(right, "grant_date", None) or right.application_date
    named = titles(right)
    return (
        kind_of(right),
        right.office,
        named[0].value if named else None,
        number,
        kind_code,
        _iso(right.application_date),
        _iso(right.publication_date),
        registered,
        _iso(getattr(right, "expiry_date", None)),
        right.status.kind if right.status else None,
        shown.year if shown else None,
        [name for name in map(_name, (*right.applicants, *getattr(right, "assignees", ()))) if name],
        [f"{c.scheme}:{c.symbol}" for c in getattr(right, "classifications", ())] + _nice(right),
        right.invented,
        fields_said(said),
    )


def record_row(version: Prepared, read: Read, number: int, batch: int) -> Row:
    """The row of `records`, in the order of its columns."""
    kind, office, *columns = version.columns
    return (
        version.id,
        kind,
        office,
        version.source,
        number,
        version.operation,
        version.as_of,
        version.content_hash,
        batch,
        read.precedence.get(version.source, 0),
        *columns,
        read.path,
        read.sha256,
        read.unit,
        version.span.start,
        version.span.end,
        version.document_sha256,
        read.format,
        read.format_version,
        read.reader_revision,
        read.read_at,
        version.said,
    )


def event_columns(right: Right, operation: Operation, as_of: str | None) -> tuple[Row, ...]:
    """What the record states to have happened. What its dates say stands in the date columns of `records`."""
    return tuple(_event(event) for event in stated(right, operation, as_of))


def _event(event: Event) -> Row:
    text = event.text
    return (
        event.kind,
        _iso(event.date),
        event.code,
        text.value if text else None,
        text.language if text else None,
        event.number,
        event.status_after,
        event.derived,
    )


_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])


def fields_said(said: bytes) -> list[str]:
    """Names of the fields that a record's JSON holds, without those that every record has."""
    return [field for field in _fields.decode(said) if field not in AGREED]


def _numbered(right: Right) -> tuple[str | None, str | None]:
    if isinstance(right, Patent):
        return right.publication.kind, right.publication.value
    number: Number | str | None = (
        getattr(right, "registration_number", None)
        or getattr(right, "application_number", None)
        or getattr(right, "design_number", None)
        or getattr(right, "file_number", None)
    )
    return None, number.value if isinstance(number, Number) else number


def _nice(right: Right) -> list[str]:
    return [f"nice:{goods.class_number}" for goods in getattr(right, "goods_services", ()) if goods.class_number is not None]


def _name(party: Party) -> str | None:
    return party.name or " ".join(part for part in (party.first_name, party.last_name) if part) or None


def _iso(date: Any) -> str | None:
    return date.iso if date is not None else None
