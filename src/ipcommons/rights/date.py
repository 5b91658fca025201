"""Dates as offices write them: sometimes only a year or a month, sometimes not a date at all."""

import re
from datetime import date

import msgspec

from ipcommons.errors import IpcommonsError

_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.年]?(\d{1,2})(?:[-/.月]?(\d{1,2})日?)?月?)?年?(?:[T ].*|[+-]\d\d:\d\d|Z)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


class NotADate(IpcommonsError):
    """What stands where a date was expected is none."""

    def __init__(self, original: str) -> None:
        super().__init__(f"'{original}' is not a date")
        self.original = original


class PartialDate(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A day, month or year: `iso` is YYYY-MM-DD, YYYY-MM or YYYY; `original` as the office wrote it.

    `original` is None where the office wrote just the ISO form.
    """

    iso: str
    original: str | None = None

    @property
    def year(self) -> int:
        return int(self.iso[:4])


def partial_date(text: str) -> PartialDate:
    """A date written year first (20050317, 2005-03-17, 2005-03, 20050300, 2005年3月17日) or day first (17/03/2005).

    A month or day of 00 is not known (USPTO writes cited documents YYYYMM00). Raises NotADate.
    """
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    elif match := _DAY_FIRST.fullmatch(text):
        year, month, day = match[3], int(match[2]), int(match[1])
    else:
        raise NotADate(text)
    if year == "0000" or (day and not month):
        raise NotADate(text)
    try:
        date(int(year), month or 1, day or 1)
    except ValueError:
        raise NotADate(text) from None
    iso = year + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
    return PartialDate(iso, None if iso == text else text)
