"""/api/openapi.json: the API described in OpenAPI 3.1, made from the routes and the structs that they answer with.

Litestar describes routes and options. The schemas of answers come from msgspec, which encodes them:
only it knows that records carry their kind in `right`, or that a part of a claim is an array.
"""

from functools import cache
from typing import Any

import msgspec
from litestar import Request, Router
from litestar.enums import OpenAPIMediaType
from litestar.exceptions import NotFoundException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import License, Tag

from ipcommons import __version__
from ipcommons.portal.api.problems import Problem, ProblemType, answer_with_problem
from ipcommons.portal.api.rights import EventsAnswer, ProvenanceAnswer, RightAnswer
from ipcommons.portal.api.search import FacetAnswer, SearchAnswer
from ipcommons.portal.api.tables import Format
from ipcommons.register.entry import Coverage, LedgerRow, Version
from ipcommons.register.tables import TableInfo

ANSWERS = [
    *(SearchAnswer, FacetAnswer, RightAnswer, Version, EventsAnswer, ProvenanceAnswer),
    *(TableInfo, Coverage, LedgerRow, Format, Problem, ProblemType),
]

DESCRIPTION = """Search, records with their sources, and open tables of intellectual property rights.

Reading needs no account. Every error is a problem document (RFC 9457). Every answer carries an ETag that
names the batch of the register that it was made from. What may be relied on is written down in docs/api.md.
"""


class Description(OpenAPIRenderPlugin):
    """Litestar's description with msgspec's schemas in it."""

    def __init__(self) -> None:
        super().__init__(path="/openapi.json", media_type=OpenAPIMediaType.OPENAPI_JSON)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002 (Litestar's signature)
        return msgspec.json.encode(described(openapi_schema))


def described(written: dict[str, Any]) -> dict[str, Any]:
    """The description as Litestar wrote it, with exact schemas; an option of an address is never null."""
    paths = {path: {method: _operation(operation) for method, operation in item.items()} for path, item in written["paths"].items()}
    return {**written, "paths": paths, "components": {**written["components"], "schemas": schemas()}}


@cache
def schemas() -> dict[str, Any]:
    """Name -> JSON Schema of every struct that an answer can hold."""
    _, components = msgspec.json.schema_components(ANSWERS, ref_template="#/components/schemas/{name}")
    return dict(components)


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    if "parameters" not in operation:
        return operation
    return {**operation, "parameters": [{**p, "schema": _without_null(p["schema"])} for p in operation["parameters"]]}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in schema.items() if name != "oneOf"}
    for choice in schema.get("oneOf", ()):
        if choice != {"type": "null"}:
            rest |= choice
    if isinstance(rest.get("type"), list):
        rest["type"] = next(name for name in rest["type"] if name != "null")
        rest["enum"] = [value for value in rest["enum"] if value is not None]
    return rest


def _only_the_description(request: Request[Any, Any, Any]) -> None:
    """Litestar answers every other address below with a page of its own; ours are problem documents."""
    if request.path_params:
        raise NotFoundException


openapi = OpenAPIConfig(
    title="ipcommons",
    version=__version__,
    description=DESCRIPTION,
    license=License(name="Apache-2.0", identifier="Apache-2.0"),
    tags=[
        Tag(name="search", description="Find rights, count them."),
        Tag(name="rights", description="One right: record, versions, events, sources."),
        Tag(name="data", description="What is held, how it came, and what can be read."),
    ],
    render_plugins=[Description()],
    use_handler_docstrings=True,
    operation_id_creator=lambda handler, _method, _path: handler.handler_name,
    openapi_router=Router(
        path="/api",
        route_handlers=[],
        opt={"permission": "public"},
        include_in_schema=False,
        before_request=_only_the_description,
        exception_handlers={Exception: answer_with_problem},
    ),
)
"""Served by the application beside `router`."""
