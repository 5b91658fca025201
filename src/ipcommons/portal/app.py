"""The portal's application: pages in both languages, the API, images and the stylesheet, over one backend."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import CacheControlHeader, State
from litestar.di import Provide
from litestar.static_files import create_static_files_router

from ipcommons.portal import api
from ipcommons.portal.access import add_headers, require_permission
from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import answer_unchanged
from ipcommons.portal.head import answering_head
from ipcommons.portal.pages import ROUTES, images
from ipcommons.portal.pages.errors import answer_error
from ipcommons.portal.words import LANGUAGES
from ipcommons.settings import Settings, load

PUBLIC: Mapping[str, Any] = {"permission": "public"}


def create_app(settings: Settings | None = None) -> Litestar:
    """The application over the register of these settings (default: of the environment)."""
    return application(Backend(settings or load()))


def application(backend: Backend) -> Litestar:
    """The application over a backend that is open already."""
    app = Litestar(
        route_handlers=[
            *(pages_under(prefix) for prefix in ("/", *(f"/{language}" for language in LANGUAGES))),
            api.router,
            *images.ROUTES,
            static(),
        ],
        dependencies={"backend": Provide(_backend, sync_to_thread=False)},
        state=State({"backend": backend}),
        guards=[require_permission],
        before_send=[add_headers],
        exception_handlers={Exception: answer_error},
        compression_config=CompressionConfig(backend="gzip", minimum_size=1024, gzip_compress_level=4),
        openapi_config=api.openapi,
        logging_config=None,
    )
    app.asgi_handler = answering_head(app.asgi_handler)
    return app


def pages_under(prefix: str) -> Router:
    """All pages: `/` in the language the browser asks for, `/zh` and `/en` fixed."""
    return Router(
        path=prefix,
        route_handlers=ROUTES,
        opt=PUBLIC,
        include_in_schema=False,
        before_request=answer_unchanged,
    )


def static() -> Router:
    """The stylesheet and the icon; their address names their content, so they may be kept."""
    return create_static_files_router(
        path="/static",
        directories=[Path(__file__).parent / "static"],
        opt=dict(PUBLIC),
        cache_control=CacheControlHeader(public=True, max_age=31_536_000, immutable=True),
    )


def _backend(state: State) -> Backend:
    backend: Backend = state.backend
    return backend.current()
