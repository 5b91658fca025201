from pathlib import Path

import pytest
from tests.register.office import Office

from ipcommons.settings import Settings


@pytest.fixture
def office(tmp_path: Path, own_settings: Settings) -> Office:
    return Office(tmp_path / "files", own_settings)
