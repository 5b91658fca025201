"""Other documents that a US patent names: citations, priorities, relatives, its international application."""

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache, partial

from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.uspto.patent_classes import in_words, national, old_ipc, reformed
from ipcommons.formats.uspto.patent_text import inline
from ipcommons.formats.xml import flat, optional
from ipcommons.rights.classification import Classification
from ipcommons.rights.date import NotADate, PartialDate, partial_date
from ipcommons.rights.number import Number, number, without_leading_zeros
from ipcommons.rights.reference import Citation, DocumentReference, Priority, RelatedDocument

Element = etree._Element  # noqa: SLF001 (the public name of lxml's element class)

_WITHOUT_PASSAGES = {"patcit", "nplcit", "category", "classification-national", "classification-cpc-text"}
_CLASSES: dict[object, Callable[[Element], Iterator[Classification]]] = {
    "classification-national": national,
    "classification-cpc-text": partial(in_words, "cpc"),
    "classification-ipc": old_ipc,
    "classifications-ipcr": reformed,
}
_CITED_BY: dict[str, str] = codes("uspto/patents")["cited_by"]


@lru_cache(maxsize=65_536)
def day(written: str | None) -> PartialDate | None:
    """A date of the office (YYYYMMDD, YYYYMM00); None where it is none: a wrong date must not cost the record."""
    try:
        return partial_date(written) if written and written.strip() else None
    except NotADate:
        return None


def reference(document_id: Element) -> DocumentReference:
    """A <document-id> as it stands. A date that is none is kept as text."""
    said: dict[object, str | None] = {child.tag: child.text for child in document_id}
    return _reference(said, said.get("doc-number"))


def publication(document_id: Element) -> DocumentReference:
    """A <document-id> of a publication: US numbers are printed without the zeros that pad them (an application's stay)."""
    said: dict[object, str | None] = {child.tag: child.text for child in document_id}
    value = said.get("doc-number")
    return _reference(said, without_leading_zeros(value) if value and said.get("country") == "US" else value)


def _reference(said: dict[object, str | None], value: str | None) -> DocumentReference:
    country, written, date, kind = map(said.get, ("country", "doc-number", "date", "kind"))
    read = day(date)
    return DocumentReference(
        number=number((country or "").strip(), value.strip(), kind.strip() if kind else None, written) if value else None,
        date=read,
        name=said.get("name"),
        text=date if date and read is None else None,
    )


def document_in(element: Element | None) -> DocumentReference | None:
    """The <document-id> in an element."""
    document_id = element.find("document-id") if element is not None else None
    return reference(document_id) if document_id is not None else None


def citations(element: Element | None) -> tuple[Citation, ...]:
    """Everything in <us-references-cited> (up to v4.2: <references-cited>), in the office's order."""
    return tuple(read_citation(child) for child in element if child.tag in {"us-citation", "citation"}) if element is not None else ()


def read_citation(citation: Element) -> Citation:
    """A cited patent or other literature, with who cited it."""
    part: dict[object, Element] = {child.tag: child for child in citation}
    cited = part["patcit"] if "patcit" in part else part.get("nplcit")
    first = cited[0] if cited is not None and len(cited) else None
    patent = first if first is not None and first.tag == "document-id" else None
    category = (part["category"].text or "").strip() if "category" in part else None
    return Citation(
        document=publication(patent) if patent is not None else None,
        text=inline(cited) if cited is not None and patent is None else None,
        cited_by=_CITED_BY.get(category, category) if category else None,
        phase=citation.get("srep-phase"),
        sequence=cited.get("num") if cited is not None else None,
        claims=optional(citation, "rel-claims") if "rel-claims" in part else None,
        passages=_passages(citation, cited, part),
        classifications=tuple([c for tag in part if tag in _CLASSES for c in _CLASSES[tag](part[tag])]),
    )


def _passages(citation: Element, cited: Element | None, parts: Collection[object]) -> tuple[str, ...]:
    """Passages and corresponding documents stand beside the cited document or in it; hardly any citation has them."""
    if _WITHOUT_PASSAGES.issuperset(parts) and (cited is None or len(cited) <= 1):
        return ()
    return tuple(inline(passage) for passage in citation.iter("rel-passage", "corresponding-docs"))


def priorities(element: Element | None) -> tuple[Priority, ...]:
    """Every <priority-claim>."""
    return tuple(read_priority(claim) for claim in element.iterchildren("priority-claim")) if element is not None else ()


def read_priority(claim: Element) -> Priority:
    """`status`: whether the priority document was requested or is attached."""
    said = {child.tag: child.text for child in claim}
    value, date = said.get("doc-number"), said.get("date")
    read = day(date)
    country = (said.get("country") or "").strip()
    return Priority(
        number=Number(country, value.strip()) if value else None,
        date=read,
        kind=claim.get("kind"),
        sequence=claim.get("sequence"),
        status=next((str(child.tag) for child in claim if str(child.tag).startswith("priority-doc-")), None),
        text=" ".join(filter(None, (None if value else country, date if read is None else None, flat(claim.find("office-of-filing")))))
        or None,
    )


def related_documents(element: Element | None) -> tuple[RelatedDocument, ...]:
    """Every relative, one for each child or document named."""
    return tuple(r for child in element if isinstance(child.tag, str) for r in _relatives(child)) if element is not None else ()


def _relatives(element: Element) -> Iterator[RelatedDocument]:
    relation = str(element.tag)
    for link in element.iterchildren("relation", "us-relation"):
        parent, children = link.find("parent-doc"), link.findall("child-doc")
        for child in children or (None,):
            yield _parent_and_child(relation, parent, child)
    of_publication = relation == "related-publication"
    for document in element.iterchildren("document-id"):
        yield RelatedDocument(
            relation=relation,
            document=publication(document) if of_publication else reference(document),
            parent_status=optional(element, "us-provisional-application-status"),
        )
    if of_publication and element.text and (text := element.text.strip()):
        yield RelatedDocument(relation=relation, text=text)


def _parent_and_child(relation: str, parent: Element | None, child: Element | None) -> RelatedDocument:
    ids = {str(holder.tag): holder.find("document-id") for holder in parent if len(holder)} if parent is not None else {}
    own = parent.find("document-id") if parent is not None else None
    grant, international = ids.get("parent-grant-document"), ids.get("parent-pct-document")
    descendant = child.find("document-id") if child is not None else None
    return RelatedDocument(
        relation=relation,
        parent=reference(own) if own is not None else None,
        child=reference(descendant) if descendant is not None else None,
        parent_status=optional(parent, "parent-status") if parent is not None else None,
        parent_grant=publication(grant) if grant is not None else None,
        parent_pct=reference(international) if international is not None else None,
        text="; ".join(_hague_dates(parent, child)) or None,
    )


def _hague_dates(*documents: Element | None) -> Iterator[str]:
    """Relatives that are international designs have the day of the international filing instead of a date."""
    for document in documents:
        if document is not None and (date := optional(document, "international-filing-date/date")):
            yield f"{document.tag!s}: international filing date {date}"
