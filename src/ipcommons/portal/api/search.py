"""Search: /api/search and /api/facets."""

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import ResponseHeader
from litestar.di import NamedDependency, Provide
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from ipcommons.portal.api.problems import WrongOption, other_answers
from ipcommons.portal.backend import Backend
from ipcommons.rights.date import NotADate, partial_date
from ipcommons.rights.event import StatusKind
from ipcommons.search.engine import FACETS, FacetValue, Result, Sort
from ipcommons.search.engine import Request as Search

MOST = 500
"""Hits a page; more are had by following `next`, which has no ceiling."""

DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
QUERIES = [
    Example(summary="words, a class and years", value="hair dryer AND ipc:A45D20 pub:[2010 TO 2020]"),
    Example(summary="a phrase", value='"spring clip"'),
    Example(summary="Chinese", value="保温 NOT 电池"),
    Example(summary="a number in any usual writing", value="US 11,646,472 B2"),
]

Day = str | None
"""2010, 2010-06 or 2010-06-30."""
Values = list[str] | None
FacetNames = Annotated[
    str | None,
    QueryParameter(
        name="facets",
        description=f"'all', or some of {', '.join(FACETS)}, with commas.",
        examples=[Example(value="all"), Example(value="kind,year")],
    ),
]


class SearchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A page of hits; `result.next` continues it, `links.next` is the address that does."""

    result: Result
    links: dict[str, str]


class FacetAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over the whole result set, largest first."""

    total: int
    facets: dict[str, tuple[FacetValue, ...]]
    batch: int


def asked(  # noqa: PLR0913, PLR0917 (one parameter an option of the address)
    typed: Annotated[
        str,
        QueryParameter(name="q", description="In the query language; empty: everything.", max_length=20_000, examples=QUERIES),
    ] = "",
    kind: Annotated[
        Literal["patent", "trademark", "design", "gi"] | None, QueryParameter(name="kind", description="One kind of right.")
    ] = None,
    since: Annotated[Day, QueryParameter(name="from", description="Published on or after.", schema_extra={"pattern": DATE})] = None,
    until: Annotated[Day, QueryParameter(name="to", description="Published on or before.", schema_extra={"pattern": DATE})] = None,
    sort: Annotated[Sort, QueryParameter(name="sort", description="Relevance, or by date of publication.")] = "relevance",
    language: Annotated[Literal["zh", "en"], QueryParameter(name="lang", description="Which title is shown first.")] = "en",
    office: Annotated[Values, QueryParameter(name="office", description="WIPO ST.3 codes; any of them.")] = None,
    year: Annotated[Values, QueryParameter(name="year", description="Years of publication; any of them.")] = None,
    classes: Annotated[Values, QueryParameter(name="class", description="Values of the class facet; any of them.")] = None,
    applicant: Annotated[Values, QueryParameter(name="applicant", description="Values of the applicant facet; any of them.")] = None,
    status: Annotated[list[StatusKind] | None, QueryParameter(name="status", description="Where the rights stand; any of them.")] = None,
    source: Annotated[Values, QueryParameter(name="source", description="Data products; any of them.")] = None,
) -> Search:
    """The search that the options of an address describe."""
    facets = {"office": office, "year": year, "class": classes, "applicant": applicant, "status": status, "source": source}
    return Search(
        query=typed,
        kind=kind,
        chosen={facet: tuple(values) for facet, values in facets.items() if values},
        published_from=_date("from", since),
        published_to=_date("to", until),
        sort=sort,
        language=language,
    )


def _date(option: str, text: str | None) -> str | None:
    """A date of the calendar; the pattern alone would let 2010-02-30 through."""
    if text is None:
        return None
    try:
        if re.fullmatch(DATE, text) and partial_date(text):
            return text
    except NotADate:
        pass
    raise WrongOption(option, text, "a date as 2010, 2010-06 or 2010-06-30")


@get(
    "/search",
    sync_to_thread=True,
    dependencies={"asked": Provide(asked, sync_to_thread=False)},
    response_headers=[
        ResponseHeader(
            name="Link", value="", description='The next page, rel="next" (RFC 8288); absent on the last.', documentation_only=True
        )
    ],
    responses=other_answers(),
    summary="Search rights of every kind",
)
def search(
    request: Request[Any, Any, Any],
    backend: NamedDependency[Backend],
    asked: NamedDependency[Search],
    limit: Annotated[int, QueryParameter(name="limit", ge=1, le=MOST, description="Hits on a page.")] = 20,
    cursor: Annotated[str | None, QueryParameter(name="cursor", description="The `next` of the page before.")] = None,
    facets: FacetNames = None,
) -> Response[SearchAnswer]:
    """Ranked hits with snippets, explanations that add up to the score, facets over the whole result set, and a cursor."""
    result = backend.engine.search(msgspec.structs.replace(asked, limit=limit, cursor=cursor, facets=_facet_names(facets)))
    options = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    links, headers = {"self": f"{request.url.path}?{urlencode(list(request.query_params.multi_items()))}"}, {}
    if result.next:
        links["next"] = f"{request.url.path}?{urlencode([*options, ('cursor', result.next)])}"
        headers["Link"] = f'<{links["next"]}>; rel="next"'
    return Response(SearchAnswer(result=result, links=links), headers=headers)


@get(
    "/facets",
    sync_to_thread=True,
    dependencies={"asked": Provide(asked, sync_to_thread=False)},
    responses=other_answers(),
    summary="Count a result set",
)
def facets(backend: NamedDependency[Backend], asked: NamedDependency[Search], facets: FacetNames = "all") -> FacetAnswer:
    """How many rights of a result set have which kind, office, year, class, applicant, status and source."""
    counted = msgspec.structs.replace(asked, limit=1, facets=_facet_names(facets), explain=False, snippets=False)
    result = backend.engine.search(counted)
    return FacetAnswer(total=result.total, facets=dict(result.facets), batch=result.batch)


def _facet_names(text: str | None) -> tuple[str, ...]:
    names = FACETS if text == "all" else tuple(filter(None, (text or "").split(",")))
    for name in names:
        if name not in FACETS:
            raise WrongOption("facets", name, f"'all', or some of {', '.join(FACETS)}, with commas", FACETS)
    return names


ROUTES = [search, facets]
