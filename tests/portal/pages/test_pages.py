"""Every page answers in both languages and as JSON; errors and lists say what they must."""

import csv
import io
import re

import pytest
from tests.portal.api.collection import CHINESE, DESIGN, EU_MARK, GI, GRANT, US_MARK
from tests.portal.pages.conftest import Client

from ipcommons.portal.access import PERMISSIONS
from ipcommons.portal.pages.help import EXAMPLES

RIGHTS = [GRANT, CHINESE, EU_MARK, DESIGN, US_MARK, GI]
ADDRESSES = ["/rights/" + right.replace(":", "/") for right in RIGHTS]
PLAIN = ["/", "/search", "/search?kind=trademark", "/coverage", "/coverage/patent/US", "/loads", "/open-data", "/licences"]
PAGES = [*PLAIN, "/query-language", "/accessibility", *ADDRESSES, *(address + "/versions" for address in ADDRESSES)]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_a_page_answers_in_both_languages_and_links_to_the_other(pages: Client, page: str, language: str, tag: str) -> None:
    answer = pages.get(f"/{language}" + (page if page != "/" else ""))

    other = "zh" if language == "en" else "en"
    assert answer.status_code == 200
    assert f'<html lang="{tag}">' in answer.text
    assert re.search(rf'class="other"[^>]*href="/{other}{re.escape(page.partition("?")[0].rstrip("/"))}', answer.text)
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asked_for_json_is_json_at_the_same_address(pages: Client, page: str) -> None:
    answer = pages.get(page, headers={"Accept": "application/json"})

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")


def test_the_language_is_the_browsers_where_the_address_names_none(pages: Client) -> None:
    chinese = pages.get("/coverage", headers={"Accept-Language": "fr, zh-CN;q=0.8, en;q=0.5"})

    assert '<html lang="zh-Hans">' in chinese.text
    assert "Accept-Language" in chinese.headers["vary"]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_has_script_or_style_of_its_own(pages: Client, page: str) -> None:
    answer = pages.get(page)

    assert not re.search(r"<script|\sstyle=|<style|\son[a-z]+=|javascript:", answer.text)
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_every_route_says_who_may_use_it(pages: Client) -> None:
    handlers = [handler for route in pages.app.routes for handler in getattr(route, "route_handlers", ())]

    silent = {str(h) for h in handlers if h.opt.get("permission") not in PERMISSIONS and "OPTIONS" not in getattr(h, "http_methods", ())}
    assert not silent


def test_a_page_that_the_client_has_is_not_sent_again(pages: Client) -> None:
    first = pages.get("/en/coverage")
    again = pages.get("/en/coverage", headers={"If-None-Match": first.headers["etag"]})
    other_language = pages.get("/zh/coverage", headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    assert not again.content
    assert other_language.status_code == 200


def test_an_unknown_right_is_a_page_for_people_and_a_problem_for_programs(pages: Client) -> None:
    page = pages.get("/zh/rights/patent/US/0/ZZ")
    problem = pages.get("/rights/patent/US/0/ZZ", headers={"Accept": "application/json"})

    assert page.status_code == 404
    assert "此地址没有页面" in page.text
    assert 'value="US 0 ZZ"' in page.text
    assert problem.status_code == 404
    assert problem.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize("address", ["/nothing", "/zh/nothing", "/zh/rights", "/coverage/patent/XX", "/images/00/none.png"])
def test_an_address_without_a_page_answers_404(pages: Client, address: str) -> None:
    assert pages.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [("a AND )", "The query cannot be read"), ("foo:bar", "There is no such field"), ("a*", "The query is too broad")],
)
def test_a_wrong_query_is_answered_with_its_column_and_kept(pages: Client, query: str, said: str) -> None:
    answer = pages.get("/en/search", params={"q": query})

    assert answer.status_code == 400
    assert said in answer.text
    assert f'value="{query}"' in answer.text
    assert re.search(r'<pre class="caret">[^\n]*\n *\^</pre>', answer.text)


def test_nothing_found_says_what_was_searched_and_that_it_is_not_free_to_use(pages: Client) -> None:
    answer = pages.get("/en/search", params={"q": "zzzqqq"})

    assert answer.status_code == 200
    assert "Nothing found" in answer.text
    assert "is not “free to use”" in answer.text


def test_what_is_typed_is_escaped(pages: Client) -> None:
    answer = pages.get("/en/search", params={"q": '"><img src=x onerror=alert(1)>'})

    assert "<img src=x" not in answer.text


def test_an_export_holds_every_hit_and_no_formula(pages: Client) -> None:
    total = pages.get("/api/search", params={"q": "kind:trademark"}).json()["result"]["total"]
    rows = list(csv.DictReader(io.StringIO(pages.get("/search.csv", params={"q": "kind:trademark"}).content.decode("utf-8-sig"))))
    references = pages.get("/search.ris", params={"q": "kind:trademark"}).text

    assert len(rows) == total
    assert references.count("TY  - ") == references.count("ER  - ") == total
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_invented_rights_say_so_alone_and_in_lists(pages: Client) -> None:
    entry = pages.get("/api/rights/" + EU_MARK).json()
    listed = pages.get("/en/search", params={"kind": "trademark"}).text

    assert entry["record"]["invented"] is True
    assert 'class="strip"' in pages.get("/en/rights/" + EU_MARK.replace(":", "/")).text
    assert 'class="strip"' in listed


def test_a_record_leads_to_its_bytes_and_says_who_stated_it(pages: Client) -> None:
    page = pages.get("/en" + ADDRESSES[0]).text
    (link,) = re.findall(r'href="(/api/rights/[^"]+/source\?[^"]+)"', page)

    document = pages.get(link.replace("&amp;", "&"))
    assert document.status_code == 200
    assert document.headers["content-disposition"].startswith("attachment")
    assert document.headers["content-sha256"] in page


def test_a_record_can_be_cited(pages: Client) -> None:
    ris = pages.get(ADDRESSES[0] + "/ris").text
    bibtex = pages.get(ADDRESSES[0] + "/bib").text

    assert ris.startswith("TY  - PAT\r\nTI  - ")
    assert "M1  - US 99900001 B2" in ris
    assert bibtex.startswith("@patent{US99900001B2,")
    assert bibtex.count("{") == bibtex.count("}")


def test_goods_can_be_read_in_each_language_that_the_office_gives(pages: Client) -> None:
    address = "/en/rights/" + EU_MARK.replace(":", "/")
    offered = re.findall(rf'href="{re.escape(address)}\?goods=([^"#]+)', pages.get(address).text)

    for language in offered:
        assert re.search(rf'<span lang="{language}">', pages.get(address, params={"goods": language}).text)


def test_independent_claims_alone(pages: Client) -> None:
    every = pages.get("/en" + ADDRESSES[1]).text
    independent = pages.get("/en" + ADDRESSES[1], params={"claims": "independent"}).text

    assert every.count('class="claim-number"') > independent.count('class="claim-number"') > 0
    assert "depends on" not in independent


@pytest.mark.parametrize("example", [example for _, example in EXAMPLES])
def test_every_example_of_the_query_language_is_one(pages: Client, example: str) -> None:
    assert pages.get("/en/search", params={"q": example}).status_code == 200


def test_every_link_within_the_portal_leads_somewhere(pages: Client) -> None:
    seen: set[str] = set()
    for page in PAGES:
        for link in re.findall(r'href="(/[^"#]*)', pages.get("/en" + (page if page != "/" else "")).text):
            seen.add(link.replace("&amp;", "&"))

    assert not [link for link in sorted(seen) if pages.get(link).status_code != 200]
