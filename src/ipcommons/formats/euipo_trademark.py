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
from ipcommons.formats.euipo import OFFICE, image, office_number, only, people, read_transactions
from ipcommons.formats.filing import Filing, Misread
from ipcommons.formats.manifest import manifests
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
TABLES = codes("euipo_trademark")


def read(stream: BinaryIO) -> Iterator[Filing | Misread]:
    """The marks of one file."""
    return read_transactions(stream, manifests()["euipo-trademark"], read_mark)


def read_mark(content: etree._Element, dates: Dates) -> TradeMark:
    """One <TransactionContentDetails> -> a TradeMark. Raises MissingElement if it has no application number."""
    mark = only(content, MARK)
    application = need(mark, "ApplicationNumber")
    publications = _publications(mark, dates)
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
        verbal_elements=_texts(mark, "WordMarkSpecification/MarkVerbalElementText"),
        transliterations=_texts(mark, "WordMarkSpecification/MarkTransliteration"),
        translations=_texts(mark, "WordMarkSpecification/MarkTranslation"),
        descriptions=_texts(mark, "MarkDescriptionDetails/MarkDescription"),
        disclaimers=_texts(mark, "MarkDisclaimerDetails/MarkDisclaimer"),
        colours=_texts(mark, "MarkImageDetails/MarkImage/MarkImageColourClaimedText"),
        images=tuple(image(i, "MarkImage", "mark") for i in mark.iterfind("MarkImageDetails/MarkImage")),
        classifications=tuple(Classification("vienna", symbol.value) for symbol in _texts(mark, VIENNA)),
        goods_services=tuple(_goods(c, mark) for c in mark.iterfind(CLASSES)),
        applicants=people(mark, "Applicant"),
        representatives=people(mark, "Representative"),
        languages=tuple(t.value for path in ("ApplicationLanguageCode", "SecondLanguageCode") for t in _texts(mark, path)),
        priorities=(*_priorities(mark, dates), *_exhibitions(mark, dates)),
        seniorities=tuple(_seniority(s, dates) for s in mark.iterfind("SeniorityDetails/Seniority")),
        related_documents=_relations(content),
        publications=publications,
        proceedings=(*_oppositions(mark, dates), *_recordals(mark, dates), *_appeals(content, dates)),
        status=_status(mark, dates, registered=registered is not None),
    )
    events = _events(record, mark, dates)
    return msgspec.structs.replace(record, events=events, details=(*_details(mark), *dates.faults))


def _texts(parent: etree._Element, path: str) -> tuple[Text, ...]:
    return tuple(Text(e.text.strip(), e.get("languageCode")) for e in parent.iterfind(path) if e.text and not e.text.isspace())


def _goods(description: etree._Element, mark: etree._Element) -> GoodsServices:
    """A class of the Nice Classification with its list in each language."""
    class_number = need(description, "ClassNumber")
    return GoodsServices(
        class_number=int(class_number) if class_number.isdecimal() else None,
        texts=_texts(description, "GoodsServicesDescription"),
        edition=optional(mark, "GoodsServicesDetails/GoodsServices/ClassificationVersion"),
        national_classes=() if class_number.isdecimal() else (class_number,),
    )


def _priorities(mark: etree._Element, dates: Dates) -> Iterator[Priority]:
    for priority in mark.iterfind("PriorityDetails/Priority"):
        yield Priority(
            number=office_number(optional(priority, "PriorityCountryCode"), optional(priority, "PriorityNumber")),
            date=dates.past("PriorityDate", optional(priority, "PriorityDate")),
            status=optional(priority, "PriorityStatusCode"),
            text="partial" if optional(priority, "PriorityPartialIndicator") == "true" else None,
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


def _publications(mark: etree._Element, dates: Dates) -> tuple[DocumentReference, ...]:
    """Issues of the EUTM Bulletin: `name` is the section, `text` the page (mostly 0 since the Bulletin has none)."""
    return tuple(
        DocumentReference(
            number=office_number(OFFICE, optional(publication, "PublicationIdentifier")),
            date=dates.past("PublicationDate", optional(publication, "PublicationDate")),
            name=optional(publication, "PublicationSection"),
            text=optional(publication, "PublicationPage"),
        )
        for publication in mark.iterfind("PublicationDetails/Publication")
    )


def _oppositions(mark: etree._Element, dates: Dates) -> Iterator[Proceeding]:
    for opposition in mark.iterfind("OppositionDetails/Opposition"):
        yield Proceeding(
            kind="opposition",
            identifier=optional(opposition, "OppositionIdentifier"),
            date=dates.past("OppositionDate", optional(opposition, "OppositionDate")),
            language=optional(opposition, "ProceedingLanguageCode"),
            parties=(*people(opposition, "Opponent", "opponent"), *people(opposition, "Representative", "representative")),
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
        verbal_elements=_texts(earlier, "WordMarkSpecification/MarkVerbalElementText"),
        country=country,
        details=_texts(earlier, "DesignatedCountryDetails/DesignatedCountryCode"),
    )


def _recordals(mark: etree._Element, dates: Dates) -> Iterator[Proceeding]:
    for record in mark.iterfind("MarkRecordDetails/MarkRecord/BasicRecord"):
        yield Proceeding(
            kind="recordal",
            identifier=optional(record, "RecordIdentifier"),
            date=dates.past("RecordCurrentStatusDate", optional(record, "RecordCurrentStatusDate")),
            status=_english(optional(record, "RecordCurrentStatusCode")),
            parties=(*people(record, "Claimant", "claimant"), *people(record, "Representative", "representative")),
            text=_english(optional(record, "BasicRecordKind")),
        )


def _appeals(content: etree._Element, dates: Dates) -> Iterator[Proceeding]:
    for appeal in content.iterfind("TransactionData/AppealDetails/Appeal"):
        cases = appeal.iterfind("CaseReferenceDetails/CaseReference")
        yield Proceeding(
            kind="appeal",
            identifier=optional(appeal, "AppealIdentifier"),
            date=dates.past("AppealDate", optional(appeal, "AppealDate")),
            language=optional(appeal, "AppealProceedingLanguageCode"),
            parties=(*people(appeal, "Appellant", "appellant"), *people(appeal, "Representative", "representative")),
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
        text=_english(words),
        code=", ".join(numbers) or None,
        date=dates.past("MarkCurrentStatusDate", optional(mark, "MarkCurrentStatusDate")),
    )


def _english(words: str | None) -> Text | None:
    return Text(words, "en") if words else None


def _events(record: TradeMark, mark: etree._Element, dates: Dates) -> tuple[Event, ...]:
    """What the dates, the Bulletin and the proceedings say happened, in order of time."""
    told = [Event(kind="filing", date=record.application_date)] if record.application_date else []
    told += [_issue(publication) for publication in record.publications]
    told += [Event(kind="registration", date=record.registration_date)] if record.registration_date else []
    told += [_proceeding(proceeding) for proceeding in record.proceedings]
    told += [
        Event(kind="other", date=dates.past("MarkEventDate", optional(e, "MarkEventDate")), code=optional(e, "MarkEventCode"))
        for e in mark.iterfind("MarkEventDetails/MarkEvent")
    ]
    status = record.status
    if status and status.text and (kind := TABLES["statuses"].get(status.text.value, {}).get("event")):
        told.append(Event(kind=kind, date=status.date, text=status.text, status_after=status.kind))
    return tuple(sorted(told, key=lambda event: event.date.iso if event.date else ""))


def _issue(publication: DocumentReference) -> Event:
    section = publication.name or ""
    issue = publication.number.value if publication.number else None
    return Event(kind=_by_beginning("sections", section), date=publication.date, code=section or None, number=issue)


def _proceeding(proceeding: Proceeding) -> Event:
    kind: EventKind = "other"
    if proceeding.kind == "recordal":
        kind = _by_beginning("records", proceeding.text.value if proceeding.text else "")
    elif proceeding.kind in ("opposition", "appeal"):
        kind = proceeding.kind
    return Event(kind=kind, date=proceeding.date, text=proceeding.text, number=proceeding.identifier)


def _by_beginning(table: str, words: str) -> EventKind:
    """The kind of event for the longest beginning that the table has."""
    kinds: dict[str, EventKind] = TABLES[table]
    return max(((len(start), kind) for start, kind in kinds.items() if words.startswith(start)), default=(0, "other"))[1]


def _details(mark: etree._Element) -> Iterator[tuple[str, str]]:
    """The office's own feature where ours has another name, and what has no field."""
    feature = optional(mark, "MarkFeature")
    if feature and TABLES["features"].get(feature) != feature:
        yield "mark-feature", feature
    for name, path in DETAILS.items():
        if value := optional(mark, path):
            yield name, value
