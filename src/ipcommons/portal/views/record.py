"""What the record pages of all kinds share: number, dates on the ruler, status, events, relatives."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import msgspec

from ipcommons.portal.views.ruler import Moment, Ruler, ruler
from ipcommons.portal.views.text import number_text
from ipcommons.rights import Right
from ipcommons.rights.date import PartialDate
from ipcommons.rights.design import Design
from ipcommons.rights.event import Status
from ipcommons.rights.gi import GeographicalIndication
from ipcommons.rights.number import Number, patent_id
from ipcommons.rights.patent import Patent
from ipcommons.rights.reference import DocumentReference
from ipcommons.rights.right import kind_of, titles
from ipcommons.rights.text import Text
from ipcommons.rights.trademark import TradeMark

UNKNOWN = Status(kind="unknown")

SECTIONS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "patent": (
        ("abstract", ("abstracts",)),
        ("figures", ("figures", "figure_count")),
        ("claims", ("claims",)),
        ("parties", ("applicants", "assignees", "inventors", "agents", "examiners")),
        ("description", ("descriptions",)),
        ("classification", ("classifications", "field_of_search")),
        ("events", ("events",)),
        ("family", ("family_id", "priorities", "related_documents", "other_publications", "pct_application", "pct_publication")),
        ("citations", ("citations",)),
        ("details", ("details",)),
    ),
    "trademark": (
        ("goods", ("goods_services",)),
        ("sign", ("classifications", "descriptions", "disclaimers", "colours", "transliterations", "translations")),
        ("parties", ("applicants", "representatives", "correspondents", "examiners")),
        ("events", ("events",)),
        ("proceedings", ("proceedings",)),
        ("earlier", ("priorities", "seniorities", "related_documents", "publications")),
        ("details", ("details",)),
    ),
    "design": (
        ("views", ("views",)),
        ("products", ("product_names", "verbal_elements", "descriptions", "classifications")),
        ("parties", ("applicants", "designers", "representatives")),
        ("events", ("events",)),
        ("proceedings", ("proceedings",)),
        ("earlier", ("priorities", "related_documents", "publications")),
        ("details", ("details",)),
    ),
    "gi": (
        ("product", ("gi_type", "product_type", "product_classes", "products", "countries", "area", "regions")),
        ("protection", ("protection_basis", "specifications", "publications")),
        ("parties", ("applicants",)),
        ("events", ("events",)),
        ("details", ("details",)),
    ),
}
"""Sections of a record's page in their order, each with the fields that fill it: a section without any is not shown."""


class Relative(msgspec.Struct, frozen=True):
    """A document that belongs with this one: `relation` is the office's word or a key of ours, `id` where it can have a page."""

    relation: str
    number: str
    date: PartialDate | None
    id: str | None
    note: str | None = None


def main_number(right: Right) -> str:
    """The number under which the page stands."""
    match right:
        case Patent():
            return number_text(right.publication)
        case TradeMark():
            number = right.application_number or right.registration_number
        case Design():
            number = right.design_number
        case GeographicalIndication():
            return right.file_number
    return number_text(number) if number else right.id.rpartition(":")[2]


def shown_title(right: Right, language: str) -> tuple[Text | None, tuple[Text, ...]]:
    """The title in the reader's language where the office gave one, else in the language of filing, else in English; then the others."""
    given = titles(right)
    for wished in (language, *getattr(right, "languages", ()), "en"):
        for text in given:
            if (text.language or "").startswith(wished):
                return text, tuple(other for other in given if other is not text)
    return (given[0] if given else None), given[1:]


def sections(right: Right) -> tuple[str, ...]:
    return tuple(name for name, fields in SECTIONS[kind_of(right)] if any(getattr(right, field) for field in fields))


def standing(right: Right) -> Status:
    return right.status or UNKNOWN


def term_ruler(right: Right) -> Ruler | None:
    """Dates that the source states; a bar only where it states the end of the term too."""
    moments = [Moment(word, date) for word, date in _dates(right) if date is not None]
    start = getattr(right, "registration_date", None) or right.application_date
    end = getattr(right, "expiry_date", None)
    alive = standing(right).kind in {"in-force", "pending", "unknown"}
    return ruler(moments, (start, end) if start and end and alive else None, datetime.now(UTC).date())


def _dates(right: Right) -> Iterator[tuple[str, PartialDate | None]]:
    if isinstance(right, Patent | TradeMark | Design):
        first = min((p.date for p in right.priorities if p.date), key=lambda date: date.iso, default=None)
        same = first is not None and right.application_date is not None and first.iso == right.application_date.iso
        yield "date.priority", None if same else first
    yield "date.filed", right.application_date
    yield "date.published", right.publication_date
    if isinstance(right, Patent):
        yield "date.granted", right.grant_date if right.grant_date != right.publication_date else None
        return
    yield "date.registered", right.registration_date
    yield "date.expires", right.expiry_date


def relatives(patent: Patent) -> tuple[Relative, ...]:
    """Priorities, other publications of the case, international filing, and what the office calls related."""
    return tuple(_relatives(patent))


def _relatives(patent: Patent) -> Iterator[Relative]:
    for priority in patent.priorities:
        if priority.number:
            yield Relative("priority", number_text(priority.number), priority.date, None, priority.text)
    for other in patent.other_publications:
        yield from _reference("other-publication", other)
    if patent.pct_application:
        yield from _reference("pct-application", patent.pct_application)
    if patent.pct_publication:
        yield from _reference("pct-publication", patent.pct_publication)
    for related in patent.related_documents:
        for reference in (related.document, related.parent_grant, related.parent, related.child):
            if reference:
                yield from _reference(related.relation, reference, related.parent_status or related.text)


def _reference(relation: str, reference: DocumentReference, note: str | None = None) -> Iterator[Relative]:
    if reference.number:
        yield Relative(relation, number_text(reference.number), reference.date, document_id(reference.number), note or reference.text)


def document_id(number: Number) -> str | None:
    """The id that a cited or related publication would have; None for an application or literature."""
    return patent_id(number) if number.kind else None


def linked_ids(patent: Patent) -> set[str]:
    """Ids of all publications that a patent names: those held get a link."""
    named = [relative.id for relative in relatives(patent)]
    cited = [document_id(c.document.number) for c in patent.citations if c.document and c.document.number]
    return {id_ for id_ in [*named, *cited] if id_}
