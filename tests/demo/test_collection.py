"""The demonstration collection: repeatable, of the size asked for, in formats that our readers know, never taken for real."""

import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from tests.demo.conftest import SIZE

from ipcommons.formats import Filing, Manifest
from ipcommons.rights.design import Design
from ipcommons.rights.gi import GeographicalIndication
from ipcommons.rights.patent import Patent
from ipcommons.rights.trademark import TradeMark
from ipcommons_demo import counts, generate, marks, patents

Filings = list[tuple[Manifest, Filing]]

FAMOUS = re.compile(
    r"\b(apple|google|microsoft|samsung|huawei|sony|toyota|siemens|bosch|nestl[eé]|coca|pepsi|adidas|nike|philips|intel|ibm|amazon|"
    r"tesla|byd|xiaomi|lenovo|haier|midea|gree|panasonic|hitachi|canon|basf|bayer|dyson|lego|ikea|gucci|chanel|moutai)\b|"
    r"华为|腾讯|阿里巴巴|百度|小米|海尔|美的|格力|联想|茅台|比亚迪|中兴|京东|苹果公司|三星",
    re.IGNORECASE,
)


def digests(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        generate(tmp_path / name, size=30, seed=seed)

    assert digests(tmp_path / "one") == digests(tmp_path / "same")
    one, other = ({digest for name, digest in digests(tmp_path / f).items() if "/images/" not in name} for f in ("one", "other"))
    assert one.isdisjoint(other)


def test_a_larger_collection_holds_the_records_of_the_smaller(folder: Path, tmp_path: Path, filings: Filings) -> None:
    """Record n is a function of the seed and n, whatever the size."""
    generate(tmp_path, size=SIZE + 200)
    name = "epo-docdb/DOCDB-201352-EP-00000.xml"
    small, large = (json.loads((place / "gi-eu-eambrosia" / "gi-00000.json").read_text("utf-8")) for place in (folder, tmp_path))

    assert large[: len(small)] == small
    assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()
    assert len(filings) == SIZE


@pytest.mark.parametrize("size", [1, 7, 100, 2_000, 9_999_999])
def test_the_shares_of_the_kinds_add_up_to_the_size(size: int) -> None:
    assert sum(counts(size).values()) == size


def test_every_kind_every_office_and_both_languages_occur(filings: Filings) -> None:
    kinds = Counter(type(filing.record) for _, filing in filings)
    offices = {(type(filing.record).__name__, filing.record.office) for _, filing in filings}
    languages = {text.language for _, filing in filings if isinstance(filing.record, Patent) for text in filing.record.titles}

    assert kinds == {Patent: 150, TradeMark: 90, Design: 36, GeographicalIndication: 24}
    assert {("Patent", "US"), ("Patent", "CN"), ("Patent", "EP")} <= offices
    assert {("TradeMark", "EM"), ("TradeMark", "US"), ("TradeMark", "CN"), ("Design", "EM"), ("GeographicalIndication", "EU")} <= offices
    assert {"en", "zh-Hans"} <= languages


def test_our_readers_know_every_path_and_lose_no_text(filings: Filings) -> None:
    unknown = Counter(path for _, filing in filings for path in filing.account.unknown)
    lost = [filing.record.id for _, filing in filings if filing.account.reached < filing.account.characters]

    assert not unknown
    assert not lost


def test_every_record_says_that_it_is_invented(filings: Filings) -> None:
    assert [filing.record.id for _, filing in filings if not filing.record.invented] == []


def test_no_two_records_have_the_same_id(filings: Filings) -> None:
    assert len({filing.record.id for _, filing in filings}) == len(filings)


def test_the_mark_of_invention_stands_in_every_document(documents: list[tuple[str, bytes]]) -> None:
    for name, content in documents:
        if name.lower().endswith(".xml"):
            declarations, marks = content.count(b"<?xml "), content.count(b"<?ipcommons-invented seed=")
            assert declarations == marks > 0, name
        else:
            rows = json.loads(content) if name.endswith(".json") else [json.loads(line) for line in content.splitlines()]
            assert all(row["invented"] is True for row in rows), name


def test_numbers_are_beyond_those_that_the_offices_use(filings: Filings) -> None:
    expected = {
        "patent:US": r"patent:US:(99\d{6}:B2|\d{4}9\d{6}:A1)",
        "patent:CN": r"patent:CN:(199\d{6}:[AB]|299\d{6}:U)",
        "patent:EP": r"patent:EP:90\d{5}:A1",
        "trademark:EM": r"trademark:EM:099\d{6}",
        "trademark:US": r"trademark:US:93\d{6}",
        "trademark:CN": r"trademark:CN:99\d{6}",
        "design:EM": r"design:EM:099\d{6}-000[12]",
        "gi:EU": r"gi:EU:(PDO|PGI)-[A-Z]{2}-9\d{4}",
    }

    for _, filing in filings:
        kind_and_office = ":".join(filing.record.id.split(":")[:2])
        assert re.fullmatch(expected[kind_and_office], filing.record.id), filing.record.id


def test_no_name_of_a_real_firm_occurs(documents: list[tuple[str, bytes]]) -> None:
    for name, content in documents:
        found = FAMOUS.search(content.decode())
        assert not found, f"{name}: {found}"


def test_images_that_records_name_are_delivered(folder: Path, filings: Filings) -> None:
    delivered = [str(path) for path in folder.rglob("images/**/*") if path.is_file()]
    named = [image.file for _, f in filings if isinstance(f.record, Design) for image in f.record.views]
    named += [image.file for _, f in filings if isinstance(f.record, TradeMark) for image in f.record.images]
    named += [image.file for _, f in filings if isinstance(f.record, Patent) for image in f.record.figures]

    assert len(named) > 300
    for file in named:
        assert file is not None
        path = file.removeprefix("file://")
        assert any(p.endswith(path) for p in delivered), path


def test_numbers_stay_apart_in_a_collection_of_ten_millions() -> None:
    last = counts(10_000_000)
    records = [*range(3_000), *range(last["patent"] - 3_000, last["patent"])]
    published = [patents.publication(record) for record in records]

    assert len({(p.office, p.number, p.code) for p in published}) == len(records)
    assert len({marks.mark(1, record).number for record in (0, 1, 2, 5, last["trademark"] - 1)}) == 5
    assert all(not re.match("9[78]", marks.mark(1, record).number) for record in range(last["trademark"] - 10, last["trademark"]))
