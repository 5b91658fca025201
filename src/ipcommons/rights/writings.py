"""Numbers in any usual writing: what a person types, and what an office's number is called, meet in one canonical form.

`candidates(typed)` gives the numbers that a text can mean, `spellings(number)` the canonical forms
under which a record's number is found. Both go through the same rules of the offices, so no spelling
leads to another document: a kind code or check digit that is typed must be the record's own.
"""

import re
from collections.abc import Iterator
from typing import Literal
from unicodedata import normalize

import msgspec

from ipcommons.rights.number import Number, without_leading_zeros

WritingType = Literal["id", "publication", "application", "registration"]

FEWEST_DIGITS = 5
"""A bare run of fewer digits is a word or a year, not a number of an office."""


class Writing(msgspec.Struct, frozen=True):
    """One reading of what was typed. `office` None: any; `number` canonical; `kind` None: any kind code.

    `certain`: it cannot well be a word (an office or a sign of its own form stands in it).
    """

    type: WritingType
    office: str | None
    number: str
    kind: str | None = None
    certain: bool = True

    @property
    def spelling(self) -> str:
        """The form in which `spellings` holds the same number."""
        return (self.office or "") + self.number + (self.kind or "")


_ID = re.compile(r"(?:/?rights/)?(patent|trademark|design|gi)[:/]([A-Za-z]{2})[:/]([^\s:/]+)(?:[:/]([A-Za-z]\d?|-))?/?")
_CHINESE_APPLICATION = re.compile(r"(?:ZL|CN)?\s*((?:19|20)\d{2}[1-9]\d{7}|\d{8})\.([\dX])", re.IGNORECASE)
_CHINESE_APPLICATION_UNDOTTED = re.compile(r"(?:ZL|CN)\s*((?:19|20)\d{2}[1-9]\d{7})([\dX]?)", re.IGNORECASE)
_PCT_APPLICATION = re.compile(r"PCT[/\s-]*([A-Z]{2})[/\s-]*(\d{4}|\d{2})[/\s-]*(\d{5,6})", re.IGNORECASE)
_WO_PUBLICATION = re.compile(r"WO[\s/_-]*(\d{4}|\d{2})[/\s_-]?(\d{5,6})[\s/_-]*([A-Z]\d?)?", re.IGNORECASE)
_EP_APPLICATION = re.compile(r"EP[\s_-]?((?:7[89]|[89]\d|[0-4]\d)\d{6})(?:\.(\d))?", re.IGNORECASE)
_US_SERIAL = re.compile(r"(?:US[\s/_-]*)?(\d{2})/(\d{3}),?(\d{3})", re.IGNORECASE)
_US_PUBLISHED_APPLICATION = re.compile(r"(?:US[\s_-]*)?((?:19|20)\d{2})/(\d{6,7})[\s_-]*([A-Z]\d?)?", re.IGNORECASE)
_US_GROUPED = re.compile(
    r"(?:US[\s_-]*)?(?:Pat(?:ent|\.)?[\s.]*(?:No\.?)?\s*)?((?:D|RE|PP|H|T|AI|X)?\s?\d{1,3}(?:,\d{3})+)[\s_-]*([A-Z]\d?)?", re.IGNORECASE
)
_US_LETTERED = re.compile(r"(?:US[\s_-]*)?((?:D|RE|PP)0*\d{5,7})[\s_-]*([A-Z]\d?)?", re.IGNORECASE)
_OFFICE_FIRST = re.compile(
    r"(EUTM|EUIPO|RCD|[A-Z]{2})[\s/_:-]*((?:[A-Z]{0,2}[\s_-]?)?\d[\d.,/ -]*\d)(?:[\s/_:-]*([A-Z]\d?))?(?:[\s_-]+(?:19|20)\d{6})?",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d[\d-]*\d")
_GI_FILE = re.compile(
    r"(?:(EU|GB|UK|FR|IN)[\s:-]+)?((?:PDO|PGI|GI|TSG|AOC|AOP|IGP)[\s-][A-Z0-9]{1,4}(?:[\s-][A-Z0-9+]{1,6})*)", re.IGNORECASE
)

_UNCHECKED = "~"
"""Behind a Chinese application number whose source writes no check digit: any typed one fits it."""

_OFFICES = {"EUTM": "EM", "EUIPO": "EM", "RCD": "EM", "EU": "EM", "UK": "GB", "ZL": "CN"}


def compact(value: str) -> str:
    """A number without blanks, stops and strokes, in capitals."""
    value = value.upper()
    return value if value.isascii() and value.isalnum() else re.sub(r"[^0-9A-Z]", "", value)


def candidates(typed: str) -> tuple[Writing, ...]:
    """What a text can mean as a number; nothing if it is not written like one.

    Full-width forms, blanks around it and the usual signs within it do not matter.
    """
    text = normalize("NFKC", typed).strip().strip("\u200b\ufeff").strip()
    if not 4 < len(text) < 60 or not any(character.isdigit() for character in text):
        return ()
    for reading in (_by_id, _chinese_application, _international, _american, _european_application, _gi_file, _by_office, _bare):
        if found := tuple(dict.fromkeys(reading(text))):
            return found
    return ()


def spellings(number: Number, kind_of_number: WritingType) -> set[str]:
    """The canonical forms of a record's number: with and without office, with and without kind code."""
    office = number.office.upper()
    if kind_of_number == "application" and (canonical := _international_application(office, number)):
        return {canonical}
    value = _canonical(office, compact(number.value), kind_of_number)
    found = {value, office + value, compact(number.value)}
    if office == "CN" and kind_of_number == "application":
        checked = compact(number.value)
        found.add(f"CN{value}{checked[len(value) :] or _UNCHECKED}")
    if number.kind:
        found.add(office + value + number.kind.upper())
    return found


def _canonical(office: str, value: str, kind_of_number: WritingType) -> str:
    """The one form of a compact number of an office."""
    if office == "CN" and kind_of_number == "application":
        return value[:-1] if len(value) in {9, 13} else value
    if office == "EP" and kind_of_number == "application" and len(value) == 9:
        return without_leading_zeros(value[:-1])
    if office == "US" and kind_of_number == "publication" and re.fullmatch(r"(?:19|20)\d{8}", value):
        # DOCDB writes published applications with six digits behind the year, the office with seven.
        return f"{value[:4]}0{value[4:]}"
    if office == "WO" and kind_of_number == "publication":
        return _wo_number(value)
    return without_leading_zeros(value)


def _wo_number(value: str) -> str:
    """Four digits of the year and six of the serial, from 9403095, 02012345, 1994003095 and 2022990417 alike."""
    if len(value) == 10:
        return value
    year = int(value[:2])
    return f"{1900 + year if year >= 78 else 2000 + year}{value[2:]:0>6}"


def _international_application(office: str, number: Number) -> str | None:
    """PCT/US2012/051017 from any form of it, also DOCDB's (office US, number 2012051017, kind W)."""
    value = compact(number.value)
    if match := _PCT_APPLICATION.fullmatch(value):
        return _pct(match[1], match[2], match[3])
    if number.kind == "W" and len(value) in {7, 10}:
        return _pct(office, value[:-6] if len(value) == 10 else value[:2], value[-6:] if len(value) == 10 else value[2:])
    return None


def _pct(office: str, year: str, serial: str) -> str:
    if len(year) == 2:
        year = f"{19 if int(year) >= 78 else 20}{year}"
    return f"PCT{office.upper()}{year}{serial:0>6}"


def _by_id(text: str) -> Iterator[Writing]:
    if match := _ID.fullmatch(text):
        kind, office, number, kind_code = match.groups()
        parts = [kind.lower(), office.upper(), number, *([kind_code.upper()] if kind_code else [])]
        yield Writing("id", None, ":".join(parts))
        if kind.lower() == "patent" and kind_code in {None, "-"}:
            yield Writing("publication", office.upper(), _canonical(office.upper(), compact(number), "publication"))


def _chinese_application(text: str) -> Iterator[Writing]:
    match = _CHINESE_APPLICATION.fullmatch(text) or _CHINESE_APPLICATION_UNDOTTED.fullmatch(text)
    if match and match[2]:
        yield Writing("application", "CN", match[1] + match[2].upper())
        yield Writing("application", "CN", match[1] + _UNCHECKED)
    elif match:
        yield Writing("application", "CN", match[1])


def _international(text: str) -> Iterator[Writing]:
    if match := _PCT_APPLICATION.fullmatch(text):
        yield Writing("application", None, _pct(*match.groups()))
    if match := _WO_PUBLICATION.fullmatch(text):
        year, serial, kind = match.groups()
        yield Writing("publication", "WO", _wo_number(year + serial), kind.upper() if kind else None)


def _american(text: str) -> Iterator[Writing]:
    if match := _US_SERIAL.fullmatch(text):
        yield Writing("application", "US", without_leading_zeros("".join(match.groups())))
    elif match := _US_PUBLISHED_APPLICATION.fullmatch(text):
        yield Writing("publication", "US", f"{match[1]}{match[2]:0>7}", match[3].upper() if match[3] else None)
    elif match := _US_GROUPED.fullmatch(text) or _US_LETTERED.fullmatch(text):
        value, kind = without_leading_zeros(compact(match[1])), match[2].upper() if match[2] else None
        yield Writing("publication", "US", value, kind)
        if kind is None:
            yield Writing("registration", "US", value)


def _european_application(text: str) -> Iterator[Writing]:
    if match := _EP_APPLICATION.fullmatch(text):
        yield Writing("application", "EP", without_leading_zeros(match[1]))


def _gi_file(text: str) -> Iterator[Writing]:
    if match := _GI_FILE.fullmatch(text):
        office = match[1].upper() if match[1] else None
        yield Writing("registration", {"UK": "GB"}.get(office or "", office), compact(match[2]))


def _by_office(text: str) -> Iterator[Writing]:
    match = _OFFICE_FIRST.fullmatch(text)
    if match is None or sum(character.isdigit() for character in match[2]) < FEWEST_DIGITS:
        return
    office = _OFFICES.get(match[1].upper(), match[1].upper())
    value, kind = compact(match[2]), match[3].upper() if match[3] else None
    yield Writing("publication", office, _canonical(office, value, "publication"), kind)
    if kind is None:
        yield Writing("registration", office, without_leading_zeros(value))
        yield Writing("application", office, _canonical(office, value, "application"))


def _bare(text: str) -> Iterator[Writing]:
    if not _BARE.fullmatch(text) or sum(character.isdigit() for character in text) < FEWEST_DIGITS:
        return
    if re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", text):
        return
    for kind_of_number in ("publication", "registration", "application"):
        yield Writing(kind_of_number, None, compact(text), certain=False)
