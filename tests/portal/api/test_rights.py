"""A right over the API: its record, versions, events, provenance, and the bytes it came from."""

import hashlib
import json
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar import Litestar
from tests.portal.api.asserting import assert_problem
from tests.portal.api.collection import CHINESE, DESIGN, EU_MARK, GI, GRANT, HOSTILE_GI, US_MARK, marks_file
from tests.portal.api.conftest import Client, Load

from ipcommons.portal.api.rights import file_name
from ipcommons.rights import decode

EVERY_KIND = [GRANT, CHINESE, EU_MARK, US_MARK, DESIGN, GI]
MARK = "trademark:US:98990007"


@pytest.mark.parametrize("id", EVERY_KIND)
def test_a_record_comes_whole_with_its_kind_in_it(app: Litestar, client: Client, id: str) -> None:
    answer = client.get(f"/api/rights/{id}").json()

    assert answer["id"] == answer["record"]["id"] == id
    assert answer["record"]["right"] == id.partition(":")[0]
    assert decode(json.dumps(answer["record"])) == app.state.backend.register.entry(id).record
    assert set(answer["record"]) - {"right", "id"} <= set(answer["field_sources"]) | {"office", "invented"}


@pytest.mark.parametrize("id", EVERY_KIND)
def test_the_page_of_a_right_stands_where_the_api_says_and_has_the_same_twin(client: Client, id: str) -> None:
    answer = client.get(f"/api/rights/{id}").json()

    assert client.get(answer["page"]).status_code == 200
    assert client.get(answer["page"], headers={"Accept": "application/json"}).json() == answer


@pytest.mark.parametrize("id", [GRANT, CHINESE, EU_MARK, US_MARK, DESIGN])
def test_the_source_is_the_bytes_that_stand_at_the_place_that_provenance_names(client: Client, id: str) -> None:
    place = client.get(f"/api/rights/{id}/provenance").json()["statements"][0]["provenance"]

    response = client.get(f"/api/rights/{id}/source")

    file = Path(place["path"]).read_bytes()
    assert hashlib.sha256(file).hexdigest() == place["file_sha256"]
    assert response.content == file[place["start"] : place["end"]]
    assert response.headers["content-sha256"] == place["document_sha256"] == hashlib.sha256(response.content).hexdigest()


def test_the_source_of_a_table_row_is_the_row_as_json(client: Client) -> None:
    place = client.get(f"/api/rights/{GI}/provenance").json()["statements"][0]["provenance"]

    response = client.get(f"/api/rights/{GI}/source")

    assert (place["unit"], place["start"]) == ("rows", 0)
    assert "Lenticchia di Collevuoto" in response.text
    assert json.loads(response.content)
    assert response.headers["content-disposition"] == 'attachment; filename="gi-EU-PDO-IT-99001.json"'


def test_the_source_is_a_download_whatever_it_holds(client: Client) -> None:
    response = client.get(f"/api/rights/{US_MARK}/source", headers={"Accept": "text/html"})

    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-disposition"] == 'attachment; filename="trademark-US-98999000.xml"'


def test_a_number_that_an_office_wrote_with_quotes_breaks_out_of_no_header_and_no_address(client: Client) -> None:
    response = client.get("/api/rights/" + HOSTILE_GI.replace('"', "%22") + "/source")

    assert response.headers["content-disposition"] == 'attachment; filename="gi-EU-PGI-FR-99002--x-.json"'
    answer = client.get("/api/rights/" + HOSTILE_GI).json()
    assert client.get(answer["page"], headers={"Accept": "application/json"}).json()["id"] == HOSTILE_GI
    assert client.get(answer["versions"][0]["address"]).json()["record"]["id"] == HOSTILE_GI


@given(id=st.text())
def test_a_download_is_named_in_plain_letters_only(id: str) -> None:
    assert set(file_name(id, b"<a/>")) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")


def test_a_correction_is_a_new_version_and_every_version_keeps_its_record_and_its_bytes(own_client: Client, load: Load) -> None:
    load(marks_file([98990007], made="20310926", word="BRACKEN"))

    first, second = own_client.get(f"/api/rights/{MARK}/versions").json()

    assert (first["number"], first["shown"], second["number"], second["shown"]) == (1, False, 2, True)
    words = [own_client.get(version["address"]).json()["record"]["verbal_elements"][0]["value"] for version in (first, second)]
    assert [word.split()[0] for word in words] == ["FERN", "BRACKEN"]
    assert own_client.get(f"/api/rights/{MARK}").json()["record"]["verbal_elements"][0]["value"] == words[1]
    bytes_of_first = own_client.get(f"/api/rights/{MARK}/source", params={"source": first["source"], "number": 1}).content
    assert hashlib.sha256(bytes_of_first).hexdigest() == first["provenance"]["document_sha256"]
    assert b"FERN" in bytes_of_first
    assert b"BRACKEN" in own_client.get(f"/api/rights/{MARK}/source").content


@pytest.mark.parametrize("id", EVERY_KIND)
def test_events_come_newest_first(client: Client, id: str) -> None:
    answer = client.get(f"/api/rights/{id}/events").json()

    days = [event["date"]["iso"] for event in answer["events"] if "date" in event]
    assert answer["id"] == id
    assert days == sorted(days, reverse=True)


@settings(max_examples=100)
@given(id=st.text(min_size=1, max_size=80).filter(lambda id: "/" not in id and id not in {".", ".."}))
def test_whatever_is_asked_for_as_an_id_is_unknown_not_an_error(client: Client, id: str) -> None:
    for under in ("", "/versions", "/events", "/provenance", "/source"):
        assert_problem_404(client, f"/api/rights/{quote(id, safe='')}{under}")


def assert_problem_404(client: Client, address: str) -> None:
    response = client.get(address)
    assert_problem(response, 404, response.json()["type"].partition("#")[2] or None)


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "9" * 5000, "1e3", "0x1", "first"])
def test_an_absurd_version_number_is_refused(client: Client, number: str) -> None:
    asked = client.get(f"/api/rights/{US_MARK}/source", params={"number": number})
    addressed = client.get(f"/api/rights/{US_MARK}/versions/uspto-trademark/{number}")

    assert_problem(asked, asked.status_code, asked.json()["type"].partition("#")[2])
    assert asked.status_code in {400, 404}
    assert_problem(addressed, 404, addressed.json()["type"].partition("#")[2] or None)
