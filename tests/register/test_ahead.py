"""Parquet files are written while rows come; those of rows that were taken back do not stay."""

import pytest
from deltalake import DeltaTable
from tests.register.office import Office, delivery, mark

from ipcommons.register.verify import verify

MARKS = [mark(f"0990003{n:02}", f"WORD {n}") for n in range(20)]


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipcommons.register.spool.FLUSH_ROWS", 3)
    monkeypatch.setattr("ipcommons.register.prepare.BLOCK_FILINGS", 2)


def assert_only_named_files(office: Office) -> None:
    for table in ("records", "sources", "events", "ledger"):
        location = f"{office.settings.register_location}/{table}"
        named = {file.rpartition("/")[2] for file in DeltaTable(location).file_uris()}
        assert {path.name for path in (office.settings.local / "register" / table).glob("*.parquet")} == named


def test_many_blocks_become_one_file_of_a_table(office: Office) -> None:
    office.ingest(office.write("1.xml", delivery("2031-01-01", *MARKS)))

    assert len(DeltaTable(f"{office.settings.register_location}/records").file_uris()) == 1
    assert_only_named_files(office)
    assert verify(office.register).problems == []


def test_files_written_ahead_of_a_refused_file_are_deleted_and_the_others_written_anew(office: Office) -> None:
    good, broken = delivery("2031-01-01", *MARKS[:7]), delivery("2031-01-01", *MARKS)[:-60]
    report = office.ingest(office.write("1.xml", good), office.write("2.xml", broken), office.write("3.xml", good))

    assert [(file.committed, file.unchanged) for file in report.files] == [(7, 0), (0, 0), (0, 7)]
    assert_only_named_files(office)
    assert verify(office.register).problems == []


def test_an_ingest_that_is_broken_off_leaves_no_file(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.ingest(office.write("1.xml", delivery("2031-01-01", *MARKS[:1])))
    monkeypatch.setattr("ipcommons.register.compaction.compact_if_due", _interrupted)
    with pytest.raises(KeyboardInterrupt):
        office.ingest(office.write("2.xml", delivery("2031-01-01", *MARKS)))

    assert_only_named_files(office)


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt
