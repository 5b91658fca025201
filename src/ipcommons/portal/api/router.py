"""The API's routes in one list, with what holds for all of them: permission, options, ETags, problems."""

from typing import Any

from litestar import Request, Response, Router
from litestar.exceptions import ValidationException

from ipcommons import __version__
from ipcommons.portal.api.options import check_options, in_words
from ipcommons.portal.api.problems import Problem, answer_with_problem
from ipcommons.portal.api.rights import ROUTES as RIGHTS
from ipcommons.portal.api.search import ROUTES as SEARCH
from ipcommons.portal.api.tables import ROUTES as TABLES
from ipcommons.portal.backend import Backend


def before(request: Request[Any, Any, Any]) -> Response[bytes] | None:
    """Every option must be one that the route knows; an answer the client has already is not made again.

    Not a coroutine, so that it runs in a thread: moving on to a new batch may take a while.
    """
    check_options(request)
    tag = etag(request.app.state.backend.current())
    if tag in {name.strip() for name in request.headers.get("if-none-match", "").split(",")}:
        return Response(b"", status_code=304, headers={"ETag": tag})
    request.state.etag = tag  # sent with the answer by access.add_headers
    return None


def etag(backend: Backend) -> str:
    """What answers are made from: the batch of the register, the one that the index has reached, the version of the software."""
    return f'W/"{backend.batch}-{backend.engine.batch}-{__version__}"'


def answer_wrong_value(request: Request[Any, Any, Any], error: ValidationException) -> Response[Problem]:
    return answer_with_problem(request, in_words(request, error))


SECTIONS = {"search": SEARCH, "rights": RIGHTS, "data": TABLES}
"""Tag in the description -> routes."""

router = Router(
    path="/api",
    route_handlers=[Router(path="/", route_handlers=routes, tags=[section]) for section, routes in SECTIONS.items()],
    opt={"permission": "public"},
    before_request=before,
    exception_handlers={ValidationException: answer_wrong_value, Exception: answer_with_problem},
)
