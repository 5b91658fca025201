"""EUIPO designs: what the reader makes of small invented files and of the office's real ones."""

import io
from pathlib import Path

import pytest
from lxml import etree
from tests.formats.accounting import unreached
from tests.formats.golden import check_golden, golden_files

from ipcommons.formats import Filing, Misread
from ipcommons.formats.errors import MissingElement
from ipcommons.formats.euipo.designs import read
from ipcommons.formats.manifest import manifests
from ipcommons.formats.recognise import recognise
from ipcommons.rights.classification import Classification
from ipcommons.rights.design import Design
from ipcommons.rights.text import Text

MANIFEST = manifests()["euipo-design"]
DESIGN = "TransactionData/DesignDetails/Design"
CODES = {
    f"{DESIGN}/PublicationDefermentIndicator": {"true": "True", "false": "False"},
    f"{DESIGN}/DesignRecordDetails/DesignRecord/DesignBasicRecord/RecordViewsIndicator": {"false": "", "true": "views changed"},
}


PRODUCTS = [("Lamps", "en"), ("Lampen", "de"), ("Lights", "en"), ("Leuchten", "de")]


def file_of(inside: str, operation: str = "Insert", number: str = "099000001-0003") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Transaction xmlns="http://euipo.europa.eu/design/data" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://euipo.europa.eu/design/data http://euipo.europa.eu/schemas/design/EM-DS-Design-V2-1.xsd">
<DesignTransactionBody><TransactionContentDetails><TransactionData><DesignDetails><Design operationCode="{operation}">
<DesignIdentifier>{number}</DesignIdentifier>{inside}</Design></DesignDetails></TransactionData></TransactionContentDetails>
</DesignTransactionBody></Transaction>""".encode()


def filing_of(file: bytes) -> Filing:
    (filing,) = read(io.BytesIO(file))
    assert isinstance(filing, Filing)
    return filing


def design_of(inside: str) -> Design:
    record = filing_of(file_of(inside)).record
    assert isinstance(record, Design)
    return record


@pytest.mark.parametrize("path", golden_files("euipo-design"), ids=lambda path: path.stem)
def test_a_small_document_becomes_the_approved_record(path: Path) -> None:
    check_golden("euipo-design", path)


@pytest.mark.parametrize("path", golden_files("euipo-design"), ids=lambda path: path.stem)
def test_what_the_manifest_calls_read_is_in_the_record(path: Path) -> None:
    filing = filing_of(path.read_bytes())
    assert unreached(etree.fromstring(filing.document), filing.record, MANIFEST, CODES) == []


def test_a_deletion_has_only_its_number_and_says_so() -> None:
    filing = filing_of(file_of("", operation="Delete"))
    assert filing.operation == "delete"
    assert filing.record.id == "design:EM:099000001-0003"


def test_a_design_without_number_is_put_aside() -> None:
    (bad,) = read(io.BytesIO(file_of("", number=" ")))
    assert isinstance(bad, Misread)
    assert isinstance(bad.error, MissingElement)


def test_a_locarno_class_is_written_as_the_classification_writes_it() -> None:
    design = design_of(
        "<ClassDescriptionDetails><ClassDescription><ClassNumber>26.05</ClassNumber></ClassDescription></ClassDescriptionDetails>"
    )
    assert design.classifications == (Classification("locarno", "26-05", original="26.05"),)


def test_several_products_are_one_text_in_each_language() -> None:
    products = "".join(f'<IndicationProduct languageCode="{language}">{name}</IndicationProduct>' for name, language in PRODUCTS)
    design = design_of(f"<IndicationProductDetails>{products}</IndicationProductDetails>")
    assert design.product_names == (Text("Lamps; Lights", "en"), Text("Lampen; Leuchten", "de"))


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Registered and fully published", "in-force"), ("Design lapsed", "ended"), ("Words of a later year", "unknown")],
)
def test_where_a_design_stands_follows_from_the_words(words: str, kind: str) -> None:
    status = design_of(f"<DesignCurrentStatusCode>{words}</DesignCurrentStatusCode>").status
    assert status is not None
    assert status.kind == kind


@pytest.mark.samples
def test_all_real_files_are_read_with_nothing_unknown_and_nothing_lost(samples: Path) -> None:
    operations = []
    for path in sorted((samples / "formats" / "euipo-designs" / "xml-v2.1").glob("*.xml")):
        file = path.read_bytes()
        assert recognise(file[:65_536]).manifest is MANIFEST
        filing = filing_of(file)
        assert filing.account.unknown == {}, path.name
        assert filing.account.reached >= 0.99 * filing.account.characters, path.name
        assert file[filing.span.start : filing.span.end] == filing.document, path.name
        assert unreached(etree.fromstring(filing.document), filing.record, MANIFEST, CODES) == [], path.name
        operations.append(filing.operation)
    assert (operations.count("state"), operations.count("delete")) == (204, 1)
