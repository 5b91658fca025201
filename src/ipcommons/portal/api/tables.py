"""The open tables and what is in them: /api/tables, /api/coverage, /api/loads, /api/formats."""

from typing import Annotated

import msgspec
from litestar import get
from litestar.params import Parameter

from ipcommons.formats import manifests
from ipcommons.portal.backend import Backend
from ipcommons.register.entry import Coverage, LedgerRow


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


@get("/tables", sync_to_thread=True, summary="The open tables")
def tables(backend: Backend) -> list[dict[str, object]]:
    """Name, rows, bytes, location and columns of each Delta table; any of them opens in DuckDB, Polars or Spark."""
    return backend.register.tables()


@get("/coverage", sync_to_thread=True, summary="What is held")
def coverage(backend: Backend) -> list[Coverage]:
    """Records and fill rate of each field, by office, kind of right, year and source."""
    return backend.register.coverage()


@get("/loads", sync_to_thread=True, opt={"options": ("limit",)}, summary="What was loaded")
def loads(
    backend: Backend, limit: Annotated[int, Parameter(query="limit", ge=1, le=10_000, description="Files, newest first.")] = 100
) -> list[LedgerRow]:
    """A row for each file of each ingest: records in, committed, unchanged, put aside, and why."""
    return backend.register.ledger(limit)


@get("/formats", sync_to_thread=False, summary="The formats that can be read")
def formats() -> list[Format]:
    """Every element path that is read, with the field it goes to, and every one left, with the reason."""
    return [msgspec.convert(msgspec.to_builtins(manifest), Format) for manifest in manifests().values()]


ROUTES = [tables, coverage, loads, formats]
