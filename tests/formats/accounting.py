"""Is what a manifest declares *read* really in the record? The check behind "nothing is silently lost".

A value counts as reached if it occurs, white space aside, in a field that the manifest names for its
path (`applicants.address, events` names two; a target that names no field of the record means the
whole record). Numbers count without leading zeros, days in their ISO form, a claim or a sequence
without the number before it. `codes` undoes what a reader translates: path -> value in the source -> what stands in the
record; the path "*" holds for all of them.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec
from lxml import etree

from ipcommons.formats.manifest import Manifest
from ipcommons.rights import Right

_NUMBER_BEFORE = re.compile(r"\d+[.．]?|[.．]")

Codes = Mapping[str, Mapping[str, str]]


def unreached(document_root: etree._Element, record: Right, manifest: Manifest, codes: Codes | None = None) -> list[tuple[str, str]]:
    """(path, text) of every text and attribute value at a path declared read that is not in the record."""
    said = _Said(record)
    translated = codes or {}
    missing = []
    for path, target, text in _declared_read(document_root, manifest):
        word = text.strip()
        word = translated.get(path, {}).get(word, translated.get("*", {}).get(word, word))
        if not said.holds("".join(word.split()), target):
            missing.append((path, text))
    return missing


class _Said:
    """What a record says, field by field, without white space."""

    def __init__(self, record: Right) -> None:
        builtin = msgspec.to_builtins(record)
        self._fields = {name: "\n".join(_squeezed(value)) for name, value in builtin.items()}
        self._kind = builtin["right"]
        self._names = set(record.__struct_fields__)
        self._whole = "\n".join(self._fields.values())

    def holds(self, wanted: str, target: str) -> bool:
        names = [part.strip().removeprefix(f"{self._kind}.").partition(".")[0] for part in target.split(",")]
        named = [self._fields.get(name, "") for name in names if name in self._names] or [self._whole]
        return any(form in text for form in _forms(wanted) for text in named)


def _forms(wanted: str) -> Iterator[str]:
    yield wanted
    if wanted.isdigit():
        yield wanted.lstrip("0")
        yield f"{wanted[:4]}-{wanted[4:6]}-{wanted[6:]}"
    if numbered := _NUMBER_BEFORE.match(wanted):
        yield wanted[numbered.end() :]


def _squeezed(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _squeezed(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _squeezed(part)
    elif value is not None:
        yield "".join(str(value).split())


def _declared_read(root: etree._Element, manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    yield from _attributes(root, "", manifest)
    if root.text and "." in manifest.read:
        yield ".", manifest.read["."], root.text
    for child in root.iterchildren(tag=etree.Element):
        yield from _element(child, _local(child.tag), manifest)


def _element(element: etree._Element, path: str, manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    body = manifest.below.get(path)
    if body is not None:
        if body.reason is None:
            read = frozenset(body.attributes)
            for where, target, text in _everything(element, path, body.to or "", read):
                if where.rpartition("//")[2] not in body.left:
                    yield where, target, text
    elif f"{path}/**" in manifest.read:
        yield from _everything(element, path, manifest.read[f"{path}/**"], None)
    elif f"{path}/**" not in manifest.left:
        yield from _attributes(element, f"{path}/", manifest)
        if path in manifest.read:
            yield from ((path, manifest.read[path], text) for text in _own_texts(element))
        for child in element.iterchildren(tag=etree.Element):
            yield from _element(child, f"{path}/{_local(child.tag)}", manifest)


def _everything(element: etree._Element, path: str, target: str, attributes: frozenset[str] | None) -> Iterator[tuple[str, str, str]]:
    for inner in element.iter(etree.Element):
        here = path if inner is element else f"{path}//{_local(inner.tag)}"
        yield from ((here, target, text) for text in _own_texts(inner))
        for key, value in inner.attrib.items():
            if attributes is None or _local(key) in attributes:
                yield f"{here}/@{_local(key)}", target, str(value)


def _attributes(element: etree._Element, prefix: str, manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    for key, value in element.attrib.items():
        path = f"{prefix}@{_local(key)}"
        if path in manifest.read:
            yield path, manifest.read[path], str(value)


def _own_texts(element: etree._Element) -> Iterator[str]:
    for text in (element.text, *(child.tail for child in element)):
        if text and text.strip():
            yield text


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]
