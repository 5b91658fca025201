"""What people do: search, filter, open, switch the language; with the keyboard alone, without scripts, on a phone, on paper."""

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.portal.api.collection import CHINESE, GRANT
from tests.portal.pages.test_pages import ADDRESSES, PAGES

pytestmark = pytest.mark.browser


def test_search_filter_open_and_switch_the_language(page: Page) -> None:
    page.goto("/en")
    page.get_by_role("searchbox").fill("kind:trademark OR kind:patent")
    page.get_by_role("button", name="Search").click()
    before = page.locator(".hit").count()

    page.get_by_role("checkbox", name="US United States").check()
    assert page.locator(".hit").count() == before, "nothing moves until Apply is pressed"
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("checkbox", name="US United States")).to_be_checked()
    for number in page.locator(".hit .number").all_inner_texts():
        assert number.startswith("US ")

    page.locator(".hit h2 a").first.click()
    expect(page.get_by_role("heading", name="How we know")).to_be_visible()
    english = page.url

    page.get_by_role("link", name="中文").click()
    assert page.url == english.replace("/en/", "/zh/")
    expect(page.get_by_role("heading", name="数据依据")).to_be_visible()


def test_a_number_in_a_usual_writing_leads_to_its_document(page: Page) -> None:
    page.goto("/en")
    page.get_by_role("searchbox").fill("US 99,900,001 B2")
    page.keyboard.press("Enter")

    expect(page.locator(".hit .number").first).to_have_text("US 99900001 B2")


def test_everything_can_be_done_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/en")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("kind:patent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")

    names = []
    for _ in range(80):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate("document.activeElement.closest('.facets') ? 'facet' : document.activeElement.closest('.hit') ? 'hit' : ''")
        )
        outline = page.evaluate(
            "getComputedStyle(document.activeElement).outlineWidth + getComputedStyle(document.activeElement.parentElement).outlineWidth"
        )
        assert "3px" in outline, "the focus is visible"
        if names[-1] == "hit":
            break
    assert names.index("facet") < names.index("hit")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rights/**")


def test_the_skip_link_leads_past_the_facets(page: Page) -> None:
    page.goto("/en/search?q=kind:patent")
    page.locator(".facet-skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('#results') !== null")


def test_it_works_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/search?q=kind:patent")
    page.locator("input[name=office][value=CN]").check()
    page.locator("#narrow button").click()
    page.locator(".hit h2 a").first.click()

    expect(page.locator("h1")).to_be_visible()
    page.locator("details.description summary").click()
    expect(page.locator("details.description p").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 360])
def test_no_page_scrolls_sideways_on_a_phone(chromium: Browser, address: str, width: int) -> None:
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 780})
    page = context.new_page()
    wide = []
    for path in PAGES:
        for language in ("/en", "/zh"):
            page.goto(language + (path if path != "/" else ""))
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append(language + path)
    context.close()
    assert not wide


def test_on_a_phone_the_facets_are_folded_and_open_by_a_tap(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, viewport={"width": 360, "height": 780}, has_touch=True)
    page = context.new_page()
    page.goto("/en/search?q=kind:patent")
    box = page.locator("input[name=office]").first

    expect(box).to_be_hidden()
    page.get_by_text("Narrow the results").tap()
    expect(box).to_be_visible()
    context.close()


def test_paper_has_the_record_and_its_sources_and_no_controls(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("/en/rights/" + CHINESE.replace(":", "/"))

    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(".tools")).to_be_hidden()
    expect(page.get_by_role("heading", name="How we know")).to_be_visible()
    expect(page.locator(".print-head")).to_contain_text("/rights/" + CHINESE.replace(":", "/"))
    expect(page.locator(".strip")).to_be_visible()


def test_a_page_loads_nothing_from_elsewhere_and_breaks_no_rule_of_its_policy(page: Page, address: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for path in ("", *ADDRESSES, "/coverage", "/search?kind=trademark"):
        page.goto("/en" + path)

    assert not [url for url in asked if not url.startswith(address)]
    assert not said


def test_the_address_of_a_right_answers_without_a_language(page: Page) -> None:
    page.goto("/rights/" + GRANT.replace(":", "/"))

    expect(page.locator("html")).to_have_attribute("lang", "en")
