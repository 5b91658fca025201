"""The ledger: every file of every ingest, what came of it, and what was put aside."""

from litestar import Response, get
from litestar.di import NamedDependency

from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import Asked, page
from ipcommons.register.entry import LedgerRow

SHOWN = 500


@get("/loads", sync_to_thread=True)
def loads(request: Asked, backend: NamedDependency[Backend]) -> Response[object]:
    rows = backend.register.ledger(SHOWN)
    return page(
        request,
        backend,
        "loads.html",
        twin=lambda: rows,
        json=f"/api/loads?limit={SHOWN}",
        section="data",
        data=[row for row in rows if row.role == "data"],
        refused=[row for row in rows if row.role == "refused"],
        attachments=sum(row.role == "attachment" for row in rows),
        quarantine=backend.register.quarantine(),
        limit=SHOWN,
        full=len(rows) == SHOWN,
    )


def latest_loads(backend: Backend, most: int) -> list[LedgerRow]:
    """The newest data files that brought something."""
    return [row for row in backend.register.ledger(200) if row.role == "data" and row.records][:most]


ROUTES = [loads]
