"""What is said when there is no page or it could not be made: in the reader's language, or as a problem document."""

from datetime import UTC, datetime
from typing import Any

from litestar import Response

from ipcommons.portal.api.problems import UnknownRight, answer_with_problem, problem_of
from ipcommons.portal.frame import Asked, Frame, render, wants_json


def answer_error(request: Asked, error: Exception) -> Response[Any]:
    """The exception handler of everything outside /api."""
    if wants_json(request) or request.url.path.startswith("/api/"):
        return answer_with_problem(request, error)
    problem = problem_of(error, request.url.path)
    frame = Frame(request)
    shown = render(
        frame,
        None,
        "error.html",
        status=problem.status,
        number=problem.detail.rpartition(" ")[2].rstrip(".") if problem.status >= 500 else None,
        asked=_number_in(error),
        moment=datetime.now(UTC).strftime("%H:%M:%S"),
        path=request.url.path,
        detail=problem.detail,
        again=f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path,
    )
    return Response(shown, status_code=problem.status, media_type="text/html", headers={"Cache-Control": "no-store"})


def _number_in(error: Exception) -> str:
    """What to put in the box: the number that was looked for."""
    return " ".join(error.id.split(":")[1:]) if isinstance(error, UnknownRight) else ""
