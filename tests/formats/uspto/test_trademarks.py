"""USPTO trade marks: what the reader makes of small invented files and of the office's real ones."""

import io
from pathlib import Path

import pytest
from lxml import etree
from tests.formats.accounting import unreached
from tests.formats.golden import check_golden, golden_files

from ipcommons.formats import Filing, Misread
from ipcommons.formats.codes import codes
from ipcommons.formats.errors import MissingElement, Truncated
from ipcommons.formats.manifest import manifests
from ipcommons.formats.recognise import recognise
from ipcommons.formats.uspto.trademarks import read
from ipcommons.rights.trademark import TradeMark

MANIFEST = manifests()["uspto-trademark"]
TABLES = codes("uspto/trademarks")
FLAG = {"F": "", "T": "T"}
WORDS = {flag: {"F": "", "T": words} for table in ("kinds", "bases") for flag, words in TABLES[table].items()}
OWNERS = (("10", "Ay"), ("32", "Cee"), ("30", "Bee"))
PLAIN = dict.fromkeys(("D00000", "TR0010", "TLIT00", "DM0000", "CC0000"), "")
"""Statements that go to a field of their own, and whose code says no more than that."""
CODES = {
    **{path: FLAG for path in MANIFEST.read if path.endswith("-in")},
    **{f"case-file-header/{flag}": words for flag, words in WORDS.items()},
    "case-file-header/standard-characters-claimed-in": {"T": "True", "F": "False"},
    "foreign-applications/foreign-application/foreign-priority-claim-in": {"T": "foreign application", "F": ""},
    "prior-registration-applications/other-related-in": {"T": "and others", "F": ""},
    "prior-registration-applications/prior-registration-application/relationship-type": TABLES["relationships"],
    "classifications/classification/status-code": TABLES["class_statuses"],
    "case-file-owners/case-file-owner/party-type": TABLES["stages"],
    "case-file-owners/case-file-owner/legal-entity-type-code": TABLES["entities"],
    "case-file-statements/case-file-statement/type-code": PLAIN,
}

HEAD = """<?xml version="1.0"?><!DOCTYPE trademark-applications-daily [<!ELEMENT case-file (serial-number)>]>
<trademark-applications-daily><version><version-no>2.0</version-no></version><application-information>"""
TAIL = "</application-information></trademark-applications-daily>"


def case(serial: str, inside: str = "") -> str:
    return f"<case-file><serial-number>{serial}</serial-number><transaction-date>20310925</transaction-date>{inside}</case-file>"


def read_all(*cases: str) -> list[Filing | Misread]:
    return list(read(io.BytesIO((HEAD + "\n".join(cases) + TAIL).encode())))


def filing_of(inside: str, serial: str = "98999901") -> Filing:
    (filing,) = read_all(case(serial, inside))
    assert isinstance(filing, Filing)
    return filing


def mark_of(inside: str, serial: str = "98999901") -> TradeMark:
    record = filing_of(inside, serial).record
    assert isinstance(record, TradeMark)
    return record


def header(inside: str) -> str:
    return f"<case-file-header>{inside}</case-file-header>"


def faults_of(filing: Filing | Misread) -> list[tuple[str, str]]:
    """What is declared read and missing. Texts of several lines are joined by the reader, and here."""
    assert isinstance(filing, Filing)
    root = etree.fromstring(filing.document)
    for text in root.iterfind("case-file-statements/case-file-statement/text"):
        text.text = (text.text or "").strip()
    return unreached(root, filing.record, MANIFEST, CODES)


@pytest.mark.parametrize("path", golden_files("uspto-trademark"), ids=lambda path: path.stem)
def test_a_small_document_becomes_the_approved_record(path: Path) -> None:
    check_golden("uspto-trademark", path)


@pytest.mark.parametrize("path", golden_files("uspto-trademark"), ids=lambda path: path.stem)
def test_what_the_manifest_calls_read_is_in_the_record(path: Path) -> None:
    with path.open("rb") as stream:
        assert [fault for filing in read(stream) for fault in faults_of(filing)] == []


def test_each_mark_of_a_daily_file_has_its_exact_bytes() -> None:
    file = (HEAD + case("98999901") + "\n  " + case("98999902") + TAIL).encode()
    filings = [f for f in read(io.BytesIO(file)) if isinstance(f, Filing)]
    assert [f.record.id for f in filings] == ["trademark:US:98999901", "trademark:US:98999902"]
    assert [file[f.span.start : f.span.end] for f in filings] == [f.document for f in filings]


def test_a_single_case_file_is_recognised_and_read() -> None:
    file = case("98999901", header("<status-code>700</status-code>")).encode()
    assert recognise(file).manifest is MANIFEST
    (filing,) = read(io.BytesIO(file))
    assert isinstance(filing, Filing)
    assert filing.document == file


def test_a_single_case_file_that_ends_too_early_is_refused() -> None:
    with pytest.raises(Truncated):
        list(read(io.BytesIO(case("98999901").removesuffix("</case-file>").encode())))


def test_a_daily_file_without_its_end_is_refused() -> None:
    with pytest.raises(Truncated):
        list(read(io.BytesIO((HEAD + case("98999901")).encode())))


def test_a_mark_without_serial_number_is_put_aside_and_the_next_one_is_read() -> None:
    bad, good = read_all(case(""), case("98999902"))
    assert isinstance(bad, Misread)
    assert isinstance(bad.error, MissingElement)
    assert isinstance(good, Filing)


def test_a_registration_number_of_zeros_is_none() -> None:
    assert mark_of("<registration-number>0000000</registration-number>").registration_number is None


def test_a_record_without_classes_and_owners_amends_what_is_known() -> None:
    whole = header("") + "<classifications/><case-file-owners/>"
    assert filing_of(header("<status-code>626</status-code>")).operation == "amend"
    assert filing_of(whole).operation == "state"


def test_a_statement_holds_as_of_its_own_transaction_date() -> None:
    assert filing_of("").as_of == "2031-09-25"


@pytest.mark.parametrize(
    ("serial", "written", "believed"),
    [
        ("98999901", "20300101", True),
        ("98999901", "19300101", False),  # a series begun in 2023
        ("72999901", "20600101", False),  # behind the day of the transaction
        ("72999901", "19600101", True),
        ("60999901", "18800101", True),  # a series without years
    ],
)
def test_a_filing_date_of_the_wrong_century_is_left_out_and_kept_as_a_detail(serial: str, written: str, believed: bool) -> None:
    mark = mark_of(header(f"<filing-date>{written}</filing-date>"), serial)
    assert (mark.application_date is not None) is believed
    assert (("implausible-date filing-date", written) in mark.details) is not believed


def test_a_malformed_class_date_does_not_cost_the_record() -> None:
    mark = mark_of(
        "<classifications><classification><first-use-anywhere-date>20259999</first-use-anywhere-date></classification></classifications>"
    )
    assert mark.goods_services[0].first_use is None
    assert ("malformed-date first-use-anywhere-date", "20259999") in mark.details


@pytest.mark.parametrize(
    ("inside", "feature"),
    [
        ("<filing-date>20300101</filing-date><mark-drawing-code>4000</mark-drawing-code>", "Word"),
        ("<mark-drawing-code>2</mark-drawing-code>", "Figurative"),
        ("<mark-drawing-code>3</mark-drawing-code>", "Combined"),
        ("<mark-drawing-code>2</mark-drawing-code><drawing-3d-current-in>T</drawing-3d-current-in>", "Three dimensional"),
        ("<mark-drawing-code>0</mark-drawing-code>", None),
    ],
)
def test_the_drawing_code_says_what_kind_of_sign_the_mark_is(inside: str, feature: str | None) -> None:
    assert mark_of(header(inside)).feature == feature


def test_drawing_code_four_meant_block_letters_before_november_2003() -> None:
    old = header("<filing-date>19890101</filing-date><mark-drawing-code>4</mark-drawing-code>")
    assert mark_of(old, "73999901").feature == "Stylized characters"


def test_every_status_code_of_the_office_says_where_the_mark_stands() -> None:
    kinds = {code: mark_of(header(f"<status-code>{code}</status-code>")).status for code in TABLES["statuses"]}
    assert len(kinds) == 169
    unknown = [code for code, status in kinds.items() if status is None or status.kind == "unknown"]
    assert unknown == ["000", "622", "969", "970"]


def test_two_classes_under_one_prime_class_share_its_text() -> None:
    mark = mark_of("""<case-file-statements><case-file-statement><type-code>GS0251</type-code><text>LOCKS</text></case-file-statement>
    </case-file-statements><classifications><classification><international-code>006</international-code>
    <international-code>020</international-code><us-code>025</us-code><primary-code>025</primary-code></classification></classifications>""")
    assert [(g.class_number, g.texts[0].value, g.national_classes) for g in mark.goods_services] == [
        (6, "LOCKS", ("025",)),
        (20, "LOCKS", ("025",)),
    ]


@pytest.mark.parametrize("code", ["A", "200", "000"])
def test_a_class_outside_the_nice_classification_stays_a_national_one(code: str) -> None:
    mark = mark_of(f"<classifications><classification><international-code>{code}</international-code></classification></classifications>")
    assert (mark.goods_services[0].class_number, mark.goods_services[0].national_classes) == (None, (code,))


def test_events_come_in_order_of_date_and_then_of_number() -> None:
    events = "".join(
        f"<case-file-event-statement><code>X{n}</code><date>{day}</date><number>{n}</number></case-file-event-statement>"
        for n, day in ((10, "20300102"), (9, "20300102"), (2, "20300101"))
    )
    mark = mark_of(f"<case-file-event-statements>{events}</case-file-event-statements>")
    assert [event.number for event in mark.events] == ["2", "9", "10"]


def test_the_latest_owner_stands_first_with_the_stage_as_role() -> None:
    owners = "".join(f"<case-file-owner><party-type>{t}</party-type><party-name>{n}</party-name></case-file-owner>" for t, n in OWNERS)
    mark = mark_of(f"<case-file-owners>{owners}</case-file-owners>")
    assert [(party.name, party.role) for party in mark.applicants] == [
        ("Cee", "2nd owner after registration"),
        ("Bee", "original registrant"),
        ("Ay", "original applicant"),
    ]


def test_a_record_untouched_since_2003_names_its_owners_by_the_older_scheme() -> None:
    owner = "<case-file-owners><case-file-owner><party-type>41</party-type></case-file-owner></case-file-owners>"
    (filing,) = read_all(case("73999901", owner).replace("20310925", "19990101"))
    assert isinstance(filing, Filing)
    assert isinstance(filing.record, TradeMark)
    assert filing.record.applicants[0].role == "2nd new owner after registration"


def test_a_notice_that_a_file_is_invented_counts_before_or_behind_the_document_type() -> None:
    notice = "<?ipcommons-invented seed=1?>"
    for head in (HEAD.replace("<!DOCTYPE", notice + "<!DOCTYPE"), HEAD.replace("<trademark-app", notice + "<trademark-app", 1)):
        (filing,) = read(io.BytesIO((head + case("98999901") + TAIL).encode()))
        assert isinstance(filing, Filing)
        assert filing.record.invented


@pytest.mark.samples
def test_all_real_files_are_read_with_nothing_unknown_and_nothing_lost(samples: Path) -> None:
    folder = samples / "formats" / "uspto-trademarks" / "daily"
    found = []
    for path in (folder / "apc-assembled.xml", *sorted((folder / "records").glob("*.xml"))):
        file = path.read_bytes()
        assert recognise(file[:65_536]).manifest is MANIFEST
        for filing in read(io.BytesIO(file)):
            assert isinstance(filing, Filing)
            assert filing.account.unknown == {}
            assert filing.account.reached >= 0.99 * filing.account.characters
            assert file[filing.span.start : filing.span.end] == filing.document
            assert faults_of(filing) == []
            found.append((filing.record.id, filing.operation))
    assert sorted(found[:5]) == sorted(found[5:])
    assert ("trademark:US:60172053", "amend") in found
