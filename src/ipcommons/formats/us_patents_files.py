"""Files that a US patent names: images of drawings, formulae and odd characters, and files for programs."""

from collections.abc import Iterator

from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.us_patents_text import Element, laid_out
from ipcommons.formats.xml import flat
from ipcommons.rights.image import Image, ImageKind

_KINDS: dict[str, ImageKind] = codes("us_patents")["images"]
_BESIDE = {
    "us-chemistry": "chemistry-file",
    "us-math": "mathematics-file",
    "us-megatable-doc": "table-file",
    "table-external-doc": "table-file",
}
_FILE_ATTRIBUTES = ("idref", "idrefs", "cdx-file", "mol-file", "nb-file", "file")


def figures(root: Element) -> Iterator[Image]:
    """Every image named, in the order of the document; then characters that no font has (processing instructions)."""
    for element in root.iter("img", "doc-page"):
        yield _image(element, _label(element))
    for instruction in root.iter(etree.ProcessingInstruction):
        if getattr(instruction, "target", "") == "img":
            yield _image(instruction, instruction.get("id"))


def _label(image: Element) -> str | None:
    """What the text calls it: the figure's labels or number, the anchor of the formula or table."""
    parent = image.getparent()
    if parent is None:
        return image.get("id")
    if parent.tag == "figure":
        return parent.get("figure-labels") or parent.get("num")
    return parent.get("idrefs") or (parent.get("id") if parent.tag in {"chemistry", "maths", "tables"} else None) or image.get("id")


def _image(element: Element, label: str | None) -> Image:
    return Image(
        file="".join((element.get("file") or "").split()) or None,
        kind=_KINDS.get(element.get("img-content") or "", "other"),
        label=label,
        format=element.get("img-format") or element.get("type"),
        width=element.get("wi"),
        height=element.get("he"),
        orientation=element.get("orientation"),
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
