"""Running text of US patents: abstracts, descriptions, claims, with their tables and formulae as text.

Inline mark-up (bold, sub- and superscript, references to figures) is flattened; what stands on lines
of its own in print (table rows, list items, line breaks) gets lines of its own; table cells are
separated by tabs, formulae are written in one line (`(a+b)/(c)`, `x^2`).
"""

import re
from collections.abc import Iterator

from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.mathml import linear
from ipcommons.formats.xml import text_of
from ipcommons.rights.patent import Claim, ClaimPart, Claims, Description, Paragraph, Section, SectionKind
from ipcommons.rights.text import Text

Element = etree._Element  # noqa: SLF001 (the public name of lxml's element class)

_CODES = codes("uspto/patents")
_INSTRUCTIONS: dict[str, SectionKind] = _CODES["instructions"]
_CONTAINERS: dict[str, SectionKind] = _CODES["containers"]
_HEADINGS: tuple[tuple[re.Pattern[str], SectionKind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _CODES["headings"].items()
)
_BLOCKS = frozenset({"tables", "ul", "ol", "dl", "br", "pre", "maths", "math"})
_FORMULAE = frozenset({"maths", "math"})
_LINES = frozenset({"li", "dt", "dd", "ul", "ol", "dl", "br"})

_CLAIM_REFERENCE = re.compile(r"CLM-0*(\d+)")
_SEVERAL_CLAIMS = re.compile(r"\bclaims\s+((?:\d+|,|;|-|–|and/or|and|or|to|through|thru|claims?|any|of|one|\s)+)", re.IGNORECASE)
_ALL_BEFORE = re.compile(r"\b(?:previous|preceding|foregoing) claims?\b", re.IGNORECASE)
_NUMBER_OR_RANGE = re.compile(r"(\d+)(?:\s*(?:-|–|to|through|thru)\s*(\d+))?", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"\s*(\d+)\s*[.．]\s*")


def inline(element: Element) -> str:
    """All text in the element in one line, as words."""
    return " ".join(text_of(element).split())


def laid_out(element: Element) -> str:
    """All text in the element; what is printed on a line of its own stands on one."""
    if len(element) == 0:
        return _one_line(element.text or "")
    if _BLOCKS.isdisjoint([child.tag for child in element]):
        return _one_line(text_of(element))
    pieces: list[str] = []
    _lay_out(element, pieces)
    return "\n".join(folded for line in "".join(pieces).split("\n") if (folded := _folded(line)))


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text.strip()


def _folded(line: str) -> str:
    if "\t" not in line:
        return " ".join(line.split())
    return "\t".join([" ".join(cell.split()) for cell in line.split("\t")]).rstrip()


def _lay_out(element: Element, pieces: list[str]) -> None:
    """Collects the text with a line feed around what has lines of its own. Line feeds of the file itself are white space."""
    if text := element.text:
        pieces.append(_spaced(text))
    for child in element:
        tag = child.tag
        if tag == "tables":
            pieces.extend(_rows(child))
        elif tag in _FORMULAE:
            pieces.append(f" {linear(child)} ")
        elif tag == "pre":
            pieces.append(f"\n{text_of(child)}\n")
        elif isinstance(tag, str):
            line = "\n" if tag in _LINES else ""
            pieces.append(line)
            _lay_out(child, pieces)
            pieces.append(line)
        if tail := child.tail:
            pieces.append(_spaced(tail))


def _spaced(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")


def _rows(tables: Element) -> Iterator[str]:
    """The rows of a table, a line each, a tab between cells; its title on the line before."""
    for row in tables.iter("title", "row"):
        if row.tag == "title":
            yield f"\n{inline(row)}"
        else:
            yield "\n" + "\t".join([inline(cell) if len(cell) else _spaced(cell.text or "") for cell in row])
    yield "\n"


def read_abstract(abstract: Element, language: str | None) -> Text:
    """An <abstract>; of one in problem and solution the parts follow each other."""
    return Text("\n".join(text for paragraph in abstract.iter("p") if (text := laid_out(paragraph))), abstract.get("lang") or language)


def read_description(description: Element, language: str | None) -> Description:
    """A <description>: its sections begin at headings and where the office's marks (`<?BRFSUM?>` ...) say so."""
    sections = _Sections()
    for element in description:
        sections.take(element)
    return Description(sections=tuple(sections.all()), language=description.get("lang") or language)


class _Sections:
    """Collects the sections of one description while its elements go by."""

    def __init__(self) -> None:
        self._done: list[Section] = []
        self._heading: str | None = None
        self._paragraphs: list[Paragraph] = []
        self._part: SectionKind | None = None
        self._kind: SectionKind = "other"

    def take(self, element: Element) -> None:
        tag = element.tag
        if tag == "p":
            self._paragraphs.append(Paragraph(text=laid_out(element), number=element.get("num")))
        elif tag == "heading":
            self._begin(inline(element))
        elif isinstance(element, etree._ProcessingInstruction):  # noqa: SLF001 (the public name of its class)
            self._mark(element)
        elif tag in _CONTAINERS:
            outside = self._part
            self._enter(_CONTAINERS[str(tag)])
            for inner in element:
                self.take(inner)
            self._enter(outside)
        elif isinstance(tag, str):
            self._paragraphs.append(Paragraph(text=laid_out(element)))

    def all(self) -> list[Section]:
        self._close()
        return self._done

    def _mark(self, instruction: Element) -> None:
        kind = _INSTRUCTIONS.get(getattr(instruction, "target", ""))
        if kind is not None:
            self._enter(kind if 'end="lead"' in (instruction.text or "") else None)

    def _enter(self, kind: SectionKind | None) -> None:
        if kind != self._part:
            self._close()
            self._part, self._kind = kind, kind or "other"

    def _begin(self, heading: str) -> None:
        self._close()
        self._heading = heading
        # Inside the brief summary the headings say what is background and what is summary; a detailed
        # description stays one, whatever its examples are called.
        if self._part in {None, "summary"}:
            self._kind = next((kind for pattern, kind in _HEADINGS if pattern.search(heading)), self._kind)

    def _close(self) -> None:
        if self._paragraphs or self._heading is not None:
            self._done.append(Section(heading=self._heading, paragraphs=tuple(self._paragraphs), kind=self._kind))
            self._heading, self._paragraphs = None, []


def read_claims(claims: Element, language: str | None, statement: str | None) -> Claims:
    """A <claims>, every claim with its steps and the claims it depends on."""
    return Claims(
        claims=tuple(read_claim(claim, position) for position, claim in enumerate(claims.iterchildren("claim"), 1)),
        language=claims.get("lang") or language,
        statement=statement,
    )


def read_claim(claim: Element, position: int) -> Claim:
    """A <claim>; its number is not repeated at the head of its text."""
    written = claim.get("num") or ""
    number = int(written) if written.isdigit() else position
    parts = [part for text in claim.iterchildren("claim-text") for part in _parts(text, 0)]
    if parts and (before := _NUMBER_BEFORE.match(parts[0].text)) and int(before[1]) == number:
        parts[0] = ClaimPart(parts[0].level, parts[0].text[before.end() :])
    return Claim(
        number=number,
        parts=tuple([part for part in parts if part.text]),
        depends_on=_depends_on(claim, number, parts),
        id=claim.get("id"),
    )


def _parts(claim_text: Element, level: int) -> Iterator[ClaimPart]:
    """The steps of a <claim-text>: the text before, between and behind nested ones, and the nested ones a level deeper."""
    if "claim-text" not in [child.tag for child in claim_text]:
        yield ClaimPart(level, laid_out(claim_text))
        return
    pieces = [claim_text.text or ""]
    for child in claim_text:
        if child.tag == "claim-text":
            if text := _one_line("".join(pieces)):
                yield ClaimPart(level, text)
            pieces = []
            yield from _parts(child, level + 1)
        elif isinstance(child.tag, str):
            pieces.append(f" {laid_out(child)} " if child.tag in _BLOCKS or len(child) else child.text or "")
        pieces.append(child.tail or "")
    if text := _one_line("".join(pieces)):
        yield ClaimPart(level, text)


def _depends_on(claim: Element, number: int, parts: list[ClaimPart]) -> tuple[int, ...]:
    """Numbers of the claims referred to, in order of mention.

    The office links each reference; of "claims 1 to 4" only the first, or none: the rest is read from the words.
    """
    numbers: dict[int, None] = {}
    for reference in claim.iter("claim-ref"):
        for linked in _CLAIM_REFERENCE.findall(reference.get("idref") or ""):
            numbers[int(linked)] = None
    for part in parts:
        if "ing claim" in part.text or "ous claim" in part.text:  # "any of the preceding claims", foregoing, previous
            numbers.update(dict.fromkeys(range(1, number) if _ALL_BEFORE.search(part.text) else ()))
        for several in _SEVERAL_CLAIMS.finditer(part.text) if "laims" in part.text else ():
            for first, last in _NUMBER_OR_RANGE.findall(several[1]):
                numbers.update(dict.fromkeys(range(int(first), min(int(last or first), number - 1) + 1)))
    numbers.pop(number, None)
    return tuple(n for n in numbers if n)
