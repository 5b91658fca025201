"""The example of docs/tables.md is read as the page says."""

import re
from pathlib import Path

import pytest

from ipcommons.formats import Filing
from ipcommons.formats.table.mapping import Expression, TableMapping
from ipcommons.formats.table.reader import load_mapping
from ipcommons.rights.design import Design

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "tables.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def example(tmp_path: Path) -> list[Design]:
    mapping, table = tmp_path / "mapping.yaml", tmp_path / "register.csv"
    mapping.write_text(block("yaml"), "utf-8")
    table.write_text(block("csv"), "utf-8")
    with table.open("rb") as stream:
        filings = list(load_mapping(mapping).reader()(stream))
    assert all(isinstance(filing, Filing) and not filing.account.unknown for filing in filings)
    return [filing.record for filing in filings if isinstance(filing, Filing) and isinstance(filing.record, Design)]


def test_the_example_gives_two_designs_with_their_ids(example: list[Design]) -> None:
    assert [design.id for design in example] == ["design:XA:D_2031_0007", "design:XA:D_2031_0008"]


def test_the_example_is_read_field_by_field(example: list[Design]) -> None:
    lamp, teapot = example

    assert [c.symbol for c in lamp.classifications] == ["26-05", "26-03"]
    assert lamp.registration_date is not None
    assert lamp.registration_date.iso == "2031-06-15"
    assert lamp.applicants[0].address is not None
    assert lamp.applicants[0].address.country == "AT"
    assert teapot.status is not None
    assert teapot.status.kind == "pending"


def test_every_key_of_a_mapping_is_on_the_page() -> None:
    keys = {*TableMapping.__struct_fields__, *Expression.__struct_fields__}

    assert sorted(key for key in keys if f"`{key}" not in PAGE) == []
