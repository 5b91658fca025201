"""A fault is logged in one line under the number that its answer names, without the values of variables."""

import json
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import structlog
from litestar.testing import TestClient
from tests.portal.api.collection import marks_file
from tests.portal.api.conftest import Load

from ipcommons.portal.app import create_app
from ipcommons.portal.server import log_in_lines
from ipcommons.settings import Settings


@pytest.fixture
def written() -> Iterator[StringIO]:
    """Where the log goes."""
    log = StringIO()
    log_in_lines(log)
    yield log
    structlog.reset_defaults()


def test_a_fault_is_one_line_with_the_number_of_the_answer(written: StringIO, own_settings: Settings, load: Load) -> None:
    load(marks_file([98990001]))
    with TestClient(create_app(own_settings)) as client:
        shutil.rmtree(Path(own_settings.register_location) / "sources")
        problem = client.get("/api/rights/trademark:US:98990001/source").json()

    (line,) = written.getvalue().splitlines()
    entry = json.loads(line)
    assert entry["number"] in problem["detail"]
    assert entry["instance"] == "/api/rights/trademark:US:98990001/source"
    assert entry["level"] == "error"
    assert "Traceback" in entry["exception"]
    assert "right_id = " not in line
