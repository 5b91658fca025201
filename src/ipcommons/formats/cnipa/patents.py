"""CNIPA patent documents, full text in XML: inventions, utility models; publications and grants.

Two layouts, one document a file: that of today (`business:PatentDocumentAndRelated`, xsdVersion V2.2.1),
read here, and an older dialect of WIPO ST.36 (`cn-patent-document`), read by `cnipa_patents_st36`.
"""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from ipcommons.formats.cnipa import patents_st36
from ipcommons.formats.cnipa.text import LANGUAGE, read_claims, read_description, settle, text
from ipcommons.formats.cnipa.values import (
    OFFICE,
    agents,
    classification,
    first_or_later,
    grant_day,
    image,
    life_events,
    number_of_pct,
    patent_type,
    said,
)
from ipcommons.formats.dates import Dates
from ipcommons.formats.entities import resolved
from ipcommons.formats.errors import DocumentError, HostileDocument
from ipcommons.formats.filing import Filing, Misread, Span
from ipcommons.formats.manifest import manifests
from ipcommons.formats.spellings import Spellings, joined
from ipcommons.formats.xml import LARGEST_DOCUMENT, Accounting, is_invented, need, parse
from ipcommons.rights.classification import Classification
from ipcommons.rights.image import Image
from ipcommons.rights.number import Number, number, patent_id
from ipcommons.rights.party import Address, Party
from ipcommons.rights.patent import Patent
from ipcommons.rights.reference import Citation, DocumentReference, Priority, RelatedDocument
from ipcommons.rights.text import Text

SOURCE = "cnipa-patent"


def read(stream: BinaryIO) -> Iterator[Filing | Misread]:
    """The one document of a file, in either layout."""
    document = stream.read(LARGEST_DOCUMENT + 1)
    span = Span(0, len(document))
    try:
        if len(document) > LARGEST_DOCUMENT:
            raise HostileDocument(f"larger than {LARGEST_DOCUMENT:,} bytes")
        yield _filing(document, span)
    except DocumentError as error:
        yield Misread(document=document, span=span, error=error)


def _filing(document: bytes, span: Span) -> Filing:
    root = parse(resolved(document))
    old = root.tag == "cn-patent-document"
    account = Accounting(manifests()["cnipa-patent-st36" if old else "cnipa-patent"]).of(root)
    settle(root)
    invented = is_invented(document)
    record = patents_st36.read_patent(root, invented=invented) if old else read_patent(root, invented=invented)
    produced = Dates().any("dateProduced", root.get("dateProduced"))
    return Filing(record=record, source=SOURCE, document=document, span=span, account=account, as_of=produced.iso if produced else None)


def read_patent(root: etree._Element, *, invented: bool) -> Patent:
    """One <PatentDocumentAndRelated> -> a Patent. Raises MissingElement without a publication number."""
    dates = Dates()
    about = "BibliographicData/"
    publication = Number(OFFICE, need(root, f"{about}PublicationReference/DocumentID/DocNumber"), root.get("kind"))
    published = dates.any("publication", root.findtext(f"{about}PublicationReference/DocumentID/Date"))
    filed = dates.any("application", root.findtext(f"{about}ApplicationReference/DocumentID/Date"))
    granted = grant_day(publication.kind, published)
    entered = dates.any("national stage entry", root.findtext(f"{about}NationalStageEntryDate/Date"))
    earlier = _reference(root.find(f"{about}RelatedDocuments/RelatedPublicationDoc/DocumentID"), dates)
    drawings = tuple(_figure(figure) for figure in root.iterfind("Drawings/Figure"))
    return Patent(
        id=patent_id(publication),
        office=OFFICE,
        publication=publication,
        publication_date=published,
        invented=invented,
        type=patent_type(publication.kind),
        application=_two_forms(root, f"{about}ApplicationReference"),
        application_date=filed,
        grant_date=granted,
        titles=_texts(root, f"{about}InventionTitle"),
        abstracts=_texts(root, "Abstract"),
        claims=read_claims(root.iterfind("Claims/Claim"), "ClaimText"),
        descriptions=read_description(root.find("Description")),
        applicants=_parties(root, f"{about}Parties/ApplicantDetails/Applicant"),
        inventors=_parties(root, f"{about}Parties/InventorDetails/Inventor"),
        assignees=_parties(root, f"{about}AssigneeDetails/Assignee"),
        agents=_agents(root.find(f"{about}Parties/AgentDetails")),
        examiners=_parties(root, f"{about}ExaminerDetails/Examiner"),
        classifications=tuple(_ipc(ipc) for ipc in root.iterfind(f"{about}ClassificationIPCRDetails/ClassificationIPCR")),
        priorities=_priorities(root, dates),
        related_documents=tuple(_related(root.find(f"{about}RelatedDocuments"), dates)),
        citations=tuple(_citation(citation, dates) for citation in root.iterfind(f"{about}ReferencesCited/Citation")),
        pct_application=_reference(root.find(f"{about}PCTOrRegionalApplicationData/DocumentID"), dates),
        pct_publication=_reference(root.find(f"{about}PCTOrRegionalPublishingData/DocumentID"), dates),
        figures=drawings + tuple(_pictures(root)),
        figure_count=len(drawings) or None,
        events=life_events(publication.kind, filed, published, granted, entered=entered, earlier=earlier),
        details=(*_details(root), *dates.faults),
    )


def _texts(root: etree._Element, path: str) -> tuple[Text, ...]:
    """Title or abstract. The figure beside an abstract has no text."""
    return tuple(Text(content, LANGUAGE) for element in root.iterfind(path) if (content := text(element)))


# The office's form has a check digit ("202111286633.X"); the "standard" one is padded for machines (102021001286633).
def _two_forms(root: etree._Element, path: str) -> Number | None:
    forms = {reference.get("dataFormat"): reference.findtext("DocumentID/DocNumber") for reference in root.iterfind(path)}
    value = said(forms.get("original")) or said(forms.get("standard"))
    return number(OFFICE, value, original=said(forms.get("standard"))) if value else None


def _reference(document: etree._Element | None, dates: Dates) -> DocumentReference | None:
    if document is None:
        return None
    office, value = said(document.findtext("WIPOST3Code")), said(document.findtext("DocNumber"))
    day = said(document.findtext("Date"))
    found = number_of_pct(office or OFFICE, value, said(document.findtext("Kind"))) if value else None
    return DocumentReference(number=found, date=dates.any("document named", day)) if found or day else None


def _parties(root: etree._Element, path: str) -> tuple[Party, ...]:
    return tuple(_party(element) for element in root.iterfind(path))


def _party(element: etree._Element) -> Party:
    book = element.find("AddressBook")
    if book is None:
        book = element
    return Party(
        name=said(book.findtext("Name")) or said(book.findtext("OrganizationName")),
        language=LANGUAGE,
        key=said(element.findtext("OrganizationCode")) or said(element.findtext("AssigneeCode")),
        address=_address(book.find("Address")),
    )


_INDOORS = ("AddressLine", "AddressMailCode", "PostBox", "AddressRoom", "AddressFloor", "AddressBuilding", "AddressCity")


def _address(element: etree._Element | None) -> Address | None:
    if element is None:
        return None
    parts = {str(child.tag): said(child.text) for child in element.iterchildren(tag=etree.Element)}
    return Address(
        lines=tuple(line for name in ("Text", *_INDOORS) if (line := parts.get(name))),
        street=parts.get("Street"),
        city="".join(filter(None, (parts.get("City"), parts.get("County")))) or None,
        region=parts.get("Province"),
        postal_code=parts.get("PostCode"),
        country=parts.get("WIPOST3Code"),
    )


def _agents(details: etree._Element | None) -> tuple[Party, ...]:
    """The agency once, with its code at the office, then the attorneys, each with the agency as the file names it."""
    if details is None:
        return ()
    code = said(details.findtext("CustomerNumber"))
    people = [
        (agent.findtext("AddressBook/Name"), agent.findtext("Agency/AddressBook/OrganizationName")) for agent in details.iterfind("Agent")
    ]
    return agents(people, code)


def _ipc(element: etree._Element) -> Classification:
    # No `said` here: a subgroup of 00 is one.
    part = {str(child.tag): (child.text or "").strip() for child in element.iterchildren(tag=etree.Element)}
    written = " ".join(part.get("Text", "").split())
    parts = ("Section", "MainClass", "Subclass", "MainGroup", "Subgroup")
    symbol = "{Section}{MainClass}{Subclass}{MainGroup}/{Subgroup}".format_map(part) if all(map(part.get, parts)) else None
    edition = Dates().any("edition", said(part.get("IPCVersionDate")))
    return classification(
        written,
        symbol=symbol,
        edition=edition.iso if edition else None,
        position=first_or_later(element.get("sequence")),
        source=part.get("ClassificationDataSource") or None,
        office=said(element.findtext("GeneratingOffice/WIPOST3Code")),
    )


def _priorities(root: etree._Element, dates: Dates) -> tuple[Priority, ...]:
    """Each priority stands twice, in the form of its office and in that of the machines."""
    claims = joined(root.iterfind("BibliographicData/PriorityDetails/Priority"), "dataFormat")
    return tuple(_priority(forms, dates) for forms in claims)


def _priority(forms: Spellings, dates: Dates) -> Priority:
    main = forms.get("original", next(iter(forms.values())))
    value, other = said(main.findtext("DocNumber")), said(forms["standard"].findtext("DocNumber")) if "standard" in forms else None
    return Priority(
        number=number(said(main.findtext("WIPOST3Code")) or "", value, original=other) if value else None,
        date=dates.any("priority", said(main.findtext("Date"))),
        kind=main.get("kind"),
        sequence=main.get("sequence"),
    )


def _related(related: etree._Element | None, dates: Dates) -> Iterator[RelatedDocument]:
    """Parents of divisions; the earlier publication of the same application."""
    if related is None:
        return
    for element in related.iterchildren(tag=etree.Element):
        if element.tag == "RelatedPublicationDoc":
            for document in element.iterfind("DocumentID"):
                yield RelatedDocument(relation="related-publication", document=_reference(document, dates))
        else:
            for relation in element.iterfind("DocumentsRelation"):
                yield RelatedDocument(
                    relation=str(element.tag).lower(),
                    parent=_reference(relation.find("ParentDocument/DocumentID"), dates),
                    child=_reference(relation.find("ChildDocument/DocumentID"), dates),
                )


def _citation(citation: etree._Element, dates: Dates) -> Citation:
    phase = citation.get("srepPhase")
    return Citation(
        document=_reference(citation.find("ApplicationCitation/PublicationReference/DocumentID"), dates),
        cited_by="examiner" if phase == "SEA" else None,
        phase=phase,
        sequence=citation.get("sequence"),
    )


def _figure(figure: etree._Element) -> Image:
    picture = figure.find("Image")
    return image({} if picture is None else picture.attrib, figure.get("figureLabels"), "drawing")


def _pictures(root: etree._Element) -> Iterator[Image]:
    """The figure chosen for the abstract, then formulas and the like that stand as images in the text."""
    for picture in root.iterfind("Abstract/AbstractFigure/Figure/Image"):
        yield image(picture.attrib, "摘要附图", "drawing")
    for part in ("Abstract/Paragraphs", "Description", "Claims"):
        for top in root.iterfind(part):
            for picture in top.iter("Image"):
                yield image(picture.attrib, None, "other")


def _details(root: etree._Element) -> Iterator[tuple[str, str]]:
    for name, value in (
        ("gazette-number", root.findtext("BibliographicData/PublicAvailabilityDate/GazetteReference/GazetteNumber")),
        ("gazette-date", root.findtext("BibliographicData/PublicAvailabilityDate/GazetteReference/Date")),
        ("application-type", _application_type(root)),
        ("pct-publication-language", root.findtext("BibliographicData/PCTPublicationLanguage")),
        ("document-status", root.get("status")),
    ):
        if value := said(value):
            yield name, value


def _application_type(root: etree._Element) -> str | None:
    """10 invention, 20 utility model, 30 design; 11 and 21 from an international application."""
    reference = root.find("BibliographicData/ApplicationReference")
    return reference.get("applType") if reference is not None else None
