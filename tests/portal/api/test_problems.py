"""Every error of the API is a problem document that says to a person what to do and to a program what it is."""

import fcntl
import shutil
from pathlib import Path
from typing import get_args

import pytest
from tests.portal.api.asserting import assert_problem
from tests.portal.api.collection import GRANT, marks_file
from tests.portal.api.conftest import Client, Load

from ipcommons.rights.event import StatusKind
from ipcommons.settings import Settings

REFUSED = [
    ("/api/search?q=(((", 400, "query-syntax"),
    ("/api/search?q=nosuchfield:x", 400, "unknown-field"),
    ("/api/search?q=a*", 400, "too-broad"),
    ("/api/search?q=fern&cursor=AAAA", 400, "bad-cursor"),
    ("/api/search?q=fern&facets=kind,planet", 400, "wrong-option"),
    ("/api/facets?facets=planet", 400, "wrong-option"),
    ("/api/search?q=fern&kind=copyright", 400, "wrong-option"),
    ("/api/search?q=fern&sort=best", 400, "wrong-option"),
    ("/api/search?q=fern&limit=0", 400, "wrong-option"),
    ("/api/search?q=fern&limit=501", 400, "wrong-option"),
    ("/api/search?q=fern&limit=many", 400, "wrong-option"),
    ("/api/search?q=fern&from=yesterday", 400, "wrong-option"),
    ("/api/search?q=fern&to=2030-02-30", 400, "wrong-option"),
    ("/api/search?q=fern&q=oak", 400, "wrong-option"),
    ("/api/search?q=fern&offset=20", 400, "unknown-option"),
    ("/api/loads?limit=-1", 400, "wrong-option"),
    ("/api/tables?format=csv", 400, "unknown-option"),
    ("/api/rights/patent:US:1:A", 404, "unknown-right"),
    ("/api/rights/patent:US:1:A/versions", 404, "unknown-right"),
    ("/api/rights/patent:US:1:A/versions/us-grant/1", 404, "unknown-right"),
    ("/api/rights/patent:US:1:A/events", 404, "unknown-right"),
    ("/api/rights/patent:US:1:A/provenance", 404, "unknown-right"),
    ("/api/rights/patent:US:1:A/source", 404, "unknown-right"),
    (f"/api/rights/{GRANT}?full=yes", 400, "unknown-option"),
    (f"/api/rights/{GRANT}/versions/nobody/1", 404, "unknown-version"),
    (f"/api/rights/{GRANT}/source?number=99", 404, "unknown-version"),
    (f"/api/rights/{GRANT}/source?source=nobody", 404, "unknown-version"),
    (f"/api/rights/{GRANT}/source?number=first", 400, "wrong-option"),
    (f"/api/rights/{GRANT}/versions/us-grant/first", 404, None),
    ("/api/nothing", 404, None),
    ("/api/nothing/at/all", 404, None),
    ("/api/openapi.yaml", 404, None),
]


@pytest.mark.parametrize(("address", "status", "kind"), REFUSED)
def test_what_cannot_be_answered_is_a_problem_document(client: Client, address: str, status: int, kind: str | None) -> None:
    assert_problem(client.get(address), status, kind)


@pytest.mark.parametrize("accepted", ["text/html,application/xhtml+xml", "application/json", "image/png", "*/*"])
def test_a_problem_is_json_whatever_the_client_would_like(client: Client, accepted: str) -> None:
    assert_problem(client.get("/api/rights/patent:US:1:A", headers={"Accept": accepted}), 404, "unknown-right")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ["/api/search", f"/api/rights/{GRANT}", "/api/openapi.json"])
def test_only_reading_is_possible_and_the_refusal_names_what_is_allowed(client: Client, method: str, address: str) -> None:
    response = client.request(method, address)

    assert_problem(response, 405)
    assert "GET" in response.headers["allow"]


def test_a_query_error_names_column_and_what_was_expected(client: Client) -> None:
    problem = assert_problem(client.get("/api/search", params={"q": "fern AND"}), 400, "query-syntax")

    assert problem["column"] == 9
    assert "a word" in str(problem["expected"])


def test_an_unknown_option_names_those_that_exist(client: Client) -> None:
    problem = assert_problem(client.get("/api/facets?qeury=fern"), 400, "unknown-option")

    assert problem["known"] == [
        "q",
        "kind",
        "from",
        "to",
        "sort",
        "lang",
        "office",
        "year",
        "class",
        "applicant",
        "status",
        "source",
        "facets",
    ]
    assert "'qeury'" in str(problem["detail"])


def test_an_unknown_facet_names_those_that_exist(client: Client) -> None:
    problem = assert_problem(client.get("/api/facets?facets=planet"), 400, "wrong-option")

    assert problem["known"] == ["kind", "office", "year", "class", "applicant", "status", "source"]


@pytest.mark.parametrize(
    ("option", "value", "words", "known"),
    [
        ("kind", "copyright", "kind='copyright': expected patent or trademark or design or gi.", ["patent", "trademark", "design", "gi"]),
        ("lang", "fr", "lang='fr': expected zh or en.", ["zh", "en"]),
        ("status", "dead", "status='dead': expected in-force or pending or ended or refused or unknown.", list(get_args(StatusKind))),
        ("limit", "0", "limit='0': expected int >= 1.", None),
        ("limit", "many", "limit='many': expected int, got str.", None),
        ("from", "yesterday", "from='yesterday': expected a date as 2010, 2010-06 or 2010-06-30.", None),
        ("to", "2030-02-30", "to='2030-02-30': expected a date as 2010, 2010-06 or 2010-06-30.", None),
    ],
)
def test_a_wrong_value_is_named_as_it_stands_in_the_address(client: Client, option: str, value: str, words: str, known: object) -> None:
    problem = assert_problem(client.get("/api/search", params={option: value}), 400, "wrong-option")

    assert problem["detail"] == words
    assert problem.get("known") == known


def test_a_query_too_long_to_be_meant_is_not_repeated_in_full(client: Client) -> None:
    problem = assert_problem(client.get("/api/search", params={"q": "x" * 20_001}), 400, "wrong-option")

    assert problem["detail"] == f"q='{'x' * 60}': expected str of length <= 20000."


def test_every_kind_of_problem_is_listed_at_the_address_that_types_begin_with(client: Client) -> None:
    listed = {kind["type"].partition("#")[2]: kind["status"] for kind in client.get("/api/problems").json()}

    assert {kind: status for _, status, kind in REFUSED if kind}.items() <= listed.items()
    assert listed["internal"] == 500


def test_a_fault_of_ours_says_that_nothing_is_lost_and_nothing_of_the_inside(own_client: Client, own_settings: Settings) -> None:
    shutil.rmtree(Path(own_settings.register_location) / "sources")

    response = own_client.get("/api/rights/trademark:US:98990001/source")

    problem = assert_problem(response, 500, "internal")
    assert "Recorded as e-" in str(problem["detail"])
    assert own_settings.data not in response.text


def test_while_another_process_builds_the_index_the_answer_is_to_come_again(tmp_path: Path, own_client: Client, load: Load) -> None:
    own_client.app.state.backend.settings = Settings(data=str(tmp_path / "data"), lock_wait_seconds=0)
    shutil.rmtree(tmp_path / "data" / "index")
    load(marks_file([98990099]))

    with (tmp_path / "data" / "index.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        response = own_client.get("/api/search?q=fern")

    assert_problem(response, 503, "index-busy")
    assert response.headers["retry-after"].isdigit()
    assert own_client.get("/api/search?q=fern").json()["result"]["total"] == 41
