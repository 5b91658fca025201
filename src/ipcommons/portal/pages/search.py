"""Search: the result list, its facets and chart, and what is said when there is no list."""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, get_args
from urllib.parse import urlencode

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency

from ipcommons.portal.api.problems import WrongOption
from ipcommons.portal.api.search import SearchAnswer
from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import Asked, language_of, page, wants_json
from ipcommons.portal.pages.holdings import holdings, notice
from ipcommons.portal.pages.images import addresses
from ipcommons.portal.views.bars import year_bars
from ipcommons.portal.views.hits import hit_view
from ipcommons.rights import KINDS
from ipcommons.rights.date import NotADate, partial_date
from ipcommons.search.engine import FacetValue, Request, Result, Sort
from ipcommons.search.errors import BadCursor, QueryError, QuerySyntaxError, TooBroad, UnknownField

FACETS = ("status", "office", "class", "applicant", "source")
"""In the order of the page; kind and year are chosen above the list."""

SORTS: tuple[Sort, ...] = get_args(Sort)
DAYS = ("from", "to")
SHOWN_VALUES = 5
CHART_HEIGHT = 56
PICTURES = {"trademark", "design"}
"""Kinds of right whose hits are shown as a grid of images."""


@get("/search", sync_to_thread=True)
def search(request: Asked, backend: NamedDependency[Backend]) -> Response[Any]:
    asked, wrong = asked_of(request), wrong_days(request)
    if wrong and wants_json(request):
        raise WrongOption(*next(iter(wrong.items())), "a day, month or year: 2010-12-31, 2010-12 or 2010")
    if not asked.query:
        return _page(request, backend, asked, None)
    try:
        result = backend.engine.search(asked)
    except (QueryError, BadCursor) as error:
        if wants_json(request):
            raise
        return _page(request, backend, asked, None, status=HTTPStatus.BAD_REQUEST, error=error)
    return _page(request, backend, asked, result, status=HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK)


def asked_of(request: Asked) -> Request:
    """The search that the options of the address describe; what is not understood is left out, as a form would."""
    options = request.query_params
    kind = options.get("kind")
    kind = kind if kind in KINDS else None
    chosen = {facet: tuple(options.getall(facet, [])) for facet in (*FACETS, "year")}
    query = options.get("q", "").strip()
    return Request(
        query=query or (f"kind:{kind}" if kind else ""),
        kind=kind,
        chosen={facet: values for facet, values in chosen.items() if values},
        published_from=_day(options.get("from")),
        published_to=_day(options.get("to")),
        sort=next((sort for sort in SORTS if sort == options.get("sort")), "relevance"),
        limit=24 if kind in PICTURES and options.get("view") != "list" else 20,
        cursor=options.get("cursor"),
        facets=("kind", "year", *FACETS),
        language=language_of(request),
    )


def wrong_days(request: Asked) -> dict[str, str]:
    """Of the days of publication, those typed that are none: option -> what was typed."""
    typed = {name: request.query_params.get(name, "") for name in DAYS}
    return {name: text for name, text in typed.items() if text and _day(text) is None}


def _day(text: str | None) -> str | None:
    """The ISO day, month or year that was typed; None for anything else."""
    try:
        return partial_date(text).iso if text else None
    except NotADate:
        return None


def _page(
    request: Asked,
    backend: Backend,
    asked: Request,
    result: Result | None,
    *,
    status: int = 200,
    error: QueryError | BadCursor | None = None,
) -> Response[Any]:
    options = [(name, value) for name, value in request.query_params.multi_items() if name not in {"cursor", "n", "lang"}]
    first = _whole(request.query_params.get("n")) or 1
    hits = result.hits if result else ()
    pictures = addresses(backend, [hit.image for hit in hits if hit.image])
    return page(
        request,
        backend,
        "search.html",
        twin=lambda: _twin(request, result),
        json=f"/api/search?{urlencode(options)}" if asked.query else None,
        status=status,
        section="search",
        small_search=False,
        invented=notice(result.invented, result.total) if result else None,
        typed=request.query_params.get("q", ""),
        asked=asked,
        result=result,
        hits=[hit_view(hit, pictures.get(hit.image or "")) for hit in hits],
        first=first,
        grid=asked.kind in PICTURES and request.query_params.get("view") != "list",
        chart=_chart(result.facets.get("year", ())) if result else (),
        facets=_facets(result.facets if result else {}, asked.chosen),
        options=options,
        held=holdings(backend),
        error=error,
        fault=_fault(error),
        wrong=wrong_days(request),
        kinds=KINDS,
        without=lambda *names: [(name, value) for name, value in options if name not in names],
        urlencode=urlencode,
    )


def _twin(request: Asked, result: Result | None) -> SearchAnswer:
    if result is None:
        empty = Result(total=0, hits=(), facets={}, next=None, understood="", batch=-1)
        return SearchAnswer(result=empty, links={"self": str(request.url.path)})
    return SearchAnswer(result=result, links={"self": f"{request.url.path}?{request.url.query}"})


def _chart(years: tuple[FacetValue, ...]) -> tuple[Any, ...]:
    counts = {int(value.value): value.count for value in years if value.value.isdigit()}
    return year_bars(counts, datetime.now(UTC).year, CHART_HEIGHT)


class FacetView(msgspec.Struct, frozen=True):
    name: str
    values: tuple[FacetValue, ...]
    rest: tuple[FacetValue, ...]
    chosen: frozenset[str]


def _facets(counted: Mapping[str, tuple[FacetValue, ...]], chosen: Mapping[str, tuple[str, ...]]) -> list[FacetView]:
    """Ticked values always stand in the list, so that they can be unticked."""
    views = []
    for name in FACETS:
        ticked = chosen.get(name, ())
        values = counted.get(name, ())
        missing = tuple(FacetValue(value=value, count=0) for value in ticked if value not in {v.value for v in values})
        ordered = sorted((*missing, *values), key=lambda value: value.value not in ticked)
        if ordered and (len(ordered) > 1 or ticked):
            views.append(FacetView(name, tuple(ordered[:SHOWN_VALUES]), tuple(ordered[SHOWN_VALUES:]), frozenset(ticked)))
    return views


def _fault(error: Exception | None) -> str | None:
    """Which message of the page an error needs."""
    for kind, name in ((UnknownField, "field"), (TooBroad, "broad"), (QuerySyntaxError, "syntax"), (BadCursor, "cursor")):
        if isinstance(error, kind):
            return name
    return "syntax" if error else None


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


ROUTES = [search]
