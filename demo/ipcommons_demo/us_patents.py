"""Invented US grants (us-patent-grant v4.7) and applications (us-patent-application v4.6), as the weekly files have them."""

from datetime import timedelta
from html import escape

from ipcommons_demo import english
from ipcommons_demo.chance import Chance
from ipcommons_demo.marker import marker
from ipcommons_demo.names import Firm, Person, attorney, person
from ipcommons_demo.patents import Filing, Publication, cited, filing, parent, priority, published_before
from ipcommons_demo.wording import FIGURE, NUMERAL, ClaimText, Wording

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
    dtd, version = ("us-patent-grant-v47", "v4.7") if grant else ("us-patent-application-v46", "v4.6")
    day = f"{publication.published:%Y%m%d}"
    produced = f"{publication.published - timedelta(14):%Y%m%d}"
    biblio = _grant_biblio(seed, publication, filed, wording) if grant else _application_biblio(publication, filed, wording)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {root} SYSTEM "{dtd}-2022-02-17.dtd" [ ]>\n{marker(seed)}\n'
        f'<{root} lang="EN" dtd-version="{version} 2022-02-17" file="{_stem(publication)}.XML" status="PRODUCTION" '
        f'id="{root}" country="US" date-produced="{produced}" date-publ="{day}">\n'
        f'{biblio}<abstract id="abstract">\n<p id="p-0001" num="0000">{_text(wording.abstract)}</p>\n</abstract>\n'
        f"{_drawings(publication, filed)}{_description(wording)}{_claims(wording)}</{root}>\n"
    )


def _stem(publication: Publication) -> str:
    kind = "" if publication.kind == "US B2" else "A1"
    return f"US{publication.number}{kind}-{publication.published:%Y%m%d}"


def _grant_biblio(seed: int, publication: Publication, filed: Filing, wording: Wording) -> str:
    chance = Chance(seed, "examiner", publication.record)
    examiner = person(chance, "US")
    extension = chance.choice((0, 0, 0, 37, 118, 204, 391))
    term = f"<us-term-of-grant>\n<us-term-extension>{extension}</us-term-extension>\n</us-term-of-grant>\n" if extension else ""
    search = "".join(f"<classification-cpc-text>{symbol}</classification-cpc-text>\n" for symbol in filed.invention.field.symbols[:3])
    return (
        f"<us-bibliographic-data-grant>\n{_head(publication)}{_priority(publication)}{term}{_classes(publication, filed)}"
        f'<invention-title id="d2e53">{escape(wording.title)}</invention-title>\n{_citations(seed, publication, filed)}'
        f"<number-of-claims>{len(wording.claims)}</number-of-claims>\n<us-exemplary-claim>1</us-exemplary-claim>\n"
        f"<us-field-of-classification-search>\n{search}</us-field-of-classification-search>\n"
        f"<figures>\n<number-of-drawing-sheets>{filed.invention.figures}</number-of-drawing-sheets>\n"
        f"<number-of-figures>{filed.invention.figures}</number-of-figures>\n</figures>\n"
        f"{_related(publication)}{_parties(chance, filed)}{_assignee(filed.firm)}"
        f"<examiners>\n<primary-examiner>\n<last-name>{escape(examiner.last)}</last-name>\n<first-name>{escape(examiner.first)}</first-name>\n"
        f"<department>{chance.choice((1724, 2482, 2657, 3641, 3743))}</department>\n</primary-examiner>\n</examiners>\n"
        "</us-bibliographic-data-grant>\n"
    )


def _application_biblio(publication: Publication, filed: Filing, wording: Wording) -> str:
    chance = Chance("application", publication.number)
    return (
        f'<us-bibliographic-data-application lang="EN" country="US">\n{_head(publication)}{_priority(publication)}{_classes(publication, filed)}'
        f'<invention-title id="d2e61">{escape(wording.title).upper()}</invention-title>\n'
        f"{_parties(chance, filed)}{_assignee(filed.firm)}</us-bibliographic-data-application>\n"
    )


def _document_id(country: str, number: str, kind: str = "", date: str = "", name: str = "") -> str:
    parts = [("country", country), ("doc-number", number), ("kind", kind), ("name", name), ("date", date)]
    return "<document-id>\n" + "".join(f"<{tag}>{escape(value)}</{tag}>\n" for tag, value in parts if value) + "</document-id>\n"


def _head(publication: Publication) -> str:
    day = f"{publication.published:%Y%m%d}"
    return (
        f"<publication-reference>\n{_document_id('US', publication.number, publication.code, day)}</publication-reference>\n"
        f'<application-reference appl-type="utility">\n{_document_id("US", publication.application, date=f"{publication.filed:%Y%m%d}")}'
        f"</application-reference>\n<us-application-series-code>{publication.application[:2]}</us-application-series-code>\n"
    )


def _priority(publication: Publication) -> str:
    first = priority(publication)
    if first is None:
        return ""
    return (
        f'<priority-claims>\n<priority-claim sequence="01" kind="national">\n<country>CN</country>\n<doc-number>{first.application}</doc-number>\n'
        f"<date>{first.filed:%Y%m%d}</date>\n</priority-claim>\n</priority-claims>\n"
    )


def _symbol(symbol: str) -> str:
    subclass, _, group = symbol.partition(" ")
    main, _, sub = group.partition("/")
    return (
        f"<section>{subclass[0]}</section>\n<class>{subclass[1:3]}</class>\n<subclass>{subclass[3]}</subclass>\n"
        f"<main-group>{main}</main-group>\n<subgroup>{sub}</subgroup>\n"
    )


def _classes(publication: Publication, filed: Filing) -> str:
    day = f"{publication.published:%Y%m%d}"
    symbols = filed.invention.field.symbols

    def tail(place: int) -> str:
        return (
            f"<symbol-position>{'L' if place else 'F'}</symbol-position>\n<classification-value>I</classification-value>\n"
            f"<action-date><date>{day}</date></action-date>\n<generating-office><country>US</country></generating-office>\n"
            "<classification-status>B</classification-status>\n<classification-data-source>H</classification-data-source>\n"
        )

    ipc = "".join(
        "<classification-ipcr>\n<ipc-version-indicator><date>20060101</date></ipc-version-indicator>\n<classification-level>A</classification-level>\n"
        f"{_symbol(symbol)}{tail(place)}</classification-ipcr>\n"
        for place, symbol in enumerate(symbols[:3])
    )
    cpc = [
        "<classification-cpc>\n<cpc-version-indicator><date>20130101</date></cpc-version-indicator>\n"
        f"{_symbol(symbol)}{tail(place)}<scheme-origination-code>C</scheme-origination-code>\n</classification-cpc>\n"
        for place, symbol in enumerate(symbols)
    ]
    return (
        f"<classifications-ipcr>\n{ipc}</classifications-ipcr>\n<classifications-cpc>\n<main-cpc>\n{cpc[0]}</main-cpc>\n"
        f"<further-cpc>\n{''.join(cpc[1:])}</further-cpc>\n</classifications-cpc>\n"
    )


def _citations(seed: int, publication: Publication, filed: Filing) -> str:
    chance = Chance(seed, "references", publication.record)
    entries = []
    for other in cited(seed, publication):
        number = other.number if other.kind != "US A1" else f"{other.number[:4]}/{other.number[4:]}"
        who = filing(seed, other).inventors[0].last
        body = (
            f"{_document_id(other.office, number, other.code, f'{other.published:%Y%m}00', who if other.office == 'US' else '')}</patcit>\n"
        )
        by = chance.choice(("cited by examiner", "cited by applicant"))
        symbol = (
            f"<classification-cpc-text>{filed.invention.field.symbols[0]}</classification-cpc-text>\n" if by == "cited by examiner" else ""
        )
        entries.append((f'<patcit num="{{:05}}">\n{body}', f"<category>{by}</category>\n{symbol}"))
    if chance.happens(0.4):
        entries.append(
            (
                f'<nplcit num="{{:05}}">\n<othercit>{escape(_literature(chance, publication, filed))}</othercit>\n</nplcit>\n',
                "<category>cited by applicant</category>\n",
            )
        )
    if not entries:
        return ""
    told = "".join(f"<us-citation>\n{body.format(n)}{category}</us-citation>\n" for n, (body, category) in enumerate(entries, 1))
    return f"<us-references-cited>\n{told}</us-references-cited>\n"


def _literature(chance: Chance, publication: Publication, filed: Filing) -> str:
    author = person(chance, chance.choice(("CN", "US", "DE")))
    field = filed.invention.field
    year = publication.filed.year - chance.randint(1, 9)
    page = chance.randint(1, 900)
    return (
        f"{author.last} et al., “{english.sentence(english.article(chance.choice(field.measures).name.en))} and its influence in {field.domain.en},” "
        f"Annals of Invented Engineering, vol. {year - 1990}, {year}, pp. {page}-{page + chance.randint(4, 16)}."
    )


def _related(publication: Publication) -> str:
    told = ""
    if first := parent(publication):
        told += (
            f"<continuation>\n<relation>\n<parent-doc>\n<document-id>\n<country>US</country>\n<doc-number>{first.application}</doc-number>\n"
            f"<date>{first.filed:%Y%m%d}</date>\n</document-id>\n<parent-status>PENDING</parent-status>\n"
            f"<parent-grant-document>\n{_document_id('US', first.number, date=f'{first.published:%Y%m%d}')}</parent-grant-document>\n</parent-doc>\n"
            f"<child-doc>\n{_document_id('US', publication.application)}</child-doc>\n</relation>\n</continuation>\n"
        )
    if earlier := published_before(publication):
        told += f"<related-publication>\n{_document_id('US', earlier.number, 'A1', f'{earlier.published:%Y%m%d}')}</related-publication>\n"
    return f"<us-related-documents>\n{told}</us-related-documents>\n" if told else ""


def _address(firm: Firm) -> str:
    state = f"<state>{firm.region.en}</state>\n" if firm.country == "US" else ""
    return f"<address>\n<city>{escape(firm.city.en)}</city>\n{state}<country>{firm.country}</country>\n</address>\n"


def _parties(chance: Chance, filed: Filing) -> str:
    inventors = "".join(_inventor(n, someone, filed.firm) for n, someone in enumerate(filed.inventors, 1))
    return (
        '<us-parties>\n<us-applicants>\n<us-applicant sequence="001" app-type="applicant" designation="us-only" '
        f'applicant-authority-category="assignee">\n<addressbook>\n<orgname>{escape(filed.firm.en)}</orgname>\n{_address(filed.firm)}</addressbook>\n'
        f"<residence>\n<country>{filed.firm.country}</country>\n</residence>\n</us-applicant>\n</us-applicants>\n"
        f'<inventors>\n{inventors}</inventors>\n<agents>\n<agent sequence="01" rep-type="attorney">\n<addressbook>\n'
        f"<orgname>{escape(attorney(chance))}</orgname>\n<address>\n<country>unknown</country>\n</address>\n</addressbook>\n</agent>\n</agents>\n</us-parties>\n"
    )


def _inventor(number: int, someone: Person, firm: Firm) -> str:
    return (
        f'<inventor sequence="{number:03}" designation="us-only">\n<addressbook>\n<last-name>{escape(someone.last)}</last-name>\n'
        f"<first-name>{escape(someone.first)}</first-name>\n{_address(firm)}</addressbook>\n</inventor>\n"
    )


def _assignee(firm: Firm) -> str:
    role = "02" if firm.country == "US" else "03"
    return (
        f"<assignees>\n<assignee>\n<addressbook>\n<orgname>{escape(firm.en)}</orgname>\n<role>{role}</role>\n{_address(firm)}"
        "</addressbook>\n</assignee>\n</assignees>\n"
    )


def _drawings(publication: Publication, filed: Filing) -> str:
    figures = "".join(
        f'<figure id="Fig-EMI-D{n:05}" num="{n:05}">\n<img id="EMI-D{n:05}" he="211.67mm" wi="158.75mm" file="{file}" '
        'alt="embedded image" img-content="drawing" img-format="tif"/>\n</figure>\n'
        for n, file in enumerate(figure_files(publication, filed.invention.figures))
    )
    return f'<drawings id="DRAWINGS">\n{figures}</drawings>\n'


def _text(text: str) -> str:
    """Running text with numerals in bold and figures as references."""
    marked = NUMERAL.sub(r"<b>\1</b>", escape(text, quote=False))
    return FIGURE.sub(lambda m: '<figref idref="DRAWINGS">' + m[1].replace("FIG. ", "FIG. <b>") + "</b></figref>", marked)


def _description(wording: Wording) -> str:
    told, paragraph = ['<description id="description">\n'], 1
    for n, section in enumerate(wording.sections, 1):
        name, words = _INSTRUCTIONS.get(section.kind, ("", ""))
        open_, close = (f'<?{name} description="{words}" end="{end}"?>\n' if name else "" for end in ("lead", "tail"))
        told.append(open_)
        drawings = section.kind == "drawings"
        told.append("<description-of-drawings>\n" if drawings else "")
        told.append(f'<heading id="h-{n:04}" level="1">{section.heading}</heading>\n')
        for text in section.paragraphs:
            told.append(f'<p id="p-{paragraph + 1:04}" num="{paragraph:04}">{_text(text)}</p>\n')
            paragraph += 1
        told.append("</description-of-drawings>\n" if drawings else "")
        told.append(close)
    return "".join(told) + "</description>\n"


def _claims(wording: Wording) -> str:
    claims = "".join(_claim(claim) for claim in wording.claims)
    return f'<us-claim-statement>What is claimed is:</us-claim-statement>\n<claims id="claims">\n{claims}</claims>\n'


def _claim(claim: ClaimText) -> str:
    preamble = escape(claim.preamble, quote=False)
    if claim.depends_on:
        reference = f'<claim-ref idref="CLM-{claim.depends_on[0]:05}">{claim.reference}</claim-ref>'
        preamble = preamble.replace(claim.reference, reference, 1)
    features = "".join(f"\n<claim-text>{escape(feature, quote=False)}</claim-text>" for feature in claim.features)
    return (
        f'<claim id="CLM-{claim.number:05}" num="{claim.number:05}">\n<claim-text><b>{claim.number}</b>. {preamble}{features}'
        + ("\n" if features else "")
        + "</claim-text>\n</claim>\n"
    )
