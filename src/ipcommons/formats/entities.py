"""Character entities by name (`&alpha;`, `&bgr;`) in documents whose DTD is never loaded."""

import re
from collections.abc import Mapping
from html.entities import html5

_NAMED = re.compile(rb"&([A-Za-z][\w.]*);")
_OF_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}


def resolved(document: bytes, own: Mapping[str, str]) -> bytes:
    """The document (in UTF-8) with every known entity written out; `own`: the office's names, before those of HTML.

    A name that nobody knows stays as it is: the parser then says which it is and where.
    """
    if b"&" not in document:
        return document

    def character(match: re.Match[bytes]) -> bytes:
        if match[1] in _OF_XML:
            return match[0]
        name = match[1].decode()
        found = own.get(name) or html5.get(f"{name};")
        return match[0] if found is None else "".join(f"&#{ord(c)};" for c in found).encode()

    return _NAMED.sub(character, document)
