"""EUIPO trade marks: the office's open-data XML, a WIPO ST.66 dialect, schema version 3.4.

Source: one <TradeMark> below TransactionData/TradeMarkDetails; appeals and relations stand beside it.
Earlier marks inside oppositions and seniorities repeat its element names: only direct children are the mark's own.
"""

from collections.abc import Iterator
from typing import BinaryIO, cast

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
    office_number,
    only,
    people,
    priorities,
    publications_of,
    read_transactions,
    texts,
    turn,
)
from ipcommons.formats.filing import Filing, Misread
from ipcommons.formats.xml import flat, need, optional
from ipcommons.rights.classification import Classification
from ipcommons.rights.event import Event, EventKind, Status, StatusKind
from ipcommons.rights.number import number, trademark_id
from ipcommons.rights.reference import DocumentReference, EarlierRight, Priority, Proceeding
from ipcommons.rights.text import Text
from ipcommons.rights.trademark import GoodsServices, MarkFeature, TradeMark

MARK = "TransactionData/TradeMarkDetails/TradeMark"
CLASSES = "GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription"
VIENNA = "MarkImageDetails/MarkImage/MarkImageCategory/CategoryCodeDetails/CategoryCode"
DETAILS = {
    "acquired-distinctiveness": "TradeDistinctivenessIndicator",
    "termination-date": "TerminationDate",
    "image-colour": "MarkImageDetails/MarkImage/MarkImageColourIndicator",
}
TABLES = codes("euipo/trademarks")


def read(stream: BinaryIO) -> Iterator[Filing | Misread]:
    """The marks of one file."""
    return read_transactions(stream, "euipo-trademark", read_mark)


def read_mark(content: etree._Element, dates: Dates) -> TradeMark:
    """One <TransactionContentDetails> -> a TradeMark. Raises MissingElement if it has no application number."""
    mark = only(content, MARK)
    application = need(mark, "ApplicationNumber")
    publications = publications_of(mark, dates)
    registered = dates.past("RegistrationDate", optional(mark, "RegistrationDate"))
    record = TradeMark(
        id=trademark_id(OFFICE, application),
        office=OFFICE,
        application_number=number(OFFICE, application),
        registration_number=number(OFFICE, application) if registered else None,
        application_date=dates.past("ApplicationDate", optional(mark, "ApplicationDate")),
        registration_date=registered,
        publication_date=next((p.date for p in publications if p.name == "A.1"), None),
        expiry_date=dates.any("ExpiryDate", optional(mark, "ExpiryDate")),
        feature=cast("MarkFeature | None", TABLES["features"].get(optional(mark, "MarkFeature"))),
        kind_mark=optional(mark, "KindMark"),
        verbal_elements=texts(mark, "WordMarkSpecification/MarkVerbalElementText"),
        transliterations=texts(mark, "WordMarkSpecification/MarkTransliteration"),
        translations=texts(mark, "WordMarkSpecification/MarkTranslation"),
        descriptions=texts(mark, "MarkDescriptionDetails/MarkDescription"),
        disclaimers=texts(mark, "MarkDisclaimerDetails/MarkDisclaimer"),
        colours=texts(mark, "MarkImageDetails/MarkImage/MarkImageColourClaimedText"),
        images=tuple(image(i, "MarkImage", "mark") for i in mark.iterfind("MarkImageDetails/MarkImage")),
        classifications=tuple(Classification("vienna", symbol.value) for symbol in texts(mark, VIENNA)),
        goods_services=tuple(_goods(c, mark) for c in mark.iterfind(CLASSES)),
        applicants=people(mark, "ApplicantDetails/ApplicantKey/Identifier"),
        representatives=people(mark, "RepresentativeDetails/RepresentativeKey/Identifier"),
        languages=tuple(t.value for path in ("ApplicationLanguageCode", "SecondLanguageCode") for t in texts(mark, path)),
        priorities=(*priorities(mark, dates), *_exhibitions(mark, dates)),
        seniorities=tuple(_seniority(s, dates) for s in mark.iterfind("SeniorityDetails/Seniority")),
        related_documents=_relations(content),
        publications=publications,
        proceedings=(*_oppositions(mark, dates), *_recordals(mark, dates), *_appeals(content, dates)),
        status=_status(mark, dates, registered=registered is not None),
    )
    events = _events(record, mark, dates)
    return msgspec.structs.replace(record, events=events, details=(*_details(mark), *dates.faults))


def _goods(description: etree._Element, mark: etree._Element) -> GoodsServices:
    """A class of the Nice Classification with its list in each language."""
    class_number = need(description, "ClassNumber")
    return GoodsServices(
        class_number=int(class_number) if class_number.isdecimal() else None,
        texts=texts(description, "GoodsServicesDescription"),
        edition=optional(mark, "GoodsServicesDetails/GoodsServices/ClassificationVersion"),
        national_classes=() if class_number.isdecimal() else (class_number,),
    )


def _exhibitions(mark: etree._Element, dates: Dates) -> Iterator[Priority]:
    for shown in mark.iterfind("ExhibitionPriorityDetails/ExhibitionPriority"):
        place = (optional(shown, path) for path in ("ExhibitionName", "ExhibitionCityName", "ExhibitionCountryCode"))
        yield Priority(
            date=dates.past("ExhibitionDate", optional(shown, "ExhibitionDate")),
            kind="exhibition",
            text=", ".join(part for part in place if part) or None,
        )


def _seniority(seniority: etree._Element, dates: Dates) -> EarlierRight:
    """The country stands in SeniorityCountryCode; `InternationalTradeMarkCode` says EU or Madrid."""
    country = optional(seniority, "SeniorityCountryCode")
    return EarlierRight(
        number=office_number(country, optional(seniority, "SeniorityApplicationNumber")),
        registration_number=office_number(country, optional(seniority, "SeniorityRegistrationNumber")),
        date=dates.past("SeniorityFilingDate", optional(seniority, "SeniorityFilingDate")),
        registration_date=dates.past("SeniorityRegistrationDate", optional(seniority, "SeniorityRegistrationDate")),
        kind=optional(seniority, "InternationalTradeMarkCode"),
        country=country,
        status=optional(seniority, "SeniorityStatusCode"),
        details=(Text("partial"),) if optional(seniority, "SeniorityPartialIndicator") == "true" else (),
    )


def _relations(content: etree._Element) -> tuple[DocumentReference, ...]:
    return tuple(
        DocumentReference(
            number=office_number(OFFICE, optional(relation, "RelatedTradeMarkIdentifier")),
            name=optional(relation, "TradeMarkRelationKind"),
        )
        for relation in content.iterfind("TransactionData/TradeMarkRelationDetails/TradeMarkRelation")
    )


def _oppositions(mark: etree._Element, dates: Dates) -> Iterator[Proceeding]:
    for opposition in mark.iterfind("OppositionDetails/Opposition"):
        yield Proceeding(
            kind="opposition",
            identifier=optional(opposition, "OppositionIdentifier"),
            date=dates.past("OppositionDate", optional(opposition, "OppositionDate")),
            language=optional(opposition, "ProceedingLanguageCode"),
            parties=(
                *people(opposition, "OpponentDetails/OpponentKey/Identifier", "opponent"),
                *people(opposition, "RepresentativeDetails/RepresentativeKey/Identifier", "representative"),
            ),
            # One ground a line; the text begins with a line break.
            grounds=tuple((optional(opposition, "OppositionGroundText") or "").splitlines()),
            earlier_rights=tuple(_earlier(e, dates) for e in opposition.iterfind("EarlierMarkDetails/EarlierMark")),
        )


def _earlier(earlier: etree._Element, dates: Dates) -> EarlierRight:
    """A mark that the opponent relies on. Listed once a ground, so the same mark may come twice."""
    country = optional(earlier, "EarlierMarkCountryCode")
    feature = optional(earlier, "MarkFeature")
    return EarlierRight(
        number=office_number(country, optional(earlier, "ApplicationNumber")),
        registration_number=office_number(country, optional(earlier, "RegistrationNumber")),
        date=dates.past("EarlierMark/ApplicationDate", optional(earlier, "ApplicationDate")),
        registration_date=dates.past("EarlierMark/RegistrationDate", optional(earlier, "RegistrationDate")),
        feature=TABLES["features"].get(feature, feature),
        verbal_elements=texts(earlier, "WordMarkSpecification/MarkVerbalElementText"),
        country=country,
        details=texts(earlier, "DesignatedCountryDetails/DesignatedCountryCode"),
    )


def _recordals(mark: etree._Element, dates: Dates) -> Iterator[Proceeding]:
    for record in mark.iterfind("MarkRecordDetails/MarkRecord/BasicRecord"):
        yield Proceeding(
            kind="recordal",
            identifier=optional(record, "RecordIdentifier"),
            date=dates.past("RecordCurrentStatusDate", optional(record, "RecordCurrentStatusDate")),
            status=english(optional(record, "RecordCurrentStatusCode")),
            parties=(
                *people(record, "ClaimantDetails/ClaimantKey/Identifier", "claimant"),
                *people(record, "RepresentativeDetails/RepresentativeKey/Identifier", "representative"),
            ),
            text=english(optional(record, "BasicRecordKind")),
        )


def _appeals(content: etree._Element, dates: Dates) -> Iterator[Proceeding]:
    for appeal in content.iterfind("TransactionData/AppealDetails/Appeal"):
        cases = appeal.iterfind("CaseReferenceDetails/CaseReference")
        yield Proceeding(
            kind="appeal",
            identifier=optional(appeal, "AppealIdentifier"),
            date=dates.past("AppealDate", optional(appeal, "AppealDate")),
            language=optional(appeal, "AppealProceedingLanguageCode"),
            parties=(
                *people(appeal, "AppellantDetails/AppellantKey/Identifier", "appellant"),
                *people(appeal, "RepresentativeDetails/RepresentativeKey/Identifier", "representative"),
            ),
            details=tuple(Text(f"{case.get('caseReferenceKind') or ''} {flat(case) or ''}".strip()) for case in cases),
        )


def _status(mark: etree._Element, dates: Dates, *, registered: bool) -> Status | None:
    """The office's words decide, then the attribute `status`: the words alone occur with several codes."""
    code = mark.find("MarkCurrentStatusCode")
    if code is None:
        return None
    words = (code.text or "").strip()
    meaning = TABLES["statuses"].get(words)
    kind: StatusKind = TABLES["status_codes"].get(str(code.get("status")), "unknown")
    if meaning is not None:
        kind = meaning.get("registered", meaning["kind"]) if registered else meaning["kind"]
    numbers = [f"{name} {code.get(name)}" for name in ("milestone", "status") if code.get(name)]
    return Status(
        kind=kind,
        text=english(words),
        code=", ".join(numbers) or None,
        date=dates.past("MarkCurrentStatusDate", optional(mark, "MarkCurrentStatusDate")),
    )


def _events(record: TradeMark, mark: etree._Element, dates: Dates) -> tuple[Event, ...]:
    """What the dates, the Bulletin and the proceedings say happened, in order of time."""
    told = dated("filing", record.application_date) + dated("registration", record.registration_date)
    told += [issue(publication, TABLES["sections"]) for publication in record.publications]
    told += [_proceeding(proceeding) for proceeding in record.proceedings]
    told += [
        Event(kind="other", date=dates.past("MarkEventDate", optional(e, "MarkEventDate")), code=optional(e, "MarkEventCode"))
        for e in mark.iterfind("MarkEventDetails/MarkEvent")
    ]
    return in_time(told + turn(record.status, TABLES["statuses"]))


def _proceeding(proceeding: Proceeding) -> Event:
    kind: EventKind = "other"
    if proceeding.kind == "recordal":
        kind = by_beginning(TABLES["records"], proceeding.text.value if proceeding.text else "")
    elif proceeding.kind in ("opposition", "appeal"):
        kind = proceeding.kind
    return Event(kind=kind, date=proceeding.date, text=proceeding.text, number=proceeding.identifier)


def _details(mark: etree._Element) -> Iterator[tuple[str, str]]:
    """The office's own feature where ours has another name, and what has no field."""
    feature = optional(mark, "MarkFeature")
    if feature and TABLES["features"].get(feature) != feature:
        yield "mark-feature", feature
    for name, path in DETAILS.items():
        if value := optional(mark, path):
            yield name, value
