"""What becomes of files: read, refused, kept beside, put aside; the counts always add up."""

import gzip
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.register.office import HEAD, MAPPING, TAIL, UNREADABLE, Office, delivery, grant, mark

from ipcommons.formats import Filing, Misread
from ipcommons.formats.euipo.trademarks import read
from ipcommons.register.errors import UnknownFormat
from ipcommons.register.quarantine import retry
from ipcommons.register.report import FileReport
from ipcommons.register.verify import verify
from ipcommons.settings import Settings

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def only(files: Sequence[FileReport], name: str) -> FileReport:
    (found,) = [file for file in files if file.path.endswith(name)]
    return found


def test_a_bad_document_is_put_aside_and_the_rest_of_the_file_is_committed(office: Office) -> None:
    report = office.deliver("2031-01-01", mark("099000001", "ALDORA"), UNREADABLE.format(1), mark("099000002", "BRENNO"))

    file = report.files[0]
    assert (file.records, file.committed, file.unchanged, file.quarantined) == (3, 2, 0, 1)
    assert not report.clean
    (aside,) = office.register.quarantine()
    assert aside.id.startswith("q-")
    assert "missing" in aside.reason
    assert office.register.quarantined_bytes(aside.id) == UNREADABLE.format(1).encode()
    whole = Path(file.path).read_bytes()
    assert whole[aside.start : aside.end] == UNREADABLE.format(1).encode()


def test_a_file_that_ends_in_the_middle_is_refused_whole_and_the_others_go_on(office: Office) -> None:
    broken = delivery("2031-01-01", mark("099000001", "ALDORA"), mark("099000002", "BRENNO"))
    broken = broken[: broken.index(b"BRENNO")]
    report = office.ingest(
        office.write("1-good.xml", delivery("2031-01-01", mark("099000003", "CORVIA"))),
        office.write("2-broken.xml", broken),
        office.write("3-good.xml", delivery("2031-01-01", mark("099000004", "DELUMA"))),
    )

    assert [file.committed for file in report.files] == [1, 0, 1]
    refused = only(report.files, "2-broken.xml")
    assert refused.error is not None
    assert "ends at byte" in refused.error
    assert refused.role == "refused"
    assert office.register.entry("trademark:EM:099000001") is None
    assert verify(office.register).problems == []


def test_a_large_refused_file_leaves_nothing_of_what_was_spooled(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipcommons.register.spool.FLUSH_ROWS", 3)
    monkeypatch.setattr("ipcommons.register.prepare.BLOCK_FILINGS", 2)
    marks = [mark(f"0990001{n:02}", f"WORD {n}") for n in range(20)]
    broken = delivery("2031-01-01", *marks)[:-60]
    report = office.ingest(
        office.write("1.xml", delivery("2031-01-01", mark("099000001", "A"), mark("099000002", "B"), UNREADABLE.format(1))),
        office.write("2.xml", broken),
        office.write("3.xml", delivery("2031-01-01", mark("099000001", "A"), mark("099000110", "C"))),
    )

    assert [(file.committed, file.unchanged, file.quarantined) for file in report.files] == [(2, 0, 1), (0, 0, 0), (1, 1, 0)]
    assert {change.id for change in office.register.changes(0)} == {f"trademark:EM:{n}" for n in ("099000001", "099000002", "099000110")}
    assert verify(office.register).problems == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.xml", b"", "empty"),
        ("wait.xml", b"<!doctype html><html><body>Please wait...</body></html>", "web page"),
        ("noise.bin", bytes(range(1, 255)) * 40, "not recognised"),
        ("other.xml", b"<recipe><flour/></recipe>", "not recognised"),
        ("future.xml", grant("99990001", "x").replace(b"v4.5 2014-04-03", b"v9.9 2099-01-01"), "version"),
        ("nothing.xml", delivery("2031-01-01"), "holds no document"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_file_that_is_none_of_ours_is_refused_with_words(office: Office, name: str, content: bytes, said: str) -> None:
    report = office.ingest(office.write(name, content))

    (file,) = report.files
    assert file.role == "refused"
    assert file.error is not None
    assert said in file.error
    assert office.register.ledger()[0].error == file.error


def test_a_path_that_is_not_there_is_refused_and_the_others_go_on(office: Office) -> None:
    report = office.ingest(office.folder / "nowhere.xml", office.write("m.xml", delivery("2031-01-01", mark("099000001", "ALDORA"))))

    assert [file.role for file in report.files] == ["refused", "data"]


def test_what_lies_beside_data_is_an_attachment_and_images_are_found_by_the_name_a_record_uses(office: Office) -> None:
    office.write("set/marks.xml", delivery("2031-01-01", mark("099000001", "ALDORA", image="images/099000001.png")))
    office.write("set/images/099000001.png", PNG + b"1")
    office.write("set/other/099000001.png", PNG + b"2")
    office.write("set/report.html", b"<html><body>a report of the office</body></html>")
    office.write("set/list.csv", b"number,count\n1,2\n")
    report = office.ingest(office.folder / "set")

    assert {Path(file.path).name: file.role for file in report.files if not file.path.endswith(".png")} == {
        "marks.xml": "data",
        "report.html": "attachment",
        "list.csv": "attachment",
    }
    register = office.register
    for name in ("images/099000001.png", "file:///delivery/images/099000001.png", "images\\099000001.png"):
        blob = register.blob(name)
        assert blob is not None
        assert (blob.content, blob.media_type) == (PNG + b"1", "image/png")
    assert register.blob("099000001.png") is not None
    assert register.blob("099000009.png") is None
    assert report.clean


def test_archives_are_looked_into_and_a_member_names_its_place(office: Office) -> None:
    inner = office.write("week.xml.gz", gzip.compress(delivery("2031-01-01", mark("099000001", "ALDORA"))))
    archive = office.folder / "all.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.write(inner, "weeks/week.xml.gz")
    office.ingest(archive)

    (version,) = office.versions("trademark:EM:099000001")
    assert version.provenance.path.startswith(f"{archive}!/weeks/week.xml")
    report = verify(office.register)
    assert (report.reread.sample, report.reread.same) == (1, 1)


def test_a_row_of_a_table_can_be_had_back_as_json(office: Office) -> None:
    mapping = office.write("m.yaml", MAPPING.encode())
    office.ingest(office.write("p.csv", b"no,title,as_of\n99990001,A hinge,2031-01-01\n99990002,A latch,2031-01-01\n"), mapping=mapping)

    (version,) = office.versions("patent:US:99990002:B2")
    assert (version.provenance.unit, version.provenance.start, version.provenance.end) == ("rows", 1, 2)
    assert office.register.source("patent:US:99990002:B2") == b'{"as_of":"2031-01-01","no":"99990002","title":"A latch"}'


def test_a_format_that_is_not_there_is_named_with_those_that_are(office: Office) -> None:
    with pytest.raises(UnknownFormat, match="us-grant"):
        office.ingest(office.write("m.xml", delivery("2031-01-01", mark("099000001"))), format="no-such")


def test_many_small_files_share_a_commit(office: Office) -> None:
    for number in range(60):
        office.write(f"many/{number:03}.xml", delivery("2031-01-01", mark(f"0990000{number:02}", "ALDORA")))
    office.ingest(office.folder / "many")

    assert office.register.batch == 1
    assert len(office.register.ledger()) == 60


def test_a_batch_is_committed_when_it_is_full(office: Office) -> None:
    office.settings = Settings(data=office.settings.data, commit_records=10)
    for number in range(30):
        office.write(f"many/{number:03}.xml", delivery("2031-01-01", mark(f"0990000{number:02}", "ALDORA")))
    office.ingest(office.folder / "many")

    assert office.register.batch == 3
    assert len(list(office.register.changes(0))) == 30


def test_small_commits_are_put_together_and_everything_stays_readable(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipcommons.register.compaction.SMALL_FILES", 4)
    office.deliver("2031-01-01", mark("099000001", "ALDORA"))
    early = office.register
    for day in range(2, 9):
        office.deliver(f"2031-01-{day:02}", mark("099000001", f"ALDORA {day}"), mark(f"09900001{day}", "BRENNO"))
    register = office.register
    records = register.table("records")

    assert records is not None
    assert len(records.file_uris()) < 6
    assert len(office.versions("trademark:EM:099000001")) == 8
    assert len(list(register.changes(0))) == 8
    assert len(list(register.changes(7))) == 2
    assert early.entry("trademark:EM:099000001") is not None
    assert verify(register).problems == []


def test_what_was_put_aside_is_read_again_by_a_better_reader(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.deliver("2031-01-01", mark("099000001", "ALDORA"), UNREADABLE.format(1))
    (aside,) = office.register.quarantine()
    again = retry(office.settings.register_location, office.settings.local, [], settings=office.settings)
    assert [case.reason is None for case in again] == [False]

    def better(stream: BinaryIO) -> Iterator[Filing | Misread]:
        """The reader of a later day."""
        return read(io.BytesIO(stream.read().replace(UNREADABLE.format(1).encode(), mark("099000009", "NOW READ").encode())))

    monkeypatch.setattr("ipcommons.formats.euipo.trademarks.read", better)
    (case,) = retry(office.settings.register_location, office.settings.local, [aside.id], settings=office.settings)

    assert case.reason is None
    assert office.words("099000009") == "NOW READ"
    (closed,) = office.register.quarantine()
    assert closed.retried
    assert verify(office.register, sample=0).problems == []


KINDS = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["ALDORA", "BRENNO", None])), min_size=1, max_size=8)


@settings(max_examples=12)
@given(st.lists(KINDS, min_size=1, max_size=4))
def test_in_is_committed_and_unchanged_and_put_aside(files: list[list[tuple[int, str | None]]]) -> None:
    """Whatever good and bad documents stand in whatever files."""
    with TemporaryDirectory() as folder:
        office = Office(Path(folder) / "files", Settings(data=f"{folder}/data"))
        paths = []
        for day, documents in enumerate(files, 1):
            inside = [mark(f"09900000{n}", words) if words else UNREADABLE.format(n) for n, words in documents]
            paths.append(office.write(f"{day}.xml", delivery(f"2031-01-{day:02}", *inside)))
        report = office.ingest(*paths)

        for file, documents in zip(report.files, files, strict=True):
            assert file.records == len(documents) == file.committed + file.unchanged + file.quarantined
        assert report.totals.committed == sum(len(entry.versions) for entry in office.register.entries(ids_of(files)))
        assert verify(office.register).problems == []
        assert office.ingest(*paths).totals.committed == 0


def ids_of(files: list[list[tuple[int, str | None]]]) -> list[str]:
    return sorted({f"trademark:EM:09900000{n}" for documents in files for n, words in documents if words})


def test_the_head_of_a_delivery_is_what_the_tests_take_it_for() -> None:
    assert delivery("2031-01-01").decode() == HEAD.format(day="2031-01-01") + TAIL
