"""CNIPA patent documents: what the reader makes of small invented files in both layouts and of the office's real ones."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from tests.formats.accounting import unreached
from tests.formats.golden import check_golden, golden_files

from ipcommons.formats import Filing, Misread
from ipcommons.formats.cnipa.patents import read
from ipcommons.formats.cnipa.text import depends_on, settle, text
from ipcommons.formats.cnipa.values import grant_day, patent_type, said
from ipcommons.formats.errors import HostileDocument, MissingElement, NotWellFormed, UnknownVersion
from ipcommons.formats.manifest import manifests
from ipcommons.formats.recognise import recognise
from ipcommons.rights import encode
from ipcommons.rights.date import PartialDate
from ipcommons.rights.patent import Patent

CLAIM_NUMBER = re.compile(r"^\s*\d+\s*[.．、]\s*")
GOLDEN = [(name, path) for name in ("cnipa-patent", "cnipa-patent-st36") for path in golden_files(name)]

OLD = """<cn-patent-document lang="ZH" country="CN"><cn-bibliographic-data><cn-publication-reference><document-id><country>CN</country>
<doc-number>999990009</doc-number><kind>A</kind><date>20130101</date></document-id></cn-publication-reference>%s</cn-bibliographic-data>
<application-body>%s</application-body></cn-patent-document>"""


def filing_of(document: str | bytes) -> Filing:
    (filing,) = read(io.BytesIO(document.encode() if isinstance(document, str) else document))
    assert isinstance(filing, Filing), filing
    return filing


def misread_of(document: str | bytes) -> Misread:
    (misread,) = read(io.BytesIO(document.encode() if isinstance(document, str) else document))
    assert isinstance(misread, Misread)
    return misread


def patent_of(bibliographic: str = "", body: str = "") -> Patent:
    record = filing_of(OLD % (bibliographic, body)).record
    assert isinstance(record, Patent)
    return record


def faults(path: Path) -> Iterator[tuple[str, str]]:
    """What is unknown, not covered or not reached in a file."""
    document = path.read_bytes()
    manifest = recognise(document[:65_536]).manifest
    filing = filing_of(document)
    assert filing.document == document[filing.span.start : filing.span.end]
    yield from ((unknown, "unknown") for unknown in filing.account.unknown)
    if filing.account.reached < 0.99 * filing.account.characters:
        yield ".", f"only {filing.account.reached} of {filing.account.characters} characters"
    reached = "".join(encode(filing.record).decode().split())
    root = etree.fromstring(document, etree.XMLParser(load_dtd=False, no_network=True))
    for where, missing in unreached(root, filing.record, manifest):
        # A formula is markup in the file and a line of text in the record; what it becomes has tests of its own.
        if not where.endswith("//MathText") and said(missing) and "".join(CLAIM_NUMBER.sub("", missing).split()) not in reached:
            yield where, missing


@pytest.mark.parametrize(("name", "path"), GOLDEN, ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_a_small_document_becomes_the_approved_record(name: str, path: Path) -> None:
    assert recognise(path.read_bytes()).manifest.name == name
    check_golden(name, path)


@pytest.mark.parametrize(("name", "path"), GOLDEN, ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_what_the_manifest_calls_read_is_in_the_record(name: str, path: Path) -> None:
    assert list(faults(path)) == []


@pytest.mark.samples
def test_every_real_document_is_read_whole(samples: Path) -> None:
    paths = [path for path in sorted((samples / "formats/cnipa-xml").iterdir()) if path.suffix.lower() == ".xml"]
    assert len(paths) >= 8
    assert [(path.name, *fault) for path in paths for fault in faults(path)] == []


@pytest.mark.samples
def test_a_divisional_keeps_the_filing_date_of_its_parent(samples: Path) -> None:
    record = filing_of((samples / "formats/cnipa-xml/cn_new1.xml").read_bytes()).record
    assert isinstance(record, Patent)
    assert record.application is not None
    assert (record.application.value, record.application.original) == ("202111286633.X", "102021001286633")
    assert record.application_date is not None
    assert record.application_date.iso == "2017-04-24"
    assert [r.relation for r in record.related_documents] == ["division"]


@pytest.mark.samples
def test_a_granted_invention_shows_its_whole_life(samples: Path) -> None:
    name = "CN102010000298420CN00001019453140BFULZH20190802CN00D.XML"
    record = filing_of((samples / "formats/cnipa-xml" / name).read_bytes()).record
    assert isinstance(record, Patent)
    assert [(e.kind, e.date.iso if e.date else None) for e in record.events] == [
        ("filing", "2010-10-02"),
        ("publication", "2011-01-12"),
        ("grant", "2019-08-02"),
    ]
    assert [c.number for c in record.claims[0].claims] == list(range(1, len(record.claims[0].claims) + 1))
    assert record.claims[0].claims[4].depends_on == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("一种方法，其特征在于，包括：", ()),
        ("如权利要求1所述的方法", (1,)),
        ("根据权利要求1或2所述的方法", (1, 2)),
        ("根据权利要求2至4任一项所述的方法", (2, 3, 4)),
        ("权利要求1-3中任一项的抗体", (1, 2, 3)),
        ("如权利要求1～3中的任一项所述的方法", (1, 2, 3)),
        ("如权利要求1、2、3、8任意一项所述的方法", (1, 2, 3, 8)),
        ("如权利要求1，3和5所述的方法", (1, 3, 5)),
        ("如权利要求１或权利要求３所述的方法", (1, 3)),
        ("如权利要求1到3、5、7-9中任意一项所述的方法", (1, 2, 3, 5, 7, 8, 9)),
        ("如权利要求2所述的装置，用于实施如权利要求1所述的方法", (2, 1)),
        ("上述任一项权利要求所述的方法", tuple(range(1, 10))),
        ("包括权利要求11所述的装置", ()),
        ("如权利要求1，其中含2,4-二氨基化合物", (1,)),
    ],
)
def test_claims_say_in_words_what_they_depend_on(claim: str, expected: tuple[int, ...]) -> None:
    assert depends_on(claim, 10) == expected


def test_the_number_of_a_claim_is_the_printed_one() -> None:
    body = (
        '<claims><claim num="0007"><claim-text>1.一种茶。</claim-text></claim>'
        '<claim num="0008"><claim-text>一种壶。</claim-text></claim></claims>'
    )
    assert [c.number for c in patent_of(body=body).claims[0].claims] == [1, 8]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>茶叶\n\t\t\t<br/>罐</p>", "茶叶罐"),
        ("<p>人\n\t\t\thepcidin-25</p>", "人hepcidin-25"),
        ("<p>SEQ\n\t ID   NO</p>", "SEQ ID NO"),
        ("<p>饮<!-- SIPO <DP n='1'> -->料</p>", "饮料"),
        ("<p><row><entry>a</entry><entry>b <br/>c</entry></row><row><entry/><entry>d</entry></row></p>", "a\tb c\n\td"),
        ("<p>x<math><msup><mi>y</mi><mn>2</mn></msup></math>z</p>", "xy^2z"),
        ("<p><MathText>&lt;math&gt;&lt;mi&gt;&amp;Gamma;&lt;/mi&gt;&lt;/math&gt;</MathText></p>", "Γ"),
        ("<p><MathText>&lt;math&gt;broken</MathText></p>", "<math>broken"),
    ],
)
def test_text_is_joined_as_it_was_before_the_office_wrapped_it(markup: str, expected: str) -> None:
    root = etree.fromstring(markup)
    settle(root)
    assert text(root) == expected


@pytest.mark.parametrize(
    ("kind", "day", "granted", "expected"),
    [
        ("A", "2020-01-01", False, "invention"),
        ("B", "2020-01-01", True, "invention"),
        ("B", "1988-01-01", False, "invention"),
        ("C", "2005-01-01", True, "invention"),
        ("U", "2020-01-01", True, "utility-model"),
        ("Y", "2005-01-01", True, "utility-model"),
        ("S", "2020-01-01", True, "design"),
    ],
)
def test_kind_and_year_of_a_document_say_whether_it_is_a_grant(kind: str, day: str, granted: bool, expected: str) -> None:
    assert (grant_day(kind, PartialDate(day)) is not None) == granted
    assert patent_type(kind) == expected


def test_a_byte_order_mark_and_a_declaration_on_the_line_of_the_root_do_no_harm() -> None:
    document = b"\xef\xbb\xbf" + b'<?xml version="1.0" standalone="yes"?> ' + (OLD % ("", "")).encode()
    assert recognise(document).manifest.name == "cnipa-patent-st36"
    filing = filing_of(document)
    assert (filing.record.id, filing.span.start, filing.span.end) == ("patent:CN:999990009:A", 0, len(document))
    assert not filing.record.invented


def test_entities_of_a_dtd_that_is_not_loaded_are_read_by_name() -> None:
    document = '<!DOCTYPE cn-patent-document SYSTEM "x.dtd"[]>' + OLD % ("<invention-title>&alpha;-茶 &amp; &le;</invention-title>", "")
    record = filing_of(document).record
    assert isinstance(record, Patent)
    assert record.titles[0].value == "α-茶 & ≤"
    assert "nosuchname" in str(misread_of(OLD % ("<invention-title>&nosuchname;</invention-title>", "")).error)


def test_the_older_ipc_has_one_edition_for_all_symbols() -> None:
    bibliographic = """<classification-ipc><ipc-version>4</ipc-version><main-classification>C07C 5/32</main-classification>
    <further-classification>C07C 15/46</further-classification></classification-ipc>"""
    assert [(c.symbol, c.edition, c.position) for c in patent_of(bibliographic).classifications] == [
        ("C07C5/32", "4", "first"),
        ("C07C15/46", "4", "later"),
    ]


def test_a_subgroup_of_zeros_is_a_subgroup() -> None:
    document = (Path(GOLDEN[0][1]).read_text("utf-8")).replace("<business:Subgroup>38<", "<business:Subgroup>00<")
    record = filing_of(document).record
    assert isinstance(record, Patent)
    assert record.classifications[0].symbol == "B65D81/00"


def test_a_date_that_is_none_is_kept_as_a_detail() -> None:
    record = patent_of("<application-reference><document-id><date>20131399</date></document-id></application-reference>")
    assert record.application_date is None
    assert ("malformed-date application", "20131399") in record.details


def test_a_flat_description_is_cut_at_the_headings_that_are_known() -> None:
    body = "<description><p>前言</p><p>【技术领域】</p><p num='n0007'>茶。</p><p>实施例1</p></description>"
    (description,) = patent_of(body=body).descriptions
    assert [(s.heading, s.kind, [(p.number, p.text) for p in s.paragraphs]) for s in description.sections] == [
        (None, "other", [(None, "前言")]),
        ("【技术领域】", "technical-field", [("0007", "茶。"), (None, "实施例1")]),
    ]


def test_an_element_that_the_manifest_does_not_know_is_counted() -> None:
    filing = filing_of(OLD % ("<cn-scent>苔</cn-scent>", ""))
    assert filing.account.unknown == {"cn-bibliographic-data/cn-scent": 1}
    assert filing.account.characters - filing.account.reached == 1


def test_documents_that_cannot_be_records_are_put_aside_with_the_reason() -> None:
    assert isinstance(misread_of((OLD % ("", "")).replace("999990009", " ")).error, MissingElement)
    assert isinstance(misread_of((OLD % ("", ""))[:-40]).error, NotWellFormed)
    assert isinstance(misread_of('<!DOCTYPE x [<!ENTITY a "ha">]>' + OLD % ("&a;", "")).error, HostileDocument)


def test_an_unknown_version_is_refused_whole() -> None:
    head = b'<b:PatentDocumentAndRelated xmlns:b="http://www.sipo.gov.cn/XMLSchema/business" xsdVersion="V9.0">'
    with pytest.raises(UnknownVersion, match=r"V9\.0"):
        recognise(head)


def test_both_layouts_speak_for_one_source() -> None:
    assert list(manifests()["cnipa-patent"].sources) == list(manifests()["cnipa-patent-st36"].sources) == ["cnipa-patent"]
