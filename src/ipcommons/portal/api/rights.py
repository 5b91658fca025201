"""One right: the record shown, its versions, events, provenance and source bytes."""

import hashlib
import re
from typing import Annotated
from urllib.parse import quote

import msgspec
from litestar import Response, get
from litestar.datastructures import ResponseHeader
from litestar.di import NamedDependency
from litestar.openapi.spec import Example
from litestar.params import PathParameter, QueryParameter

from ipcommons.portal.api.problems import UnknownRight, UnknownVersion, other_answers
from ipcommons.portal.backend import Backend
from ipcommons.register.entry import Entry, Provenance, Version
from ipcommons.rights import Right
from ipcommons.rights.event import Event

EXAMPLES = [
    Example(summary="a US patent", value="patent:US:11646472:B2"),
    Example(summary="an EU trade mark", value="trademark:EM:018203412"),
    Example(summary="a design", value="design:EM:007681234-0001"),
]
RightId = Annotated[str, PathParameter(description="The id of a right, as in every hit and record.", examples=EXAMPLES)]
SourceName = Annotated[str, PathParameter(description="Whose statement: a source that `versions` lists.")]
VersionNumber = Annotated[int, PathParameter(description="Which statement of this source, counted from 1.")]


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


def page_address(id: str) -> str:
    """The lasting address of the right's page: patent:US:11646472:B2 -> /rights/patent/US/11646472/B2."""
    return "/rights/" + quote(id.replace(":", "/"))


def _statement(id: str, version: Version) -> Statement:
    return Statement(
        number=version.number,
        source=version.source,
        operation=version.operation,
        as_of=version.as_of,
        shown=version.shown,
        content_hash=version.content_hash,
        provenance=version.provenance,
        address=f"/api/rights/{quote(id, safe=':')}/versions/{quote(version.source)}/{version.number}",
    )


def _entry(backend: Backend, id: str) -> Entry:
    entry = backend.register.entry(id)
    if entry is None:
        raise UnknownRight(id)
    return entry


@get("/rights/{right_id:str}", sync_to_thread=True, summary="A right", responses=other_answers(404))
def right(backend: NamedDependency[Backend], right_id: RightId) -> RightAnswer:
    """The whole record, merged from its sources, with its versions and the source of each field."""
    return right_answer(_entry(backend, right_id))


@get("/rights/{right_id:str}/versions", sync_to_thread=True, summary="The versions of a right", responses=other_answers(404))
def versions(backend: NamedDependency[Backend], right_id: RightId) -> list[Statement]:
    """Every statement of every source, the leading source first, oldest first within a source."""
    return list(right_answer(_entry(backend, right_id)).versions)


@get(
    "/rights/{right_id:str}/versions/{source:str}/{number:int}",
    sync_to_thread=True,
    summary="One version of a right",
    responses=other_answers(404),
)
def version(backend: NamedDependency[Backend], right_id: RightId, source: SourceName, number: VersionNumber) -> Version:
    """The record as one source stated it then."""
    for known in _entry(backend, right_id).versions:
        if (known.source, known.number) == (source, number):
            return known
    raise UnknownVersion(right_id, source, number)


@get("/rights/{right_id:str}/events", sync_to_thread=True, summary="What happened to a right", responses=other_answers(404))
def events(backend: NamedDependency[Backend], right_id: RightId) -> EventsAnswer:
    """Newest first; an event that we concluded says `derived`."""
    happened = backend.register.events(right_id)
    if happened is None:
        raise UnknownRight(right_id)
    return EventsAnswer(id=right_id, events=happened, batch=backend.batch)


@get("/rights/{right_id:str}/provenance", sync_to_thread=True, summary="How a right is known", responses=other_answers(404))
def provenance(backend: NamedDependency[Backend], right_id: RightId) -> ProvenanceAnswer:
    """File, position, hash and reader behind every field."""
    answer = right_answer(_entry(backend, right_id))
    return ProvenanceAnswer(id=answer.id, field_sources=answer.field_sources, statements=answer.versions, batch=answer.batch)


@get(
    "/rights/{right_id:str}/source",
    sync_to_thread=True,
    media_type="application/octet-stream",
    content_media_type="application/octet-stream",
    response_headers=[
        ResponseHeader(
            name="Content-SHA256", value="", description="SHA-256 of the document, hexadecimal.", documentation_only=True, required=True
        ),
        ResponseHeader(
            name="Content-Disposition", value="", description="A file name made of the id.", documentation_only=True, required=True
        ),
    ],
    summary="The exact bytes a right came from",
    responses=other_answers(404),
)
def source_bytes(
    backend: NamedDependency[Backend],
    right_id: RightId,
    source: Annotated[str | None, QueryParameter(name="source", description="Whose statement; default: the leading source.")] = None,
    number: Annotated[int | None, QueryParameter(name="number", description="Which version of it; default: the one shown.")] = None,
) -> Response[bytes]:
    """The document as it stands in the office's file, served as a download; of a table's row: the row as canonical JSON."""
    _entry(backend, right_id)
    document = backend.register.source(right_id, source, number)
    if document is None:
        raise UnknownVersion(right_id, source, number)
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(right_id, document)}"',
        "Content-SHA256": hashlib.sha256(document).hexdigest(),
    }
    return Response(document, media_type="application/octet-stream", headers=headers)


def file_name(id: str, document: bytes) -> str:
    """A name for the download that no header and no file system can misunderstand, whatever the office puts in a number."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", id) + (".json" if document[:1] in {b"[", b"{"} else ".xml")


ROUTES = [right, versions, version, events, provenance, source_bytes]
