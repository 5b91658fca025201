"""A large file is read in another process; what comes of it is what would come of it here."""

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.register.office import MAPPING, UNREADABLE, Office, delivery, grant, mark

from ipcommons.formats import manifests
from ipcommons.formats.errors import FileRefused
from ipcommons.register import apart, prepare
from ipcommons.register.errors import ReaderFailed
from ipcommons.register.rows import Prepared
from ipcommons.register.verify import verify

MARKS = [mark(f"0990002{n:02}", f"WORD {n}") for n in range(30)]


def test_what_is_read_apart_is_what_is_read_here(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    path = office.write("1.xml", delivery("2031-01-01", *MARKS, UNREADABLE.format(1)))
    with path.open("rb") as stream:
        there = list(apart.blocks(stream, "euipo-trademark", None))
    with path.open("rb") as stream:
        here = list(prepare.blocks(manifests()["euipo-trademark"].reader()(stream)))

    assert there == here
    assert [len(block) for block in there] == [31]


def test_a_large_file_is_committed_with_its_bad_documents_put_aside(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipcommons.register.apart.WORTH_BYTES", 0)
    path = office.write("1.xml", delivery("2031-01-01", *MARKS, UNREADABLE.format(1)))
    report = office.ingest(path)

    assert (report.totals.committed, report.totals.quarantined) == (30, 1)
    assert verify(office.register).problems == []
    assert office.ingest(path).totals.unchanged == 30


def test_a_large_file_that_is_refused_leaves_nothing_and_says_why(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipcommons.register.apart.WORTH_BYTES", 0)
    report = office.ingest(office.write("1.xml", delivery("2031-01-01", *MARKS)[:-60]), office.write("2.xml", grant("99000001", "A lamp")))

    assert [file.committed for file in report.files] == [0, 1]
    assert "ends at byte" in (report.files[0].error or "")
    assert next(iter(office.register.changes(0))).id == "patent:US:99000001:B2"


def test_a_table_is_read_apart_through_the_users_own_mapping(office: Office) -> None:
    path = office.write("t.csv", b"no,title,as_of\n99000001,A lamp,2031-01-01\n")
    with path.open("rb") as stream:
        [[found]] = apart.blocks(stream, "invented-patents", MAPPING)

    assert isinstance(found, Prepared)
    assert (found.id, found.as_of) == ("patent:US:99000001:B2", "2031-01-01")


def test_a_reader_that_ends_early_refuses_the_file(office: Office) -> None:
    path = office.write("1.xml", delivery("2031-01-01", *MARKS))
    with path.open("rb") as stream, pytest.raises(ReaderFailed, match="ended early"):
        list(apart.blocks(stream, "no such format", None))


def test_only_a_file_of_the_disk_can_be_read_by_another_process(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"twelve bytes")
    with path.open("rb") as stream:
        assert apart.possible(stream) == (len(os.sched_getaffinity(0)) > 1)
        assert not apart.possible(stream, "a mapping too long for an argument" * 1000)
        stream.read(1)
        assert not apart.possible(stream)
    assert not apart.possible(io.BytesIO(b"twelve bytes"))


def test_a_reader_ends_when_nobody_takes_what_it_reads(office: Office) -> None:
    path = office.write("1.xml", delivery("2031-01-01", *[mark(f"{990100000 + n}", f"WORD {n}") for n in range(4000)]))
    with path.open("rb") as stream:
        command = [sys.executable, "-m", "ipcommons.register.apart", "euipo-trademark"]
        process = subprocess.Popen(command, stdin=stream, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.read(1)
        process.stdout.close()
        started = time.monotonic()
        process.wait(20)

    assert time.monotonic() - started < 20


def test_what_refuses_a_file_elsewhere_refuses_it_here(office: Office) -> None:
    path = office.write("1.xml", delivery("2031-01-01", *MARKS)[:-60])
    with path.open("rb") as stream, pytest.raises(FileRefused, match="ends at byte"):
        list(apart.blocks(stream, "euipo-trademark", None))
