"""The home page: the count, the box, the doors, what is in here, what was loaded."""

from litestar import Response, get
from litestar.di import NamedDependency

from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import Asked, page
from ipcommons.portal.pages.holdings import holdings
from ipcommons.portal.pages.loads import latest_loads

SHOWN_LOADS = 5


@get("/", sync_to_thread=True)
def home(request: Asked, backend: NamedDependency[Backend]) -> Response[object]:
    held = holdings(backend)
    loads = latest_loads(backend, SHOWN_LOADS)
    return page(
        request,
        backend,
        "home.html",
        twin=lambda: {"count": held.total, "kinds": held.kinds, "loads": loads, "batch": backend.batch},
        json="/api/coverage",
        small_search=False,
        invented=held.notice,
        held=held,
        loads=loads,
    )


ROUTES = [home]
