"""Files that a US patent names: images of drawings, formulae and odd characters, and files for programs."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.uspto.patent_text import Element, laid_out
from ipcommons.formats.xml import flat
from ipcommons.rights.image import Image, ImageKind

_KINDS: dict[str, ImageKind] = codes("uspto/patents")["images"]
_BESIDE = {
    "us-chemistry": "chemistry-file",
    "us-math": "mathematics-file",
    "us-megatable-doc": "table-file",
    "table-external-doc": "table-file",
}
# lxml takes no hyphen in the names of an instruction's attributes (img-content).
_PSEUDO_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_FILE_ATTRIBUTES = ("idref", "idrefs", "cdx-file", "mol-file", "nb-file", "file")


def figures(root: Element) -> Iterator[Image]:
    """Every image named, in the order of the document; characters that no font has are processing instructions."""
    # The bibliographic part, half of all elements, names no image.
    parts = (part for part in root if not str(part.tag).startswith("us-bibliographic-data"))
    for element in chain.from_iterable(part.iter("img", "doc-page", etree.ProcessingInstruction) for part in parts):
        if not isinstance(element, etree._ProcessingInstruction):  # noqa: SLF001 (the public name of its class)
            yield _image(dict(element.attrib), _label(element))
        elif element.target == "img":
            said = dict(_PSEUDO_ATTRIBUTE.findall(element.text or ""))
            yield _image(said, said.get("id"))


def _label(image: Element) -> str | None:
    """What the text calls it: the figure's labels or number, the anchor of the formula or table."""
    parent = image.getparent()
    if parent is None:
        return image.get("id")
    if parent.tag == "figure":
        return parent.get("figure-labels") or parent.get("num")
    return parent.get("idrefs") or (parent.get("id") if parent.tag in {"chemistry", "maths", "tables"} else None) or image.get("id")


def _image(said: Mapping[str, str], label: str | None) -> Image:
    return Image(
        file="".join((said.get("file") or "").split()) or None,
        kind=_KINDS.get(said.get("img-content") or "", "other"),
        label=label,
        format=said.get("img-format") or said.get("type"),
        width=said.get("wi"),
        height=said.get("he"),
        orientation=said.get("orientation"),
    )


def files(root: Element) -> Iterator[tuple[str, str]]:
    """Files beside the document: formulae for programs, tables too large for it, the sequence listing."""
    for element in root.iterchildren(*_BESIDE):
        yield _BESIDE[str(element.tag)], _words(*map(element.get, _FILE_ATTRIBUTES), flat(element))
    for document in root.iterchildren("us-sequence-list-doc", "sequence-list-doc"):
        for listing in document.iterchildren("sequence-list"):
            yield "sequence-listing-file", _words(*map(listing.get, ("file", "seq-file-type", "carriers")))
        for paragraph in document.iterchildren("p"):
            yield "sequence-listing", laid_out(paragraph)


def _words(*words: str | None) -> str:
    return " ".join(word for word in words if word)
