"""What both layouts of CNIPA's patent documents have in common: values, symbols, kinds of document, stages of life."""

import re
from typing import Literal

from lxml import etree

from ipcommons.formats.cnipa.text import LANGUAGE
from ipcommons.formats.codes import codes
from ipcommons.rights.classification import Classification
from ipcommons.rights.date import PartialDate
from ipcommons.rights.event import Event
from ipcommons.rights.image import Image, ImageKind
from ipcommons.rights.number import Number, number
from ipcommons.rights.party import Party
from ipcommons.rights.patent import PatentType
from ipcommons.rights.reference import DocumentReference
from ipcommons.rights.text import Text

OFFICE = "CN"

# "C07K   16/18    (2006.01)", before 2006 without the version, now and then with I or N for its value.
_IPC = re.compile(r"([A-H]\d\d[A-Z])\s*(\d+)/(\d+)\s*(?:\((\d{4})\.(\d\d)\))?\s*([IN])?")
_AGENCY = re.compile(r"(.*\S)\s+(\d{5})")


def said(value: str | None) -> str | None:
    """The value, stripped; None for nothing. The office writes 0, 0000000000 and 00000000 where it has nothing to say."""
    value = (value or "").strip()
    return value if value.strip("0") else None


def patent_type(kind: str | None) -> PatentType | None:
    """From the first letter of the kind of document."""
    types: dict[str, PatentType] = codes("cnipa/patents")["types"]
    return types.get((kind or "")[:1])


# CNIPA ZC 0008: since 7 April 2010 grants are B, U, S; before that C, Y, D (a B of 1985-1992 is an examined
# application laid open, a U or S of those years an application published).
def grant_day(kind: str | None, published: PartialDate | None) -> PartialDate | None:
    """The day of grant: a granted document is published on it."""
    if published is None or not kind:
        return None
    granted = kind[0] in "CYD" or (kind[0] in "BUS" and published.iso >= "2010-04-07")
    return published if granted else None


def life_events(
    kind: str | None,
    filed: PartialDate | None,
    published: PartialDate | None,
    granted: PartialDate | None,
    *,
    entered: PartialDate | None,
    earlier: DocumentReference | None,
) -> tuple[Event, ...]:
    """What the document shows of its life, in order of time. Before 1993 examined applications and models were 公告, not yet granted."""
    laid_open = "公告" if kind and kind[0] != "A" else "公开"
    events = [
        Event(kind="filing", date=filed, text=Text("申请", LANGUAGE)) if filed else None,
        Event(kind="international", date=entered, text=Text("进入中国国家阶段", LANGUAGE)) if entered else None,
        Event(kind="publication", date=earlier.date, text=Text("公开", LANGUAGE), number=_shown(earlier.number))
        if earlier and earlier.date
        else None,
        Event(kind="grant", date=granted, text=Text("授权公告", LANGUAGE), status_after="in-force")
        if granted
        else Event(kind="publication", date=published, text=Text(laid_open, LANGUAGE))
        if published
        else None,
    ]
    return tuple(sorted((event for event in events if event), key=lambda event: event.date.iso if event.date else ""))


def _shown(publication: Number | None) -> str | None:
    return f"{publication.office}{publication.value}{publication.kind or ''}" if publication else None


def classification(
    written: str,
    *,
    symbol: str | None = None,
    edition: str | None = None,
    position: Literal["first", "later"] | None = None,
    source: str | None = None,
    office: str | None = None,
) -> Classification:
    """An IPC symbol from its parts, else from the text that is printed."""
    match = _IPC.match(written)
    if match and match[4]:
        edition = edition or f"{match[4]}-{match[5]}-01"
    found = symbol or (f"{match[1]}{match[2]}/{match[3]}" if match else "".join(written.split()))
    value: Literal["inventive", "additional"] | None = {"I": "inventive", "N": "additional"}.get(match[6] or "") if match else None  # type: ignore[assignment]
    return Classification(
        scheme="ipc",
        symbol=found,
        position=position,
        value=value,
        edition=edition,
        original=written if written and written != found else None,
        source=source,
        office=office,
    )


def first_or_later(sequence: str | None) -> Literal["first", "later"] | None:
    """The first symbol on the front page is the main one."""
    if sequence is None:
        return None
    return "first" if sequence.lstrip("0") == "1" else "later"


def number_of_pct(office: str, value: str, kind: str | None) -> Number:
    """A number; of a PCT publication without the slash that the office writes ("2021/173713")."""
    return number(office, value.replace("/", "") if office == "WO" else value, kind, original=value)


def agents(people: list[tuple[str | None, str | None]], code: str | None) -> tuple[Party, ...]:
    """Agencies, each once, then attorneys, from (attorney, agency as written: "name 12345")."""
    agencies: dict[str, Party] = {}
    attorneys = []
    for person, agency in people:
        name, written = said(person), said(agency)
        if written:
            match = _AGENCY.fullmatch(written)
            agencies[written] = Party(
                name=match[1] if match else written,
                language=LANGUAGE,
                key=match[2] if match else code,
                kind="organisation",
                role="agency",
            )
        if name:
            details = (Text(written, LANGUAGE),) if written else ()
            attorneys.append(Party(name=name, language=LANGUAGE, kind="person", role="agent", details=details))
    return (*agencies.values(), *attorneys)


def image(attributes: etree._Attrib | dict[str, str], label: str | None, kind: ImageKind) -> Image:
    """From the attributes of an image element; sizes are the office's, without a unit."""
    return Image(
        file=said(attributes.get("file")),
        kind=kind,
        label=said(label),
        format=attributes.get("imgFormat") or attributes.get("img-format"),
        width=attributes.get("wi"),
        height=attributes.get("he"),
        orientation=attributes.get("orientation"),
    )
