"""Everything a search found, as CSV or RIS: streamed page by page, without a ceiling."""

import csv
import io
from collections.abc import Callable, Iterator
from itertools import count

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.response import Stream

from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import Asked
from ipcommons.portal.pages.cite import ris
from ipcommons.portal.pages.search import asked_of
from ipcommons.portal.views.text import printed
from ipcommons.search.engine import Hit, Request

PAGE = 500
COLUMNS = (
    "id",
    "number",
    "kind",
    "office",
    "title",
    "other_title",
    "owners",
    "filed",
    "published",
    "status",
    "classes",
    "invented",
    "address",
)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a cell that begins so; an apostrophe before it keeps it text."""


@get("/search.csv", sync_to_thread=True)
def as_csv(request: Asked, backend: NamedDependency[Backend]) -> Stream:
    base = str(request.base_url).rstrip("/")
    return _stream(backend, asked_of(request), lambda hit: _row(_cells(hit, base)), _row(COLUMNS).encode("utf-8-sig"), "text/csv", "csv")


@get("/search.ris", sync_to_thread=True)
def as_ris(request: Asked, backend: NamedDependency[Backend]) -> Stream:
    base = str(request.base_url).rstrip("/")
    return _stream(backend, asked_of(request), lambda hit: ris(_reference(hit, base)), b"", "application/x-research-info-systems", "ris")


def _stream(backend: Backend, asked: Request, write: Callable[[Hit], str], head: bytes, media_type: str, ending: str) -> Stream:
    asked = msgspec.structs.replace(asked, limit=PAGE, cursor=None, facets=(), explain=False, snippets=False)
    first = backend.engine.search(asked)

    def content() -> Iterator[bytes]:
        yield head
        result = first
        for _ in count():
            yield "".join(map(write, result.hits)).encode()
            if not result.next:
                return
            result = backend.engine.search(msgspec.structs.replace(asked, cursor=result.next))

    headers = {"Content-Disposition": f'attachment; filename="ipcommons.{ending}"', "Cache-Control": "no-cache"}
    return Stream(content(), media_type=f"{media_type}", headers=headers)


def _cells(hit: Hit, base: str) -> list[str]:
    return [
        hit.id,
        printed(hit.office, hit.number, hit.kind_code),
        hit.kind,
        hit.office,
        hit.title,
        hit.other_title or "",
        "; ".join(hit.owners),
        hit.filed or "",
        hit.published or "",
        hit.status,
        "; ".join(hit.classes),
        "yes" if hit.invented else "no",
        base + "/rights/" + hit.id.replace(":", "/"),
    ]


def _row(cells: list[str] | tuple[str, ...]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow("'" + cell if cell.startswith(STARTS_A_FORMULA) else cell for cell in cells)
    return written.getvalue()


def _reference(hit: Hit, base: str) -> dict[str, object]:
    return {
        "type": "PAT" if hit.kind == "patent" else "GEN",
        "title": hit.title,
        "people": [],
        "owners": hit.owners,
        "number": printed(hit.office, hit.number, hit.kind_code),
        "office": hit.office,
        "filed": hit.filed,
        "published": hit.published,
        "address": base + "/rights/" + hit.id.replace(":", "/"),
    }


ROUTES = [as_csv, as_ris]
