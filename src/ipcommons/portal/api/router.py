"""The API's routes in one list, with what holds for all of them: permission, options, ETags, problems."""

from collections.abc import Iterator, Mapping
from typing import Any

from litestar import Request, Response, Router
from litestar.enums import ParamType
from litestar.handlers import BaseRouteHandler
from litestar.params import ParameterKwarg
from litestar.typing import FieldDefinition

from ipcommons import __version__
from ipcommons.portal.api.problems import UnknownOption, WrongOption, answer_with_problem
from ipcommons.portal.api.rights import ROUTES as RIGHTS
from ipcommons.portal.api.search import ROUTES as SEARCH
from ipcommons.portal.api.tables import ROUTES as TABLES
from ipcommons.portal.backend import Backend


def before(request: Request[Any, Any, Any]) -> Response[bytes] | None:
    """A misspelt option must not be ignored silently; an answer the client has already is not made again.

    Not a coroutine, so that it runs in a thread: moving on to a new batch may take a while.
    """
    _check_options(request)
    tag = etag(request.app.state.backend.current())
    if tag in {name.strip() for name in request.headers.get("if-none-match", "").split(",")}:
        return Response(b"", status_code=304, headers={"ETag": tag})
    request.state.etag = tag  # sent with the answer by access.add_headers
    return None


def etag(backend: Backend) -> str:
    """What answers are made from: the batch of the register, the one that the index has reached, the version of the software."""
    return f'W/"{backend.batch}-{backend.engine.batch}-{__version__}"'


def _check_options(request: Request[Any, Any, Any]) -> None:
    known = options(request.route_handler)
    for option, values in request.query_params.dict().items():
        if option not in known:
            raise UnknownOption(option, tuple(known))
        if len(values) > 1 and not known[option]:
            raise WrongOption(option, values[-1], "this option once")


def options(handler: BaseRouteHandler) -> dict[str, bool]:
    """The options that a route and its dependencies take from the address, in written order -> whether one may be repeated."""
    return dict(_options(handler, handler.parsed_fn_signature.parameters))


def _options(handler: BaseRouteHandler, parameters: Mapping[str, FieldDefinition]) -> Iterator[tuple[str, bool]]:
    for name, parameter in parameters.items():
        said = parameter.kwarg_definition
        if isinstance(said, ParameterKwarg) and said.param_type == ParamType.QUERY and said.name:
            yield said.name, any(field.is_non_string_sequence for field in (parameter, *parameter.inner_types))
        elif provider := handler.resolve_dependencies().get(name):
            yield from _options(handler, provider.parsed_fn_signature.parameters)


SECTIONS = {"search": SEARCH, "rights": RIGHTS, "data": TABLES}
"""Tag in the description -> routes."""

router = Router(
    path="/api",
    route_handlers=[Router(path="/", route_handlers=routes, tags=[section]) for section, routes in SECTIONS.items()],
    opt={"permission": "public"},
    before_request=before,
    exception_handlers={Exception: answer_with_problem},
)
