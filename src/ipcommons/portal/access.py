"""Who may do what, and the headers that every answer carries.

Every route says who may use it (`opt={"permission": ...}`); a route that says nothing is closed.
"""

from typing import Any

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import MutableScopeHeaders
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.types import Message, Scope

PERMISSIONS = frozenset({"public"})
"""Only reading, by anyone, exists so far."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

OPEN_TO_OTHER_SITES = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link, Content-SHA256"}
"""Of the API: public data, without accounts, may be read by pages of other sites."""


def require_permission(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:  # noqa: ARG001 (the signature Litestar calls)
    """A guard: routes without an explicit permission answer 403."""
    if handler.opt.get("permission") not in PERMISSIONS:
        raise PermissionDeniedException("This address is not open to the public.")


def answer_unchanged(request: Request[Any, Any, Any], tag: str) -> Response[bytes] | None:
    """304 where the client has the answer of this ETag already; else None, and the answer will carry the tag."""
    request.state.etag = tag
    known = {name.strip() for name in request.headers.get("if-none-match", "").split(",")}
    return Response(b"", status_code=304) if tag in known else None


async def add_headers(message: Message, scope: Scope) -> None:
    """Before anything is sent, errors included. `state.etag` and `state.vary` are what the routes' `before_request` left."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        shared = OPEN_TO_OTHER_SITES if scope["path"].startswith("/api/") else {}
        for name, value in (HEADERS | shared).items():
            headers.setdefault(name, value)
        state = scope.get("state", {})
        if "etag" in state and message["status"] < 400:
            headers.setdefault("ETag", state["etag"])
            headers.setdefault("Cache-Control", "no-cache")
        if "vary" in state:
            headers["Vary"] = ", ".join(filter(None, (headers.get("Vary"), state["vary"])))
