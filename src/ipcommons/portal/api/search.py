"""Search: /api/search and /api/facets."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response, get
from litestar.di import Provide
from litestar.params import Parameter

from ipcommons.portal.api.problems import WrongOption
from ipcommons.portal.backend import Backend
from ipcommons.search.engine import FACETS, FacetValue, Result, Sort
from ipcommons.search.engine import Request as Search

MOST = 500
"""Hits a page; more are had by following `next`, which has no ceiling."""

OPTIONS = ("q", "kind", "from", "to", "sort", "lang", "office", "year", "class", "applicant", "status", "source")

Values = list[str] | None
FacetNames = Annotated[str | None, Parameter(query="facets", description=f"'all', or some of {', '.join(FACETS)}, with commas.")]


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
    typed: Annotated[str, Parameter(query="q", description="In the query language (docs/query-language.md).", max_length=20_000)],
    kind: Annotated[Literal["patent", "trademark", "design", "gi"] | None, Parameter(query="kind")] = None,
    since: Annotated[str | None, Parameter(query="from", pattern=r"^\d{4}(-\d\d){0,2}$", description="Published on or after.")] = None,
    until: Annotated[str | None, Parameter(query="to", pattern=r"^\d{4}(-\d\d){0,2}$", description="Published on or before.")] = None,
    sort: Annotated[Sort, Parameter(query="sort")] = "relevance",
    language: Annotated[Literal["zh", "en"], Parameter(query="lang", description="Which title is shown first.")] = "en",
    office: Annotated[Values, Parameter(query="office", description="WIPO ST.3 codes; any of them.")] = None,
    year: Annotated[Values, Parameter(query="year", description="Years of publication; any of them.")] = None,
    classes: Annotated[Values, Parameter(query="class", description="Values of the class facet; any of them.")] = None,
    applicant: Annotated[Values, Parameter(query="applicant", description="Values of the applicant facet; any of them.")] = None,
    status: Annotated[Values, Parameter(query="status", description="in-force, pending, ended, refused, unknown; any of them.")] = None,
    source: Annotated[Values, Parameter(query="source", description="Data products; any of them.")] = None,
) -> Search:
    """The search that the options of an address describe."""
    facets = {"office": office, "year": year, "class": classes, "applicant": applicant, "status": status, "source": source}
    return Search(
        query=typed,
        kind=kind,
        chosen={facet: tuple(values) for facet, values in facets.items() if values},
        published_from=since,
        published_to=until,
        sort=sort,
        language=language,
    )


@get(
    "/search",
    sync_to_thread=True,
    opt={"options": (*OPTIONS, "limit", "cursor", "facets")},
    dependencies={"asked": Provide(asked, sync_to_thread=False)},
    summary="Search rights of every kind",
)
def search(
    request: Request[Any, Any, Any],
    backend: Backend,
    asked: Search,
    limit: Annotated[int, Parameter(query="limit", ge=1, le=MOST, description="Hits on a page.")] = 20,
    cursor: Annotated[str | None, Parameter(query="cursor", description="The `next` of the page before.")] = None,
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
    opt={"options": (*OPTIONS, "facets")},
    dependencies={"asked": Provide(asked, sync_to_thread=False)},
    summary="Count a result set",
)
def facets_of(backend: Backend, asked: Search, facets: FacetNames = "all") -> FacetAnswer:
    """How many rights of a result set have which kind, office, year, class, applicant, status and source."""
    counted = msgspec.structs.replace(asked, limit=1, facets=_facet_names(facets), explain=False, snippets=False)
    result = backend.engine.search(counted)
    return FacetAnswer(total=result.total, facets=dict(result.facets), batch=result.batch)


def _facet_names(text: str | None) -> tuple[str, ...]:
    names = FACETS if text == "all" else tuple(filter(None, (text or "").split(",")))
    for name in names:
        if name not in FACETS:
            raise WrongOption("facets", name, f"'all', or some of {', '.join(FACETS)}, with commas")
    return names


ROUTES = [search, facets_of]
