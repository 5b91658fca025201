"""Every statement that any source made about a right, each with its bytes."""

from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.di import NamedDependency

from ipcommons.portal.api.rights import right_answer
from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import Asked, language_of, page
from ipcommons.portal.pages.right_address import routes
from ipcommons.portal.views.record import main_number, shown_title
from ipcommons.portal.views.versions import steps
from ipcommons.register.entry import Entry


def versions(request: Asked, backend: NamedDependency[Backend], entry: NamedDependency[Entry]) -> Response[Any]:
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
