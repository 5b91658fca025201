"""Nothing is open by accident: every route says who may use it, and one that says nothing is closed."""

import pytest
from litestar import Litestar, get
from litestar.routes import ASGIRoute, HTTPRoute
from litestar.testing import TestClient
from tests.portal.api.asserting import assert_problem
from tests.portal.api.conftest import Client

from ipcommons.portal.access import HEADERS, PERMISSIONS
from ipcommons.portal.app import create_app
from ipcommons.settings import Settings


def test_every_route_has_a_permission_of_its_own_or_of_its_router(app: Litestar) -> None:
    handlers = [
        (route.path, handler)
        for route in app.routes
        if isinstance(route, HTTPRoute | ASGIRoute)
        for handler in (route.route_handlers if isinstance(route, HTTPRoute) else [route.route_handler])
    ]

    assert len(handlers) > 20
    closed = [
        (path, handler.handler_name)
        for path, handler in handlers
        if handler.opt.get("permission") not in PERMISSIONS and getattr(handler, "http_methods", None) != {"OPTIONS"}
    ]
    assert closed == []


def test_a_route_that_says_nothing_is_closed(collection: Settings) -> None:
    @get("/api/forgotten", sync_to_thread=False)
    def forgotten() -> str:
        return "secret"

    app = create_app(collection)
    app.register(forgotten)
    with TestClient(app) as client:
        assert_problem(client.get("/api/forgotten", headers={"Accept": "application/json"}), 403)


@pytest.mark.parametrize("address", ["/api/search?q=fern", "/api/search?q=(", "/api/nothing", "/api/openapi.json", "/api/rights/x/source"])
def test_every_answer_carries_the_headers_that_protect_its_reader(client: Client, address: str) -> None:
    headers = client.get(address).headers

    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_pages_of_other_sites_may_read_the_api_and_nothing_else(client: Client) -> None:
    assert client.get("/api/tables").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/").headers
