"""/api/openapi.json says all there is: every option, every answer, with examples that work."""

import json
from typing import Any

import jsonschema_rs
import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from tests.portal.api.collection import DESIGN, EU_MARK, GRANT
from tests.portal.api.conftest import Client

from ipcommons.portal.api.options import options
from ipcommons.rights import KINDS

HELD = {"patent": GRANT, "trademark": EU_MARK, "design": DESIGN}
"""What stands in this collection for the ids that the examples name."""


@pytest.fixture(scope="module")
def description(client: Client) -> dict[str, Any]:
    response = client.get("/api/openapi.json")
    assert response.headers["content-type"] == "application/vnd.oai.openapi+json"
    described: dict[str, Any] = response.json()
    return described


def operations(description: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {path: operation for path, item in description["paths"].items() for operation in item.values()}


def test_it_is_openapi_3_1_and_describes_every_route_of_the_api_and_no_page(description: dict[str, Any], app: Litestar) -> None:
    routes = {route.path_format for route in app.routes if route.path.startswith("/api/")}

    assert description["openapi"].startswith("3.1")
    assert set(description["paths"]) == routes - {"/api/openapi.json", "/api/{path}"}
    assert all(set(item) == {"get"} for item in description["paths"].values())


def test_every_option_is_described_in_words_and_none_is_left_out(description: dict[str, Any], app: Litestar) -> None:
    for route in app.routes:
        if isinstance(route, HTTPRoute) and route.path_format in description["paths"]:
            handler = next(handler for handler in route.route_handlers if "GET" in handler.http_methods)
            said = description["paths"][route.path_format]["get"].get("parameters", [])

            assert [p["name"] for p in said if p["in"] == "query"] == [option.name for option in options(handler).values()]
            assert all(p["description"] and "type" in p["schema"] for p in said)


def test_every_answer_is_described_and_every_refusal_is_a_problem(description: dict[str, Any]) -> None:
    for path, operation in operations(description).items():
        answers = operation["responses"]
        refusals = {"400", "404", "503"} if "{right_id}" in path else {"400", "503"}

        assert set(answers) == {"200", "304"} | refusals
        assert all(answers[status]["content"]["application/problem+json"]["schema"]["$ref"].endswith("/Problem") for status in refusals)
        assert operation["summary"]
        assert operation["description"]
        assert operation["tags"]


def test_operations_are_called_what_the_routes_are_called(description: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations(description).values()]

    assert names[:4] == ["search", "facets", "right", "versions"]
    assert len(names) == len(set(names))


def test_every_reference_leads_to_a_schema(description: dict[str, Any]) -> None:
    referred = {part.partition('"')[0] for part in json.dumps(description).split('"#/components/schemas/')[1:]}

    assert referred <= set(description["components"]["schemas"])


def test_the_kind_of_a_record_tells_its_schema(description: dict[str, Any]) -> None:
    record = description["components"]["schemas"]["RightAnswer"]["properties"]["record"]

    assert record["discriminator"]["propertyName"] == "right"
    assert set(record["discriminator"]["mapping"]) == set(KINDS)
    assert description["components"]["schemas"]["Patent"]["properties"]["right"] == {"enum": ["patent"]}


@pytest.mark.parametrize("id", [GRANT, EU_MARK, DESIGN])
def test_records_are_what_the_schema_says(description: dict[str, Any], client: Client, id: str) -> None:
    schema = {"$ref": "#/components/schemas/RightAnswer", "components": description["components"]}

    jsonschema_rs.validator_for(schema).validate(client.get(f"/api/rights/{id}").json())


def test_every_example_works(description: dict[str, Any], client: Client) -> None:
    tried = 0
    for path, operation in operations(description).items():
        for option in operation.get("parameters", []):
            for example in option.get("examples", {}).values():
                value = example["value"]
                if option["in"] == "path":
                    response = client.get(path.replace("{right_id}", HELD[value.partition(":")[0]]).replace("{source}/{number}", "x/1"))
                else:
                    response = client.get(path, params={option["name"]: value})
                assert response.status_code == 200 or path.endswith("{number}"), (path, option["name"], value, response.text)
                tried += 1
    assert tried > 20


def test_the_description_stands_at_the_root_of_the_api_too(client: Client, description: dict[str, Any]) -> None:
    assert client.get("/api").json() == description


def test_a_handler_without_options_has_none(app: Litestar) -> None:
    formats = next(route for route in app.routes if route.path == "/api/formats")

    assert isinstance(formats, HTTPRoute)
    assert all(options(handler) == {} for handler in formats.route_handlers if isinstance(handler, HTTPRouteHandler))
