"""One right: the record shown, its versions, events, provenance and source bytes."""

import hashlib
from typing import Annotated

import msgspec
from litestar import Response, get
from litestar.params import Parameter

from ipcommons.portal.api.problems import UnknownRight, WrongOption
from ipcommons.portal.backend import Backend
from ipcommons.register.entry import Entry, Provenance, Version
from ipcommons.rights import Right
from ipcommons.rights.event import Event

RightId = Annotated[str, Parameter(description="An id such as patent:US:11646472:B2.")]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A version without its record: what a source said when, and where that stands."""

    number: int
    source: str
    operation: str
    as_of: str | None
    shown: bool
    content_hash: str
    provenance: Provenance
    address: str


class RightAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The record shown and how it is known; `page` is the address for people."""

    id: str
    page: str
    record: Right
    deleted: bool
    field_sources: dict[str, str]
    versions: tuple[Statement, ...]
    batch: int


class EventsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    events: tuple[Event, ...]
    batch: int


class ProvenanceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Where every field of the record shown came from: field -> source, source -> statement."""

    id: str
    field_sources: dict[str, str]
    statements: tuple[Statement, ...]
    batch: int


def right_answer(entry: Entry) -> RightAnswer:
    """What the API, and the page asked for JSON, say of a right."""
    return RightAnswer(
        id=entry.record.id,
        page=page_address(entry.record.id),
        record=entry.record,
        deleted=entry.deleted,
        field_sources=dict(entry.field_sources),
        versions=tuple(_statement(entry.record.id, version) for version in entry.versions),
        batch=entry.batch,
    )


def page_address(id: str) -> str:  # noqa: A002 (an id is called id everywhere here)
    """The lasting address of the right's page: patent:US:11646472:B2 -> /rights/patent/US/11646472/B2."""
    return "/rights/" + id.replace(":", "/")


def _statement(id: str, version: Version) -> Statement:  # noqa: A002
    return Statement(
        number=version.number,
        source=version.source,
        operation=version.operation,
        as_of=version.as_of,
        shown=version.shown,
        content_hash=version.content_hash,
        provenance=version.provenance,
        address=f"/api/rights/{id}/versions/{version.source}/{version.number}",
    )


def _entry(backend: Backend, id: str) -> Entry:  # noqa: A002
    entry = backend.register.entry(id)
    if entry is None:
        raise UnknownRight(id)
    return entry


@get("/rights/{right_id:str}", sync_to_thread=True, summary="A right")
def right(backend: Backend, right_id: RightId) -> RightAnswer:
    """The whole record, merged from its sources, with its versions and the source of each field."""
    return right_answer(_entry(backend, right_id))


@get("/rights/{right_id:str}/versions", sync_to_thread=True, summary="The versions of a right")
def versions(backend: Backend, right_id: RightId) -> list[Statement]:
    """Every statement of every source, oldest first."""
    return list(right_answer(_entry(backend, right_id)).versions)


@get("/rights/{right_id:str}/versions/{source:str}/{number:int}", sync_to_thread=True, summary="One version of a right")
def version(backend: Backend, right_id: RightId, source: str, number: int) -> Version:
    """The record as one source stated it then."""
    return _version(backend, right_id, source, number)


@get("/rights/{right_id:str}/events", sync_to_thread=True, summary="What happened to a right")
def events(backend: Backend, right_id: RightId) -> EventsAnswer:
    """Newest first; an event that we concluded says `derived`."""
    happened = backend.register.events(right_id)
    if happened is None:
        raise UnknownRight(right_id)
    return EventsAnswer(id=right_id, events=happened, batch=backend.batch)


@get("/rights/{right_id:str}/provenance", sync_to_thread=True, summary="How a right is known")
def provenance(backend: Backend, right_id: RightId) -> ProvenanceAnswer:
    """File, position, hash and reader behind every field."""
    answer = right_answer(_entry(backend, right_id))
    return ProvenanceAnswer(id=answer.id, field_sources=answer.field_sources, statements=answer.versions, batch=answer.batch)


@get(
    "/rights/{right_id:str}/source",
    sync_to_thread=True,
    opt={"options": ("source", "number")},
    media_type="application/octet-stream",
    summary="The exact bytes a right came from",
)
def source_bytes(
    backend: Backend,
    right_id: RightId,
    source: Annotated[str | None, Parameter(query="source", description="Whose statement; default: the leading source.")] = None,
    number: Annotated[int | None, Parameter(query="number", description="Which version of it; default: the one shown.")] = None,
) -> Response[bytes]:
    """The document as it stands in the office's file, served as a download. `Content-SHA256` holds its hash."""
    _entry(backend, right_id)
    document = backend.register.source(right_id, source, number)
    if document is None:
        raise WrongOption("source", f"{source} {number}", "a source and number that /versions lists")
    name = right_id.replace(":", "-") + (".json" if document[:1] in b"[{" else ".xml")
    return Response(
        document,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-SHA256": hashlib.sha256(document).hexdigest(),
            "X-Content-Type-Options": "nosniff",
        },
    )


def _version(backend: Backend, right_id: str, source: str, number: int) -> Version:
    for known in _entry(backend, right_id).versions:
        if (known.source, known.number) == (source, number):
            return known
    raise WrongOption("version", f"{source}/{number}", "a source and number that /versions lists")


ROUTES = [right, versions, version, events, provenance, source_bytes]
