"""EUIPO registered Community designs: the office's open-data XML, a WIPO ST.86 dialect, schema version 2.1.

Source: one <Design> below TransactionData/DesignDetails. A deletion brings its number and little else.
"""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.dates import Dates
from ipcommons.formats.euipo.transactions import (
    OFFICE,
    by_beginning,
    dated,
    english,
    image,
    in_time,
    issue,
    only,
    people,
    priorities,
    publications_of,
    read_transactions,
    texts,
    turn,
)
from ipcommons.formats.filing import Filing, Misread
from ipcommons.formats.xml import need, optional
from ipcommons.rights.classification import Classification
from ipcommons.rights.design import Design
from ipcommons.rights.event import Event, Status
from ipcommons.rights.number import design_id, number
from ipcommons.rights.reference import Proceeding
from ipcommons.rights.text import Text

DESIGN = "TransactionData/DesignDetails/Design"
VIEWS = "DesignRepresentationSheetDetails/DesignRepresentationSheet/ViewDetails/View"
VIENNA = f"{VIEWS}/ViewCategory/CategoryCodeDetails/CategoryCode"
DETAILS = {
    "applicant-reference": "ApplicationReference",
    "receiving-date": "ReceivingOfficeDate",
    "effective-date": "EffectiveDate",
    "has-description": "DesignDescription",
}
TABLES = codes("euipo/designs")


def read(stream: BinaryIO) -> Iterator[Filing | Misread]:
    """The designs of one file."""
    return read_transactions(stream, "euipo-design", read_design)


def read_design(content: etree._Element, dates: Dates) -> Design:
    """One <TransactionContentDetails> -> a Design. Raises MissingElement if it has no design number."""
    design = only(content, DESIGN)
    identifier = need(design, "DesignIdentifier")
    application = optional(design, "ApplicationNumber")
    deferred = optional(design, "PublicationDefermentIndicator")
    record = Design(
        id=design_id(OFFICE, identifier),
        office=OFFICE,
        design_number=number(OFFICE, identifier),
        application_number=number(OFFICE, application) if application else None,
        application_date=dates.past("ApplicationDate", optional(design, "ApplicationDate")),
        registration_date=dates.past("RegistrationDate", optional(design, "RegistrationDate")),
        publication_date=dates.any("PublicationDate", optional(design, "PublicationDate")),
        expiry_date=dates.any("ExpiryDate", optional(design, "ExpiryDate")),
        product_names=_product_names(design),
        verbal_elements=texts(design, "VerbalElementText"),
        views=tuple(image(view, "View", "view") for view in design.iterfind(VIEWS)),
        classifications=(*_locarno(design), *(Classification("vienna", symbol.value) for symbol in texts(design, VIENNA))),
        applicants=people(design, "ApplicantDetails/Applicant/ApplicantIdentifier"),
        designers=people(design, "DesignerDetails/Designer/DesignerIdentifier"),
        representatives=people(design, "RepresentativeDetails/Representative/RepresentativeIdentifier"),
        languages=tuple(t.value for path in ("ApplicationLanguageCode", "SecondLanguageCode") for t in texts(design, path)),
        publication_deferred=deferred == "true" if deferred else None,
        priorities=tuple(priorities(design, dates)),
        publications=publications_of(design, dates),
        proceedings=tuple(_recordals(design, dates)),
        status=_status(design, dates),
    )
    events = _events(record, design)
    return msgspec.structs.replace(record, events=events, details=(*_details(design), *dates.faults))


def _product_names(design: etree._Element) -> tuple[Text, ...]:
    """Once a language: a design for several products names each of them in each language."""
    names: dict[str | None, list[str]] = {}
    for name in texts(design, "IndicationProductDetails/IndicationProduct"):
        names.setdefault(name.language, []).append(name.value)
    return tuple(Text("; ".join(values), language) for language, values in names.items())


def _locarno(design: etree._Element) -> Iterator[Classification]:
    """EUIPO writes 26.05 where the classification itself writes 26-05."""
    for symbol in texts(design, "ClassDescriptionDetails/ClassDescription/ClassNumber"):
        yield Classification("locarno", symbol.value.replace(".", "-"), original=symbol.value)


def _recordals(design: etree._Element, dates: Dates) -> Iterator[Proceeding]:
    for record in design.iterfind("DesignRecordDetails/DesignRecord/DesignBasicRecord"):
        yield Proceeding(
            kind="recordal",
            identifier=optional(record, "RecordIdentifier"),
            date=dates.past("RecordCurrentStatusDate", optional(record, "RecordCurrentStatusDate")),
            status=english(optional(record, "RecordCurrentStatusCode")),
            text=english(optional(record, "BasicRecordKind")),
            details=tuple(_recordal_details(record)),
        )


def _recordal_details(record: etree._Element) -> Iterator[Text]:
    """Where in the Bulletin it was published, which renewal it was, whether the views changed."""
    for publication in record.iterfind("RecordPublicationDetails/RecordPublication"):
        words = (optional(publication, "PublicationSection"), optional(publication, "PublicationSequenceNumber"))
        yield Text(" ".join(word for word in words if word))
    if renewal := optional(record, "RenewalSequenceNumber"):
        yield Text(f"renewal {renewal}", "en")
    if optional(record, "RecordViewsIndicator") == "true":
        yield Text("views changed", "en")


def _status(design: etree._Element, dates: Dates) -> Status | None:
    words = optional(design, "DesignCurrentStatusCode")
    if words is None:
        return None
    return Status(
        kind=TABLES["statuses"].get(words, {}).get("kind", "unknown"),
        text=english(words),
        date=dates.past("DesignCurrentStatusDate", optional(design, "DesignCurrentStatusDate")),
    )


def _events(record: Design, design: etree._Element) -> tuple[Event, ...]:
    """What the dates, the records and the Bulletin say happened; an entry that only publishes a record is not told twice."""
    recorded = {t.value for t in texts(design, "DesignRecordDetails//RecordPublication/PublicationSequenceNumber")}
    told = dated("filing", record.application_date) + dated("registration", record.registration_date)
    told += [issue(entry, TABLES["sections"]) for entry in record.publications if entry.text not in recorded]
    for proceeding in record.proceedings:
        kind = by_beginning(TABLES["records"], proceeding.text.value if proceeding.text else "")
        told.append(Event(kind=kind, date=proceeding.date, text=proceeding.text, number=proceeding.identifier))
    return in_time(told + turn(record.status, TABLES["statuses"]))


def _details(design: etree._Element) -> Iterator[tuple[str, str]]:
    for name, path in DETAILS.items():
        if value := optional(design, path):
            yield name, value
