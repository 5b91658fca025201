"""What was made from one batch need not be sent again until there is another."""

import fcntl
from pathlib import Path

import pytest
from tests.portal.api.collection import GRANT, US_MARK, marks_file
from tests.portal.api.conftest import Client, Load

from ipcommons.settings import Settings

ADDRESSES = [
    *("/api/search?q=fern", "/api/facets", f"/api/rights/{GRANT}", f"/api/rights/{GRANT}/versions", f"/api/rights/{GRANT}/source"),
    *("/api/tables", "/api/coverage", "/api/loads", "/api/formats"),
    *("/en/search?q=fern", "/zh/rights/patent/US/99900001/B2", "/search.csv?q=fern"),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_that_the_client_has_is_not_sent_again(client: Client, address: str) -> None:
    tag = client.get(address).headers["etag"]

    again = client.get(address, headers={"If-None-Match": tag})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_one_of_several_tags_is_enough_and_a_foreign_one_is_not(client: Client) -> None:
    tag = client.get(f"/api/rights/{US_MARK}").headers["etag"]

    assert client.get(f"/api/rights/{US_MARK}", headers={"If-None-Match": f'"other", {tag}'}).status_code == 304
    assert client.get(f"/api/rights/{US_MARK}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_after_another_batch_the_answer_is_sent_again(own_client: Client, load: Load) -> None:
    tag = own_client.get("/api/search?q=fern").headers["etag"]
    load(marks_file([98990088]))

    again = own_client.get("/api/search?q=fern", headers={"If-None-Match": tag})

    assert again.status_code == 200
    assert again.headers["etag"] != tag
    assert again.json()["result"]["total"] == 41


def test_an_answer_of_an_index_that_lags_behind_is_not_taken_for_the_newer_one(
    own_client: Client, own_settings: Settings, load: Load
) -> None:
    with (Path(own_settings.data) / "index.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        load(marks_file([98990088]))
        behind = own_client.get("/api/search?q=fern")
    assert behind.json()["result"]["total"] == 40

    caught_up = own_client.get("/api/search?q=fern", headers={"If-None-Match": behind.headers["etag"]})

    assert caught_up.status_code == 200
    assert caught_up.json()["result"]["total"] == 41
