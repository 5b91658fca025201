"""Invented Chinese patent documents in the office's XML of the new layout: A, B and U."""

from datetime import date

from ipcommons_demo import chinese
from ipcommons_demo.chance import Chance
from ipcommons_demo.markup import declared, leaf, tag
from ipcommons_demo.names import Firm, agency, chinese_name, person
from ipcommons_demo.patents import Filing, Publication, cited, filing, publication
from ipcommons_demo.wording import Wording, plain

_NAMESPACES = {
    "xmlns:base": "http://www.sipo.gov.cn/XMLSchema/base",
    "xmlns:business": "http://www.sipo.gov.cn/XMLSchema/business",
    "xmlns:m": "http://www.w3.org/1998/Math/MathML",
    "xmlns:tbl": "http://oasis-open.org/specs/soextblx",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.sipo.gov.cn/XMLSchema/business /DTDS/PatentDocument/Elements/OtherElements.xsd",
}
_SECTIONS = {
    "technical-field": ("TechnicalField", "technical-field001"),
    "background": ("BackgroundArt", "background-art001"),
    "summary": ("Disclosure", "disclosure001"),
    "drawings": ("DrawingsDescription", "description-of-drawings001"),
    "detailed": ("InventionMode", "mode-for-invention001"),
}
_OFFICE = {"sourceDB": "national office"}
_ORIGINAL = {"dataFormat": "original", **_OFFICE}
_MADE = {"lang": "zh", "creator": "03", "processingType": "original"}
_NO_SUCH_PART = (
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


def standard_application(published: Publication) -> str:
    """The long form of the number: 10 or 20 for the kind, the year, 00, the serial of seven digits."""
    year, kind, serial = published.application[:4], published.application[4], published.application[5:12]
    return f"{kind}0{year}00{serial}"


def file_name(published: Publication) -> str:
    """The name of the file: both numbers, kind and day in fixed places."""
    return f"CN{standard_application(published)}CN0000{published.number}0{published.code}FULZH{published.published:%Y%m%d}CN00X.XML"


def figure_files(published: Publication, count: int) -> list[str]:
    """The names of the drawings; the first is the figure of the abstract."""
    stem = published.application[:12]
    return [f"{stem}_{published.code}.TIF", *(f"{stem}_{published.code}_{n:02}.TIF" for n in range(1, count + 1))]


def document(seed: int, published: Publication) -> str:
    """One document."""
    filed = filing(seed, published)
    wording = chinese.word(filed.invention, itself="本实用新型" if published.code == "U" else "本发明")
    day = f"{published.published:%Y%m%d}"
    return declared(seed) + tag(
        "business:PatentDocumentAndRelated",
        tag(
            "business:BibliographicData",
            _numbers(published),
            _classes(filed),
            leaf("business:InventionTitle", wording.title, **_ORIGINAL, **_MADE),
            _citations(seed, published),
            _related(published),
            _parties(seed, published, filed),
        ),
        _abstract(published, wording, filed),
        _description(wording),
        _drawings(published, filed),
        _claims(wording),
        **_NAMESPACES,
        xsdVersion="V2.2.1",
        file=file_name(published),
        dateProduced=day,
        status="C",
        lang="zh",
        country="CN",
        docNumber=published.number,
        kind=published.code,
        datePublication=day,
    )


def _document_id(number: str, day: date, kind: str = "", **attributes: object) -> str:
    return tag(
        "base:DocumentID",
        leaf("base:WIPOST3Code", "CN"),
        leaf("base:DocNumber", number),
        leaf("base:Kind", kind),
        leaf("base:Date", f"{day:%Y%m%d}"),
        **attributes,
    )


def _twice(name: str, original: str, standard: str, **attributes: object) -> str:
    """A reference in the office's own form and in the standard one."""
    return tag(name, original, sequence=1, **_ORIGINAL, **attributes) + tag(name, standard, sequence=1, dataFormat="standard", **attributes)


def _numbers(published: Publication) -> str:
    own = _document_id(published.number, published.published, published.code)
    day = published.published
    # Volume 1 is 1985; the office publishes on Tuesdays (part 1) and Fridays (part 2).
    gazette = f"{day.year - 1984}-{day.isocalendar().week:02}{2 if day.weekday() == 4 else 1:02}"
    available = leaf("business:GazetteNumber", gazette) + leaf("base:Date", f"{day:%Y%m%d}")
    return (
        _twice("business:PublicationReference", own, own)
        + tag("business:PublicAvailabilityDate", tag("business:GazetteReference", available))
        + _twice(
            "business:ApplicationReference",
            _document_id(published.application, published.filed),
            _document_id(standard_application(published), published.filed),
            applType="20" if published.code == "U" else "10",
        )
    )


def _classes(filed: Filing) -> str:
    entries = (_class(n, symbol) for n, symbol in enumerate(filed.invention.field.symbols[:3], 1))
    return tag("business:ClassificationIPCRDetails", *entries, creator="03", processingType="original")


def _class(number: int, symbol: str) -> str:
    subclass, _, group = symbol.partition(" ")
    main, _, sub = group.partition("/")
    return tag(
        "business:ClassificationIPCR",
        leaf("business:IPCVersionDate", "20060101"),
        leaf("business:Section", subclass[0]),
        leaf("business:MainClass", subclass[1:3]),
        leaf("business:Subclass", subclass[3]),
        leaf("business:MainGroup", main),
        leaf("business:Subgroup", sub),
        tag("business:GeneratingOffice", leaf("base:WIPOST3Code", "CN")),
        leaf("business:ClassificationDataSource", "H"),
        leaf("base:Text", f"{subclass} {main:>4}/{sub}    (2006.01)"),
        sequence=number,
    )


def _citations(seed: int, published: Publication) -> str:
    """A granted document lists what the search found."""
    if published.code == "A":
        return ""
    entries = []
    for n, other in enumerate([p for p in cited(seed, published) if p.office == "CN"], 1):
        own = _document_id(other.number, other.published, other.code)
        cited_document = tag(
            "business:ApplicationCitation", _twice("business:PublicationReference", own, own), id=f"pcit{n:06}", num=f"{n:04}"
        )
        entries.append(tag("business:Citation", cited_document, srepPhase="SEA", sequence=n))
    return tag("business:ReferencesCited", *entries, **_OFFICE) if entries else ""


def _related(published: Publication) -> str:
    if published.code != "B":
        return ""
    earlier = publication(published.record, 0)
    return tag(
        "business:RelatedDocuments",
        tag("business:RelatedPublicationDoc", _document_id(earlier.number, earlier.published, "A", sequence=1)),
    )


def _address(firm: Firm) -> str:
    """Parts that do not exist are written 0, as the office does."""
    at_home = firm.country == "CN"
    return tag(
        "base:Address",
        *(leaf(f"base:{name}", 0) for name in _NO_SUCH_PART),
        leaf("base:City", firm.city.zh if at_home else 0),
        leaf("base:Province", firm.region.zh if at_home else 0),
        leaf("base:PostCode", 0),
        leaf("base:WIPOST3Code", firm.country),
        leaf("base:Text", f"{firm.region.zh}{firm.city.zh}创新大道{firm.key % 300 + 1}号" if at_home else firm.city.en),
    )


def _named(tag_name: str, name: str, *more: str) -> str:
    return tag("base:AddressBook", leaf(f"base:{tag_name}", name), *more, lang="zh")


def _parties(seed: int, published: Publication, filed: Filing) -> str:
    chance = Chance(seed, "agent", published.application)
    firm = _named("Name", chinese_name(filed.firm), _address(filed.firm))
    code = leaf("business:OrganizationCode", "0000000000", createDate="00000000", creator="00")
    applicant = tag("business:Applicant", firm, code, sequence=1, appType="applicant", **_ORIGINAL, **_MADE)
    inventors = (
        tag("business:Inventor", _named("Name", p.zh or f"{p.first}·{p.last}"), sequence=n, publicationMark="0", **_ORIGINAL, **_MADE)
        for n, p in enumerate(filed.inventors, 1)
    )
    agent = tag(
        "business:Agent",
        tag("business:Agency", _named("OrganizationName", agency(chance))),
        _named("Name", person(chance, "CN").zh or ""),
        sequence=1,
        repType="agent",
        **_ORIGINAL,
        **_MADE,
    )
    return (
        tag(
            "business:Parties",
            tag("business:ApplicantDetails", applicant, representative=1),
            tag("business:InventorDetails", *inventors),
            tag("business:AgentDetails", leaf("business:CustomerNumber", 99_000 + chance.randrange(900)), agent),
        )
        + (_assignee(firm) if published.code != "A" else "")
        + (_examiner(person(chance, "CN").zh or "") if published.code == "B" else "")
    )


def _assignee(firm: str) -> str:
    code = leaf("business:AssigneeCode", "0000000000")
    return tag("business:AssigneeDetails", tag("business:Assignee", firm, code, sequence=1, lang="zh", creator="03", **_ORIGINAL))


def _examiner(name: str) -> str:
    return tag("business:ExaminerDetails", tag("business:Examiner", leaf("base:Name", name), sequence=1, lang="zh", creator="03"))


def _abstract(published: Publication, wording: Wording, filed: Filing) -> str:
    file = figure_files(published, filed.invention.figures)[0]
    figure = tag("base:Figure", tag("base:Image", he=800, wi=600, file=file, imgContent="undefined", imgFormat="TIFF"), num="0001")
    text = leaf("base:Paragraphs", plain(wording.abstract), num="0001")
    return tag("business:Abstract", text, tag("business:AbstractFigure", figure), **_ORIGINAL, **_MADE)


def _description(wording: Wording) -> str:
    told = [leaf("business:InventionTitle", wording.title, id="title1")]
    place = number = 0
    for section in wording.sections:
        name, identifier = _SECTIONS[section.kind]
        place += 1
        paragraphs = [leaf("base:Paragraphs", section.heading, id=f"p{place:04}")]
        for text in section.paragraphs:
            place, number = place + 1, number + 1
            paragraphs.append(leaf("base:Paragraphs", plain(text), id=f"p{place:04}", num=f"n{number:04}"))
        told.append(tag(f"business:{name}", *paragraphs, id=identifier))
    return tag("business:Description", *told, lang="zh", creator="03", **_ORIGINAL)


def _drawings(published: Publication, filed: Filing) -> str:
    figures = []
    for n, file in enumerate(figure_files(published, filed.invention.figures)[1:], 1):
        form = {"imgContent": "drawing", "imgFormat": "TIFF", "orientation": "portrait", "inline": "no"}
        image = tag("base:Image", id=f"if{n:04}", he=800, wi=600, file=file, **form)
        figures.append(tag("base:Figure", image, id=f"f{n:04}", num=f"{n:04}", figureLabels=f"图{n}"))
    return tag("business:Drawings", *figures, lang="zh", **_OFFICE)


def _claims(wording: Wording) -> str:
    claims = (
        tag(
            "business:Claim",
            *(leaf("business:ClaimText", text) for text in (f"{claim.number}.{claim.preamble}", *claim.features)),
            id=f"cl{claim.number:04}",
            num=f"{claim.number:04}",
        )
        for claim in wording.claims
    )
    return tag("business:Claims", *claims, lang="zh", creator="03", **_ORIGINAL)
