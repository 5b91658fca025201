"""Classification symbols in US patents: IPC (edition 1-7 and reformed), CPC, USPC, Locarno, as columns and as text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from lxml import etree
from msgspec.structs import replace

from ipcommons.formats.codes import codes
from ipcommons.rights.classification import Classification, Scheme

Element = etree._Element  # noqa: SLF001 (the public name of lxml's element class)

Position = Literal["first", "later"]

_NATIONAL: dict[object, Position] = {"main-classification": "first", "further-classification": "later"}
_POSITIONS = codes("uspto/patents")["positions"]
_VALUES = codes("uspto/patents")["values"]
_IPC_COLUMNS = re.compile(r"([A-H]\d\d[A-Z])\s*0*(\d+)/(\d+)")


@lru_cache(maxsize=65_536)
def uspc_symbol(written: str) -> str:
    """`2/52`, `D21/760`, `123/90.16`, `200/262-270` from the office's columns (`  2 52`, `D21760`, `123 9016`, `200262-270`).

    Columns 1-3 hold the class, 4-6 the whole subclass, right-justified, then its decimals or letters.
    A search may cover a range of subclasses.
    """
    return written[:3].replace(" ", "").lstrip("0") + "/" + "-".join(map(_subclass, written[3:].rstrip().split("-")))


def _subclass(columns: str) -> str:
    whole, rest = columns[:3].strip(), columns[3:].strip()
    decimals = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    if whole == "DIG" or not decimals:
        return whole.lstrip("0") + rest
    return whole.lstrip("0") + ("." + decimals if decimals.strip("0") else "") + rest[len(decimals) :].strip()


@lru_cache(maxsize=65_536)
def old_ipc_symbol(written: str) -> str:
    """`A45F5/04` from the columns of editions 1-7: `A45F  504`, in applications `A45F005/04`."""
    if match := _IPC_COLUMNS.match(written):
        return f"{match[1]}{match[2]}/{match[3]}"
    return f"{written[:4].strip()}{written[4:7].strip()}/{written[7:].strip()}"


def national(element: Element | None) -> Iterator[Classification]:
    """A <classification-national>: main class, then further ones."""
    if element is None:
        return
    country = edition = None
    for child in element:
        tag, written = child.tag, child.text
        if tag == "country":
            country = written
        elif tag == "edition":
            edition = written
        elif tag in _NATIONAL and written and written.strip() not in {"", "None"}:
            yield _national(written, country, _NATIONAL[tag], edition)


@lru_cache(maxsize=65_536)
def _national(written: str, country: str | None, position: Position, edition: str | None) -> Classification:
    scheme: Scheme = "uspc" if country in {"US", None} else "national"
    symbol = uspc_symbol(written) if scheme == "uspc" else "".join(written.split())
    original = None if symbol == written else written
    return Classification(scheme, symbol, position=position, edition=edition, original=original, office=country)


def searched(element: Element | None, old: Element | None) -> Iterator[Classification]:
    """The fields that the examiner searched; the old element has the same content."""
    for field in (element, old):
        for child in field if field is not None else ():
            if child.tag == "classification-national":
                note = child.findtext("additional-info")
                for found in national(child):
                    yield _searched(found, note)
            elif isinstance(child.tag, str):
                yield from in_words("cpc" if "cpc" in child.tag else "ipc", child)


@lru_cache(maxsize=65_536)
def _searched(symbol: Classification, note: str | None) -> Classification:
    """A field of search is neither first nor later. The office notes that a class was searched "unstructured"."""
    return replace(symbol, position=None, status=note)


def in_words(scheme: Scheme, element: Element) -> Iterator[Classification]:
    """A symbol in one text: `H01M 10/0525`."""
    if written := (element.text or "").strip():
        symbol = "".join(written.split())
        yield Classification(scheme, symbol, original=None if symbol == written else written)


def old_ipc(element: Element | None) -> Iterator[Classification]:
    """A <classification-ipc> (editions up to 7)."""
    if element is None:
        return
    edition = element.findtext("edition")
    for child in element:
        if child.tag in _NATIONAL and (written := child.text):
            symbol = old_ipc_symbol(written)
            original = None if symbol == written else written
            yield Classification("ipc", symbol, position=_NATIONAL[child.tag], edition=edition, original=original)


def locarno(element: Element | None) -> Iterator[Classification]:
    """A <classification-locarno>: `02-04` from `0204`."""
    if element is None:
        return
    edition = (element.findtext("edition") or "").strip() or None
    for child in element:
        if child.tag in {"main-classification", "further-classification"} and (written := (child.text or "").strip()):
            symbol = f"{written[:2]}-{written[2:]}" if len(written) == 4 and written.isdigit() else written
            yield Classification("locarno", symbol, edition=edition, original=None if symbol == written else written)


def reformed(element: Element | None) -> Iterator[Classification]:
    """A <classifications-ipcr>."""
    for child in element if element is not None else ():
        if child.tag == "classification-ipcr":
            yield _by_columns("ipc", child, "ipc-version-indicator", None)


def cooperative(element: Element | None) -> Iterator[Classification]:
    """A <classifications-cpc>: the main symbol, the further ones, the combination sets (`1.2`: second rank of the first set)."""
    if element is None:
        return
    for child in element.iterfind("*/classification-cpc"):
        yield _by_columns("cpc", child, "cpc-version-indicator", None)
    for group in element.iterfind("further-cpc/combination-set"):
        for rank in group.iterfind("combination-rank"):
            place = f"{group.findtext('group-number')}.{rank.findtext('rank-number')}"
            for child in rank.iterchildren("classification-cpc"):
                yield _by_columns("cpc", child, "cpc-version-indicator", place)


def _by_columns(scheme: Scheme, element: Element, version: str, combination: str | None) -> Classification:
    """A symbol in its parts. `source`: H human, M machine, G generated; `status`: B original, R reclassified."""
    part = {child.tag: child for child in element}
    text = {tag: child.text or "" for tag, child in part.items()}
    symbol = "".join(text.get(name, "") for name in ("section", "class", "subclass"))
    main_group = text.get("main-group", "")
    return Classification(
        scheme,
        f"{symbol}{main_group}/{text.get('subgroup', '')}" if main_group else symbol,
        position=_POSITIONS.get(text.get("symbol-position", "")),
        value=_VALUES.get(text.get("classification-value", "")),
        edition=_iso_day(_within(part.get(version))),
        level=text.get("classification-level") or None,
        status=text.get("classification-status") or None,
        source=text.get("classification-data-source") or None,
        office=_within(part.get("generating-office")),
        date=_iso_day(_within(part.get("action-date"))),
        combination=combination,
    )


def _within(element: Element | None) -> str | None:
    """The text of the only child (a <date> or <country> in its wrapper)."""
    return element[0].text if element is not None and len(element) else None


def _iso_day(written: str | None) -> str | None:
    if written is None or len(written) != 8 or not written.isdigit():
        return written
    return f"{written[:4]}-{written[4:6]}-{written[6:]}"
