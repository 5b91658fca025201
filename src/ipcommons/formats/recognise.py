"""Which format is this? Answered from the first bytes, never from the file name alone."""

import re
from collections.abc import Callable
from typing import BinaryIO, Literal

import msgspec

from ipcommons.formats.errors import EmptyFile, HtmlInsteadOfData, NotRecognised, UnknownVersion
from ipcommons.formats.manifest import Manifest, manifests
from ipcommons.formats.table.header import recognise_table

HEAD_BYTES = 65_536

_PROLOGUE = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|\s+)", re.DOTALL)
_START_TAG = re.compile(rb"\s*<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:\s[^<>]*)?)/?>?", re.DOTALL)
_MAGIC: dict[bytes, str] = {
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"%PDF-": "application/pdf",
    # What a Mac leaves beside the files in a folder or zip.
    b"\x00\x05\x16\x07": "application/applefile",
    b"\x00\x00\x00\x01Bud1": "application/octet-stream",
}


class Recognised(msgspec.Struct, frozen=True):
    """The format and the version of it, as the file says (None where the format writes none)."""

    manifest: Manifest
    version: str | None


def attachment_type(head: bytes, name: str) -> str | None:
    """The media type of a file that only lies beside data (image, PDF, DTD, report, list), None if it may be data."""
    for magic, media_type in _MAGIC.items():
        if head.startswith(magic):
            return media_type
    suffix = name.lower().rpartition(".")[2]
    by_name: dict[str, Literal["application/xml-dtd", "text/html", "text/plain", "image/svg+xml", "application/xml"]] = {
        "dtd": "application/xml-dtd",
        "ent": "application/xml-dtd",
        "xsd": "application/xml",
        "mod": "application/xml-dtd",
        "html": "text/html",
        "htm": "text/html",
        "txt": "text/plain",
        "md": "text/plain",
        "svg": "image/svg+xml",
    }
    return by_name.get(suffix)


def recognise(head: bytes, whole: Callable[[], BinaryIO] | None = None) -> Recognised:
    """The format of a file from its first HEAD_BYTES. Raises EmptyFile, HtmlInsteadOfData, NotRecognised, UnknownVersion.

    A Parquet table names its columns at its end: it is recognised only if `whole` opens the file.
    """
    text = head.removeprefix(b"\xef\xbb\xbf")
    if not text.strip():
        raise EmptyFile
    root = root_element(text)
    for manifest in manifests().values():
        if _matches(manifest, text, root):
            return Recognised(manifest, known_version(manifest, head))
    if root is None and (table := recognise_table(head, whole)):
        return Recognised(table, None)
    if root in {"html", "HTML"} or text.lstrip()[:15].lower().startswith(b"<!doctype html"):
        raise HtmlInsteadOfData
    raise NotRecognised(text.lstrip()[:40].decode("utf-8", "replace"))


def known_version(manifest: Manifest, head: bytes) -> str | None:
    """The version that the head states. Raises UnknownVersion if the manifest does not list it."""
    if manifest.recognise.version is None:
        return None
    found = re.search(manifest.recognise.version.encode(), head)
    version = found[1].decode("utf-8", "replace") if found else ""
    if version not in manifest.versions:
        raise UnknownVersion(manifest.name, version, manifest.versions)
    return version or None


def root_element(head: bytes) -> str | None:
    """The first element's name, `{namespace}local` where its own tag declares the prefix, else without prefix."""
    position = 0
    while match := _PROLOGUE.match(head, position):
        position = match.end()
    tag = _START_TAG.match(head, position)
    if tag is None:
        return None
    prefix, local, attributes = (tag[1] or b"").rstrip(b":"), tag[2].decode(), tag[3]
    declaration = rb"xmlns" + (rb":" + re.escape(prefix) if prefix else rb"") + rb"\s*=\s*[\"']([^\"']*)[\"']"
    namespace = re.search(declaration, attributes)
    return f"{{{namespace[1].decode()}}}{local}" if namespace else local


def _matches(manifest: Manifest, head: bytes, root: str | None) -> bool:
    how = manifest.recognise
    if how.roots and root not in how.roots:
        return False
    if how.magic is not None and not head.startswith(how.magic.encode()):
        return False
    if not (how.roots or how.magic or how.contains):
        return False
    return all(text.encode() in head for text in how.contains)
