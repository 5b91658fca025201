"""US patents: every single path that the manifests call read is read, also those that no document at hand has."""

import io
from collections.abc import Iterator

import pytest
from lxml import etree
from tests.formats.accounting import unreached
from tests.formats.uspto.test_patents import codes_of

from ipcommons.formats import Filing
from ipcommons.formats.manifest import manifests
from ipcommons.formats.uspto.patents import read
from ipcommons.formats.xml import parse

ROOTS = {"us-grant": "us-patent-grant", "us-application": "us-patent-application"}
OF_A_LISTING = ("publication-reference/", "number", "sequence-list-new-rules/")
# Codes with few values, and elements that say all by being there: the approved records cover these.
NO_TEXT = (
    "@lang",
    "@appl-type",
    "@img-content",
    "symbol-position",
    "classification-value",
    "priority-doc-requested",
    "priority-doc-attached",
    "rule-47-flag",
    "us-issued-on-continued-prosecution-application",
)
NUMBERS = {"number-of-claims", "us-exemplary-claim", "us-term-extension", "number-of-drawing-sheets", "number-of-figures"}
# What stands beside an element wherever it occurs: a kind code belongs to a number, a position to a symbol.
BESIDE = {
    "document-id": ["doc-number"],
    "classification-ipcr": ["section", "class", "subclass", "main-group"],
    "classification-cpc": ["section", "class", "subclass", "main-group"],
    "classification-national": ["main-classification"],
    "classification-ipc": ["main-classification"],
    "classification-locarno": ["main-classification"],
    "combination-set": ["combination-rank/rank-number", *(f"combination-rank/classification-cpc/{part}" for part in ("section", "class"))],
    "us-provisional-application": ["document-id/doc-number"],
    "sequence-list-new-rules": ["s200/s210", "s400"],
}


def document_with(root: str, path: str) -> bytes:
    """A document that says next to nothing but what stands at the path."""
    document = etree.Element(root, {"dtd-version": "v4.6"})
    biblio = "" if root == "sequence-cwu" else f"us-bibliographic-data-{root.removeprefix('us-patent-')}/"
    for needed in (f"{biblio}publication-reference/document-id/doc-number", *beside(path), path):
        put(document, needed)
    if path.startswith("us-claim-statement"):
        put(document, "claims/claim/claim-text")
    return b'<?xml version="1.0"?>' + etree.tostring(document)


def beside(path: str) -> Iterator[str]:
    steps = path.split("/")
    for depth, step in enumerate(steps, 1):
        yield from ("/".join([*steps[:depth], other]) for other in BESIDE.get(step, ()))


def put(document: etree._Element, path: str) -> None:
    """A text at the path that stands nowhere else; a date or number where only such a one can be read."""
    element, (steps, _, attribute) = document, path.rpartition("@") if "@" in path else (path, "", "")
    for step in filter(None, steps.split("/")):
        found = element.find(step)
        element = etree.SubElement(element, step) if found is None else found
    value = "20300102" if path.endswith("date") else "77" if path.rpartition("/")[2] in NUMBERS else "Zq7x"
    if attribute:
        element.set(attribute, value)
    else:
        element.text = value


@pytest.mark.parametrize("name", ROOTS)
def test_what_stands_at_a_path_called_read_is_in_the_record(name: str) -> None:
    manifest = manifests()[name]
    paths = [path for path in manifest.read if not path.endswith(NO_TEXT) and "/us-publication-filing-type/" not in path]
    translated = codes_of(manifest)
    failures = []
    for path in paths:
        root = "sequence-cwu" if path.startswith(OF_A_LISTING) else ROOTS[name]
        (filing,) = read(io.BytesIO(document_with(root, path)))
        assert isinstance(filing, Filing), (path, filing)
        if filing.account.unknown or unreached(parse(filing.document), filing.record, manifest, translated):
            failures.append(path)
    assert failures == []
    assert len(paths) > 1000
