"""docs/query-language.md: its examples are queries, its wrong ones are refused, its fields are all there."""

import re
from pathlib import Path

import pytest

from ipcommons.search.errors import QueryError
from ipcommons.search.fields import FIELDS
from ipcommons.search.query import parse, printed
from ipcommons.search.query.reading import read

PAGE = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text("utf-8")


def examples(language: str) -> list[str]:
    return [line for block in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


@pytest.mark.parametrize("query", examples("query"))
def test_an_example_is_a_query_that_prints_back(query: str) -> None:
    assert parse(printed(parse(query))) == parse(query)


@pytest.mark.parametrize("query", examples("wrong"))
def test_a_wrong_example_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        parse(query)


def test_every_number_on_the_page_is_read_as_one() -> None:
    (paragraph,) = re.findall(r"comes first: (.*?)\. No writing", PAGE)

    for written in re.findall(r"`([^`]+)`", paragraph):
        assert read(written).numbers, written


def test_the_table_of_fields_is_the_one_in_the_code() -> None:
    rows = {name: (others, zh) for name, others, zh in re.findall(r"^\| `([\w]+)` \| (.*?) \| .*? \| (.*?) \|$", PAGE, re.MULTILINE)}

    assert rows == {field.name: (", ".join(f"`{alias}`" for alias in field.aliases), field.zh) for field in FIELDS}
