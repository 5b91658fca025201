"""Open data: the tables, how to open them, the API, and the licences of what they are made from."""

from pathlib import Path
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from ipcommons.formats import Manifest, manifests
from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import Asked, page
from ipcommons.portal.pages.holdings import holdings


@get("/open-data", sync_to_thread=True)
def open_data(request: Asked, backend: NamedDependency[Backend]) -> Response[Any]:
    tables = backend.register.tables()
    location = backend.settings.register_location
    return page(
        request,
        backend,
        "open_data.html",
        twin=lambda: tables,
        json="/api/tables",
        section="data",
        tables=tables,
        location=location if "://" in location else str(Path(location)),
    )


@get("/licences", sync_to_thread=True)
def licences(request: Asked, backend: NamedDependency[Backend]) -> Response[Any]:
    held = set(holdings(backend).sources)
    listed = manifests().values()
    return page(
        request,
        backend,
        "licences.html",
        twin=lambda: [
            {"name": m.name, "title": m.title, "licence": m.licence, "credit": m.credit, "held": _is_held(m, held)} for m in listed
        ],
        json="/api/formats",
        section="data",
        held=[manifest for manifest in listed if _is_held(manifest, held)],
        readable=[manifest for manifest in listed if not _is_held(manifest, held)],
    )


def _is_held(manifest: Manifest, sources: set[str]) -> bool:
    return not sources.isdisjoint(manifest.sources)


ROUTES = [open_data, licences]
