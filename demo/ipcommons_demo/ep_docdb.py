"""Invented European applications as the EPO's exchange data (DOCDB 2.5.9) tell of them: bibliographic data, with the family."""

from datetime import date
from html import escape

from ipcommons_demo import english
from ipcommons_demo.marker import marker
from ipcommons_demo.patents import Filing, Publication, cited, filing, priority

FAMILY = 990_000_000
"""Family numbers begin here; the EPO's own are below 100 million."""


def envelope(seed: int, day: date, documents: list[str]) -> str:
    """A file of exchange documents."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!DOCTYPE exch:exchange-documents SYSTEM "docdb-entities.dtd">\n'
        f'{marker(seed)}\n<exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.epo.org/exchange exchange-documents-v2.5.9.xsd" '
        f'date-of-exchange="{day:%Y%m%d}" dtd-version="2.5.9" file="DOCDB-{day:%G%V}-EP" no-of-documents="{len(documents):07}" originating-office="EP">\n'
        f"{''.join(documents)}</exch:exchange-documents>\n"
    )


def document(seed: int, published: Publication) -> str:
    """One exchange document; its place is inside an envelope."""
    filed = filing(seed, published)
    wording = english.word(filed.invention)
    day = f"{published.published:%Y%m%d}"
    own = f"<country>EP</country><doc-number>{published.number}</doc-number><kind>A1</kind>"
    return (
        f'<exch:exchange-document country="EP" doc-number="{published.number}" kind="A1" doc-id="{FAMILY + published.record}" date-publ="{day}" '
        f'family-id="{FAMILY + published.invention_number}" is-representative="NO" date-of-last-exchange="{day}" date-added-docdb="{day}" '
        'originating-office="EP"><exch:bibliographic-data>'
        f'<exch:publication-reference data-format="docdb"><document-id lang="en">{own}<date>{day}</date></document-id></exch:publication-reference>\n'
        f'<exch:publication-reference data-format="epodoc"><document-id lang="en"><doc-number>EP{published.number}</doc-number></document-id></exch:publication-reference>\n'
        f"{_classes(published, filed)}{_application(published)}<exch:language-of-publication>en</exch:language-of-publication>\n{_priority(published)}"
        f'{_parties(filed)}<exch:invention-title lang="en" data-format="docdba">{escape(wording.title)}</exch:invention-title>\n'
        "<exch:dates-of-public-availability><exch:unexamined-printed-without-grant><document-id>"
        f"<date>{day}</date></document-id></exch:unexamined-printed-without-grant></exch:dates-of-public-availability>\n"
        f"{_citations(seed, published)}</exch:bibliographic-data>"
        f'<exch:abstract lang="en" data-format="docdba" abstract-source="national office"><exch:p>{escape(wording.abstract)}</exch:p></exch:abstract>'
        "</exch:exchange-document>\n"
    )


def _symbol(symbol: str) -> str:
    """Fixed width: subclass, main group right in four places, the subgroup."""
    subclass, _, group = symbol.partition(" ")
    main, _, sub = group.partition("/")
    return f"{subclass}{main:>4}/{sub}"


def _classes(published: Publication, filed: Filing) -> str:
    day = f"{published.published:%Y%m%d}"
    symbols = filed.invention.field.symbols
    ipc = "".join(
        f'<classification-ipcr sequence="{n}"><text>{_symbol(symbol):<19}20060101A{"L" if n > 1 else "F"}I{day}BHEP        </text></classification-ipcr>'
        for n, symbol in enumerate(symbols[:3], 1)
    )
    cpc = "".join(
        f'<patent-classification sequence="{n}"><classification-scheme office="EP" scheme="CPCI"><date>20130101</date></classification-scheme>'
        f"<classification-symbol>{_symbol(symbol):<19}</classification-symbol><symbol-position>{'L' if n > 1 else 'F'}</symbol-position>"
        "<classification-value>I</classification-value><classification-status>B</classification-status>"
        "<classification-data-source>H</classification-data-source><generating-office>EP</generating-office>"
        f"<action-date><date>{day}</date></action-date></patent-classification>"
        for n, symbol in enumerate(symbols, 1)
    )
    return (
        f"<exch:classifications-ipcr>{ipc}</exch:classifications-ipcr>\n<exch:patent-classifications>{cpc}</exch:patent-classifications>\n"
    )


def _application(published: Publication) -> str:
    day = f"{published.filed:%Y%m%d}"
    return (
        f'<exch:application-reference is-representative="NO" doc-id="{FAMILY + published.record}" data-format="docdb"><document-id><country>EP</country>'
        f"<doc-number>{published.application}</doc-number><kind>A</kind><date>{day}</date></document-id></exch:application-reference>\n"
        f'<exch:application-reference data-format="epodoc"><document-id><doc-number>EP{published.filed.year}{published.application[2:]}</doc-number>'
        "</document-id></exch:application-reference>\n"
    )


def _priority(published: Publication) -> str:
    first = priority(published)
    if first is None:
        return ""
    number = first.application.replace(".", "")[:-1]
    return (
        f'<exch:priority-claims><exch:priority-claim sequence="1" data-format="docdb"><document-id><country>CN</country><doc-number>{number}</doc-number>'
        f"<kind>A</kind><date>{first.filed:%Y%m%d}</date></document-id><exch:priority-active-indicator>Y</exch:priority-active-indicator></exch:priority-claim>"
        f'<exch:priority-claim sequence="1" data-format="epodoc"><document-id><doc-number>CN{number}</doc-number></document-id></exch:priority-claim>'
        "</exch:priority-claims>\n"
    )


def _parties(filed: Filing) -> str:
    firm = filed.firm
    residence = f"<residence><country>{firm.country}</country></residence>"
    applicants = (
        f'<exch:applicant sequence="1" data-format="docdb"><exch:applicant-name><name>{escape(firm.en.upper())}</name></exch:applicant-name>{residence}</exch:applicant>'
        f'<exch:applicant sequence="1" data-format="docdba"><exch:applicant-name><name>{escape(firm.en)}</name></exch:applicant-name></exch:applicant>'
    )
    inventors = "".join(
        f'<exch:inventor sequence="{n}" data-format="docdb"><exch:inventor-name><name>{escape(f"{p.last} {p.first}".upper())}</name></exch:inventor-name>{residence}</exch:inventor>'
        f'<exch:inventor sequence="{n}" data-format="docdba"><exch:inventor-name><name>{escape(f"{p.last}, {p.first}")}</name></exch:inventor-name></exch:inventor>'
        for n, p in enumerate(filed.inventors, 1)
    )
    return f"<exch:parties><exch:applicants>{applicants}</exch:applicants><exch:inventors>{inventors}</exch:inventors></exch:parties>\n"


def _citations(seed: int, published: Publication) -> str:
    entries = "".join(
        f'<exch:citation cited-phase="SEA" sequence="{n}"><patcit num="{n}" dnum="{p.office}{p.number}{p.code}" dnum-type="publication number">'
        f'<document-id doc-id="{FAMILY + p.record}"><country>{p.office}</country><doc-number>{p.number}</doc-number><kind>{p.code}</kind>'
        f"<name>{escape(filing(seed, p).firm.en.upper())}</name><date>{p.published:%Y%m%d}</date></document-id></patcit></exch:citation>"
        for n, p in enumerate(cited(seed, published), 1)
    )
    return f"<exch:references-cited>{entries}</exch:references-cited>\n" if entries else ""
