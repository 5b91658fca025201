"""Chinese text of patent documents: lines joined, claims with what they depend on, descriptions cut at their headings."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.mathml import linear, linear_markup
from ipcommons.formats.xml import text_of
from ipcommons.rights.patent import Claim, ClaimPart, Claims, Description, Paragraph, Section

LANGUAGE = "zh-Hans"

# Stand for the borders of a table until the text is folded; no document may hold them.
_CELL, _ROW = "\ue01f", "\ue01e"

_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_ROW_END = re.compile(rf"[\s{_CELL}]*{_ROW}\s*")
_CELL_END = re.compile(rf"\s*{_CELL}\s*")
_WRAP_IN_CHINESE = re.compile(rf"(?<=[{_CJK}])[ \t\r]*\n[ \t\r\n]*|[ \t\r]*\n[ \t\r\n]*(?=[{_CJK}])")
_BLANKS = re.compile(r"[ \t\r\n]+")

_CLAIM_NUMBER = re.compile(r"\s*(\d+)\s*[.．、]\s*")
_JOIN = r"(?:至|到|-|－|–|—|~|～|、|,|，|或者?|和|及|与|以及)"
_REFERENCE = re.compile(rf"权利要求书?(?:第)?\s*(\d+(?:\s*项?\s*{_JOIN}\s*(?:权利要求)?\s*\d+)*)")
_RANGE = re.compile(r"(\d+)\s*项?\s*(?:至|到|-|－|–|—|~|～)\s*(?:权利要求)?\s*(\d+)|(\d+)")
_ANY_BEFORE = re.compile(r"(?:上述|前述|以上|前面)(?:的)?(?:任一|任意一|任何一)?项?(?:的)?权利要求")
_AROUND_HEADING = " \t\u3000\xa0:：【】[]「」〔〕()（）<>《》.。"


def settle(root: etree._Element) -> None:
    """Make the tree simple to read, in place: no name spaces, formulas as text, line and table borders as characters."""
    for element in list(root.iter(etree.Element)):
        name = element.tag = str(element.tag).rpartition("}")[2]
        match name:
            case "br":
                element.text = "\n"
            case "entry":
                element.tail = _CELL
            case "row":
                element.tail = _ROW
            case "depositary" if not element.tail:
                element.tail = " "
            case "MathText":
                element.text = linear_markup(element.text or "")
            case "math":
                element.text = linear(element)
                del element[:]


def text(element: etree._Element | None) -> str:
    """All text in the element. Offices wrap Chinese lines anywhere: such a wrap is nothing, between Latin words it is a blank."""
    if element is None:
        return ""
    whole = str(text_of(element))
    if _CELL in whole or _ROW in whole:
        rows = [[_line(cell) for cell in _CELL_END.split(row)] for row in _ROW_END.split(whole)]
        return "\n".join("\t".join(row).rstrip() for row in rows).strip()
    return _line(whole)


def _line(whole: str) -> str:
    return _BLANKS.sub(" ", _WRAP_IN_CHINESE.sub("", whole.strip())).strip()


def read_claims(claims: Iterable[etree._Element], part_name: str) -> tuple[Claims, ...]:
    """The claims, each line of one a part; the first line is the claim itself. Nothing for no claim."""
    found = tuple(_claim(claim, part_name, place) for place, claim in enumerate(claims, start=1))
    return (Claims(claims=found, language=LANGUAGE),) if found else ()


def _claim(claim: etree._Element, part_name: str, place: int) -> Claim:
    """A claim; its number is the printed one (the attribute only counts) and is not repeated at the head of its text."""
    lines = [line for part in claim.iterfind(part_name) if (line := text(part))] or [text(claim)]
    if match := _CLAIM_NUMBER.match(lines[0]):
        number = int(match[1])
        lines[0] = lines[0][match.end() :]
    else:
        attribute = claim.get("num") or ""
        number = int(attribute) if attribute.isdecimal() else place
    parts = tuple(ClaimPart(0 if n == 0 else 1, line) for n, line in enumerate(lines) if line)
    return Claim(number=number, parts=parts, depends_on=depends_on("".join(lines), number), id=claim.get("id"))


def depends_on(claim: str, number: int) -> tuple[int, ...]:
    """Claims that the claim refers to, in order of mention: "1至4任一项", "2或3", "1、2、8", "上述任一项权利要求"."""
    found: dict[int, None] = {}
    for match in _REFERENCE.finditer(claim):
        for first, last, single in _RANGE.findall(match[1]):
            low, high = (int(single), int(single)) if single else (int(first), int(last))
            found.update(dict.fromkeys(range(max(low, 1), min(high, number - 1) + 1)))
    if _ANY_BEFORE.search(claim):
        found.update(dict.fromkeys(range(1, number)))
    return tuple(found)


def read_description(description: etree._Element | None) -> tuple[Description, ...]:
    """The description, cut where a section element begins or a known heading stands as a paragraph of its own."""
    if description is None:
        return ()
    sections = tuple(_sections(description))
    return (Description(sections=sections, language=LANGUAGE),) if sections else ()


def _sections(description: etree._Element) -> Iterator[Section]:
    heading, kind, paragraphs = None, "other", list[Paragraph]()
    for own_kind, begins, paragraph in _paragraphs(description):
        content = text(paragraph)
        headed = codes("cnipa/patents")["headings"].get(content.strip(_AROUND_HEADING))
        if begins or headed:
            if heading or paragraphs:
                yield Section(heading=heading, kind=kind, paragraphs=tuple(paragraphs))  # type: ignore[arg-type]
            heading, kind, paragraphs = None, own_kind or headed or "other", []
        if headed:
            heading = content
        elif content:
            paragraphs.append(Paragraph(text=content, number=(paragraph.get("num") or "").lstrip("n") or None))
    if heading or paragraphs:
        yield Section(heading=heading, kind=kind, paragraphs=tuple(paragraphs))  # type: ignore[arg-type]


def _paragraphs(description: etree._Element) -> Iterator[tuple[str | None, bool, etree._Element]]:
    """Each paragraph with the kind of its section element, and whether that begins (or has ended) here."""
    kinds: dict[str, str] = codes("cnipa/patents")["sections"]
    inside = False
    for child in description.iterchildren(tag=etree.Element):
        kind = kinds.get(str(child.tag))
        if kind is None:
            if child.tag not in {"InventionTitle", "invention-title"}:
                yield None, inside, child
                inside = False
            continue
        inside = True
        for n, paragraph in enumerate(child.iterchildren(tag=etree.Element)):
            yield kind, n == 0, paragraph
