"""The API's routes in one list, with what holds for all of them: permission, options, ETags, problems."""

from typing import Any

from litestar import Request, Response, Router

from ipcommons import __version__
from ipcommons.portal.api.problems import UnknownOption, answer_with_problem
from ipcommons.portal.api.rights import ROUTES as RIGHTS
from ipcommons.portal.api.search import ROUTES as SEARCH
from ipcommons.portal.api.tables import ROUTES as TABLES
from ipcommons.portal.backend import Backend


def _check_options_and_etag(request: Request[Any, Any, Any]) -> Response[None] | None:
    """A misspelt option must not be ignored silently; an answer the client has already is not made again."""
    known = tuple(request.route_handler.opt.get("options", ()))
    for option in request.query_params:
        if option not in known:
            raise UnknownOption(option, known)
    etag = _etag(request)
    if request.headers.get("if-none-match") == etag:
        return Response(None, status_code=304, headers={"ETag": etag})
    request.state.etag = etag  # sent with the answer by access.add_headers
    return None


def _etag(request: Request[Any, Any, Any]) -> str:
    """All answers are made from one register batch by one version of the software, so these two name them."""
    backend: Backend = request.app.state.backend
    return f'W/"{backend.current().batch}-{__version__}"'


async def _before(request: Request[Any, Any, Any]) -> Response[None] | None:
    return _check_options_and_etag(request)


router = Router(
    path="/api",
    route_handlers=[*SEARCH, *RIGHTS, *TABLES],
    opt={"permission": "public"},
    before_request=_before,
    exception_handlers={Exception: answer_with_problem},
)
