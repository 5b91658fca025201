"""Full, closed or wrong data folders: one sentence, an exit code, nothing half committed, and it works afterwards."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.kill import answer, readable

from ipcommons.register.lock import writer_lock

pytestmark = pytest.mark.faults

SMALL = 60_000
"""Bytes that a file may have: enough for locks and logs, too few for the records."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return readable(tmp_path_factory.mktemp("files"), 200)


def command(*arguments: object, before: Callable[[], None] | None = None, wait: str = "1") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"IPCOMMONS_LOCK_WAIT_SECONDS": wait}
    call = [sys.executable, "-m", "ipcommons", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, check=False, preexec_fn=before, env=environment)


def assert_one_sentence(ended: subprocess.CompletedProcess[str], *words: str) -> None:
    assert ended.returncode == 1, ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
    assert ended.stderr.startswith("ipcommons: ")
    for word in words:
        assert word in ended.stderr


def no_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))


def test_without_room_nothing_is_committed_and_the_same_command_works_later(files: list[Path], tmp_path: Path) -> None:
    full = command("--data", tmp_path / "data", "ingest", *files, before=no_room)

    assert full.returncode == 1
    assert "Traceback" not in full.stderr
    assert answer("--data", tmp_path / "data", "stats")["batch"] == 0
    assert command("--data", tmp_path / "data", "ingest", *files).returncode == 0
    assert answer("--data", tmp_path / "data", "verify")["problems"] == []


@pytest.mark.parametrize("place", ["/proc/nowhere", "/dev/null/data"])
def test_a_place_that_cannot_be_written_is_named(files: list[Path], place: str) -> None:
    assert_one_sentence(command("--data", place, "ingest", files[0]), place)


def test_a_file_is_no_data_folder(files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a letter")

    for verb in (["ingest", files[0]], ["stats"], ["search", "x"]):
        assert_one_sentence(command("--data", tmp_path / "data", *verb), "data")

    assert (tmp_path / "data").read_text() == "a letter"


def test_a_second_writer_waits_then_says_who_writes(files: list[Path], tmp_path: Path) -> None:
    with writer_lock(tmp_path / "data", wait_seconds=1):
        assert_one_sentence(command("--data", tmp_path / "data", "ingest", files[0]), str(os.getpid()))

    assert command("--data", tmp_path / "data", "ingest", files[0]).returncode == 0
