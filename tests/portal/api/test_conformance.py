"""Schemathesis asks what the description allows, and what it does not, and holds every answer against the description."""

import re
from typing import Any

import pytest
import schemathesis
from hypothesis import given, settings
from litestar import Litestar
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS
from tests.portal.api.collection import CHINESE, DESIGN, EU_MARK, GI, GRANT, HOSTILE_GI, US_MARK
from tests.portal.api.conftest import Client

from ipcommons.portal.api.router import SECTIONS

PATHS = sorted("/api" + re.sub(r":\w+}", "}", path) for routes in SECTIONS.values() for handler in routes for path in handler.paths)
OF_A_RIGHT = [path for path in PATHS if "{right_id}" in path and "{number}" not in path]
NARROW = ["/api/search", "/api/facets", "/api/loads", "/api/rights/{right_id}/source", "/api/rights/{right_id}/versions/{source}/{number}"]
"""Routes with options or parts of the address that not every text fits."""
STRICTER_THAN_A_SCHEMA = {"/api/search", "/api/facets"}
"""A query has a grammar, a cursor belongs to its search, a date stands in the calendar."""


@pytest.fixture(scope="module")
def api(app: Litestar, client: Client) -> Any:
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


@pytest.mark.parametrize("path", PATHS)
def test_what_the_description_allows_is_answered_as_it_says(api: Any, path: str) -> None:
    unless: list[Any] = CHECKS.get_by_names(["positive_data_acceptance"]) if path in STRICTER_THAN_A_SCHEMA else []

    @settings(max_examples=40)
    @given(case=api[path]["GET"].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def holds(case: Case[Any]) -> None:
        case.call_and_validate(excluded_checks=unless)

    holds()


@pytest.mark.parametrize("path", NARROW)
def test_what_the_description_does_not_allow_is_refused_as_it_says(api: Any, path: str) -> None:
    @settings(max_examples=40)
    @given(case=api[path]["GET"].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def holds(case: Case[Any]) -> None:
        case.call_and_validate()

    holds()


@pytest.mark.parametrize("path", OF_A_RIGHT)
@pytest.mark.parametrize("id", [GRANT, CHINESE, EU_MARK, US_MARK, DESIGN, GI, HOSTILE_GI])
def test_what_is_said_of_a_right_that_is_held_is_what_the_description_says(api: Any, path: str, id: str) -> None:
    response = api[path]["GET"].Case(path_parameters={"right_id": id}).call_and_validate()

    assert response.status_code == 200


@pytest.mark.parametrize("query", ["", "fern", "保温", "US 99,900,001 B2"])
def test_hits_are_what_the_description_says(api: Any, query: str) -> None:
    response = api["/api/search"]["GET"].Case(query={"q": query, "facets": "all", "limit": 5}).call_and_validate()

    assert response.json()["result"]["hits"]


def test_a_version_is_what_the_description_says(api: Any) -> None:
    route = api["/api/rights/{right_id}/versions/{source}/{number}"]["GET"]

    response = route.Case(path_parameters={"right_id": US_MARK, "source": "uspto-trademark", "number": 1}).call_and_validate()

    assert response.status_code == 200
