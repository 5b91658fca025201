"""What the open-data files of EUIPO have in common: the envelope, people known by key, addresses of images.

One <Transaction> a file; a <TransactionContentDetails> in it is one right with its proceedings, and
is the document a record comes from. A delivery may hold several of them in one file.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeVar

import msgspec
from lxml import etree

from ipcommons.formats.dates import Dates
from ipcommons.formats.errors import DocumentError, MissingElement, SeveralRecords
from ipcommons.formats.filing import Filing, Misread, Operation
from ipcommons.formats.manifest import Manifest
from ipcommons.formats.xml import Accounting, Elements, is_invented, optional, parse_inside
from ipcommons.rights.design import Design
from ipcommons.rights.image import Image
from ipcommons.rights.number import Number
from ipcommons.rights.party import Party
from ipcommons.rights.trademark import TradeMark

OFFICE = "EM"

_PRODUCED = re.compile(rb"<RequestProducerDateTime>\s*(\d{4}-\d\d-\d\d)")
_DEFAULT_NAME_SPACE = re.compile(rb"\sxmlns\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_OPERATIONS: dict[str, Operation] = {"Insert": "state", "Update": "state", "Delete": "delete"}

R = TypeVar("R", TradeMark, Design)


class Envelope(msgspec.Struct, frozen=True):
    """What stands before the first right of a file: the day it was produced, and whether all in it is invented."""

    produced: str | None
    invented: bool


def read_transactions(stream: BinaryIO, manifest: Manifest, read_right: Callable[[etree._Element, Dates], R]) -> Iterator[Filing | Misread]:
    """Each <TransactionContentDetails> as a Filing, or as a Misread with the reason."""
    accounting = Accounting(manifest)
    contents = Elements(stream, ["TransactionContentDetails"])
    for cut in contents:
        envelope = _envelope(contents.prologue)
        try:
            # Without the default name space the elements have plain names, as in the manifest.
            content = parse_inside(_DEFAULT_NAME_SPACE.sub(b"", contents.prologue), cut.document)
            record = read_right(content, Dates(envelope.produced))
            operation = _operation(content)
        except DocumentError as error:
            yield Misread(document=cut.document, span=cut.span, error=error)
            continue
        yield Filing(
            record=msgspec.structs.replace(record, invented=envelope.invented),
            source=manifest.name,
            document=cut.document,
            span=cut.span,
            account=accounting.of(content),
            as_of=envelope.produced,
            operation=operation,
        )


def only(content: etree._Element, path: str) -> etree._Element:
    """The one element at `path`. Raises MissingElement, SeveralRecords."""
    found = content.findall(path)
    if not found:
        raise MissingElement(path)
    if len(found) > 1:
        raise SeveralRecords(path, len(found))
    return found[0]


def people(parent: etree._Element, kind: str, role: str | None = None) -> tuple[Party, ...]:
    """Applicants, representatives ... as keys: EUIPO keeps the names in files of their own."""
    keys = parent.iterfind(f"{kind}Details/{kind}Key/Identifier")
    return tuple(Party(key=key.text.strip(), role=role) for key in keys if key.text)


def office_number(office: str | None, value: str | None) -> Number | None:
    return Number(office or "", value) if value else None


def image(element: etree._Element, prefix: str, kind: str) -> Image:
    """An image; its address comes with tabs and line breaks around it, and holds no white space of its own."""
    address = optional(element, f"{prefix}URI")
    return Image(
        file="".join(address.split()) if address else None,
        kind="view" if kind == "view" else "mark",
        label=optional(element, f"{prefix}Identifier"),
        format=optional(element, f"{prefix}FileFormat"),
    )


def _envelope(prologue: bytes) -> Envelope:
    produced = _PRODUCED.search(prologue)
    return Envelope(produced[1].decode() if produced else None, is_invented(prologue))


def _operation(content: etree._Element) -> Operation:
    right = content.find("TransactionData/*/*[@operationCode]")
    return _OPERATIONS.get(str(right.get("operationCode")), "state") if right is not None else "state"
