"""HEAD: whatever GET would answer, without its body (RFC 9110, section 9.3.2); Litestar's routes know GET only."""

from typing import Any

from litestar.types import ASGIApp, Receive, Send


def answering_head(app: ASGIApp) -> ASGIApp:
    """The application, answering HEAD wherever it answers GET."""

    async def answer(scope: Any, receive: Receive, send: Send) -> None:
        async def send_without_body(message: Any) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        if scope["type"] == "http" and scope["method"] == "HEAD":
            scope["method"] = "GET"
            await app(scope, receive, send_without_body)
        else:
            await app(scope, receive, send)

    return answer
