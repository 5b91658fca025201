"""The documentation cannot rot: generated pages equal what the code says, links lead somewhere, settings are all told."""

import re
from pathlib import Path

from docs.generate import pages

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)")


def test_generated_pages_are_what_the_code_says() -> None:
    stale = [str(path.relative_to(ROOT)) for path, text in pages() if not path.exists() or path.read_text("utf-8") != text]

    assert stale == [], "run `make docs`"


def test_every_link_between_pages_leads_to_a_file() -> None:
    pages_with_links = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]

    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages_with_links
        for target in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_no_lock_file_names_an_address() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text
