"""Dates that offices wrote: believed, kept aside as a detail, or not there."""

import pytest

from ipcommons.formats.dates import Dates
from ipcommons.rights.date import PartialDate


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_nothing_is_no_date_and_no_fault(nothing: str | None) -> None:
    dates = Dates("2031-01-01")
    assert dates.any("day", nothing) is None
    assert dates.faults == []


def test_what_is_no_date_is_kept_under_its_name() -> None:
    dates = Dates()
    assert dates.past("first use", "2025-13-01") is None
    assert dates.faults == [("malformed-date first use", "2025-13-01")]


@pytest.mark.parametrize(("written", "believed"), [("2031-01-01", True), ("2031", True), ("2031-01-02", False), ("2131", False)])
def test_what_has_happened_cannot_lie_behind_the_day_of_the_file(written: str, believed: bool) -> None:
    dates = Dates("2031-01-01")
    assert (dates.past("filed", written) is not None) is believed
    assert (dates.faults == [("implausible-date filed", written)]) is not believed


def test_what_is_to_come_may_lie_behind_the_day_of_the_file() -> None:
    assert Dates("2031-01-01").any("expiry", "2041-01-01") == PartialDate("2041-01-01")


def test_without_the_day_of_the_file_any_date_is_believed() -> None:
    assert Dates().past("filed", "2199-01-01") == PartialDate("2199-01-01")
