"""Classification symbols in DOCDB: IPC of both ages, CPC with combination sets, ECLA and national schemes."""

import re
from collections.abc import Iterator
from typing import Literal

from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.dates import Dates
from ipcommons.formats.xml import flat, optional
from ipcommons.rights.classification import Classification, Scheme

_POSITION: dict[str, Literal["first", "later"]] = {"F": "first", "L": "later"}
_VALUE: dict[str, Literal["inventive", "additional"]] = {"I": "inventive", "A": "additional", "N": "additional"}

# WIPO ST.8: 50 characters in fixed places; "A61K  47/32        20060101ALI20051220RMEP".
_IPCR = re.compile(
    r"(?P<symbol>[A-H]\d\d[A-Z]\s*\d+/\d+)\s+(?P<edition>\d{8})(?P<level>[A-Z ])(?P<position>[FL ])(?P<value>[IN ])"
    r"(?P<date>\d{8})(?P<status>[A-Z ])(?P<source>[A-Z ])(?P<office>[A-Z]{2})?"
)
# " 7A 61K   9/16   A": edition, the symbol with blanks inside, a mark.
_IPC = re.compile(r"(?P<edition>\d)?\s*(?P<symbol>[A-H]\s?\d\d\s?[A-Z]\s*\d+/\d+)")


def read_classes(about: etree._Element | None) -> Iterator[Classification]:
    """All symbols of a record, scheme by scheme in the order of the file."""
    if about is None:
        return
    for element in about.iterfind("classification-ipc"):
        yield from _ipc(element)
    for element in about.iterfind("classifications-ipcr/classification-ipcr"):
        yield _ipcr(element.findtext("text") or flat(element) or "")
    for element in about.iterfind("patent-classifications/patent-classification"):
        yield _cpc(element, None)
    for group in about.iterfind("patent-classifications/combination-set"):
        yield from _combination(group)
    for path in ("classification-national", "classification-ecla", "classifications-ecla/classification-ecla"):
        for element in about.iterfind(path):
            yield from _by_office(element, "national" if "national" in path else "ecla")


def _ipc(classification: etree._Element) -> Iterator[Classification]:
    """IPC of the editions 1-7: a main symbol, further ones, indexing codes."""
    edition = optional(classification, "edition")
    for element in classification.iterdescendants(tag=etree.Element):
        written = flat(element)
        if element.tag == "edition" or len(element) or not written:
            continue
        match = _IPC.match(written)
        yield Classification(
            scheme="ipc",
            symbol=_joined(match["symbol"] if match else written),
            position="first" if element.tag == "main-classification" else "later",
            edition=edition or (match["edition"] if match else None),
            original=written,
        )


def _ipcr(text: str) -> Classification:
    written = " ".join(text.split())
    match = _IPCR.match(text.strip())
    if match is None:
        return Classification(scheme="ipc", symbol=_joined(written), original=written)
    return Classification(
        scheme="ipc",
        symbol=_joined(match["symbol"]),
        position=_POSITION.get(match["position"]),
        value=_VALUE.get(match["value"]),
        edition=_day(match["edition"]),
        original=written,
        level=match["level"].strip() or None,
        status=match["status"].strip() or None,
        source=match["source"].strip() or None,
        office=match["office"],
        date=_day(match["date"]),
    )


def _cpc(element: etree._Element, combination: str | None) -> Classification:
    scheme = element.find("classification-scheme")
    written = optional(element, "classification-symbol") or ""
    return Classification(
        scheme=_scheme("" if scheme is None else scheme.get("scheme", "")),
        symbol=_joined(written),
        position=_POSITION.get(optional(element, "symbol-position") or ""),
        value=_VALUE.get(optional(element, "classification-value") or ""),
        edition=_day(optional(element, "classification-scheme/date")),
        original=" ".join(written.split()) if " " in written else None,
        status=optional(element, "classification-status"),
        source=optional(element, "classification-data-source"),
        office=optional(element, "generating-office"),
        date=_day(optional(element, "action-date/date")),
        combination=combination,
    )


def _combination(group: etree._Element) -> Iterator[Classification]:
    """Symbols that only mean something together: "2.1" is the first rank of the second set."""
    number = optional(group, "group-number") or group.get("sequence") or "1"
    for place, rank in enumerate(group.iterfind("combination-rank"), start=1):
        for element in rank.iterfind("patent-classification"):
            yield _cpc(element, f"{number}.{optional(rank, 'rank-number') or place}")


def _scheme(code: str) -> Scheme:
    schemes: dict[str, Scheme] = codes("epo/docdb")["schemes"]
    return next((scheme for begin, scheme in schemes.items() if code.startswith(begin)), "national")


def _by_office(element: etree._Element, scheme: Scheme) -> Iterator[Classification]:
    for leaf in element.iter(etree.Element):
        if len(leaf) == 0 and (written := flat(leaf)):
            yield Classification(scheme=scheme, symbol=written, office=element.get("country") or element.get("office"))


def _joined(symbol: str) -> str:
    return "".join(symbol.split())


def _day(written: str | None) -> str | None:
    """A date as ISO; what is none stays as it is written."""
    day = Dates().any("date", written)
    return day.iso if day else written
