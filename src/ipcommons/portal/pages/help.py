"""Pages that explain: how queries are written, how the pages can be used by everyone."""

from typing import Any

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency

from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import Asked, page
from ipcommons.search.fields import FIELDS

EXAMPLES = (
    ("words", "hair dryer"),
    ("phrase", '"solid electrolyte"'),
    ("operators", "(battery OR 电池) AND NOT lithium"),
    ("near", "sulfide NEAR/5 electrolyte"),
    ("wildcard", "electro*"),
    ("field", "title:电池 owner:university"),
    ("class", "ipc:A45D20"),
    ("range", "published:[2010 TO 2020]"),
    ("number", "US 10,000,000 B2"),
)
"""One example for each thing that the language can do; a test runs them all."""


@get("/query-language", sync_to_thread=True)
def query_language(request: Asked, backend: NamedDependency[Backend]) -> Response[Any]:
    return page(
        request,
        backend,
        "query_language.html",
        twin=lambda: [msgspec.structs.asdict(field) for field in FIELDS],
        section="search",
        examples=EXAMPLES,
        fields=FIELDS,
    )


@get("/accessibility", sync_to_thread=True)
def accessibility(request: Asked, backend: NamedDependency[Backend]) -> Response[Any]:
    return page(request, backend, "accessibility.html", twin=lambda: {"standard": "WCAG 2.2 AA"})


ROUTES = [query_language, accessibility]
