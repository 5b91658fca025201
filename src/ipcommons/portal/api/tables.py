"""What is held and how it came: /api/tables, /api/coverage, /api/loads, /api/formats, and the kinds of problems."""

from typing import Annotated

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from ipcommons.formats import manifests
from ipcommons.portal.api.problems import INTERNAL, TYPES, ProblemType, other_answers
from ipcommons.portal.backend import Backend
from ipcommons.register.entry import Coverage, LedgerRow
from ipcommons.register.tables import TableInfo


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format that can be ingested; `left` says what of it is deliberately not read, and why."""

    name: str
    title: dict[str, str]
    office: str
    kinds: tuple[str, ...]
    versions: tuple[str, ...]
    licence: str
    credit: dict[str, str]
    read: dict[str, str]
    left: dict[str, str]


@get("/tables", sync_to_thread=True, summary="The open tables", responses=other_answers())
def tables(backend: NamedDependency[Backend]) -> list[TableInfo]:
    """Name, rows, bytes, location and columns of each Delta table; any of them opens in DuckDB, Polars or Spark."""
    return [msgspec.convert(table, TableInfo) for table in backend.register.tables()]


@get("/coverage", sync_to_thread=True, summary="What is held", responses=other_answers())
def coverage(backend: NamedDependency[Backend]) -> list[Coverage]:
    """Records and fill rate of each field, by office, kind of right, year and source."""
    return backend.register.coverage()


@get("/loads", sync_to_thread=True, summary="What was loaded", responses=other_answers())
def loads(
    backend: NamedDependency[Backend],
    limit: Annotated[int, QueryParameter(name="limit", ge=1, le=10_000, description="Files, newest first.")] = 100,
) -> list[LedgerRow]:
    """A row for each file of each ingest: records in, committed, unchanged, put aside, and why. All of them: the table `ledger`."""
    return backend.register.ledger(limit)


@get("/formats", sync_to_thread=False, summary="The formats that can be read", responses=other_answers())
def formats() -> list[Format]:
    """Every element path that is read, with the field it goes to, and every one left, with the reason."""
    return [msgspec.convert(msgspec.to_builtins(manifest), Format) for manifest in manifests().values()]


@get("/problems", sync_to_thread=False, summary="The kinds of problems", responses=other_answers())
def problems() -> list[ProblemType]:
    """What the `type` of a problem can be (RFC 9457), besides about:blank, which says no more than the status."""
    return sorted({kind.type: kind for kind in (*TYPES.values(), INTERNAL)}.values(), key=lambda kind: kind.type)


ROUTES = [tables, coverage, loads, formats, problems]
