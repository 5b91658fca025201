"""RFC 9457 problem details: the one shape of every error of the API, and of pages asked for JSON."""

import secrets
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException

from ipcommons.errors import IpcommonsError
from ipcommons.search.errors import BadCursor, QuerySyntaxError, SearchError, UnknownField

MEDIA_TYPE = "application/problem+json"
log = structlog.get_logger()


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`type` names the kind of problem for programs; `detail` says to a person what to do. `column` is 1-based."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    column: int | None = None
    expected: str | None = None
    known: tuple[str, ...] = ()


class UnknownRight(IpcommonsError):
    """No right has this id. `id` as asked for."""

    def __init__(self, id: str) -> None:  # noqa: A002 (an id is called id everywhere here)
        super().__init__(f"No right has the id {id}. Check the number, or search for it: every usual writing is understood.")
        self.id = id


class UnknownOption(IpcommonsError):
    def __init__(self, option: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no option '{option}' here; the options are {', '.join(known) or 'none'}.")
        self.option, self.known = option, known


class WrongOption(IpcommonsError):
    def __init__(self, option: str, value: str, expected: str) -> None:
        super().__init__(f"{option}={value!r}: expected {expected}.")
        self.option, self.value, self.expected = option, value, expected


TITLES: dict[type[Exception], tuple[str, str, int]] = {
    UnknownRight: ("unknown-right", "Unknown right", 404),
    QuerySyntaxError: ("query-syntax", "The query cannot be understood", 400),
    UnknownField: ("unknown-field", "Unknown field", 400),
    BadCursor: ("bad-cursor", "The cursor is not one of ours", 400),
    SearchError: ("search", "The search cannot be run", 400),
    UnknownOption: ("unknown-option", "Unknown option", 400),
    WrongOption: ("wrong-option", "Wrong value of an option", 400),
}
"""Error -> type, title, status; the first class that fits counts."""


def problem_of(error: Exception, instance: str) -> Problem:
    """What to answer to an error; an error nobody foresaw is logged under a number that the answer names."""
    for kind, (name, title, status) in TITLES.items():
        if isinstance(error, kind):
            return Problem(
                type=name,
                title=title,
                status=status,
                detail=str(error),
                instance=instance,
                column=getattr(error, "column", None),
                expected=getattr(error, "expected", None),
                known=tuple(getattr(error, "known", ())),
            )
    if isinstance(error, HTTPException):
        return Problem(type="about:blank", title=_words(error), status=error.status_code, detail=_detail(error), instance=instance)
    number = f"e-{secrets.token_hex(4)}"
    log.error("request failed", number=number, instance=instance, exc_info=error)
    detail = f"The answer could not be made. Nothing in the register has changed. Recorded as {number}."
    return Problem(type="internal", title="Our error", status=500, detail=detail, instance=instance)


def _words(error: HTTPException) -> str:
    return HTTPStatus(error.status_code).phrase


def _detail(error: HTTPException) -> str:
    wrong = [f"{item['key']}: {item['message']}" for item in error.extra or () if isinstance(item, dict) and "key" in item]
    return "; ".join(wrong) or error.detail


def answer_with_problem(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """The exception handler of the API and of pages asked for JSON."""
    problem = problem_of(error, request.url.path)
    return Response(problem, status_code=problem.status, media_type=MEDIA_TYPE)
