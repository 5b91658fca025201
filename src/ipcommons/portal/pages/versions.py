"""Every statement that any source made about a right, each with its bytes."""

from typing import Any
from urllib.parse import quote

from litestar import Response

from ipcommons.portal.api.rights import right_answer
from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import Asked, language_of, page
from ipcommons.portal.pages.right_address import found, routes
from ipcommons.portal.views.record import main_number, shown_title
from ipcommons.portal.views.versions import steps


def versions(request: Asked, backend: Backend, kind: str, office: str, number: str, code: str | None = None) -> Response[Any]:
    entry = found(backend, kind, office, number, code)
    shown = entry.record
    return page(
        request,
        backend,
        "versions.html",
        twin=lambda: list(right_answer(entry).versions),
        json=f"/api/rights/{quote(shown.id)}/versions",
        section="search",
        invented="record" if shown.invented else None,
        right=shown,
        number=main_number(shown),
        title=shown_title(shown, language_of(request))[0],
        steps=steps(entry),
        address="/rights/" + shown.id.replace(":", "/"),
    )


ROUTES = [*routes(versions, "/versions")]
