"""What is said when a page cannot be made."""

import re
import shutil

import pytest
from litestar.testing import TestClient
from tests.portal.api.collection import write_collection
from tests.portal.pages.conftest import Client

from ipcommons.portal.app import create_app
from ipcommons.register.ingest import ingest
from ipcommons.settings import Settings


@pytest.mark.parametrize(("language", "said"), [("en", "The page could not be made"), ("zh", "页面生成失败")])
def test_our_own_error_is_told_in_the_readers_language_under_a_number(own_settings: Settings, language: str, said: str) -> None:
    folder = own_settings.local
    ingest(own_settings.register_location, folder, write_collection(folder.parent / "files"), settings=own_settings)
    with TestClient(create_app(own_settings), raise_server_exceptions=False) as client:
        shutil.rmtree(folder / "register")
        answer = client.get(f"/{language}/loads")

    assert answer.status_code == 500
    assert said in answer.text
    assert re.search(r"<b>e-[0-9a-f]{8}</b>", answer.text)
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_cursor_that_is_not_ours_offers_the_list_from_its_start(pages: Client) -> None:
    answer = pages.get("/en/search", params={"q": "kind:patent", "cursor": "nonsense"})

    assert answer.status_code == 400
    assert "This list cannot be continued" in answer.text
    assert 'href="/en/search?q=kind%3Apatent"' in answer.text


def test_an_empty_register_says_how_to_fill_it(own_settings: Settings) -> None:
    with TestClient(create_app(own_settings)) as client:
        home = client.get("/en")
        others = [client.get(f"/zh{path}").status_code for path in ("/search", "/coverage", "/loads", "/open-data", "/licences")]

    assert "Nothing is loaded yet" in home.text
    assert "ipcommons ingest" in home.text
    assert others == [200] * 5


@pytest.mark.parametrize("typed", ["abc", "2010-13", "2026-02-30"])
def test_a_day_that_does_not_exist_is_kept_named_and_left_out(pages: Client, typed: str) -> None:
    address = {"q": "kind:patent", "from": typed, "to": "2099"}
    page = pages.get("/en/search", params=address)
    problem = pages.get("/search", params=address, headers={"Accept": "application/json"})

    assert page.status_code == 400
    assert f"“{typed}” is not a day" in page.text
    assert re.search(rf'value="{typed}"[^>]*aria-invalid="true"', page.text)
    assert 'class="hit"' in page.text
    assert problem.status_code == 400
    assert problem.headers["content-type"].startswith("application/problem+json")
