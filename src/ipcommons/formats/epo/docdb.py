"""EPO DOCDB, the bibliographic data of some hundred offices, as the EPO exchanges them (`exchange-documents`, DTD 2.5.x).

A file is a delivery with thousands of <exch:exchange-document>, or a single record as splitting tools
leave it: with the prefix `exch:` undeclared, or without any. The text may hold entities by name
(`&bgr;`) from a DTD that is never loaded.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.dates import Dates
from ipcommons.formats.entities import resolved
from ipcommons.formats.epo.docdb_citations import read_citations
from ipcommons.formats.epo.docdb_classes import read_classes
from ipcommons.formats.epo.docdb_values import Forms, document_number, forms, matching, printed
from ipcommons.formats.errors import DocumentError, MissingElement
from ipcommons.formats.filing import Filing, Misread, Operation
from ipcommons.formats.manifest import manifests
from ipcommons.formats.spellings import Spellings, joined
from ipcommons.formats.xml import Accounting, Elements, flat, is_invented, optional, parse
from ipcommons.rights.date import PartialDate
from ipcommons.rights.event import Event
from ipcommons.rights.number import Number, number, patent_id
from ipcommons.rights.party import Address, Party
from ipcommons.rights.patent import Patent, PatentType
from ipcommons.rights.reference import DocumentReference, Priority, RelatedDocument
from ipcommons.rights.text import Text

SOURCE = "epo-docdb"
ABOUT = "bibliographic-data/"

_NAME_SPACE = re.compile(rb"\sxmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_EXCHANGED = re.compile(rb"date-of-exchange\s*=\s*[\"'](\d{8})")


def read(stream: BinaryIO) -> Iterator[Filing | Misread]:
    """Every record of a delivery, or the one of a single file."""
    accounting = Accounting(manifests()["epo-docdb"])
    records = Elements(stream, ["exch:exchange-document", "exchange-document"])
    entities = codes("epo/docdb")["entities"]
    for cut in records:
        try:
            root = parse(_without_name_spaces(resolved(cut.document, entities)))
            record = read_record(root, invented=is_invented(records.prologue) or is_invented(cut.document))
        except DocumentError as error:
            yield Misread(document=cut.document, span=cut.span, error=error)
            continue
        yield Filing(
            record=record,
            source=SOURCE,
            document=cut.document,
            span=cut.span,
            account=accounting.of(root),
            as_of=_as_of(root, records.prologue),
            operation=_operation(root),
        )


def _without_name_spaces(document: bytes) -> bytes:
    """The document as it is parsed: its prefix may be undeclared, and tells nothing that the local names do not."""
    tag, end, inside = document.partition(b">")
    return (_NAME_SPACE.sub(b"", tag) + end + inside).replace(b"<exch:", b"<").replace(b"</exch:", b"</")


def _as_of(root: etree._Element, prologue: bytes) -> str | None:
    exchanged = _EXCHANGED.search(prologue)
    day = Dates().any("exchange", exchanged[1].decode() if exchanged else root.get("date-of-last-exchange"))
    return day.iso if day else None


def _operation(root: etree._Element) -> Operation:
    """C (created), A (amended) or none: the whole record as it now stands; D: deleted from the data base."""
    return "delete" if root.get("status") == "D" else "state"


def read_record(root: etree._Element, *, invented: bool) -> Patent:
    """One <exchange-document> -> a Patent. Raises MissingElement without country and number."""
    dates = Dates()
    publication = _publication(root)
    application = forms(root.iterfind(f"{ABOUT}application-reference"))
    published = dates.any("publication", _reference_date(root, "publication-reference") or root.get("date-publ"))
    filed = dates.any("application", application.date)
    events = tuple(_events(root, filed, published, dates))
    return Patent(
        id=patent_id(publication),
        office=publication.office,
        publication=publication,
        publication_date=published,
        invented=invented,
        type=_type(publication),
        application=_shown(application),
        application_date=filed,
        grant_date=next((event.date for event in events if event.kind == "grant"), None),
        filing_language=optional(root, f"{ABOUT}language-of-filing"),
        titles=_titles(root),
        abstracts=_abstracts(root),
        applicants=_parties(root, "applicant"),
        inventors=_parties(root, "inventor"),
        agents=_parties(root, "agent"),
        classifications=tuple(read_classes(root.find("bibliographic-data"))),
        priorities=_priorities(root, dates),
        related_documents=tuple(_related(root, dates)),
        citations=tuple(read_citations(root, dates)),
        family_id=root.get("family-id"),
        other_publications=tuple(_family(root, dates)),
        events=events,
        details=(*_details(root, application), *dates.faults),
    )


def _publication(root: etree._Element) -> Number:
    office, value = (root.get("country") or "").strip(), (root.get("doc-number") or "").strip()
    if not (office and value):
        raise MissingElement("@country, @doc-number")
    written = forms(root.iterfind(f"{ABOUT}publication-reference"))
    return number(office, printed(office, value, root.get("kind")), root.get("kind"), original=written.original or value)


def _reference_date(root: etree._Element, reference: str) -> str | None:
    """The date of the first form that has one."""
    found = (date.text for date in root.iterfind(f"{ABOUT}{reference}/document-id/date"))
    return next((day for day in found if day), None)


def _type(publication: Number) -> PatentType | None:
    table = "types_us" if publication.office == "US" else "types"
    types: dict[str, PatentType] = codes("epo/docdb")[table]
    return types.get((publication.kind or "")[:1])


def _shown(written: Forms) -> Number | None:
    """The form of the office itself where DOCDB has it, else DOCDB's."""
    value = written.original or written.docdb
    return number(written.office or "", value, original=written.docdb) if value else None


def _titles(root: etree._Element) -> tuple[Text, ...]:
    found = (Text(content, title.get("lang")) for title in root.iterfind(f"{ABOUT}invention-title") if (content := flat(title)))
    return tuple(dict.fromkeys(found))


def _abstracts(root: etree._Element) -> tuple[Text, ...]:
    found = []
    for abstract in root.iterfind("abstract"):
        paragraphs = [content for p in abstract.iterchildren(tag=etree.Element) if (content := flat(p))] or [flat(abstract) or ""]
        found.append(Text("\n".join(paragraphs), abstract.get("lang")))
    return tuple(text for text in found if text.value)


# Each party stands up to three times: as DOCDB standardised it, as the office wrote it, in the original script.
_SPELLINGS = ("original", "docdba", "docdb")


def _parties(root: etree._Element, role: str) -> tuple[Party, ...]:
    """Parties in their order; of the spellings of a name the one closest to the office's comes first."""
    return tuple(_party(spellings, f"{role}-name") for spellings in joined(root.iterfind(f"{ABOUT}parties/{role}s/{role}"), "data-format"))


def _party(spellings: Spellings, name: str) -> Party:
    ordered = [spellings[spelling] for spelling in (*_SPELLINGS, *sorted(spellings.keys() - set(_SPELLINGS))) if spelling in spellings]
    names = list(dict.fromkeys(written for element in ordered if (written := flat(element.find(name)))))
    lines = list(dict.fromkeys(line for element in ordered for text in element.iterfind("address/text") if (line := flat(text))))
    residence = next((country for element in ordered if (country := optional(element, "residence/country"))), None)
    return Party(
        name=names[0] if names else None,
        other_names=tuple(Text(other) for other in names[1:]),
        address=Address(lines=tuple(lines)) if lines else None,
        residence=residence,
    )


def _priorities(root: etree._Element, dates: Dates) -> tuple[Priority, ...]:
    """Priorities as DOCDB counts them. Originals are counted on their own, so they are matched by their digits."""
    claims = root.findall(f"{ABOUT}priority-claims/priority-claim")
    counted = joined((claim for claim in claims if claim.get("data-format") != "original"), "data-format")
    originals = [
        written for claim in claims if claim.get("data-format") == "original" and (written := optional(claim, "document-id/doc-number"))
    ]
    written_as = [forms(spellings.values()) for spellings in counted]
    matched = matching([form.docdb or "" for form in written_as], originals)
    unmatched = [original for original in originals if original not in matched]
    return (
        *(
            _priority(msgspec.structs.replace(form, original=original), list(spellings.values()), dates)
            for form, original, spellings in zip(written_as, matched, counted, strict=True)
        ),
        *(Priority(text=original) for original in unmatched),
    )


def _priority(form: Forms, claims: list[etree._Element], dates: Dates) -> Priority:
    active = next((text for claim in claims if (text := optional(claim, "priority-active-indicator"))), None)
    linkage = next((text for claim in claims if (text := optional(claim, "priority-linkage-type"))), None)
    said = (("epodoc", form.epodoc), ("linkage", linkage))
    return Priority(
        number=_shown(form),
        date=dates.any("priority", form.date),
        kind=form.kind,
        sequence=claims[0].get("sequence"),
        status={"Y": "active", "N": "not active"}.get(active or "", active),
        text="; ".join(f"{name} {value}" for name, value in said if value) or None,
    )


def _related(root: etree._Element, dates: Dates) -> Iterator[RelatedDocument]:
    """What the application says it was filed with reference to (EPC rule 40, not a priority), and relatives."""
    for element in root.iterfind(f"{ABOUT}previously-filed-app"):
        if text := flat(element):
            yield RelatedDocument(relation="previously-filed-app", text=text)
    for element in root.iterfind(f"{ABOUT}related-documents/*"):
        for document in element.iter("document-id"):
            yield RelatedDocument(relation=str(element.tag), document=_reference(document, dates))


def _reference(document: etree._Element, dates: Dates) -> DocumentReference:
    """A <document-id>."""
    return DocumentReference(
        number=document_number(document),
        date=dates.any("document named", optional(document, "date")),
        name=optional(document, "name"),
    )


def _family(root: etree._Element, dates: Dates) -> Iterator[DocumentReference]:
    """The publications of the family, each with the application it belongs to."""
    for member in root.iterfind("patent-family/family-member"):
        application = forms(member.iterfind("application-reference"))
        named = " ".join(filter(None, (application.office, application.docdb, application.kind)))
        for publication in member.iterfind("publication-reference"):
            document = publication.find("document-id")
            if document is not None and publication.get("data-format") == "docdb":
                found = document_number(document)
                day = dates.any("family member", optional(document, "date"))
                yield DocumentReference(number=found, date=day, text=f"application {named}" if named else None)


def _events(root: etree._Element, filed: PartialDate | None, published: PartialDate | None, dates: Dates) -> Iterator[Event]:
    """Filing, and every day on which something of the document became available to the public."""
    kinds = codes("epo/docdb")["availability"]
    if filed:
        yield Event(kind="filing", date=filed)
    available = [
        Event(kind=kinds.get(str(element.tag), "other"), date=day, code=str(element.tag))
        for element in root.iterfind(f"{ABOUT}dates-of-public-availability/*")
        for date in element.iter("date")
        if (day := dates.any(str(element.tag), date.text))
    ]
    if published and all(event.date != published for event in available):
        yield Event(kind="publication", date=published)
    yield from available


def _details(root: etree._Element, application: Forms) -> Iterator[tuple[str, str]]:
    publication = forms(root.iterfind(f"{ABOUT}publication-reference"))
    for name, value in (
        ("doc-id", root.get("doc-id")),
        ("extended-kind-code", optional(root, f"{ABOUT}extended-kind-code")),
        ("publication-epodoc", publication.epodoc),
        ("publication-docdb", publication.docdb),
        ("application-epodoc", application.epodoc),
        ("application-kind", application.kind),
        ("application-doc-id", application.key),
        ("language-of-publication", optional(root, f"{ABOUT}language-of-publication")),
        ("preceding-publication-date", optional(root, f"{ABOUT}preceding-publication-date/date")),
        ("date-of-coming-into-force", optional(root, f"{ABOUT}date-of-coming-into-force/date")),
        ("st50-republication", flat(root.find(f"{ABOUT}st50-republication"))),
    ):
        if value:
            yield name, value
    yield from _designations(root.find(f"{ABOUT}designation-of-states"), "designation")
    yield from _abstract_sources(root)
    yield from _search_reports(root)


def _designations(element: etree._Element | None, name: str) -> Iterator[tuple[str, str]]:
    """Designated states group by group: ("designation pct regional EP", "AL AT BE ...")."""
    if element is None:
        return
    region = optional(element, "region/country")
    countries = [country.text or "" for country in element.iterfind("country")]
    if region or countries:
        yield f"{name} {region}" if region else name, " ".join(countries)
    for child in element.iterchildren(tag=etree.Element):
        if child.tag not in {"country", "region"}:
            yield from _designations(child, f"{name} {str(child.tag).removeprefix('designation-')}")


def _abstract_sources(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Whose words an abstract is: often it is borrowed from a member of the family."""
    for abstract in root.iterfind("abstract"):
        lent_by = "".join(abstract.get(name, "") for name in ("country", "doc-number", "kind"))
        source = " ".join(filter(None, (abstract.get("abstract-source"), lent_by)))
        if source:
            yield f"abstract-source {abstract.get('lang') or ''}".strip(), source


def _search_reports(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Office and day of the search reports that cite."""
    cited = root.iter("citation")
    reports = ((citation.get("srep-office"), citation.get("cited-date")) for citation in cited)
    for office, day in dict.fromkeys(report for report in reports if any(report)):
        yield "search-report", " ".join(filter(None, (office, day)))
