"""CNIPA patent documents in the older layout, a dialect of WIPO ST.36 (root `cn-patent-document`, no name space, 1985-2014)."""

from collections.abc import Iterator

from lxml import etree

from ipcommons.formats.cnipa.text import LANGUAGE, read_claims, read_description, text
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
from ipcommons.formats.xml import need
from ipcommons.rights.classification import Classification
from ipcommons.rights.image import Image
from ipcommons.rights.number import Number, number, patent_id
from ipcommons.rights.party import Address, Party
from ipcommons.rights.patent import Patent
from ipcommons.rights.reference import DocumentReference, Priority, RelatedDocument
from ipcommons.rights.text import Text

ABOUT = "cn-bibliographic-data/"


def read_patent(root: etree._Element, *, invented: bool) -> Patent:
    """One <cn-patent-document> -> a Patent. Raises MissingElement without a publication number."""
    dates = Dates()
    reference = f"{ABOUT}cn-publication-reference/document-id/"
    publication = Number(OFFICE, need(root, f"{reference}doc-number"), said(root.findtext(f"{reference}kind")))
    published = dates.any("publication", root.findtext(f"{reference}date"))
    filed = dates.any("application", root.findtext(f"{ABOUT}application-reference/document-id/date"))
    granted = grant_day(publication.kind, published)
    entered = dates.any("national stage entry", root.findtext(f"{ABOUT}date-pct-article-22-39-fulfilled/date"))
    drawings = tuple(_figures(root, "application-body/drawings/figure"))
    application = said(root.findtext(f"{ABOUT}application-reference/document-id/doc-number"))
    earlier = _reference(root.find(f"{ABOUT}cn-related-publication//document-id"), dates)
    return Patent(
        id=patent_id(publication),
        office=OFFICE,
        publication=publication,
        publication_date=published,
        invented=invented,
        type=patent_type(publication.kind),
        application=number(OFFICE, application) if application else None,
        application_date=filed,
        grant_date=granted,
        titles=_texts(root, f"{ABOUT}invention-title"),
        abstracts=_texts(root, f"{ABOUT}abstract"),
        claims=read_claims(root.iterfind("application-body/claims/claim"), "claim-text"),
        descriptions=read_description(root.find("application-body/description")),
        applicants=_parties(root, f"{ABOUT}cn-parties/cn-applicants/cn-applicant"),
        inventors=_parties(root, f"{ABOUT}cn-parties/cn-inventors/cn-inventor"),
        assignees=_parties(root, f"{ABOUT}assignees/assignee"),
        agents=agents(
            [
                (agent.findtext("name"), agent.findtext("cn-agency/name"))
                for agent in root.iterfind(f"{ABOUT}cn-parties/cn-agents/cn-agent")
            ],
            None,
        ),
        classifications=tuple(_classifications(root)),
        priorities=tuple(_priorities(root, dates)),
        related_documents=tuple(_related(root, dates)),
        pct_application=_reference(root.find(f"{ABOUT}pct-or-regional-filing-data/document-id"), dates),
        pct_publication=_reference(root.find(f"{ABOUT}pct-or-regional-publishing-data/document-id"), dates),
        figures=(*drawings, *_figures(root, f"{ABOUT}cn-abstract-drawing/figure", "摘要附图"), *_pictures(root)),
        figure_count=len(drawings) or None,
        events=life_events(publication.kind, filed, published, granted, entered=entered, earlier=earlier),
        details=(*_details(root), *dates.faults),
    )


def _texts(root: etree._Element, path: str) -> tuple[Text, ...]:
    return tuple(Text(content, LANGUAGE) for element in root.iterfind(path) if (content := text(element)))


def _reference(document: etree._Element | None, dates: Dates) -> DocumentReference | None:
    if document is None:
        return None
    office, value, day = said(document.findtext("country")), said(document.findtext("doc-number")), said(document.findtext("date"))
    found = number_of_pct(office or OFFICE, value, said(document.findtext("kind"))) if value else None
    return DocumentReference(number=found, date=dates.any("document named", day)) if found or day else None


def _parties(root: etree._Element, path: str) -> tuple[Party, ...]:
    return tuple(_party(element) for element in root.iterfind(path))


def _party(element: etree._Element) -> Party:
    written = said(element.findtext("addressbook/address/text"))
    # The post code, where there is one, leads the address: "650231 云南省昆明市...".
    code = written.partition(" ")[0] if written else ""
    return Party(
        name=said(element.findtext("addressbook/name")) or said(element.findtext("name")),
        language=LANGUAGE,
        address=Address(lines=(written,), postal_code=code if len(code) == 6 and code.isdecimal() else None) if written else None,
    )


def _classifications(root: etree._Element) -> Iterator[Classification]:
    """IPC since 2006 one element a symbol; before, one main symbol, further ones, and the edition for all."""
    for place, element in enumerate(root.iterfind(f"{ABOUT}classifications-ipcr/classification-ipcr/text"), start=1):
        yield classification(_written(element), position=first_or_later(str(place)))
    edition = said(root.findtext(f"{ABOUT}classification-ipc/ipc-version")) or said(root.findtext(f"{ABOUT}classification-ipc/edition"))
    for name in ("main-classification", "further-classification", "text"):
        for element in root.iterfind(f"{ABOUT}classification-ipc/{name}"):
            if written := _written(element):
                yield classification(written, edition=edition, position="first" if name == "main-classification" else "later")


def _written(element: etree._Element) -> str:
    return " ".join((element.text or "").split())


def _priorities(root: etree._Element, dates: Dates) -> Iterator[Priority]:
    for element in root.iterfind(f"{ABOUT}priority-claims/priority-claim"):
        yield _priority(element, dates, element.get("kind"), element.get("sequence"))
    for element in root.iterfind(f"{ABOUT}priority-claims/cn-domestic-priority-claim"):
        for document in element.iter("document-id"):
            yield _priority(document, dates, "national", element.get("sequence"))


def _priority(element: etree._Element, dates: Dates, kind: str | None, sequence: str | None) -> Priority:
    claimed = _reference(element, dates)
    return Priority(number=claimed.number if claimed else None, date=claimed.date if claimed else None, kind=kind, sequence=sequence)


def _related(root: etree._Element, dates: Dates) -> Iterator[RelatedDocument]:
    """The application that a division comes from; an earlier publication of the same application."""
    for element in root.iterfind(f"{ABOUT}cn-related-documents/*"):
        for document in element.iter("document-id"):
            yield RelatedDocument(relation=str(element.tag), parent=_reference(document, dates))
    for document in root.iterfind(f"{ABOUT}cn-related-publication//document-id"):
        yield RelatedDocument(relation="related-publication", document=_reference(document, dates))


def _figures(root: etree._Element, path: str, label: str | None = None) -> Iterator[Image]:
    for figure in root.iterfind(path):
        for picture in figure.iterfind("img"):
            yield image(picture.attrib, figure.get("figure-labels") or label, "drawing")


def _pictures(root: etree._Element) -> Iterator[Image]:
    """Formulas and the like that stand as images in the text."""
    for part in (f"{ABOUT}abstract", "application-body/description", "application-body/claims"):
        for top in root.iterfind(part):
            for picture in top.iter("img"):
                yield image(picture.attrib, None, "other")


def _details(root: etree._Element) -> Iterator[tuple[str, str]]:
    reference = root.find(f"{ABOUT}application-reference")
    publishing = root.find(f"{ABOUT}pct-or-regional-publishing-data/document-id")
    for name, value in (
        ("gazette-number", root.findtext(f"{ABOUT}cn-publication-reference/gazette-reference/gazette-num")),
        ("gazette-date", root.findtext(f"{ABOUT}cn-publication-reference/gazette-reference/date")),
        ("application-type", None if reference is None else reference.get("appl-type")),
        ("pct-publication-language", None if publishing is None else publishing.get("lang")),
    ):
        if value := said(value):
            yield name, value
