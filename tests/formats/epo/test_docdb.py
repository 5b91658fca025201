"""EPO DOCDB: what the reader makes of small invented deliveries and of the office's real records."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from tests.formats.accounting import unreached
from tests.formats.golden import check_golden, golden_files

from ipcommons.formats import Filing, Misread
from ipcommons.formats.codes import codes
from ipcommons.formats.entities import resolved
from ipcommons.formats.epo.docdb import read
from ipcommons.formats.epo.docdb_values import matching, printed
from ipcommons.formats.errors import HostileDocument, MissingElement, NotWellFormed, Truncated, UnknownVersion
from ipcommons.formats.manifest import manifests
from ipcommons.formats.recognise import recognise
from ipcommons.formats.xml import parse_inside
from ipcommons.rights.patent import Patent

MANIFEST = manifests()["epo-docdb"]
ENTITIES = codes("epo/docdb")["entities"]
CPC = "bibliographic-data/patent-classifications/%spatent-classification"
CODES = {
    "bibliographic-data/priority-claims/priority-claim/priority-active-indicator": {"Y": "active", "N": "not active"},
    **{
        (CPC % within) + field: meaning
        for within in ("", "combination-set/combination-rank/")
        for field, meaning in (
            ("/symbol-position", {"F": "first", "L": "later"}),
            ("/classification-value", {"I": "inventive", "A": "additional"}),
        )
    },
}
HEAD = b"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE exch:exchange-documents SYSTEM "docdb-entities.dtd">
<exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" date-of-exchange="20350405" dtd-version="2.5.9">"""
TAIL = b"</exch:exchange-documents>"


def record_bytes(inside: str = "", number: str = "9999999", prefix: str = "exch:", attributes: str = "") -> bytes:
    return (
        f'<{prefix}exchange-document country="ZZ" doc-number="{number}" kind="A" {attributes}>'
        f"<{prefix}bibliographic-data>{inside}</{prefix}bibliographic-data></{prefix}exchange-document>"
    ).encode()


def read_all(file: bytes) -> list[Filing | Misread]:
    return list(read(io.BytesIO(file)))


def patent_of(inside: str) -> Patent:
    (filing,) = read_all(HEAD + record_bytes(inside) + TAIL)
    assert isinstance(filing, Filing), filing
    assert isinstance(filing.record, Patent)
    return filing.record


def faults(path: Path) -> Iterator[tuple[str, str]]:
    """What is unknown, not covered or not reached in a file."""
    file = path.read_bytes()
    for filing in read_all(file):
        assert isinstance(filing, Filing), filing
        assert filing.document == file[filing.span.start : filing.span.end]
        yield from ((unknown, "unknown") for unknown in filing.account.unknown)
        if filing.account.reached < 0.99 * filing.account.characters:
            yield filing.record.id, f"only {filing.account.reached} of {filing.account.characters} characters"
        yield from unreached(_without_family_in_epodoc(filing.document), filing.record, MANIFEST, CODES)


def _without_family_in_epodoc(document: bytes) -> etree._Element:
    """The document without what `gaps` of the manifest says is not kept: the epodoc spelling of family members."""
    root = parse_inside(b'xmlns:exch="http://www.epo.org/exchange"', resolved(document, ENTITIES))
    for member in root.iter("{*}family-member"):
        for reference in list(member):
            if reference.get("data-format") == "epodoc":
                member.remove(reference)
    return root


@pytest.mark.parametrize("path", golden_files("epo-docdb"), ids=lambda path: path.stem)
def test_a_small_delivery_becomes_the_approved_records(path: Path) -> None:
    check_golden("epo-docdb", path)


@pytest.mark.parametrize("path", golden_files("epo-docdb"), ids=lambda path: path.stem)
def test_what_the_manifest_calls_read_is_in_the_record(path: Path) -> None:
    assert list(faults(path)) == []


@pytest.mark.samples
def test_every_real_record_is_read_whole(samples: Path) -> None:
    paths = sorted((samples / "formats/epo-docdb").glob("*.xml"))
    assert {recognise(path.read_bytes()[:65_536]).manifest.name for path in paths} == {"epo-docdb"}
    assert [(path.name, *fault) for path in paths for fault in faults(path)] == []
    ids = [filing.record.id for path in paths for filing in read_all(path.read_bytes()) if isinstance(filing, Filing)]
    assert len(ids) == len(set(ids)) >= 13
    assert {"patent:AP:1206:A", "patent:DE:1258188:B", "patent:WO:2022259205:A1"} <= set(ids)


@pytest.mark.samples
def test_an_undeclared_entity_in_a_real_record_is_read_by_name(samples: Path) -> None:
    (filing,) = read_all((samples / "formats/epo-docdb/WO-2022259205-A1_544370561.xml").read_bytes())
    assert isinstance(filing, Filing)
    assert isinstance(filing.record, Patent)
    assert any("CZAJKOWSKA-KOŚNIK" in (citation.text or "") for citation in filing.record.citations)


@pytest.mark.samples
def test_original_priority_numbers_go_to_the_priority_they_belong_to(samples: Path) -> None:
    (filing,) = read_all((samples / "formats/epo-docdb/AP-1206-A_302101161.xml").read_bytes())
    assert isinstance(filing, Filing)
    assert isinstance(filing.record, Patent)
    assert [(p.number.value, p.number.original, p.date.iso) for p in filing.record.priorities if p.number and p.date] == [
        ("09/083,597", "8359798", "1998-05-22"),
        ("PCT/US98/16128", "9816128", "1998-08-04"),
    ]


@pytest.mark.parametrize("prefix", ["", "exch:"])
def test_a_single_record_without_declared_prefix_is_read_with_its_exact_bytes(prefix: str) -> None:
    file = record_bytes(
        "<language-of-filing>en</language-of-filing>".replace("<l", f"<{prefix}l").replace("</l", f"</{prefix}l"), prefix=prefix
    )
    assert recognise(file).manifest.name == "epo-docdb"
    (filing,) = read_all(file + b"\n")
    assert isinstance(filing, Filing)
    assert (filing.record.id, filing.document) == ("patent:ZZ:9999999:A", file)
    assert isinstance(filing.record, Patent)
    assert filing.record.filing_language == "en"


def test_a_bad_record_is_put_aside_and_the_others_are_read() -> None:
    bad = [record_bytes("<x>", "1"), record_bytes("&nosuchname;", "2"), record_bytes(number=" ")]
    file = HEAD + record_bytes(number="7") + b"\n".join(bad) + record_bytes(number="8") + TAIL
    found = read_all(file)
    assert [filing.record.id for filing in found if isinstance(filing, Filing)] == ["patent:ZZ:7:A", "patent:ZZ:8:A"]
    errors = [misread.error for misread in found if isinstance(misread, Misread)]
    assert [type(error) for error in errors] == [NotWellFormed, NotWellFormed, MissingElement]
    assert "nosuchname" in str(errors[1])


def test_a_document_that_declares_entities_is_refused() -> None:
    (misread,) = read_all(record_bytes("<!ENTITY a 'b'>"))
    assert isinstance(misread, Misread)
    assert isinstance(misread.error, HostileDocument)


@pytest.mark.parametrize("missing", [len(TAIL), len(TAIL) + 20])
def test_a_delivery_cut_at_or_inside_a_record_is_refused(missing: int) -> None:
    file = HEAD + record_bytes() + record_bytes(number="9999998") + TAIL
    with pytest.raises(Truncated):
        read_all(file[:-missing])


@pytest.mark.parametrize(("status", "operation"), [("A", "state"), ("C", "state"), ("D", "delete")])
def test_a_deletion_says_so(status: str, operation: str) -> None:
    (filing,) = read_all(HEAD + record_bytes(attributes=f'status="{status}"') + TAIL)
    assert isinstance(filing, Filing)
    assert (filing.operation, filing.as_of) == (operation, "2035-04-05")


def test_a_delivery_of_a_later_dtd_is_refused_whole() -> None:
    with pytest.raises(UnknownVersion, match=r"3\.0"):
        recognise(HEAD.replace(b"2.5.9", b"3.0.1"))


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("bgr", "β"),
        ("OHgr", "Ω"),
        ("SACUTE", "Ś"),
        ("ndash", "–"),
        ("NDASH", "–"),
        ("b.alpha", "α"),
        ("deg", "°"),
        ("degree", "°"),
        ("LE", "≤"),
    ],
)
def test_characters_are_known_by_the_names_of_docdb(name: str, character: str) -> None:
    assert patent_of(f"<exch:invention-title>a&{name};b &amp; c</exch:invention-title>").titles[0].value == f"a{character}b & c"


@pytest.mark.parametrize(
    ("office", "value", "kind", "expected"),
    [
        ("US", "2020223945", "A1", "20200223945"),
        ("US", "8343489", "B2", "8343489"),
        ("WO", "2022259205", "A1", "2022259205"),
        ("DE", "1258188", "B", "1258188"),
    ],
)
def test_numbers_stand_as_the_office_prints_them(office: str, value: str, kind: str, expected: str) -> None:
    assert printed(office, value, kind) == expected


def test_originals_are_matched_by_their_digits() -> None:
    assert matching(["8359798", "9816128"], ["PCT/US98/16128", "09/083,597"]) == ["09/083,597", "PCT/US98/16128"]
    assert matching(["11728321"], ["no digits"]) == ["no digits"]
    assert matching(["111111", "222222"], ["333333"]) == [None, None]


def test_parties_without_or_with_the_same_sequence_are_all_kept() -> None:
    names = ('<exch:applicant sequence="2">B', "<exch:applicant>A", "<exch:applicant>C", '<exch:applicant sequence="x">D')
    applicants = "".join(
        name.replace(">", "><exch:applicant-name><name>") + "</name></exch:applicant-name></exch:applicant>" for name in names
    )
    record = patent_of(f"<exch:parties><exch:applicants>{applicants}</exch:applicants></exch:parties>")
    assert sorted(party.name or "" for party in record.applicants) == ["A", "B", "C", "D"]


def test_a_symbol_in_fixed_width_gives_all_that_it_says() -> None:
    text = "A61K  47/32        20060101ALI20051220RMEP        "
    (symbol,) = patent_of(
        f"<exch:classifications-ipcr><classification-ipcr><text>{text}</text></classification-ipcr></exch:classifications-ipcr>"
    ).classifications
    assert (symbol.symbol, symbol.edition, symbol.level, symbol.position, symbol.value) == (
        "A61K47/32",
        "2006-01-01",
        "A",
        "later",
        "inventive",
    )
    assert (symbol.date, symbol.status, symbol.source, symbol.office) == ("2005-12-20", "R", "M", "EP")


def test_a_symbol_that_breaks_the_fixed_width_is_kept_as_it_is_written() -> None:
    (symbol,) = patent_of(
        "<exch:classifications-ipcr><classification-ipcr><text>A61K 47</text></classification-ipcr></exch:classifications-ipcr>"
    ).classifications
    assert (symbol.symbol, symbol.original) == ("A61K47", "A61K 47")


def test_a_date_that_is_none_is_kept_as_a_detail() -> None:
    record = patent_of(
        '<exch:application-reference data-format="docdb"><document-id><date>20351399</date></document-id></exch:application-reference>'
    )
    assert record.application_date is None
    assert ("malformed-date application", "20351399") in record.details


def test_an_element_that_the_manifest_does_not_know_is_counted() -> None:
    (filing,) = read_all(HEAD + record_bytes("<exch:scent>moss</exch:scent>") + TAIL)
    assert isinstance(filing, Filing)
    assert filing.account.unknown == {"bibliographic-data/scent": 1}
    assert filing.account.characters - filing.account.reached == 4
