"""EUIPO trade marks: what the reader makes of small invented files and of the office's real ones."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from tests.formats.accounting import unreached
from tests.formats.golden import check_golden, golden_files

from ipcommons.formats import Filing, Misread
from ipcommons.formats.errors import MissingElement, SeveralRecords
from ipcommons.formats.euipo.trademarks import read
from ipcommons.formats.manifest import manifests
from ipcommons.formats.recognise import recognise
from ipcommons.rights.trademark import TradeMark

MANIFEST = manifests()["euipo-trademark"]
MARK = "TransactionData/TradeMarkDetails/TradeMark"
NOT_PARTIAL = {"false": "", "true": "partial"}
CODES = {
    f"{MARK}/PriorityDetails/Priority/PriorityPartialIndicator": NOT_PARTIAL,
    f"{MARK}/SeniorityDetails/Seniority/SeniorityPartialIndicator": NOT_PARTIAL,
}

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Transaction xmlns="http://euipo.europa.eu/trademark/data" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://euipo.europa.eu/trademark/data http://euipo.europa.eu/schemas/trademark/EM-TM-TradeMark-V3-4.xsd">
<TransactionHeader><SenderDetails><RequestProducerDateTime>2031-03-04T09:15:36</RequestProducerDateTime></SenderDetails></TransactionHeader>
<TradeMarkTransactionBody>"""
TAIL = "</TradeMarkTransactionBody></Transaction>"


def content(number: str, inside: str = "", operation: str = "Insert") -> str:
    return f"""<TransactionContentDetails><TransactionIdentifier>{number}</TransactionIdentifier><TransactionData><TradeMarkDetails>
<TradeMark operationCode="{operation}"><ApplicationNumber>{number}</ApplicationNumber>{inside}</TradeMark>
</TradeMarkDetails></TransactionData></TransactionContentDetails>"""


def read_all(*contents: str) -> list[Filing | Misread]:
    return list(read(io.BytesIO((HEAD + "\n".join(contents) + TAIL).encode())))


def mark_of(inside: str) -> TradeMark:
    (filing,) = read_all(content("099000001", inside))
    assert isinstance(filing, Filing)
    assert isinstance(filing.record, TradeMark)
    return filing.record


@pytest.mark.parametrize("path", golden_files("euipo-trademark"), ids=lambda path: path.stem)
def test_a_small_document_becomes_the_approved_record(path: Path) -> None:
    check_golden("euipo-trademark", path)


@pytest.mark.parametrize("path", golden_files("euipo-trademark"), ids=lambda path: path.stem)
def test_what_the_manifest_calls_read_is_in_the_record(path: Path) -> None:
    with path.open("rb") as stream:
        assert [fault for filing in read(stream) for fault in faults_of(filing)] == []


def test_a_delivery_with_several_marks_gives_each_with_its_exact_bytes() -> None:
    file = (HEAD + content("099000001") + "\n" + content("099000002") + TAIL).encode()
    filings = [f for f in read(io.BytesIO(file)) if isinstance(f, Filing)]
    assert [f.record.id for f in filings] == ["trademark:EM:099000001", "trademark:EM:099000002"]
    assert [file[f.span.start : f.span.end] for f in filings] == [f.document for f in filings]
    assert {f.as_of for f in filings} == {"2031-03-04"}


def test_a_mark_without_number_is_put_aside_and_the_next_one_is_read() -> None:
    bad, good = read_all(content(""), content("099000002"))
    assert isinstance(bad, Misread)
    assert isinstance(bad.error, MissingElement)
    assert isinstance(good, Filing)


def test_two_marks_in_one_transaction_are_put_aside_whole() -> None:
    (bad,) = read_all(content("099000001").replace("</TradeMark>", "</TradeMark><TradeMark/>"))
    assert isinstance(bad, Misread)
    assert isinstance(bad.error, SeveralRecords)


def test_an_earlier_mark_in_an_opposition_is_not_the_mark_itself() -> None:
    mark = mark_of("""<OppositionDetails><Opposition><EarlierMarkDetails><EarlierMark><ApplicationNumber>1</ApplicationNumber>
    <MarkFeature>Figurative</MarkFeature><RegistrationDate>2001-01-01</RegistrationDate></EarlierMark></EarlierMarkDetails>
    </Opposition></OppositionDetails><MarkFeature>Word</MarkFeature>""")
    assert (mark.feature, mark.registration_date) == ("Word", None)


@pytest.mark.parametrize(
    ("status", "registered", "kind"),
    [
        ('milestone="23" status="1">Registered', True, "in-force"),
        ('milestone="12" status="1">Registered', True, "in-force"),
        ('milestone="22" status="1">Application published', False, "pending"),
        ('milestone="2" status="7">Appeal pending', False, "pending"),
        ('milestone="23" status="7">Appeal pending', True, "in-force"),
        ('milestone="23" status="8">Registration cancellation pending', True, "in-force"),
        ('milestone="2" status="3">Application withdrawn', False, "ended"),
        ('milestone="2" status="4">Application refused', False, "refused"),
        ('milestone="2" status="4">Words of a later year', False, "refused"),
        ('milestone="99" status="99">Words of a later year', False, "unknown"),
    ],
)
def test_where_a_mark_stands_follows_from_words_and_codes(status: str, registered: bool, kind: str) -> None:
    date = "<RegistrationDate>2030-01-01</RegistrationDate>" if registered else ""
    mark = mark_of(f"{date}<MarkCurrentStatusCode {status}</MarkCurrentStatusCode>")
    assert mark.status is not None
    assert mark.status.kind == kind


def test_a_date_that_is_none_is_left_out_and_kept_as_a_detail() -> None:
    mark = mark_of("<ApplicationDate>0209-01-32</ApplicationDate>")
    assert mark.application_date is None
    assert ("malformed-date ApplicationDate", "0209-01-32") in mark.details


def test_a_date_behind_that_of_the_file_is_not_believed() -> None:
    mark = mark_of("<ApplicationDate>2103-01-01</ApplicationDate><ExpiryDate>2040-01-01</ExpiryDate>")
    assert mark.application_date is None
    assert ("implausible-date ApplicationDate", "2103-01-01") in mark.details
    assert mark.expiry_date is not None


def test_an_element_that_the_manifest_does_not_know_is_counted_and_its_text_is_missing() -> None:
    (filing,) = read_all(content("099000001", "<MarkScent>moss</MarkScent>"))
    assert isinstance(filing, Filing)
    assert filing.account.unknown == {f"{MARK}/MarkScent": 1}
    assert filing.account.characters - filing.account.reached == len("moss")


def test_a_deletion_says_so() -> None:
    (filing,) = read_all(content("099000001", operation="Delete"))
    assert isinstance(filing, Filing)
    assert filing.operation == "delete"


@pytest.mark.samples
def test_all_real_files_are_read_with_nothing_unknown_and_nothing_lost(samples: Path) -> None:
    read_count = 0
    for name, file in real_files(samples / "formats" / "euipo-marks"):
        assert recognise(file[:65_536]).manifest is MANIFEST
        for filing in read(io.BytesIO(file)):
            assert isinstance(filing, Filing), name
            assert filing.account.unknown == {}, name
            assert filing.account.reached >= 0.99 * filing.account.characters, name
            assert file[filing.span.start : filing.span.end] == filing.document, name
            assert faults_of(filing) == [], name
            assert filing.record.status is not None, name
            assert filing.record.status.kind != "unknown", name
            read_count += 1
    assert read_count == 520


def real_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((folder / "xml-v3.4").iterdir()):
        yield path.name, gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    with zipfile.ZipFile(folder / "xml-v3.4-more.zip") as more:
        yield from ((name, more.read(name)) for name in more.namelist())


def faults_of(filing: Filing | Misread) -> list[tuple[str, str]]:
    """What is declared read and missing. Grounds of an opposition are compared here: one text in the file, a tuple in the record."""
    assert isinstance(filing, Filing)
    assert isinstance(filing.record, TradeMark)
    root = etree.fromstring(filing.document)
    said = {ground for proceeding in filing.record.proceedings for ground in proceeding.grounds}
    for grounds in root.iter("OppositionGroundText"):
        assert {line.strip() for line in (grounds.text or "").splitlines()} - {""} <= said
        grounds.text = None
    return unreached(root, filing.record, MANIFEST, CODES)
