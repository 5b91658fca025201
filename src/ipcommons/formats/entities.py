"""Character entities by name (`&alpha;`, `&bgr;`) in documents whose DTD is never loaded."""

import re
from collections.abc import Mapping
from html.entities import html5

_NAMED = re.compile(rb"&([A-Za-z][\w.]*);")
_OF_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_NONE: Mapping[str, str] = {}


def resolved(document: bytes, own: Mapping[str, str] = _NONE) -> bytes:
    """The document (in UTF-8) with every known entity written out; `own`: the office's names, before those of HTML.

    A name that nobody knows stays as it is: the parser then says which it is and where.
    """
    if b"&" not in document:
        return document

    def character(match: re.Match[bytes]) -> bytes:
        if match[1] in _OF_XML:
            return match[0]
        found = _meaning(match[1].decode(), own)
        return match[0] if found is None else "".join(f"&#{ord(c)};" for c in found).encode()

    return _NAMED.sub(character, document)


def _meaning(name: str, own: Mapping[str, str]) -> str | None:
    """What the name stands for. Offices also write names in capitals (SACUTE, NDASH), and b.alpha for a bold one."""
    plain = name.removeprefix("b.")
    for spelling in (plain, plain.capitalize(), plain.lower()):
        if found := own.get(spelling) or html5.get(f"{spelling};"):
            return found
    return None
