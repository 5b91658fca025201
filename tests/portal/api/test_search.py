"""Search over the API: hits that are explained, counts, and a walk through pages that meets every hit once."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.portal.api.asserting import assert_problem
from tests.portal.api.collection import CHINESE, GRANT, marks_file
from tests.portal.api.conftest import Client, Load


def test_the_grounds_of_a_hit_add_up_to_its_score(client: Client) -> None:
    hits = client.get("/api/search", params={"q": "fern watering"}).json()["result"]["hits"]

    assert hits
    for hit in hits:
        assert hit["score"] == pytest.approx(sum(ground["score"] for ground in hit["explain"]), rel=1e-6)


def test_an_answer_says_how_the_query_was_understood_and_from_which_batch_it_comes(client: Client) -> None:
    result = client.get("/api/search", params={"q": "fern and class:21"}).json()["result"]

    assert "AND" in result["understood"]
    assert result["batch"] == 1


def test_a_search_without_a_query_finds_everything(client: Client) -> None:
    assert client.get("/api/search").json()["result"]["total"] == client.get("/api/facets").json()["total"] > 60


def test_a_number_in_another_writing_finds_its_document_first(client: Client) -> None:
    result = client.get("/api/search", params={"q": "US 99,900,001 B2"}).json()["result"]

    assert result["hits"][0]["id"] == result["number_hit"] == GRANT


def test_chinese_is_asked_and_answered_as_it_is_written(client: Client) -> None:
    response = client.get("/api/search", params={"q": "保温茶叶罐", "lang": "zh"})

    assert response.headers["content-type"] == "application/json"
    assert "保温茶叶罐" in response.content.decode("utf-8")
    assert response.json()["result"]["hits"][0]["id"] == CHINESE


def test_values_of_a_facet_that_are_chosen_add_up(client: Client) -> None:
    def total(**chosen: object) -> int:
        found: int = client.get("/api/facets", params=chosen).json()["total"]  # type: ignore[arg-type]
        return found

    assert total(office=["US", "CN"]) == total(office="US") + total(office="CN")
    assert total(kind="gi") == 2


def test_facets_count_the_whole_result_set_not_the_page(client: Client) -> None:
    result = client.get("/api/search", params={"q": "fern", "limit": 1, "facets": "kind,status"}).json()["result"]

    assert set(result["facets"]) == {"kind", "status"}
    assert sum(value["count"] for value in result["facets"]["kind"]) == result["total"] == 60


def test_the_link_to_the_next_page_stands_in_body_and_header_and_keeps_the_options(client: Client) -> None:
    response = client.get("/api/search", params=[("q", "fern & søn"), ("office", "US"), ("office", "CN"), ("limit", "3")])

    following = response.json()["links"]["next"]
    assert response.links["next"]["url"] == following
    options = parse_qs(urlsplit(following).query)
    assert options["q"] == ["fern & søn"]
    assert options["office"] == ["US", "CN"]
    assert options["cursor"] == [response.json()["result"]["next"]]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("query", ["fern", ""])
def test_a_walk_through_the_pages_meets_every_hit_once(client: Client, query: str, sort: str) -> None:
    first = client.get("/api/search", params={"q": query, "sort": sort, "limit": 7})

    met = [hit["id"] for page in walk(client, first) for hit in page["hits"]]

    assert len(met) == len(set(met)) == first.json()["result"]["total"]


def test_a_walk_meets_every_hit_once_while_rights_are_added(own_client: Client, load: Load) -> None:
    before = {f"trademark:US:{serial}" for serial in range(98990000, 98990040)}
    pages, met = walk(own_client, own_client.get("/api/search?q=fern&limit=9")), []

    for number, page in enumerate(pages):
        met += [hit["id"] for hit in page["hits"]]
        load(marks_file([98980000 + number], word="FERN FERN FERN"))

    assert len(met) == len(set(met))
    assert before <= set(met)


def test_a_walk_goes_on_when_every_right_has_changed_in_between(own_client: Client, load: Load) -> None:
    pages = walk(own_client, own_client.get("/api/search?q=fern&limit=15"))
    met = [hit["id"] for hit in next(pages)["hits"]]

    load(marks_file(range(98990000, 98990040), made="20310926", word="FERN AND OAK"))
    met += [hit["id"] for page in pages for hit in page["hits"]]

    assert sorted(met) == [f"trademark:US:{serial}" for serial in range(98990000, 98990040)]


def test_the_cursor_of_another_search_is_refused(client: Client) -> None:
    cursor = client.get("/api/search?q=fern&limit=3").json()["result"]["next"]

    assert_problem(client.get("/api/search", params={"q": "oak", "cursor": cursor}), 400, "bad-cursor")


OPTIONS = ["kind", "from", "to", "sort", "lang", "office", "year", "class", "applicant", "status", "source", "limit", "facets"]
ANYTHING = st.text(max_size=60)
NEARLY_A_QUERY = st.lists(
    st.sampled_from(["fern", "AND", "OR", "NOT", "(", ")", '"', "ipc:", "pub:[", " TO ", "]", "~3", "*", "保温", ":", "^", "\\", "NEAR/2"])
).map(" ".join)


@settings(max_examples=150)
@given(query=ANYTHING | NEARLY_A_QUERY)
def test_whatever_is_typed_is_answered_or_refused_with_a_reason(client: Client, query: str) -> None:
    answered(client.get("/api/search", params={"q": query, "facets": "all"}))


@settings(max_examples=60)
@given(cursor=ANYTHING | st.binary(max_size=40).map(lambda raw: urlsafe_b64encode(raw).decode()))
def test_whatever_is_given_as_a_cursor_is_refused_with_a_reason(client: Client, cursor: str) -> None:
    answered(client.get("/api/search", params={"q": "fern", "cursor": cursor}))


@settings(max_examples=80)
@given(option=st.sampled_from(OPTIONS), value=ANYTHING | st.integers().map(str))
def test_whatever_value_an_option_has_is_answered_or_refused_with_a_reason(client: Client, option: str, value: str) -> None:
    answered(client.get("/api/search", params={"q": "fern", option: value}))


def answered(response: httpx.Response) -> None:
    if response.status_code != 200:
        assert_problem(response, 400, response.json()["type"].partition("#")[2])


def walk(client: Client, response: httpx.Response) -> Iterator[dict[str, list[dict[str, str]]]]:
    """Page after page, along the links."""
    while True:
        yield response.json()["result"]
        if "next" not in response.links:
            return
        response = client.get(response.links["next"]["url"])


@pytest.mark.parametrize(
    "query",
    [
        *("NOT " * 4000 + "fern", "(fern OR " * 900 + "oak" + ")" * 900, "(" * 3000 + "fern" + ")" * 3000, "fern AND " * 2000 + "oak"),
        *(
            "fe?n*" * 100,
            "保*" * 30,
            "保*" * 500,
            '"' + "fern " * 3000 + '"',
            "保" * 5000,
            "pub:[2010 TO 2020] " * 900,
            "ipc:" + "A" * 900,
        ),
    ],
    ids=lambda query: query[:12],
)
def test_an_absurd_query_is_answered_or_refused_with_a_reason(client: Client, query: str) -> None:
    answered(client.get("/api/search", params={"q": query, "facets": "all"}))
