"""What every test may use: the folder of the offices' real files, and settings that point into a temporary folder."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ipcommons.settings import Settings

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("here")

BESIDE = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The offices' real files (IPCOMMONS_SAMPLES). Absent: a skip with the reason; on CI: a failure."""
    folder = Path(os.environ.get("IPCOMMONS_SAMPLES", BESIDE)).resolve()
    if (folder / "formats").is_dir():
        return folder
    reason = f"the offices' files are not at {folder}: set IPCOMMONS_SAMPLES to the folder that holds formats/"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def own_settings(tmp_path: Path) -> Settings:
    """Settings whose data folder is this test's own."""
    return Settings(data=str(tmp_path / "data"))
