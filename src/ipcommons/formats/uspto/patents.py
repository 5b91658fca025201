"""US patents: grants (us-patent-grant v4.0-v4.7) and published applications (us-patent-application v4.0-v4.6).

Source: a weekly file is a row of documents, each with its own XML declaration, 5 kB to 20 MB each; or one document a file.
Between the grants stand sequence listings of some of them (sequence-cwu): an addition to the patent they name.
"""

from collections.abc import Iterator
from functools import cache
from typing import BinaryIO

from ipcommons.formats.codes import codes
from ipcommons.formats.errors import DocumentError, ForeignDocument
from ipcommons.formats.filing import Filing, Misread
from ipcommons.formats.manifest import Manifest, manifests
from ipcommons.formats.uspto import patent_classes as classes
from ipcommons.formats.uspto import patent_parties as parties
from ipcommons.formats.uspto import patent_references as references
from ipcommons.formats.uspto.patent_files import figures, files
from ipcommons.formats.uspto.patent_sequences import read_sequence_listing
from ipcommons.formats.uspto.patent_text import Element, read_abstract, read_claims, read_description
from ipcommons.formats.xml import Accounting, Cut, declared_documents, flat, is_invented, need, optional, parse
from ipcommons.rights.classification import Classification
from ipcommons.rights.date import PartialDate
from ipcommons.rights.event import Event, Status
from ipcommons.rights.number import Number, number, patent_id, without_leading_zeros
from ipcommons.rights.patent import Patent, PatentType
from ipcommons.rights.text import Text

_CODES = codes("uspto/patents")
_FORMATS = {"us-patent-grant": "us-grant", "sequence-cwu": "us-grant", "us-patent-application": "us-application"}
_PUBLICATION = "publication-reference/document-id"


def read(stream: BinaryIO) -> Iterator[Filing | Misread]:
    """One filing for each document; a bad document spoils no other."""
    for cut in declared_documents(stream):
        try:
            yield read_document(cut)
        except DocumentError as error:
            yield Misread(document=cut.document, span=cut.span, error=error)


def read_document(cut: Cut) -> Filing:
    """Raises DocumentError for what is no document of these formats, or has no number."""
    root = parse(cut.document)
    if root.tag not in _FORMATS:
        raise ForeignDocument(str(root.tag), None)
    manifest, accounting = _format(_FORMATS[root.tag])
    if root.tag == "sequence-cwu":
        return _sequence_filing(cut, root, accounting)
    version = (root.get("dtd-version") or "").split(" ")[0]
    if version not in manifest.versions:
        raise ForeignDocument(root.tag, version)
    record = read_patent(root, invented=is_invented(cut.document))
    return Filing(
        record=record,
        source=manifest.name if record.descriptions or record.claims else f"{manifest.name}-bibliography",
        document=cut.document,
        span=cut.span,
        account=accounting.of(root),
        as_of=_as_of(root, record.publication_date),
    )


def _sequence_filing(cut: Cut, root: Element, accounting: Accounting) -> Filing:
    published = references.day(root.findtext(f"{_PUBLICATION}/date"))
    return Filing(
        record=_sequence_record(root, published, invented=is_invented(cut.document)),
        source="us-sequence-listing",
        document=cut.document,
        span=cut.span,
        account=accounting.of(root),
        as_of=published.iso if published else None,
        operation="amend",
    )


def _sequence_record(root: Element, published: PartialDate | None, *, invented: bool) -> Patent:
    """Only what the listing says: the patent it belongs to, and the sequences."""
    publication = _publication(root)
    return Patent(
        id=patent_id(publication),
        office=publication.office,
        publication=publication,
        publication_date=published,
        invented=invented,
        sequence_listing=read_sequence_listing(root),
    )


@cache
def _format(name: str) -> tuple[Manifest, Accounting]:
    manifest = manifests()[name]
    return manifest, Accounting(manifest)


def _as_of(root: Element, published: PartialDate | None) -> str | None:
    """The later of the days of production and publication: a corrected document is produced again."""
    produced = references.day(root.get("date-produced"))
    return max((date.iso for date in (produced, published) if date), default=None)


def read_patent(root: Element, *, invented: bool = False) -> Patent:
    """One <us-patent-grant> or <us-patent-application> -> a Patent. Raises MissingElement without a publication number."""
    part: dict[object, Element] = {child.tag: child for child in root}
    body = part.get("us-bibliographic-data-grant", part.get("us-bibliographic-data-application", root))
    said: dict[object, Element] = {child.tag: child for child in body}
    publication = _publication(body)
    published = references.day(body.findtext(f"{_PUBLICATION}/date"))
    applied = references.day(body.findtext("application-reference/document-id/date"))
    type_ = _type(said.get("application-reference"), publication)
    granted = published if root.tag == "us-patent-grant" and type_ != "statutory-invention-registration" else None
    language = (root.get("lang") or "").lower() or None
    people = said.get("us-parties", said.get("parties"))
    applicants = parties.applicants(people)
    days, term_notes = _term(said.get("us-term-of-grant"))
    return Patent(
        id=patent_id(publication),
        office=publication.office,
        publication=publication,
        publication_date=published,
        invented=invented,
        type=type_,
        application=_application(said.get("application-reference")),
        application_date=applied,
        grant_date=granted,
        series_code=optional(body, "us-application-series-code"),
        filing_language=language,
        titles=tuple(_titles(said.get("invention-title"), language)),
        abstracts=tuple(read_abstract(abstract, language) for abstract in root.iterchildren("abstract")),
        claims=tuple(read_claims(c, language, flat(part.get("us-claim-statement"))) for c in root.iterchildren("claims")),
        descriptions=tuple(read_description(description, language) for description in root.iterchildren("description")),
        applicants=applicants,
        inventors=parties.inventors(people, applicants),
        assignees=parties.assignees(said.get("assignees")),
        agents=parties.agents(people, said.get("correspondence-address")),
        examiners=parties.examiners(said.get("examiners")),
        classifications=tuple(_classifications(said)),
        field_of_search=tuple(classes.searched(said.get("us-field-of-classification-search"), said.get("field-of-search"))),
        priorities=references.priorities(said.get("priority-claims")),
        related_documents=references.related_documents(said.get("us-related-documents")),
        citations=references.citations(said.get("us-references-cited", said.get("references-cited"))),
        pct_application=references.document_in(said.get("pct-or-regional-filing-data")),
        pct_publication=references.document_in(said.get("pct-or-regional-publishing-data")),
        figures=tuple(figures(root)),
        figure_count=_count(body, "figures/number-of-figures"),
        sheet_count=_count(body, "figures/number-of-drawing-sheets"),
        claim_count=_count(body, "number-of-claims"),
        exemplary_claims=tuple(_exemplary_claims(body)),
        term_extension=days,
        term_notes=term_notes,
        status=_status(granted, published),
        events=tuple(_events(body, applied, granted, published)),
        details=tuple(_details(root, body, said)),
    )


def _publication(body: Element) -> Number:
    """Numbers are padded for sorting (`08745321`, `D0586076`); the printed form has no such zeros."""
    written = need(body, f"{_PUBLICATION}/doc-number")
    return number(
        optional(body, f"{_PUBLICATION}/country") or "US",
        without_leading_zeros(written),
        optional(body, f"{_PUBLICATION}/kind"),
        written,
    )


def _application(element: Element | None) -> Number | None:
    reference = references.document_in(element)
    return reference.number if reference else None


def _type(application: Element | None, publication: Number) -> PatentType | None:
    said = application.get("appl-type") if application is not None else None
    types: dict[str, PatentType] = _CODES["types"]
    by_kind: dict[str, PatentType] = _CODES["types_of_kinds"]
    return types.get(said or "") or by_kind.get((publication.kind or "")[:1])


def _titles(title: Element | None, language: str | None) -> Iterator[Text]:
    if title is not None and (text := flat(title)):
        yield Text(text, (title.get("lang") or "").lower() or language)


def _classifications(said: dict[object, Element]) -> Iterator[Classification]:
    yield from classes.reformed(said.get("classifications-ipcr"))
    yield from classes.old_ipc(said.get("classification-ipc"))
    yield from classes.cooperative(said.get("classifications-cpc"))
    yield from classes.national(said.get("classification-national"))
    yield from classes.locarno(said.get("classification-locarno"))


def _count(body: Element, path: str) -> int | None:
    text = optional(body, path)
    return int(text) if text and text.isdigit() else None


def _exemplary_claims(body: Element) -> Iterator[int]:
    for claim in body.iterchildren("us-exemplary-claim"):
        yield from (int(one) for one in (claim.text or "").replace(",", " ").split() if one.isdigit())


def _term(element: Element | None) -> tuple[int | None, tuple[str, ...]]:
    """Days by which the term is extended (35 U.S.C. 154(b)), and what else is said of the term."""
    if element is None:
        return None, ()
    days, notes = None, []
    for child in element:
        text = flat(child) if isinstance(child.tag, str) else None
        if child.tag == "us-term-extension" and text and text.isdigit():
            days = int(text)
        elif text and child.tag != "length-of-grant":
            notes.append(text)
    return days, tuple(notes)


def _status(granted: PartialDate | None, published: PartialDate | None) -> Status:
    """A publication says what was granted on its day, not whether it still stands."""
    text = Text("granted", "en") if granted else None
    return Status(kind="unknown", text=text, date=granted, as_of=published)


def _events(body: Element, applied: PartialDate | None, granted: PartialDate | None, published: PartialDate | None) -> Iterator[Event]:
    """What the document dates: filing, entry into the national phase (35 U.S.C. 371(c)), grant or publication."""
    if applied:
        yield Event(kind="filing", date=applied)
    for name in ("us-371c124-date", "us-371c12-date"):
        if entered := references.day(optional(body, f"pct-or-regional-filing-data/{name}/date")):
            yield Event(kind="international", date=entered, code=name.removeprefix("us-").removesuffix("-date"))
    if granted:
        yield Event(kind="grant", date=granted)
    elif published:
        yield Event(kind="publication", date=published)


_PLAIN_DETAILS = {
    "us-botanic/latin-name": "latin-name",
    "us-botanic/variety": "variety",
    "us-term-of-grant/length-of-grant": "length-of-grant",
    "language-of-filing": "language-of-filing",
    "language-of-publication": "language-of-publication",
    "figures/figure-to-publish": "figure-to-publish",
    "correction": "correction",
    "pct-or-regional-publishing-data/gazette-reference": "gazette",
    "hague-agreement-data/international-registration-number": "international-registration-number",
    "hague-agreement-data/international-filing-date": "international-filing-date",
    "hague-agreement-data/international-registration-date": "international-registration-date",
    "hague-agreement-data/international-registration-publication-date": "international-registration-publication-date",
}


def _details(root: Element, body: Element, said: dict[object, Element]) -> Iterator[tuple[str, str]]:
    """What the office says beyond the fields of a record."""
    for path, name in _PLAIN_DETAILS.items():
        if path.partition("/")[0] in said and (text := flat(body.find(path))):
            yield name, text
    if (flag := said.get("us-sir-flag")) is not None:
        yield "statutory-invention-registration", flag.get("sir-text") or "yes"
    for flag_name in ("rule-47-flag", "us-issued-on-continued-prosecution-application"):
        if (flag := said.get(flag_name)) is not None:
            yield flag_name, flag.get("grant-cpa-text") or "yes"
    for kind in said.get("us-publication-filing-type", ()):
        yield "publication-filing-type", str(kind.tag)
    if (reference := root.get("file-reference-id")) is not None:
        yield "file-reference", reference
    if (status := root.get("status")) not in {None, "PRODUCTION"}:
        yield "document-status", str(status)
    yield from files(root)
