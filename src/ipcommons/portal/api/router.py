"""The API's routes in one list, with what holds for all of them: permission, options, ETags, problems."""

from typing import Any

from litestar import Request, Response, Router
from litestar.exceptions import ValidationException

from ipcommons.portal.access import answer_unchanged
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
    backend: Backend = request.app.state.backend
    return answer_unchanged(request, f'W/"{backend.current().state}"')


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
