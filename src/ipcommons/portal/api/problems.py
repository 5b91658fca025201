"""RFC 9457 problem details: the one shape of every error of the API, and of pages asked for JSON."""

import secrets
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec

from ipcommons.errors import IpcommonsError
from ipcommons.search.errors import BadCursor, IndexBusy, QueryError, QuerySyntaxError, SearchError, TooBroad, UnknownFacet, UnknownField

MEDIA_TYPE = "application/problem+json"
TYPES_AT = "/api/problems"
"""`type` is an address: `/api/problems#query-syntax`; the list of all types stands there."""

log = structlog.get_logger()


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong (RFC 9457). `type` names the kind of problem for programs, `detail` says to a person what to do.

    `column` is the place in the query, from 1. `expected`: what would have been right there. `known`:
    the names that exist, where one was asked for that does not.
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    column: int | None = None
    expected: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


class UnknownRight(IpcommonsError):
    """No right has this id. `id` as asked for."""

    def __init__(self, id: str) -> None:
        super().__init__(f"No right has the id {id}. Check the number, or search for it: every usual writing is understood.")
        self.id = id


class UnknownVersion(IpcommonsError):
    """The right is held, but no such version of it."""

    def __init__(self, id: str, source: str | None, number: int | None) -> None:
        asked = " ".join(str(part) for part in (source, number) if part is not None)
        super().__init__(f"{id} has no version '{asked}'; /api/rights/{id}/versions lists them.")
        self.id, self.source, self.number = id, source, number


class UnknownOption(IpcommonsError):
    def __init__(self, option: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no option '{option}' here; the options are {', '.join(known) or 'none'}.")
        self.option, self.known = option, known


class WrongOption(IpcommonsError):
    def __init__(self, option: str, value: str, expected: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(f"{option}={value[:60]!r}: expected {expected}.")
        self.option, self.value, self.expected, self.known = option, value, (expected,), known


class ProblemType(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of problem. `type` stands in the problems of this kind."""

    type: str
    title: str
    status: int


def _type(name: str, title: str, status: int) -> ProblemType:
    return ProblemType(type=f"{TYPES_AT}#{name}", title=title, status=status)


TYPES: dict[type[Exception], ProblemType] = {
    UnknownRight: _type("unknown-right", "Unknown right", 404),
    UnknownVersion: _type("unknown-version", "Unknown version", 404),
    QuerySyntaxError: _type("query-syntax", "The query cannot be understood", 400),
    UnknownField: _type("unknown-field", "Unknown field", 400),
    TooBroad: _type("too-broad", "Too broad a wildcard", 400),
    QueryError: _type("query", "The query cannot be run", 400),
    BadCursor: _type("bad-cursor", "The cursor is not one of this search", 400),
    UnknownFacet: _type("unknown-facet", "Unknown facet", 400),
    IndexBusy: _type("index-busy", "The index is being built", 503),
    SearchError: _type("search", "The search cannot be run", 400),
    UnknownOption: _type("unknown-option", "Unknown option", 400),
    WrongOption: _type("wrong-option", "Wrong value of an option", 400),
    ValidationException: _type("wrong-option", "Wrong value of an option", 400),
}
"""Error -> kind of problem; the first class that fits counts."""

INTERNAL = _type("internal", "Our error", 500)


def problem_of(error: Exception, instance: str) -> Problem:
    """What to answer to an error; an error nobody foresaw is logged under a number that the answer names."""
    for kind, said in TYPES.items():
        if isinstance(error, kind):
            return Problem(
                type=said.type,
                title=said.title,
                status=said.status,
                detail=_detail(error),
                instance=instance,
                column=getattr(error, "column", None),
                expected=tuple(getattr(error, "expected", ())),
                known=tuple(getattr(error, "known", ())),
            )
    if isinstance(error, HTTPException):
        title = HTTPStatus(error.status_code).phrase
        return Problem(type="about:blank", title=title, status=error.status_code, detail=_detail(error), instance=instance)
    number = f"e-{secrets.token_hex(4)}"
    log.error("request failed", number=number, instance=instance, exc_info=error)
    detail = f"The answer could not be made. Nothing in the register has changed. Recorded as {number}."
    return Problem(type=INTERNAL.type, title=INTERNAL.title, status=INTERNAL.status, detail=detail, instance=instance)


def _detail(error: Exception) -> str:
    if not isinstance(error, HTTPException):
        return str(error)
    wrong = [f"{item['key']}: {item['message']}" for item in error.extra or () if isinstance(item, dict) and "key" in item]
    return "; ".join(wrong) or error.detail


def answer_with_problem(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """The exception handler of the API and of pages asked for JSON."""
    problem = problem_of(error, request.url.path)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}  # Allow, behind a 405
    if problem.status == 503:
        headers["Retry-After"] = "5"
    return Response(problem, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def other_answers(*statuses: int) -> dict[int, ResponseSpec]:
    """How the answers of a route that are not 200 are described. Any can refuse an option (400) or wait for the index (503)."""
    words = {400: "An option or the query is wrong", 404: "No such right or version", 503: "The index is being built; try again"}
    problems = {
        status: ResponseSpec(data_container=Problem, description=words[status], media_type=MEDIA_TYPE, generate_examples=False)
        for status in (400, *statuses, 503)
    }
    return {304: ResponseSpec(data_container=None, description="As when the ETag in If-None-Match was sent"), **problems}
