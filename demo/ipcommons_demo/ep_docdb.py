"""Invented European applications as the EPO's exchange data (DOCDB 2.5.9) tell of them: bibliographic data, with the family."""

from datetime import date

from ipcommons_demo import english
from ipcommons_demo.markup import declared, leaf, leaves, tag
from ipcommons_demo.patents import Filing, Publication, cited, filing, makers, priority

FAMILY = 990_000_000
"""Family numbers begin here; the EPO's own are below 100 million."""

_NAMESPACES = {
    "xmlns:exch": "http://www.epo.org/exchange",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.epo.org/exchange exchange-documents-v2.5.9.xsd",
}


def envelope(seed: int, day: date, documents: list[str]) -> str:
    """A file of exchange documents."""
    return declared(seed, '<!DOCTYPE exch:exchange-documents SYSTEM "docdb-entities.dtd">') + tag(
        "exch:exchange-documents",
        *documents,
        **_NAMESPACES,
        date_of_exchange=f"{day:%Y%m%d}",
        dtd_version="2.5.9",
        file=f"DOCDB-{day:%G%V}-EP",
        no_of_documents=f"{len(documents):07}",
        originating_office="EP",
    )


def document(seed: int, published: Publication) -> str:
    """One exchange document; its place is inside an envelope."""
    filed = filing(seed, published)
    wording = english.word(filed.invention)
    day = f"{published.published:%Y%m%d}"
    own = tag("document-id", leaves(country="EP", doc_number=published.number, kind="A1", date=day), lang="en")
    public = tag("exch:unexamined-printed-without-grant", tag("document-id", leaf("date", day)))
    return tag(
        "exch:exchange-document",
        tag(
            "exch:bibliographic-data",
            tag("exch:publication-reference", own, data_format="docdb"),
            tag(
                "exch:publication-reference",
                tag("document-id", leaf("doc-number", f"EP{published.number}"), lang="en"),
                data_format="epodoc",
            ),
            _classes(published, filed),
            _application(published),
            leaf("exch:language-of-publication", "en"),
            _priority(published),
            _parties(filed),
            leaf("exch:invention-title", wording.title, lang="en", data_format="docdba"),
            tag("exch:dates-of-public-availability", public),
            _citations(seed, published),
        ),
        tag("exch:abstract", leaf("exch:p", wording.abstract), lang="en", data_format="docdba", abstract_source="national office"),
        country="EP",
        doc_number=published.number,
        kind="A1",
        doc_id=FAMILY + published.record,
        date_publ=day,
        family_id=FAMILY + published.invention_number,
        is_representative="NO",
        date_of_last_exchange=day,
        date_added_docdb=day,
        originating_office="EP",
    )


def _symbol(symbol: str) -> str:
    """Fixed width: subclass, main group right in four places, the subgroup; filled up to nineteen."""
    subclass, _, group = symbol.partition(" ")
    main, _, sub = group.partition("/")
    return f"{subclass}{main:>4}/{sub}".ljust(19)


def _classes(published: Publication, filed: Filing) -> str:
    day = f"{published.published:%Y%m%d}"
    symbols = list(enumerate(filed.invention.field.symbols, 1))
    ipc = (
        tag("classification-ipcr", leaf("text", f"{_symbol(symbol)}20060101A{'L' if n > 1 else 'F'}I{day}BHEP        "), sequence=n)
        for n, symbol in symbols[:3]
    )
    scheme = tag("classification-scheme", leaf("date", "20130101"), office="EP", scheme="CPCI")
    cpc = (
        tag(
            "patent-classification",
            scheme,
            leaves(classification_symbol=_symbol(symbol), symbol_position="L" if n > 1 else "F", classification_value="I"),
            leaves(classification_status="B", classification_data_source="H", generating_office="EP"),
            tag("action-date", leaf("date", day)),
            sequence=n,
        )
        for n, symbol in symbols
    )
    return tag("exch:classifications-ipcr", *ipc) + tag("exch:patent-classifications", *cpc)


def _application(published: Publication) -> str:
    docdb = tag("document-id", leaves(country="EP", doc_number=published.application, kind="A", date=f"{published.filed:%Y%m%d}"))
    epodoc = tag("document-id", leaf("doc-number", f"EP{published.filed.year}{published.application[2:]}"))
    own = {"is_representative": "NO", "doc_id": FAMILY + published.record, "data_format": "docdb"}
    return tag("exch:application-reference", docdb, **own) + tag("exch:application-reference", epodoc, data_format="epodoc")


def _priority(published: Publication) -> str:
    first = priority(published)
    if first is None:
        return ""
    number = first.application.partition(".")[0]
    docdb = tag("document-id", leaves(country="CN", doc_number=number, kind="A", date=f"{first.filed:%Y%m%d}"))
    epodoc = tag("document-id", leaf("doc-number", f"CN{number}"))
    return tag(
        "exch:priority-claims",
        tag("exch:priority-claim", docdb, leaf("exch:priority-active-indicator", "Y"), sequence=1, data_format="docdb"),
        tag("exch:priority-claim", epodoc, sequence=1, data_format="epodoc"),
    )


def _parties(filed: Filing) -> str:
    residence = tag("residence", leaf("country", filed.firm.country))
    applicants = _party("applicant", 1, filed.firm.en.upper(), filed.firm.en, residence)
    inventors = "".join(
        _party("inventor", n, f"{p.last} {p.first}".upper(), f"{p.last}, {p.first}", residence) for n, p in enumerate(filed.inventors, 1)
    )
    return tag("exch:parties", tag("exch:applicants", applicants), tag("exch:inventors", inventors))


def _party(role: str, number: int, standard: str, original: str, residence: str) -> str:
    """A name twice: as the EPO standardises it, and as filed."""

    def named(name: str, form: str, place: str) -> str:
        return tag(f"exch:{role}", tag(f"exch:{role}-name", leaf("name", name)), place, sequence=number, data_format=form)

    return named(standard, "docdb", residence) + named(original, "docdba", "")


def _citations(seed: int, published: Publication) -> str:
    entries = []
    for n, other in enumerate(cited(seed, published), 1):
        name = makers(seed, other.invention_number)[0].en.upper()
        told = leaves(country=other.office, doc_number=other.number, kind=other.code, name=name, date=f"{other.published:%Y%m%d}")
        identifier = tag("document-id", told, doc_id=FAMILY + other.record)
        patent = tag("patcit", identifier, num=n, dnum=f"{other.office}{other.number}{other.code}", dnum_type="publication number")
        entries.append(tag("exch:citation", patent, cited_phase="SEA", sequence=n))
    return tag("exch:references-cited", *entries) if entries else ""
