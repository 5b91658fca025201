"""Citations in DOCDB: cited patents and literature, category and passages, which procedure cited them."""

import re
from collections.abc import Iterator

from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.dates import Dates
from ipcommons.formats.epo.docdb_values import document_number
from ipcommons.formats.xml import flat, optional
from ipcommons.rights.number import Number
from ipcommons.rights.reference import Citation, DocumentReference

_WHOLE_NUMBER = re.compile(r"([A-Z]{2})\s*([A-Z]{0,2}\d+)\s*([A-Z]\d?)?")


def read_citations(root: etree._Element, dates: Dates) -> Iterator[Citation]:
    """In the order of the file; some offices' stand below the bibliographic data, others beside them."""
    for path in ("bibliographic-data/references-cited/citation", "references-cited/citation"):
        for citation in root.iterfind(path):
            yield _citation(citation, dates)


def _citation(citation: etree._Element, dates: Dates) -> Citation:
    phase = citation.get("cited-phase") or citation.get("srep-phase")
    grounds = [ground for passage in citation.iterfind("rel-passage") for ground in _grounds(passage)]
    return Citation(
        document=_document(citation, dates),
        text=_literature(citation.find("nplcit")),
        category=" ".join(filter(None, (flat(c) for c in citation.iterfind("category")))) or _categories(grounds),
        cited_by=codes("epo/docdb")["cited_by"].get(phase or ""),
        phase=phase,
        sequence=citation.get("sequence"),
        claims="; ".join(" ".join(ground).strip() for ground in grounds) or None,
        passages=(*_passages(citation), *_corresponding(citation)),
    )


def _document(citation: etree._Element, dates: Dates) -> DocumentReference | None:
    """The cited patent; an abstract that is cited as literature names its patent as source."""
    document = citation.find("patcit/document-id")
    if document is None:
        document = citation.find("nplcit/source-doc/document-id")
    if document is not None:
        day = dates.any("cited document", optional(document, "date"))
        return DocumentReference(number=document_number(document), date=day, name=optional(document, "name"))
    cited = citation.find("patcit")
    named = None if cited is None else cited.get("dnum") or flat(cited)
    if not named:
        return None
    match = _WHOLE_NUMBER.fullmatch(named)
    return DocumentReference(number=Number(*match.groups())) if match else DocumentReference(text=named)


def _literature(cited: etree._Element | None) -> str | None:
    """The reference as a text, with the EPO's XP number, address and DOI where the text lacks them."""
    if cited is None:
        return None
    text = flat(cited.find("text")) or flat(cited) or ""
    number = cited.get("extracted-xp")
    more = [f"XP{number}"] if number else []
    more += [found for name in ("doi", "avail", "issn", "isbn") for element in cited.iter(name) if (found := flat(element))]
    return ", ".join([text, *(part for part in dict.fromkeys(more) if part not in text)])


def _grounds(passage: etree._Element) -> Iterator[tuple[str, str]]:
    """(category, claims) pairs: in a <rel-passage> each category is followed by the claims it concerns."""
    category = ""
    for element in passage.iterchildren(tag=etree.Element):
        if element.tag == "category":
            if category:
                yield category, ""
            category = flat(element) or ""
        elif element.tag == "rel-claims":
            yield category, flat(element) or ""
            category = ""
    if category:
        yield category, ""


def _categories(grounds: list[tuple[str, str]]) -> str | None:
    return "".join(dict.fromkeys(category for category, _ in grounds)) or None


# Where in the cited document; the names that end in l close a range.
_PLACES = {
    "pp": "page",
    "ppf": "page",
    "ppl": "to page",
    "column": "column",
    "colf": "column",
    "coll": "to column",
    "line": "line",
    "linef": "line",
    "linel": "to line",
    "para": "paragraph",
    "paraf": "paragraph",
    "paral": "to paragraph",
    "figure": "figure",
    "table": "table",
    "claim": "claim",
    "example": "example",
}
_WHOLE_DOCUMENT = {"A": "abstract", "W": "the whole document"}


def _passages(citation: etree._Element) -> Iterator[str]:
    for passage in citation.iterfind("rel-passage/passage"):
        pieces = [" ".join((passage.text or "").split())]
        for place in passage.iterchildren(tag=etree.Element):
            pieces += [_place(str(place.tag), flat(place) or ""), " ".join((place.tail or "").split())]
        if text := ", ".join(filter(None, pieces)):
            yield text


def _place(tag: str, value: str) -> str:
    """`pp` W is the whole document, A its abstract."""
    if tag == "pp" and value in _WHOLE_DOCUMENT:
        return f"{_WHOLE_DOCUMENT[value]} ({value})"
    return f"{_PLACES.get(tag, tag)} {value}" if value else ""


def _corresponding(citation: etree._Element) -> Iterator[str]:
    """Members of the cited document's family that the examiner read instead."""
    for document in citation.iterfind("corresponding-docs/*/document-id"):
        parts = (optional(document, name) for name in ("country", "doc-number", "kind", "date", "name"))
        yield "corresponding document " + " ".join(filter(None, parts))
    for text in citation.iterfind("corresponding-docs/*/text"):
        if found := flat(text):
            yield f"corresponding document {found}"
