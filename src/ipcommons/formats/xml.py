"""XML of offices: cut a stream into documents, parse each safely, account for every element.

Cutting is by bytes, so that every document has its exact span; parsing is document by document, so
that memory does not grow with the file and one bad document spoils no other.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from functools import cache
from typing import BinaryIO

import msgspec
from lxml import etree

from ipcommons.formats.errors import HostileDocument, MissingElement, NotWellFormed, Truncated
from ipcommons.formats.filing import Account, Span
from ipcommons.formats.manifest import Manifest

BLOCK = 1 << 20
LARGEST_DOCUMENT = 256 << 20
"""A single document beyond this is refused: the largest seen in any office's files is 80 MB (sequence listings)."""
DEEPEST_NESTING = 256
"""libxml2's own limit without huge_tree; no office's file nests deeper than 40."""

_OWN_ENTITIES = "the document declares entities of its own; no office's file does"
_INVENTED = b"<?ipcommons-invented"
_REST_OF_TAG = re.compile(rb"(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_OTHER_ENTITY = re.compile(rb"&(?!#|amp;|lt;|gt;|quot;|apos;)")
_START_OF_ELEMENT = re.compile(rb"<([A-Za-z_][\w.:-]*)")


class Cut(msgspec.Struct, frozen=True):
    """One document of a file: its bytes and where they stand."""

    document: bytes
    span: Span


def declared_documents(stream: BinaryIO, declaration: bytes = b"<?xml ") -> Iterator[Cut]:
    """The documents of a concatenated file, each of which brings its own XML declaration (or is alone).

    A document's span begins with its declaration and ends before the next one; white space behind
    a document belongs to none.
    """
    buffer, offset = bytearray(), 0
    while block := stream.read(BLOCK):
        begin, searched = 0, max(1, len(buffer) - len(declaration))
        buffer += block
        while (end := buffer.find(declaration, searched)) > 0:
            yield from _trimmed(buffer, begin, end, offset)
            begin, searched = end, end + 1
        del buffer[:begin]
        offset += begin
        if len(buffer) > LARGEST_DOCUMENT:
            raise Truncated(offset + len(buffer), f"the end of a document within {LARGEST_DOCUMENT:,} bytes")
    yield from _trimmed(buffer, 0, len(buffer), offset)


def _trimmed(buffer: bytearray, begin: int, end: int, offset: int) -> Iterator[Cut]:
    """The document between `begin` and `end` without a byte order mark and white space around it, if there is one."""
    while begin < end and buffer[end - 1] in b" \n\r\t":
        end -= 1
    document = bytes(memoryview(buffer)[begin:end])
    if text := document.removeprefix(b"\xef\xbb\xbf").lstrip():
        yield Cut(text, Span(offset + end - len(text), offset + end))


class Elements:
    """The elements of one name in a stream with one root, each as its exact bytes; they must not nest.

    After the first element was given, `prologue` holds what stands before it (declaration, root tag,
    header). Raises Truncated if the file ends inside an element, or without the root's end tag.
    """

    def __init__(self, stream: BinaryIO, names: Iterable[str]) -> None:
        alternatives = b"|".join(re.escape(name.encode()) for name in names)
        self._start = re.compile(rb"<(" + alternatives + rb")(?=[\s/>])")
        self._stream = stream
        self.prologue = b""

    def __iter__(self) -> Iterator[Cut]:
        buffer, offset, first = bytearray(), 0, True
        ended = False
        while not ended:
            block = self._stream.read(BLOCK)
            ended = not block
            buffer += block
            position = 0
            while match := self._start.search(buffer, position):
                end = _element_end(buffer, match)
                if end is None:
                    break
                if first:
                    self.prologue, first = bytes(buffer[: match.start()]), False
                yield Cut(bytes(buffer[match.start() : end]), Span(offset + match.start(), offset + end))
                position = end
            if first:  # the prologue is wanted whole
                position = 0
            elif match:
                position = match.start()
            else:
                position = max(position, len(buffer) - 256)
            if len(buffer) - position > LARGEST_DOCUMENT:
                raise Truncated(offset + len(buffer), f"the end of an element within {LARGEST_DOCUMENT:,} bytes")
            if ended:
                self._check_end(buffer, offset, match)
            del buffer[:position]
            offset += position

    def _check_end(self, buffer: bytearray, offset: int, open_element: re.Match[bytes] | None) -> None:
        end = offset + len(buffer)
        if open_element:
            raise Truncated(end, f"</{open_element[1].decode()}>")
        root = _START_OF_ELEMENT.search(self.prologue)  # None: the element is itself the root
        # A file may also be cut between two elements: only the end tag of the root says that all are there.
        if root and not re.search(rb"</" + re.escape(root[1]) + rb"\s*>", buffer):
            raise Truncated(end, f"</{root[1].decode()}>")


def _element_end(buffer: bytearray, match: re.Match[bytes]) -> int | None:
    tag = _REST_OF_TAG.match(buffer, match.end())
    if tag is None:
        return None
    if tag[0].endswith(b"/>"):
        return tag.end()
    closing = re.compile(rb"</" + re.escape(match[1]) + rb"\s*>").search(buffer, tag.end())
    return closing.end() if closing else None


# Entities stay unresolved: none is ever expanded, and one that is met is an error and not a silent gap.
_PARSER = etree.XMLParser(no_network=True, load_dtd=False, huge_tree=False, resolve_entities=False)


def parse(document: bytes) -> etree._Element:
    """The root of a document, with no network, no entity, no DTD. Raises NotWellFormed, HostileDocument.

    Comments and processing instructions stay in the tree: offices mark parts of a text with them.
    """
    if document.find(b"<!ENTITY", 0, 65_536) >= 0:
        raise HostileDocument(_OWN_ENTITIES)
    try:
        root = etree.fromstring(document, _PARSER)
        if _OTHER_ENTITY.search(document):
            _refuse_entities(document, root)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        if "depth" in error.msg.lower() or "nesting" in error.msg.lower():
            raise HostileDocument(f"nested deeper than {DEEPEST_NESTING} levels") from None
        raise NotWellFormed(error.msg, line, column) from None
    return root


def _refuse_entities(document: bytes, root: etree._Element) -> None:
    """The parser leaves out an entity that an external DTD may declare with a mere warning, in attributes without a trace."""
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and any(internal.iterentities()):
        raise HostileDocument(_OWN_ENTITIES)
    parser = etree.XMLParser(no_network=True, load_dtd=False, huge_tree=False, resolve_entities=False)
    etree.fromstring(document, parser)
    for warning in parser.error_log:
        if warning.type == etree.ErrorTypes.WAR_UNDECLARED_ENTITY:
            raise NotWellFormed(warning.message, warning.line, warning.column)


def parse_inside(prologue: bytes, document: bytes) -> etree._Element:
    """The element `document`, with the name spaces that the first tag of `prologue` declares."""
    declarations = b" ".join(re.findall(rb"xmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')", prologue))
    root = parse(b"<envelope " + declarations + b">" + document + b"</envelope>")
    return root[0]


def is_invented(prologue: bytes) -> bool:
    """Does the file say of itself that its filings are made up (a processing instruction before or in the root)?"""
    return _INVENTED in prologue[:4096]


def text_of(element: etree._Element) -> str:
    """All text in an element, in document order, without comments and processing instructions."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


class Accounting:
    """Holds a manifest's paths as a tree and tells, document by document, what was not understood.

    Paths start below the document's element and use local names. A processing instruction is no element.
    """

    def __init__(self, manifest: Manifest) -> None:
        self._everywhere = {path[4:] for path in manifest.left if path.startswith("**/@")}
        self._root = _Known("", self._everywhere)
        for path in (*manifest.read, *manifest.left):
            if not path.startswith("**/"):
                self._declare(path)
        for path, body in manifest.below.items():
            known = self._declare(path)
            known.body, known.special = frozenset(body.elements), True
            if body.attributes or body.left:
                known.body_attributes = frozenset((*body.attributes, *body.left, *self._everywhere))

    def _declare(self, path: str) -> "_Known":
        known = self._root
        for step in path.removesuffix("/**").split("/"):
            if step.startswith("@"):
                known.attributes.add(step[1:])
                return known
            if step not in known.children:
                known.children[step] = _Known(f"{known.path}{step}/", self._everywhere)
            known = known.children[step]
        known.declared = True
        known.whole |= path.endswith("/**")
        known.special = known.whole
        return known

    def of(self, root: etree._Element) -> Account:
        """The account of one document."""
        unknown: Counter[str] = Counter()
        lost = _element(root, self._root, unknown)
        characters = _characters(root)
        return Account(characters, characters - lost, unknown)


class _Known:
    """What a manifest declares at one path: the children and attributes, or that everything below is spoken for."""

    __slots__ = ("attributes", "body", "body_attributes", "children", "clean", "declared", "path", "special", "whole")

    def __init__(self, path: str, attributes: Iterable[str]) -> None:
        self.path = path
        self.children: dict[object, _Known] = {}
        self.attributes = set(attributes)
        self.declared = self.whole = False
        self.body: frozenset[str] | None = None
        self.body_attributes: frozenset[str] | None = None
        self.clean: set[object] = set()  # elements with their attributes that were met in the body and are known
        self.special = True  # until it is declared as a place of its own: text, children, attributes


def _element(element: etree._Element, known: _Known, unknown: Counter[str]) -> int:
    """Characters lost in the element; what is unknown in it is counted by its path. Looks at every element once."""
    lost = 0
    children = known.children
    if names := element.keys():
        _attributes(names, known, unknown)
    for child in element:
        below = children.get(child.tag)
        if below is None or below.special:
            lost += _special(child, known, unknown)
        elif len(child):
            lost += _element(child, below, unknown)
        elif names := child.keys():
            _attributes(names, below, unknown)
    return lost


def _special(child: etree._Element, known: _Known, unknown: Counter[str]) -> int:
    """As _element, for a child that is unknown, of a name space, a body, spoken for as a whole, or no place for text."""
    if not isinstance(child.tag, str):
        return 0
    name = _local(child.tag)
    below = known.children.get(name)
    if below is None:
        unknown[known.path + name] += 1
        return _characters(child)
    known.children[child.tag] = below
    if below.body is not None:
        return _body(child, below, unknown)
    if below.whole:
        return 0
    lost = _element(child, below, unknown)
    if not below.declared and (text := child.text) and not text.isspace():
        unknown[f"{below.path}text()"] += 1
        lost += _length(text.encode())
    return lost


def _attributes(names: Iterable[object], known: _Known, unknown: Counter[str]) -> None:
    for name in names:
        if name not in known.attributes and _local(name) not in known.attributes:
            unknown[f"{known.path}@{_local(name)}"] += 1


def _body(body: etree._Element, known: _Known, unknown: Counter[str]) -> int:
    """As _element, for a body. Nearly all bodies consist of what was met before: that is looked at as one set first."""
    # An element without attributes stands for itself by its name, one with them by name and attributes.
    found: set[object] = {(e.tag, *names) if (names := e.keys()) else e.tag for e in body.iterdescendants(etree.Element)}
    found.add(("", *body.keys()))
    if found <= known.clean:
        return 0
    elements, attributes = known.body or frozenset(), known.body_attributes
    lost, path, before = 0, known.path.removesuffix("/"), unknown.total()
    for element in body.iter(etree.Element):
        name = _local(str(element.tag))
        if element is not body and name not in elements:
            unknown[f"{path}//{name}"] += 1
            lost += _length((element.text or "").encode())
        where = path if element is body else f"{path}//{name}"
        for attribute in element.attrib:
            if attributes is not None and attribute not in attributes and _local(attribute) not in attributes:
                unknown[f"{where}/@{_local(attribute)}"] += 1
    if unknown.total() == before:
        known.clean |= found
    return lost


@cache
def _local(name: Hashable) -> str:
    return str(name).rpartition("}")[2]


_UNCOUNTED = b" \n\t\r" + bytes(range(0x80, 0xC0))


def _characters(element: etree._Element) -> int:
    """How many characters the text in the element has, without white space."""
    return _length(etree.tostring(element, method="text", encoding="utf-8", with_tail=False))


def _length(utf8: bytes) -> int:
    """Every byte counts but those that continue a character."""
    return len(utf8.translate(None, _UNCOUNTED))


def need(element: etree._Element, path: str) -> str:
    """The text at `path`, stripped. Raises MissingElement where there is none."""
    text = element.findtext(path)
    if text is None or not (text := text.strip()):
        raise MissingElement(path)
    return text


def optional(element: etree._Element, path: str) -> str | None:
    """The text at `path`, stripped; None where there is none or it is empty."""
    text = element.findtext(path)
    return (text.strip() or None) if text else None


def flat(element: etree._Element | None) -> str | None:
    """All text in the element, white space folded; None for nothing."""
    if element is None:
        return None
    return " ".join(text_of(element).split()) or None
