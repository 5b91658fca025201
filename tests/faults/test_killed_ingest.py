"""A killed ingest leaves nothing half done: what is there afterwards is what is there without a kill."""

import subprocess
import sys
from pathlib import Path

import pytest
from bench.kill import Register, disturbed, fingerprint, ingest, readable

from ipcommons.register.tables import ORDER

pytestmark = pytest.mark.faults

DIES = """
import os, sys
from ipcommons.register import parquet
from ipcommons.cli import main

append = parquet.append

def append_or_die(delta, table, *rest):
    if table == os.environ["DIE_BEFORE"]:
        os._exit(9)
    append(delta, table, *rest)

parquet.append = append_or_die
main()
"""
"""The command, dead by the hand of the system just before it appends to one table."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return readable(tmp_path_factory.mktemp("files"), 300)


@pytest.fixture(scope="module")
def undisturbed(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Register:
    data = tmp_path_factory.mktemp("calm") / "data"
    assert ingest(data, files).wait() == 0
    return fingerprint(data)


def test_eight_kills_at_random_moments_change_nothing_in_the_end(files: list[Path], tmp_path: Path) -> None:
    calm, rough, struck = disturbed(tmp_path, files, kills=8)

    assert rough == calm
    assert struck >= 4


@pytest.mark.parametrize("table", ORDER)
def test_a_death_between_two_tables_leaves_no_trace(files: list[Path], undisturbed: Register, tmp_path: Path, table: str) -> None:
    data = tmp_path / "data"
    died = subprocess.run(
        [sys.executable, "-c", DIES, "--data", str(data), "ingest", *map(str, files)],
        env={"DIE_BEFORE": table, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
    )
    assert died.returncode in {0, 9}  # a table that this batch adds nothing to is not appended to

    assert ingest(data, files).wait() == 0
    assert fingerprint(data) == undisturbed
