"""axe-core over every page, in both languages, light and dark, wide and narrow."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.portal.pages.test_pages import PAGES

pytestmark = pytest.mark.browser

STATES = ["/search?q=kind:patent", "/search?q=zzzqqq", "/search?q=a+AND+)", "/nothing", "/search?kind=design&view=list"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
def test_no_page_breaks_a_rule(chromium: Browser, address: str, language: str, scheme: Literal["light", "dark"], width: int) -> None:
    # axe is put into the page by the test, which the page's own policy would forbid.
    context = chromium.new_context(base_url=address, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    broken = {}
    for path in [*PAGES, *STATES]:
        page.goto(f"/{language}" + (path if path != "/" else ""))
        result = Axe().run(page)
        if result.violations_count:
            broken[path] = result.generate_report()
    context.close()
    assert not broken, "\n".join(f"{path}\n{report}" for path, report in broken.items())
