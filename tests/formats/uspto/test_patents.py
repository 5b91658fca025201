"""US patents: what the reader makes of small invented documents and of the office's real ones."""

import gzip
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.formats.accounting import Codes, unreached
from tests.formats.golden import check_golden, golden_files, read_file

from ipcommons.formats import Filing, Misread
from ipcommons.formats.codes import codes
from ipcommons.formats.errors import ForeignDocument, MissingElement, NotWellFormed, UnknownVersion
from ipcommons.formats.manifest import Manifest, manifests
from ipcommons.formats.recognise import HEAD_BYTES, recognise
from ipcommons.formats.uspto.patent_classes import old_ipc_symbol, uspc_symbol
from ipcommons.formats.uspto.patent_text import laid_out
from ipcommons.formats.uspto.patents import read
from ipcommons.formats.xml import parse
from ipcommons.rights import decode, encode
from ipcommons.rights.patent import Claim, Patent

TABLES = codes("uspto/patents")
GOLDEN = [(name, path) for name in ("us-grant", "us-application") for path in golden_files(name)]


def grant(number: str = "09990001", *, version: str = "v4.5 2014-04-03", biblio: str = "", rest: str = "", kind: str = "B2") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>
<us-patent-grant lang="EN" dtd-version="{version}" date-produced="20301220" date-publ="20310107"><us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country><doc-number>{number}</doc-number><kind>{kind}</kind><date>20310107</date></document-id>
</publication-reference>{biblio}</us-bibliographic-data-grant>{rest}</us-patent-grant>
""".encode()


def all_of(file: bytes) -> list[Filing | Misread]:
    return list(read(io.BytesIO(file)))


def filing_of(file: bytes) -> Filing:
    (filing,) = all_of(file)
    assert isinstance(filing, Filing), filing
    return filing


def patent_of(file: bytes) -> Patent:
    record = filing_of(file).record
    assert isinstance(record, Patent)
    return record


def claims_of(claims: str) -> tuple[Claim, ...]:
    (read_claims,) = patent_of(grant(rest=f"<claims>{claims}</claims>")).claims
    return read_claims.claims


def manifest_for(filing: Filing) -> Manifest:
    return manifests()["us-application" if filing.source.startswith("us-application") else "us-grant"]


def codes_of(manifest: Manifest) -> Codes:
    """What the reader translates, for every path of the manifest that ends so."""
    ends = {
        "symbol-position": TABLES["positions"],
        "classification-value": TABLES["values"],
        "category": TABLES["cited_by"],
        "assignee/role": TABLES["assignee_roles"],
        "assignee/addressbook/role": TABLES["assignee_roles"],
        "@appl-type": TABLES["types"],
        "@img-content": TABLES["images"],
    }
    paths = [*manifest.read, *(f"{body}//img/@img-content" for body in manifest.below)]
    translated = {path: table for end, table in ends.items() for path in paths if path.endswith(end)}
    # These words say that nothing is said.
    return {**translated, "@lang": {"EN": "en"}, "@status": {"PRODUCTION": ""}, "*": {"unknown": "", "omitted": "", "None": ""}}


@pytest.mark.parametrize(("name", "path"), GOLDEN, ids=[path.stem for _, path in GOLDEN])
def test_a_small_document_becomes_the_approved_record(name: str, path: Path) -> None:
    check_golden(name, path)


@pytest.mark.parametrize(("name", "path"), GOLDEN, ids=[path.stem for _, path in GOLDEN])
def test_what_the_manifest_calls_read_is_in_the_record_and_nothing_is_unknown(name: str, path: Path) -> None:
    for filing in read_file(name, path):
        assert isinstance(filing, Filing)
        assert filing.account.unknown == {}
        assert unreached(parse(filing.document), filing.record, manifests()[name], codes_of(manifests()[name])) == []


@pytest.mark.parametrize(
    ("padded", "kind", "id_"),
    [
        ("09990001", "B2", "patent:US:9990001:B2"),
        ("99900001", "B1", "patent:US:99900001:B1"),
        ("D0999001", "S1", "patent:US:D999001:S1"),
        ("RE099001", "E1", "patent:US:RE99001:E1"),
        ("RE0099001", "E1", "patent:US:RE99001:E1"),
        ("PP099001", "P2", "patent:US:PP99001:P2"),
        ("H0009901", "H1", "patent:US:H9901:H1"),
    ],
)
def test_an_id_carries_the_number_as_printed_and_the_record_keeps_the_padded_form(padded: str, kind: str, id_: str) -> None:
    record = patent_of(grant(padded, kind=kind))

    assert record.id == id_
    assert (record.publication.original or record.publication.value) == padded


def test_an_application_number_keeps_its_zeros_because_they_are_its_series() -> None:
    application = "<application-reference appl-type='utility'><document-id><country>US</country><doc-number>09990001</doc-number>"
    record = patent_of(grant(biblio=application + "<date>20290305</date></document-id></application-reference>"))

    assert record.application is not None
    assert record.application.value == "09990001"


def test_a_statutory_invention_registration_is_published_and_not_granted() -> None:
    sir = "<us-sir-flag sir-text='Not a patent.'/><application-reference appl-type='sir'/>"
    record = patent_of(grant("H0009901", kind="H1", biblio=sir))

    assert record.type == "statutory-invention-registration"
    assert record.grant_date is None
    assert [event.kind for event in record.events] == ["publication"]
    assert ("statutory-invention-registration", "Not a patent.") in record.details


def test_a_grant_is_not_said_to_be_in_force() -> None:
    status = patent_of(grant()).status

    assert status is not None
    assert (status.kind, status.text.value if status.text else None) == ("unknown", "granted")


def test_a_document_without_description_and_claims_is_the_bibliographic_product() -> None:
    assert filing_of(grant()).source == "us-grant-bibliography"
    assert filing_of(grant(rest="<claims><claim num='1'><claim-text>1. A.</claim-text></claim></claims>")).source == "us-grant"
    sources = manifests()["us-grant"].sources
    assert sources["us-grant-bibliography"].precedence < sources["us-grant"].precedence


def test_spans_are_exactly_the_documents_of_a_weekly_file() -> None:
    week = b"\n\n".join([grant("09990001"), grant("09990002"), grant("09990003")]) + b"\n"

    filings = all_of(week)

    assert [f.record.id for f in filings if isinstance(f, Filing)] == [f"patent:US:999000{n}:B2" for n in (1, 2, 3)]
    assert [f.document for f in filings] == [week[f.span.start : f.span.end] for f in filings]


def test_a_bad_document_in_a_week_spoils_no_other() -> None:
    whole = grant("09990001")
    cut_off = whole[: len(whole) // 2]
    foreign = b"<?xml version='1.0'?><note/>"

    first, bad, other, unnumbered, last = all_of(whole + cut_off + foreign + grant(" ") + grant("09990002"))

    assert isinstance(first, Filing)
    assert isinstance(last, Filing)
    assert [type(m.error) for m in (bad, other, unnumbered) if isinstance(m, Misread)] == [NotWellFormed, ForeignDocument, MissingElement]


def test_an_unknown_version_is_refused_at_the_head_and_put_aside_in_the_middle() -> None:
    with pytest.raises(UnknownVersion):
        recognise(grant(version="v9.9 2031-01-01"))
    (misread,) = all_of(grant(version="v9.9 2031-01-01"))
    assert isinstance(misread, Misread)
    assert "v9.9" in str(misread.error)


@pytest.mark.parametrize("version", ["v40 2004-12-02", "v4.0 2004-12-02", "v4.1 2005-08-25", "v4.7 2022-02-17"])
def test_all_spellings_of_known_versions_are_recognised(version: str) -> None:
    assert recognise(grant(version=version)).manifest.name == "us-grant"
    assert isinstance(all_of(grant(version=version))[0], Filing)


def test_a_week_that_begins_with_a_long_sequence_listing_is_recognised() -> None:
    listing = (
        b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE sequence-cwu SYSTEM "us-sequence-listing-2004-03-09.dtd" [ ]><sequence-cwu id="SEQLST-1">"""
        + b" " * 100_000
    )

    assert recognise(listing[:HEAD_BYTES]).manifest.name == "us-grant"


def test_text_between_and_behind_nested_steps_of_a_claim_is_kept_in_order() -> None:
    (claim,) = claims_of(
        "<claim num='00001'><claim-text>1. A kit of <b>two</b>:"
        "<claim-text>a rod with<claim-text>a hook,</claim-text> and a <i>ring</i>;</claim-text>or both,"
        "<claim-text>a reel;</claim-text> for fishing.</claim-text></claim>"
    )

    assert [(part.level, part.text) for part in claim.parts] == [
        (0, "A kit of two:"),
        (1, "a rod with"),
        (2, "a hook,"),
        (1, "and a ring;"),
        (0, "or both,"),
        (1, "a reel;"),
        (0, "for fishing."),
    ]


@pytest.mark.parametrize(
    ("text", "depends_on"),
    [
        ("7. A thing.", ()),
        ("7. The thing of <claim-ref idref='CLM-00003'>claim 3</claim-ref>.", (3,)),
        ("7. The thing of <claim-ref idref='CLM-00001 CLM-00004'>claims 1 and 4</claim-ref>.", (1, 4)),
        ("7. The thing of <claim-ref idref='CLM-00001'>claims 1 to 4</claim-ref>.", (1, 2, 3, 4)),
        ("7. The thing of any of <claim-ref idref='CLM-00002'>claims 2</claim-ref> through <b>4</b>, with 5 legs.", (2, 3, 4)),
        ("7. The thing of claims 1, 3 or 5-6, wherein 2 of 4 are red.", (1, 3, 5, 6)),
        ("7. The thing of <claim-ref idref='CLM-00001'>claim 1</claim-ref> or <claim-ref idref='CLM-00002'>2</claim-ref>.", (1, 2)),
        ("7. The thing of <claim-ref idref='CLM-00007'>claim 7</claim-ref>.", ()),
        ("7. The thing of one of the preceding claims.", (1, 2, 3, 4, 5, 6)),
        ("7. The thing of claims 1 to 999999999.", (1, 2, 3, 4, 5, 6)),
    ],
)
def test_a_claim_knows_what_it_depends_on(text: str, depends_on: tuple[int, ...]) -> None:
    (claim,) = claims_of(f"<claim id='CLM-00007' num='00007'><claim-text>{text}</claim-text></claim>")

    assert claim.depends_on == depends_on


@pytest.mark.parametrize(
    ("columns", "symbol"),
    [
        ("  2 52", "2/52"),
        (" 43  4", "43/4"),
        ("D 1121", "D1/121"),
        ("D21760", "D21/760"),
        ("119 1402", "119/14.02"),
        ("2482065", "248/206.5"),
        ("200262-270", "200/262-270"),
        ("345 76- 84", "345/76-84"),
        ("37920201-20701", "379/202.01-207.01"),
        (" 24 67 R", "24/67R"),
        (" 36 25 R- 25 A", "36/25R-25A"),
        ("257E21409", "257/E21.409"),
        ("261DIG 70", "261/DIG70"),
        ("002001000", "2/1"),
        ("PLT263", "PLT/263"),
    ],
)
def test_the_columns_of_the_us_classification_become_the_printed_symbol(columns: str, symbol: str) -> None:
    assert uspc_symbol(columns) == symbol


@pytest.mark.parametrize(
    ("columns", "symbol"),
    [("A45F  504", "A45F5/04"), ("C07C24900", "C07C249/00"), ("G06F015/00", "G06F15/00"), ("H01L 21302", "H01L21/302")],
)
def test_the_columns_of_the_old_ipc_become_the_printed_symbol(columns: str, symbol: str) -> None:
    assert old_ipc_symbol(columns) == symbol


def test_a_date_that_is_none_costs_neither_the_record_nor_its_words() -> None:
    cited = "<document-id><country>US</country><doc-number>1</doc-number><date>20311399</date></document-id>"
    record = patent_of(grant(biblio=f"<us-references-cited><us-citation><patcit>{cited}</patcit></us-citation></us-references-cited>"))

    assert record.citations[0].document is not None
    assert (record.citations[0].document.date, record.citations[0].document.text) == (None, "20311399")


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ("<p>One  <b>two</b>\nthree.</p>", "One two three."),
        ("<p>Above<br/>below</p>", "Above\nbelow"),
        ("<p>Either<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>or</p>", "Either\na\nb\nc\nor"),
        (
            "<p><tables><table><tgroup><tbody><row><entry>x</entry><entry/><entry>y</entry></row></tbody></tgroup></table></tables></p>",
            "x\t\ty",
        ),
        ("<p>For <maths><math><msup><mi>x</mi><mn>2</mn></msup></math></maths> only</p>", "For x^2 only"),
        ("<p><maths><math><msqrt><mrow><mi>a</mi><mo>-</mo><mi>b</mi></mrow></msqrt></math></maths></p>", "√(a-b)"),
        ("<p><pre>if x:\n    go</pre>end</p>", "if x:\ngo\nend"),
        ("<p>a<?in-line-formulae end='lead'?>b<!-- c -->d</p>", "abd"),
        ("<p/>", ""),
    ],
)
def test_what_is_printed_on_a_line_of_its_own_stands_on_one(paragraph: str, text: str) -> None:
    assert laid_out(parse(paragraph.encode())) == text


def test_a_path_that_no_manifest_knows_is_counted_and_lowers_the_coverage() -> None:
    filing = filing_of(
        grant(biblio="<novelty rank='1'>abc <i>d</i></novelty>", rest="<description><p>a<blink>bc</blink></p></description>")
    )

    assert filing.account.unknown == {"us-bibliographic-data-grant/novelty": 1, "description//blink": 1}
    assert filing.account.characters - filing.account.reached == len("abcd") + len("bc")


def documents(samples: Path) -> Iterator[tuple[Path, bytes]]:
    """Every XML file of the samples, unpacked."""
    for folder in ("us-grants-xml", "us-applications-xml", "us-biblio-weekly"):
        for path in sorted((samples / "formats" / folder).rglob("*")):
            if path.suffix.lower() == ".xml":
                yield path, path.read_bytes()
            elif path.suffix == ".gz":
                yield path, gzip.decompress(path.read_bytes())
            elif path.suffix.lower() == ".zip":
                with zipfile.ZipFile(path) as archive:
                    yield from ((path, archive.read(name)) for name in archive.namelist() if name.lower().endswith(".xml"))


@pytest.mark.samples
def test_every_real_document_is_read_whole(samples: Path) -> None:
    translated = {name: codes_of(manifests()[name]) for name in ("us-grant", "us-application")}
    sources: Counter[str] = Counter()
    missing = []
    for path, file in documents(samples):
        format_name = recognise(file[:HEAD_BYTES]).manifest.name
        for filing in read(io.BytesIO(file)):
            assert isinstance(filing, Filing), (path, filing)
            manifest = manifest_for(filing)
            assert manifest.name == format_name
            assert filing.document == file[filing.span.start : filing.span.end]
            assert filing.account.unknown == {}, path
            assert filing.account.reached >= 0.99 * filing.account.characters
            assert decode(encode(filing.record)) == filing.record
            sources[filing.source] += 1
            missing += [
                (filing.record.id, *text)
                for text in unreached(parse(filing.document), filing.record, manifest, translated[format_name])
                # A field of search that consists of the class "None" is no field of search.
                if not text[0].endswith("us-field-of-classification-search/classification-national/country")
            ]
    assert missing == []
    assert sources == {
        "us-grant": 215,
        "us-grant-bibliography": 11,
        "us-application": 10,
        "us-application-bibliography": 1,
        "us-sequence-listing": 4,
    }
