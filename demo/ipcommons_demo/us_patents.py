"""Invented US grants (us-patent-grant v4.7) and applications (us-patent-application v4.6), as the weekly files have them."""

from datetime import timedelta

from ipcommons_demo import english
from ipcommons_demo.chance import Chance
from ipcommons_demo.english_claims import article, sentence
from ipcommons_demo.markup import declared, escape, leaf, leaves, tag
from ipcommons_demo.names import Firm, Person, attorney, person
from ipcommons_demo.patents import Filing, Publication, cited, filing, makers, parent, priority, published_before
from ipcommons_demo.wording import FIGURE, NUMERAL, ClaimText, SectionText, Wording

_INSTRUCTIONS = {
    "summary": ("BRFSUM", "Brief Summary"),
    "drawings": ("brief-description-of-drawings", "Brief Description of Drawings"),
    "detailed": ("DETDESC", "Detailed Description"),
}


def figure_files(publication: Publication, count: int) -> list[str]:
    """The names of a document's drawings, as its `img` elements give them: the front page figure is number 0."""
    return [f"{_stem(publication)}-D{n:05}.TIF" for n in range(count + 1)]


def document(seed: int, publication: Publication) -> str:
    """One document with its declaration and document type."""
    filed = filing(seed, publication)
    wording = english.word(filed.invention)
    grant = publication.kind == "US B2"
    root = "us-patent-grant" if grant else "us-patent-application"
    dtd, version = ("v47", "v4.7") if grant else ("v46", "v4.6")
    biblio = _grant_biblio(seed, publication, filed, wording) if grant else _application_biblio(seed, publication, filed, wording)
    return declared(seed, f'<!DOCTYPE {root} SYSTEM "{root}-{dtd}-2022-02-17.dtd" [ ]>') + tag(
        root,
        biblio,
        tag("abstract", tag("p", _text(wording.abstract), id="p-0001", num="0000"), id="abstract"),
        _drawings(publication, filed),
        _description(wording),
        leaf("us-claim-statement", "What is claimed is:"),
        tag("claims", *(_claim(claim) for claim in wording.claims), id="claims"),
        lang="EN",
        dtd_version=f"{version} 2022-02-17",
        file=f"{_stem(publication)}.XML",
        status="PRODUCTION",
        id=root,
        country="US",
        date_produced=f"{publication.published - timedelta(14):%Y%m%d}",
        date_publ=f"{publication.published:%Y%m%d}",
    )


def _stem(publication: Publication) -> str:
    kind = "" if publication.kind == "US B2" else "A1"
    return f"US{publication.number}{kind}-{publication.published:%Y%m%d}"


def _grant_biblio(seed: int, publication: Publication, filed: Filing, wording: Wording) -> str:
    chance = Chance(seed, "examiner", publication.record)
    examiner = person(chance, "US")
    extension = chance.choice((0, 0, 0, 37, 118, 204, 391))
    primary = leaves(last_name=examiner.last, first_name=examiner.first, department=chance.choice((1724, 2482, 2657, 3641, 3743)))
    sheets = filed.invention.figures
    return tag(
        "us-bibliographic-data-grant",
        _head(publication),
        _priority(publication),
        tag("us-term-of-grant", leaf("us-term-extension", extension)) if extension else "",
        _classes(publication, filed),
        leaf("invention-title", wording.title, id="d2e53"),
        _citations(seed, publication, filed),
        leaves(number_of_claims=len(wording.claims), us_exemplary_claim=1),
        tag("us-field-of-classification-search", *(leaf("classification-cpc-text", s) for s in filed.invention.field.symbols[:3])),
        tag("figures", leaves(number_of_drawing_sheets=sheets, number_of_figures=sheets)),
        _related(publication),
        _parties(chance, filed),
        _assignee(filed.firm),
        tag("examiners", tag("primary-examiner", primary)),
    )


def _application_biblio(seed: int, publication: Publication, filed: Filing, wording: Wording) -> str:
    return tag(
        "us-bibliographic-data-application",
        _head(publication),
        _priority(publication),
        _classes(publication, filed),
        leaf("invention-title", wording.title.upper(), id="d2e61"),
        _parties(Chance(seed, "application", publication.record), filed),
        _assignee(filed.firm),
        lang="EN",
        country="US",
    )


def _document_id(country: str, number: str, kind: str = "", name: str = "", date: str = "") -> str:
    return tag("document-id", leaves(country=country, doc_number=number, kind=kind, name=name, date=date))


def _head(publication: Publication) -> str:
    own = _document_id("US", publication.number, publication.code, date=f"{publication.published:%Y%m%d}")
    application = _document_id("US", publication.application, date=f"{publication.filed:%Y%m%d}")
    return (
        tag("publication-reference", own)
        + tag("application-reference", application, appl_type="utility")
        + leaf("us-application-series-code", publication.application[:2])
    )


def _priority(publication: Publication) -> str:
    first = priority(publication)
    if first is None:
        return ""
    claim = leaves(country="CN", doc_number=first.application, date=f"{first.filed:%Y%m%d}")
    return tag("priority-claims", tag("priority-claim", claim, sequence="01", kind="national"))


def _classes(publication: Publication, filed: Filing) -> str:
    symbols = list(enumerate(filed.invention.field.symbols))
    ipc = (_class(publication, "ipcr", place, symbol) for place, symbol in symbols[:3])
    main, *further = (_class(publication, "cpc", place, symbol) for place, symbol in symbols)
    return tag("classifications-ipcr", *ipc) + tag("classifications-cpc", tag("main-cpc", main), tag("further-cpc", *further))


def _class(publication: Publication, scheme: str, place: int, symbol: str) -> str:
    subclass, _, group = symbol.partition(" ")
    main, _, sub = group.partition("/")
    cpc = scheme == "cpc"
    return tag(
        f"classification-{scheme}",
        tag("cpc-version-indicator" if cpc else "ipc-version-indicator", leaf("date", "20130101" if cpc else "20060101")),
        "" if cpc else leaf("classification-level", "A"),
        f"<section>{subclass[0]}</section>\n<class>{subclass[1:3]}</class>\n<subclass>{subclass[3]}</subclass>\n",
        leaves(main_group=main, subgroup=sub, symbol_position="L" if place else "F", classification_value="I"),
        tag("action-date", leaf("date", f"{publication.published:%Y%m%d}")),
        tag("generating-office", leaf("country", "US")),
        leaves(classification_status="B", classification_data_source="H", scheme_origination_code="C" if cpc else ""),
    )


def _citations(seed: int, publication: Publication, filed: Filing) -> str:
    chance = Chance(seed, "references", publication.record)
    entries: list[str] = []
    for other in cited(seed, publication):
        number = f"{other.number[:4]}/{other.number[4:]}" if other.kind == "US A1" else other.number
        name = makers(seed, other.invention_number)[1][0].last if other.office == "US" else ""
        # The office gives month and year of a cited document, with 00 for the day.
        identifier = _document_id(other.office, number, other.code, name, f"{other.published:%Y%m}00")
        patent = tag("patcit", identifier, num=f"{len(entries) + 1:05}")
        if chance.happens(0.5):
            entries.append(patent + leaves(category="cited by examiner", classification_cpc_text=filed.invention.field.symbols[0]))
        else:
            entries.append(patent + leaf("category", "cited by applicant"))
    if chance.happens(0.4):
        literature = tag("nplcit", leaf("othercit", _literature(chance, publication, filed)), num=f"{len(entries) + 1:05}")
        entries.append(literature + leaf("category", "cited by applicant"))
    return tag("us-references-cited", *(tag("us-citation", entry) for entry in entries)) if entries else ""


def _literature(chance: Chance, publication: Publication, filed: Filing) -> str:
    """An article that was never written, in a journal that says so."""
    author, field = person(chance, chance.choice(("CN", "US", "DE"))), filed.invention.field
    year, page = publication.filed.year - chance.randint(1, 9), chance.randint(1, 900)
    subject = f"{sentence(article(chance.choice(field.measures).name.en))} and its influence in {field.domain.en}"
    return f"{author.last} et al., “{subject},” Annals of Invented Engineering, vol. {year - 1990}, {year}, pp. {page}-{page + 8}."


def _related(publication: Publication) -> str:
    told = ""
    if first := parent(publication):
        grant = tag("parent-grant-document", _document_id("US", first.number, date=f"{first.published:%Y%m%d}"))
        application = _document_id("US", first.application, date=f"{first.filed:%Y%m%d}")
        before = tag("parent-doc", application, leaf("parent-status", "PENDING"), grant)
        after = tag("child-doc", _document_id("US", publication.application))
        told += tag("continuation", tag("relation", before, after))
    if earlier := published_before(publication):
        told += tag("related-publication", _document_id("US", earlier.number, "A1", date=f"{earlier.published:%Y%m%d}"))
    return tag("us-related-documents", told) if told else ""


def _address(firm: Firm) -> str:
    return tag("address", leaves(city=firm.city.en, state=firm.region.en if firm.country == "US" else "", country=firm.country))


def _parties(chance: Chance, filed: Filing) -> str:
    firm = filed.firm
    applicant = tag(
        "us-applicant",
        tag("addressbook", leaf("orgname", firm.en), _address(firm)),
        tag("residence", leaf("country", firm.country)),
        sequence="001",
        app_type="applicant",
        designation="us-only",
        applicant_authority_category="assignee",
    )
    inventors = (_inventor(n, someone, firm) for n, someone in enumerate(filed.inventors, 1))
    agent = tag("addressbook", leaf("orgname", attorney(chance)), tag("address", leaf("country", "unknown")))
    return tag(
        "us-parties",
        tag("us-applicants", applicant),
        tag("inventors", *inventors),
        tag("agents", tag("agent", agent, sequence="01", rep_type="attorney")),
    )


def _inventor(number: int, someone: Person, firm: Firm) -> str:
    book = tag("addressbook", leaves(last_name=someone.last, first_name=someone.first), _address(firm))
    return tag("inventor", book, sequence=f"{number:03}", designation="us-only")


def _assignee(firm: Firm) -> str:
    role = "02" if firm.country == "US" else "03"
    return tag("assignees", tag("assignee", tag("addressbook", leaves(orgname=firm.en, role=role), _address(firm))))


def _drawings(publication: Publication, filed: Filing) -> str:
    figures = []
    for n, file in enumerate(figure_files(publication, filed.invention.figures)):
        form = {"alt": "embedded image", "img-content": "drawing", "img-format": "tif"}
        image = tag("img", id=f"EMI-D{n:05}", he="211.67mm", wi="158.75mm", file=file, **form)
        figures.append(tag("figure", image, id=f"Fig-EMI-D{n:05}", num=f"{n:05}"))
    return tag("drawings", *figures, id="DRAWINGS")


def _text(text: str) -> str:
    """Running text with numerals in bold and figures as references."""
    marked = NUMERAL.sub(r"<b>\1</b>", escape(text))
    return FIGURE.sub(lambda found: f'<figref idref="DRAWINGS">{found[1].replace(" ", " <b>")}</b></figref>', marked)


def _description(wording: Wording) -> str:
    told, paragraph = list[str](), 1
    for n, section in enumerate(wording.sections, 1):
        told.append(_section(section, n, paragraph))
        paragraph += len(section.paragraphs)
    return tag("description", *told, id="description")


def _section(section: SectionText, number: int, first: int) -> str:
    """A part of the description between the instructions that say which part it is."""
    content = leaf("heading", section.heading, id=f"h-{number:04}", level="1") + "".join(
        f'<p id="p-{n + 1:04}" num="{n:04}">{_text(text)}</p>\n' for n, text in enumerate(section.paragraphs, first)
    )
    if section.kind == "drawings":
        content = tag("description-of-drawings", content)
    if section.kind not in _INSTRUCTIONS:
        return content
    name, words = _INSTRUCTIONS[section.kind]
    return f'<?{name} description="{words}" end="lead"?>\n{content}<?{name} description="{words}" end="tail"?>\n'


def _claim(claim: ClaimText) -> str:
    preamble = escape(claim.preamble)
    if claim.depends_on:
        reference = f'<claim-ref idref="CLM-{claim.depends_on[0]:05}">{claim.reference}</claim-ref>'
        preamble = preamble.replace(claim.reference, reference, 1)
    features = (leaf("claim-text", feature) for feature in claim.features)
    text = tag("claim-text", f"<b>{claim.number}</b>. {preamble}", *features)
    return tag("claim", text, id=f"CLM-{claim.number:05}", num=f"{claim.number:05}")
