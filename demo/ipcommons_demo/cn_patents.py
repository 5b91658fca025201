"""Invented Chinese patent documents in the office's XML of the new layout: A, B and U."""

from datetime import date
from html import escape

from ipcommons_demo import chinese
from ipcommons_demo.chance import Chance
from ipcommons_demo.marker import marker
from ipcommons_demo.names import Firm, agency, chinese_name, person
from ipcommons_demo.patents import Filing, Publication, cited, filing, publication
from ipcommons_demo.wording import FIGURE, NUMERAL, Wording

_NAMESPACES = (
    'xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" xmlns:business="http://www.sipo.gov.cn/XMLSchema/business" '
    'xmlns:m="http://www.w3.org/1998/Math/MathML" xmlns:tbl="http://oasis-open.org/specs/soextblx" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.sipo.gov.cn/XMLSchema/business /DTDS/PatentDocument/Elements/OtherElements.xsd"'
)
_SECTIONS = {
    "technical-field": ("TechnicalField", "technical-field001"),
    "background": ("BackgroundArt", "background-art001"),
    "summary": ("Disclosure", "disclosure001"),
    "drawings": ("DrawingsDescription", "description-of-drawings001"),
    "detailed": ("InventionMode", "mode-for-invention001"),
}
_SOURCE = 'sourceDB="national office"'
_MADE = 'processingType="original" creator="03"'


def standard_application(published: Publication) -> str:
    """The long form of the number: 10 or 20 for the kind, the year, 00, the serial of seven digits."""
    year, kind, serial = published.application[:4], published.application[4], published.application[5:12]
    return f"{kind}0{year}00{serial}"


def file_name(published: Publication) -> str:
    kind = "U" if published.code == "U" else published.code
    return f"CN{standard_application(published)}CN0000{published.number}0{kind}FULZH{published.published:%Y%m%d}CN00X.XML"


def figure_files(published: Publication, count: int) -> list[str]:
    """The names of the drawings; the first is the figure of the abstract."""
    stem = published.application[:12]
    return [f"{stem}.TIF", *(f"{stem}_{published.code}_{n:02}.TIF" for n in range(1, count + 1))]


def document(seed: int, published: Publication) -> str:
    """One document."""
    filed = filing(seed, published)
    wording = chinese.word(filed.invention, itself="本实用新型" if published.code == "U" else "本发明")
    day = f"{published.published:%Y%m%d}"
    return (
        '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n'
        f"{marker(seed)}\n"
        f'<business:PatentDocumentAndRelated {_NAMESPACES} xsdVersion="V2.2.1" file="{file_name(published)}" dateProduced="{day}" status="C" lang="zh" '
        f'country="CN" docNumber="{published.number}" kind="{published.code}" datePublication="{day}">\n'
        f"<business:BibliographicData>\n{_numbers(published)}{_classes(filed)}{_title(wording)}{_citations(seed, published)}{_related(published)}"
        f"{_parties(seed, published, filed)}</business:BibliographicData>\n{_abstract(published, wording, filed)}{_description(wording)}"
        f"{_drawings(published, filed)}{_claims(wording)}</business:PatentDocumentAndRelated>\n"
    )


def _document_id(number: str, day: date, kind: str = "", attributes: str = "") -> str:
    code = f"<base:Kind>{kind}</base:Kind>\n" if kind else ""
    return (
        f"<base:DocumentID{attributes}>\n<base:WIPOST3Code>CN</base:WIPOST3Code>\n<base:DocNumber>{number}</base:DocNumber>\n{code}"
        f"<base:Date>{day:%Y%m%d}</base:Date>\n</base:DocumentID>\n"
    )


def _numbers(published: Publication) -> str:
    own = _document_id(published.number, published.published, published.code)
    week = published.published.isocalendar().week
    kind = "20" if published.code == "U" else "10"
    gazette = f"{published.published.year - 1984}-{week:02}{2 if published.published.weekday() == 4 else 1:02}"
    return (
        f'<business:PublicationReference dataFormat="original" sequence="1" {_SOURCE}>\n{own}</business:PublicationReference>\n'
        f'<business:PublicationReference dataFormat="standard" sequence="1">\n{own}</business:PublicationReference>\n'
        f"<business:PublicAvailabilityDate>\n<business:GazetteReference>\n<business:GazetteNumber>{gazette}</business:GazetteNumber>\n"
        f"<base:Date>{published.published:%Y%m%d}</base:Date>\n</business:GazetteReference>\n</business:PublicAvailabilityDate>\n"
        f'<business:ApplicationReference applType="{kind}" dataFormat="original" sequence="1" {_SOURCE}>\n'
        f"{_document_id(published.application, published.filed)}</business:ApplicationReference>\n"
        f'<business:ApplicationReference applType="{kind}" dataFormat="standard" sequence="1">\n'
        f"{_document_id(standard_application(published), published.filed)}</business:ApplicationReference>\n"
    )


def _classes(filed: Filing) -> str:
    entries = []
    for n, symbol in enumerate(filed.invention.field.symbols[:3], 1):
        subclass, _, group = symbol.partition(" ")
        main, _, sub = group.partition("/")
        entries.append(
            f'<business:ClassificationIPCR sequence="{n}">\n<business:IPCVersionDate>20060101</business:IPCVersionDate>\n'
            f"<business:Section>{subclass[0]}</business:Section>\n<business:MainClass>{subclass[1:3]}</business:MainClass>\n"
            f"<business:Subclass>{subclass[3]}</business:Subclass>\n<business:MainGroup>{main}</business:MainGroup>\n<business:Subgroup>{sub}</business:Subgroup>\n"
            "<business:GeneratingOffice>\n<base:WIPOST3Code>CN</base:WIPOST3Code>\n</business:GeneratingOffice>\n"
            f"<business:ClassificationDataSource>H</business:ClassificationDataSource>\n<base:Text>{subclass} {main:>4}/{sub}    (2006.01)</base:Text>\n"
            "</business:ClassificationIPCR>\n"
        )
    return f'<business:ClassificationIPCRDetails creator="03" processingType="original">\n{"".join(entries)}</business:ClassificationIPCRDetails>\n'


def _title(wording: Wording) -> str:
    return f'<business:InventionTitle lang="zh" dataFormat="original" {_SOURCE} {_MADE}>{escape(wording.title)}</business:InventionTitle>\n'


def _citations(seed: int, published: Publication) -> str:
    """A granted document lists what the search found."""
    if published.code == "A":
        return ""
    entries = []
    for n, other in enumerate([p for p in cited(seed, published) if p.office == "CN"], 1):
        own = _document_id(other.number, other.published, other.code)
        entries.append(
            f'<business:Citation srepPhase="SEA" sequence="{n}">\n<business:ApplicationCitation id="pcit{n:06}" num="{n:04}">\n'
            f'<business:PublicationReference dataFormat="standard" sequence="1">\n{own}</business:PublicationReference>\n'
            f'<business:PublicationReference dataFormat="original" sequence="1" {_SOURCE}>\n{own}</business:PublicationReference>\n'
            "</business:ApplicationCitation>\n</business:Citation>\n"
        )
    return f"<business:ReferencesCited {_SOURCE}>\n{''.join(entries)}</business:ReferencesCited>\n" if entries else ""


def _related(published: Publication) -> str:
    if published.code != "B":
        return ""
    earlier = publication(published.record, 0)
    return (
        "<business:RelatedDocuments>\n<business:RelatedPublicationDoc>\n"
        f"{_document_id(earlier.number, earlier.published, 'A', ' sequence=' + chr(34) + '1' + chr(34))}"
        "</business:RelatedPublicationDoc>\n</business:RelatedDocuments>\n"
    )


def _address(firm: Firm) -> str:
    """Parts that do not exist are written 0, as the office does."""
    chinese_firm = firm.country == "CN"
    empty = "".join(
        f"<base:{tag}>0</base:{tag}>\n"
        for tag in (
            "AddressLine",
            "AddressMailCode",
            "PostBox",
            "AddressRoom",
            "AddressFloor",
            "AddressBuilding",
            "Street",
            "AddressCity",
            "County",
        )
    )
    text = f"{firm.region.zh}{firm.city.zh}创新大道{firm.key % 300 + 1}号" if chinese_firm else firm.city.en
    return (
        f"<base:Address>\n{empty}<base:City>{escape(firm.city.zh) if chinese_firm else 0}</base:City>\n"
        f"<base:Province>{firm.region.zh if chinese_firm else 0}</base:Province>\n<base:PostCode>0</base:PostCode>\n"
        f"<base:WIPOST3Code>{firm.country}</base:WIPOST3Code>\n<base:Text>{escape(text)}</base:Text>\n</base:Address>\n"
    )


def _book(firm: Firm) -> str:
    return f'<base:AddressBook lang="zh">\n<base:Name>{escape(chinese_name(firm))}</base:Name>\n{_address(firm)}</base:AddressBook>\n'


def _parties(seed: int, published: Publication, filed: Filing) -> str:
    chance = Chance(seed, "agent", published.application)
    inventors = "".join(
        f'<business:Inventor sequence="{n}" dataFormat="original" {_SOURCE} lang="zh" publicationMark="0" creator="03" processingType="original">\n'
        f'<base:AddressBook lang="zh">\n<base:Name>{escape(p.zh or f"{p.first}·{p.last}")}</base:Name>\n</base:AddressBook>\n</business:Inventor>\n'
        for n, p in enumerate(filed.inventors, 1)
    )
    told = (
        '<business:Parties>\n<business:ApplicantDetails representative="1">\n'
        f'<business:Applicant sequence="1" appType="applicant" dataFormat="original" {_SOURCE} lang="zh" creator="03" processingType="original">\n'
        f'{_book(filed.firm)}<business:OrganizationCode createDate="00000000" creator="00">0000000000</business:OrganizationCode>\n'
        f"</business:Applicant>\n</business:ApplicantDetails>\n<business:InventorDetails>\n{inventors}</business:InventorDetails>\n"
        f"<business:AgentDetails>\n<business:CustomerNumber>{99_000 + chance.randrange(900)}</business:CustomerNumber>\n"
        f'<business:Agent sequence="1" lang="zh" dataFormat="original" {_SOURCE} repType="agent" processingType="original" creator="03">\n'
        f'<business:Agency>\n<base:AddressBook lang="zh">\n<base:OrganizationName>{agency(chance)}</base:OrganizationName>\n</base:AddressBook>\n</business:Agency>\n'
        f'<base:AddressBook lang="zh">\n<base:Name>{person(chance, "CN").zh}</base:Name>\n</base:AddressBook>\n</business:Agent>\n</business:AgentDetails>\n'
        "</business:Parties>\n"
    )
    if published.code == "A":
        return told
    told += (
        f'<business:AssigneeDetails>\n<business:Assignee sequence="1" dataFormat="original" {_SOURCE} lang="zh" creator="03">\n{_book(filed.firm)}'
        "<business:AssigneeCode>0000000000</business:AssigneeCode>\n</business:Assignee>\n</business:AssigneeDetails>\n"
    )
    if published.code == "B":
        examiner = person(chance, "CN").zh
        told += f'<business:ExaminerDetails>\n<business:Examiner sequence="1" lang="zh" creator="03">\n<base:Name>{examiner}</base:Name>\n</business:Examiner>\n</business:ExaminerDetails>\n'
    return told


def _abstract(published: Publication, wording: Wording, filed: Filing) -> str:
    figure = figure_files(published, filed.invention.figures)[0]
    return (
        f'<business:Abstract dataFormat="original" lang="zh" {_SOURCE} {_MADE}>\n<base:Paragraphs num="0001">{_text(wording.abstract)}</base:Paragraphs>\n'
        f'<business:AbstractFigure>\n<base:Figure num="0001">\n<base:Image he="800" wi="600" file="{figure}" imgContent="undefined" imgFormat="TIFF" />\n'
        "</base:Figure>\n</business:AbstractFigure>\n</business:Abstract>\n"
    )


def _text(text: str) -> str:
    return FIGURE.sub(r"\1", NUMERAL.sub(r"\1", escape(text, quote=False)))


def _description(wording: Wording) -> str:
    told = [
        f'<business:Description lang="zh" dataFormat="original" {_SOURCE} creator="03">\n<business:InventionTitle id="title1">{escape(wording.title)}</business:InventionTitle>\n'
    ]
    place = number = 1
    for section in wording.sections:
        tag, identifier = _SECTIONS[section.kind]
        told.append(f'<business:{tag} id="{identifier}">\n<base:Paragraphs id="p{place:04}">{section.heading}</base:Paragraphs>\n')
        for text in section.paragraphs:
            place += 1
            told.append(f'<base:Paragraphs id="p{place:04}" num="n{number:04}">{_text(text)}</base:Paragraphs>\n')
            number += 1
        place += 1
        told.append(f"</business:{tag}>\n")
    return "".join(told) + "</business:Description>\n"


def _drawings(published: Publication, filed: Filing) -> str:
    figures = "".join(
        f'<base:Figure id="f{n:04}" num="{n:04}" figureLabels="图{n}">\n<base:Image id="if{n:04}" he="800" wi="600" file="{file}" '
        'imgContent="drawing" imgFormat="TIFF" orientation="portrait" inline="no" />\n</base:Figure>\n'
        for n, file in enumerate(figure_files(published, filed.invention.figures)[1:], 1)
    )
    return f'<business:Drawings lang="zh" {_SOURCE}>\n{figures}</business:Drawings>\n'


def _claims(wording: Wording) -> str:
    claims = []
    for claim in wording.claims:
        texts = "".join(
            f"<business:ClaimText>{escape(text, quote=False)}</business:ClaimText>\n"
            for text in (f"{claim.number}.{claim.preamble}", *claim.features)
        )
        claims.append(f'<business:Claim id="cl{claim.number:04}" num="{claim.number:04}">\n{texts}</business:Claim>\n')
    return f'<business:Claims lang="zh" dataFormat="original" {_SOURCE} creator="03">\n{"".join(claims)}</business:Claims>\n'
