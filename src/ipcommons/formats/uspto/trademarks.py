"""USPTO trade marks: the daily and annual XML (trademark-applications-daily 1.0 to 2.3), and single <case-file> documents.

Source: one <case-file> a mark, named by its serial number. The document type stands inside the file
and real records break it, so it is cut off with the prologue and never asked. A record without owners or
classes says only where the mark stands: it amends what is known. 00000000 and 0000000 mean "none".
"""

from collections.abc import Iterator
from typing import BinaryIO, cast

import msgspec
from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.dates import Dates
from ipcommons.formats.errors import DocumentError
from ipcommons.formats.filing import Filing, Misread, Operation
from ipcommons.formats.manifest import manifests
from ipcommons.formats.uspto.trademark_parties import attorneys, correspondents, examiners, owners
from ipcommons.formats.uspto.trademark_relations import foreign_priorities, international, madrid_events, related_documents
from ipcommons.formats.xml import Accounting, Elements, is_invented, need, optional, parse_inside
from ipcommons.rights.classification import Classification
from ipcommons.rights.date import PartialDate
from ipcommons.rights.event import Event, EventKind, Status
from ipcommons.rights.number import Number, number, trademark_id, without_leading_zeros
from ipcommons.rights.text import Text
from ipcommons.rights.trademark import GoodsServices, MarkFeature, TradeMark

Statement = tuple[str, str]
"""Type code and text of a <case-file-statement>."""

OFFICE = "US"
TABLES = codes("uspto/trademarks")
EVENT_KINDS: dict[str, EventKind] = {code: kind for kind, listed in TABLES["events"].items() for code in listed}
HEADER_EVENTS: dict[str, EventKind] = {
    "filing-date": "filing",
    "published-for-opposition-date": "publication",
    "republished-12c-date": "publication",
    "registration-date": "registration",
    "amend-to-register-date": "change",
    "renewal-date": "renewal",
    "abandonment-date": "lapse",
    "cancellation-date": "cancellation",
}
"""Dates of the header that tell of an event, where the prosecution history does not."""
DETAILS = (
    "mark-drawing-code",
    "attorney-docket-number",
    "cancellation-code",
    "law-office-assigned-location-code",
    "current-location",
    "location-date",
)


def read(stream: BinaryIO) -> Iterator[Filing | Misread]:
    """The marks of one file. A statement holds as of its own transaction date: the annual file repeats old ones."""
    manifest = manifests()["uspto-trademark"]
    accounting = Accounting(manifest)
    cases = Elements(stream, ["case-file"])
    for cut in cases:
        try:
            case = parse_inside(b"", cut.document)
            dates = Dates()
            touched = dates.any("transaction-date", _dated(case, "transaction-date"))
            dates.latest = touched.iso if touched else None
            record = read_case(case, dates)
        except DocumentError as error:
            yield Misread(document=cut.document, span=cut.span, error=error)
            continue
        invented = is_invented(cases.prologue) or is_invented(cases.prologue[-4096:])
        yield Filing(
            record=msgspec.structs.replace(record, invented=invented),
            source=manifest.name,
            document=cut.document,
            span=cut.span,
            account=accounting.of(case),
            as_of=dates.latest,
            operation=_operation(case),
        )


def read_case(case: etree._Element, dates: Dates) -> TradeMark:
    """One <case-file> -> a TradeMark. Raises MissingElement if it has no serial number."""
    serial = need(case, "serial-number")
    registration = optional(case, "registration-number")
    statements = list(_statements(case))
    header = case.find("case-file-header")
    header = etree.Element("case-file-header") if header is None else header
    filed = _filing_date(header, serial, dates)
    record = TradeMark(
        id=trademark_id(OFFICE, serial),
        office=OFFICE,
        application_number=number(OFFICE, serial),
        registration_number=_registration(registration),
        international_number=_international_number(case),
        application_date=filed,
        registration_date=dates.past("registration-date", _dated(header, "registration-date")),
        publication_date=dates.any("published-for-opposition-date", _dated(header, "published-for-opposition-date")),
        feature=_feature(header, filed),
        kind_mark="; ".join(name for flag, name in TABLES["kinds"].items() if _flag(header, flag)) or None,
        verbal_elements=tuple(Text(word) for word in (optional(header, "mark-identification"),) if word),
        transliterations=_texts_of(statements, "transliterations"),
        translations=_texts_of(statements, "translations"),
        descriptions=_texts_of(statements, "descriptions"),
        disclaimers=_texts_of(statements, "disclaimers"),
        colours=_texts_of(statements, "colours"),
        standard_characters=_said(header, "standard-characters-claimed-in"),
        classifications=tuple(_design_codes(case)),
        goods_services=tuple(_goods(case, statements, dates)),
        applicants=owners(case, historic=dates.latest is not None and dates.latest < "2003-11-02"),
        representatives=attorneys(header),
        correspondents=correspondents(case),
        examiners=examiners(header),
        use_claims=tuple(basis for flag, basis in TABLES["bases"].items() if _flag(header, flag)),
        priorities=tuple(foreign_priorities(case, dates)),
        related_documents=tuple(related_documents(case, dates)),
        status=_status(header, dates),
    )
    events = _events(case, header, record, dates)
    details = (*_details(case, header, statements), *international(case), *dates.faults)
    return msgspec.structs.replace(record, events=events, details=details)


def _operation(case: etree._Element) -> Operation:
    whole = all(case.find(part) is not None for part in ("case-file-header", "classifications", "case-file-owners"))
    return "state" if whole else "amend"


def _dated(parent: etree._Element, path: str) -> str | None:
    """The text of a date, None where it is all zeros."""
    text = optional(parent, path)
    return text if text and text.strip("0") else None


def _flag(header: etree._Element, name: str) -> bool:
    return header.findtext(name, "").strip() == "T"


def _said(header: etree._Element, name: str) -> bool | None:
    return {"T": True, "F": False}.get(header.findtext(name, "").strip())


def _registration(written: str | None) -> Number | None:
    if not written or not written.strip("0"):
        return None
    return number(OFFICE, without_leading_zeros(written), original=written)


def _international_number(case: etree._Element) -> Number | None:
    written = optional(case, "international-registration/international-registration-number")
    return Number("WO", written) if written and written.strip("0") else None


def _filing_date(header: etree._Element, serial: str, dates: Dates) -> PartialDate | None:
    """Some filing dates are wrong by a century; the series of the serial number says in which years it was given."""
    filed = dates.past("filing-date", _dated(header, "filing-date"))
    first, last = TABLES["series"].get(serial[:2], (0, 9999))
    if filed is not None and not first - 1 <= filed.year <= last + 1:
        dates.faults.append(("implausible-date filing-date", filed.original or filed.iso))
        return None
    return filed


def _feature(header: etree._Element, filed: PartialDate | None) -> MarkFeature | None:
    if _flag(header, "drawing-3d-current-in"):
        return "Three dimensional"
    code = (optional(header, "mark-drawing-code") or "0")[0]
    if code == "0" and _flag(header, "standard-characters-claimed-in") and optional(header, "mark-identification"):
        return "Word"
    table = "features_before_2003_11_02" if filed is not None and filed.iso < "2003-11-02" else "features"
    return cast("MarkFeature | None", TABLES[table].get(code))


def _statements(case: etree._Element) -> Iterator[Statement]:
    """Old records cut a text into lines of 40 characters."""
    for statement in case.iterfind("case-file-statements/case-file-statement"):
        lines = [line.text.strip() for line in statement.iterfind("text") if line.text]
        yield optional(statement, "type-code") or "", " ".join(lines)


def _texts_of(statements: list[Statement], field: str) -> tuple[Text, ...]:
    return tuple(Text(text, "en") for code, text in statements if _statement_kind(code) == field)


def _statement_kind(code: str) -> str:
    """The field that a statement belongs to, or the name of the detail it becomes."""
    kinds = TABLES["statements"]
    return str(kinds.get(code) or kinds.get(code[:4]) or kinds.get(code[:2]) or "statement")


def _design_codes(case: etree._Element) -> Iterator[Classification]:
    for code in case.iterfind("design-searches/design-search/code"):
        if written := (code.text or "").strip():
            symbol = ".".join((written[:2], written[2:4], written[4:])) if len(written) == 6 else written
            yield Classification("us-mark", symbol, original=written if written != symbol else None)


def _goods(case: etree._Element, statements: list[Statement], dates: Dates) -> Iterator[GoodsServices]:
    """One for each international class, with the text of its prime class: texts are kept by prime class only."""
    texts: dict[str, list[Statement]] = {}
    for code, text in statements:
        if code.startswith("GS"):
            texts.setdefault(code[2:5], []).append((code, text))
    for classification in case.iterfind("classifications/classification"):
        prime = optional(classification, "primary-code") or ""
        yield from _classes(classification, texts.pop(prime, []), dates)
    for prime, rest in texts.items():
        yield GoodsServices(texts=_texts(rest), national_classes=(prime,), details=_sources(rest))


def _classes(classification: etree._Element, texts: list[Statement], dates: Dates) -> Iterator[GoodsServices]:
    national = tuple(code.text.strip() for code in classification.iterfind("us-code") if code.text)
    status = optional(classification, "status-code")
    common = GoodsServices(
        texts=_texts(texts),
        national_classes=national,
        status=TABLES["class_statuses"].get(status, status),
        status_date=dates.any("class status-date", _dated(classification, "status-date")),
        first_use=dates.past("first-use-anywhere-date", _dated(classification, "first-use-anywhere-date")),
        first_use_in_commerce=dates.past("first-use-in-commerce-date", _dated(classification, "first-use-in-commerce-date")),
        details=(*_sources(texts), *(("prime class", prime) for prime in (optional(classification, "primary-code"),) if prime)),
    )
    international_codes = [code.text.strip() for code in classification.iterfind("international-code") if code.text]
    for code in international_codes or [""]:
        if code.isdecimal() and 1 <= int(code) <= 45:
            yield msgspec.structs.replace(common, class_number=int(code))
        else:
            # A and B are certification marks, 200 is collective membership: no class of the Nice Classification.
            yield msgspec.structs.replace(common, national_classes=(*([code] if code else ()), *national))


def _texts(statements: list[Statement]) -> tuple[Text, ...]:
    return tuple(Text(text, "en") for _, text in statements)


def _sources(statements: list[Statement]) -> tuple[tuple[str, str], ...]:
    return tuple(("statement", code) for code, _ in statements)


def _status(header: etree._Element, dates: Dates) -> Status | None:
    code = optional(header, "status-code")
    if code is None:
        return None
    kind, words = TABLES["statuses"].get(code, ("unknown", None))
    return Status(
        kind=kind,
        text=Text(words, "en") if words else None,
        code=code,
        date=dates.any("status-date", _dated(header, "status-date")),
    )


def _events(case: etree._Element, header: etree._Element, record: TradeMark, dates: Dates) -> tuple[Event, ...]:
    """The prosecution history by number, the history at the International Bureau, and header dates neither tells of.

    An amendment without a history says none: dates alone must not take the place of a history told before.
    """
    if _operation(case) == "amend" and case.find("case-file-event-statements") is None:
        return ()
    told = [_event(e, dates) for e in case.iterfind("case-file-event-statements/case-file-event-statement")]
    told.sort(key=lambda event: int(event.number) if event.number and event.number.isdecimal() else 0)
    told += madrid_events(case, dates)
    known = {(event.kind, event.date.iso) for event in told if event.date}
    read_already = {
        "filing-date": record.application_date,
        "registration-date": record.registration_date,
        "published-for-opposition-date": record.publication_date,
    }
    for name, kind in HEADER_EVENTS.items():
        day = read_already[name] if name in read_already else dates.any(name, _dated(header, name))
        if day is not None and (kind, day.iso) not in known:
            told.append(Event(kind=kind, date=day, code=name))
    return tuple(sorted(told, key=lambda event: event.date.iso if event.date else ""))


def _event(event: etree._Element, dates: Dates) -> Event:
    code, words = optional(event, "code"), optional(event, "description-text")
    return Event(
        kind=EVENT_KINDS.get(code or "", "other"),
        date=dates.any("event date", _dated(event, "date")),
        code=code,
        text=Text(words, "en") if words else None,
        number=optional(event, "number"),
    )


def _details(case: etree._Element, header: etree._Element, statements: list[Statement]) -> Iterator[tuple[str, str]]:
    """What has no field: codes of the header, flags that are set, statements, and "and others" of prior registrations."""
    for name in DETAILS:
        if (value := optional(header, name)) and value.strip("0"):
            yield name, value
    fields = {"standard-characters-claimed-in", *TABLES["kinds"], *TABLES["bases"]}
    for flag in header.iterchildren("*"):
        name = str(flag.tag)
        if name.endswith("-in") and name not in fields and (flag.text or "").strip() == "T":
            yield name.removesuffix("-in"), "T"
    for code, text in statements:
        kind = _statement_kind(code)
        if kind not in TradeMark.__struct_fields__ and not code.startswith("GS"):
            yield f"{kind} ({code})", text
    if case.findtext("prior-registration-applications/other-related-in", "").strip() == "T":
        yield "prior registrations", "and others"
