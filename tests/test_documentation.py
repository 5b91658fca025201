"""The documentation cannot rot: generated pages equal what the code says, links lead somewhere, settings are all told."""

import re
import subprocess
import sys
from pathlib import Path

from docs.generate import pages

from ipcommons.register.ingest import ingest
from ipcommons.settings import Settings
from ipcommons_demo import collection

ROOT = Path(__file__).resolve().parents[1]
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
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


def test_the_examples_that_open_the_register_run(tmp_path: Path, own_settings: Settings) -> None:
    files = tmp_path / "files"
    collection.generate(files, size=100)
    ingest(own_settings.register_location, own_settings.local, [files], settings=own_settings)

    examples = PYTHON.findall((ROOT / "docs" / "register.md").read_text("utf-8"))

    assert len(examples) == 2
    for example in examples:
        ran = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.strip()
