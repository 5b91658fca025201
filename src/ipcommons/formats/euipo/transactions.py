"""What the open-data files of EUIPO have in common: the envelope, people known by key, addresses of images.

One <Transaction> a file; a <TransactionContentDetails> in it is one right with its proceedings, and
is the document a record comes from. A delivery may hold several of them in one file.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import BinaryIO, TypeVar

import msgspec
from lxml import etree

from ipcommons.formats.dates import Dates
from ipcommons.formats.errors import DocumentError, MissingElement, SeveralRecords
from ipcommons.formats.filing import Filing, Misread, Operation
from ipcommons.formats.manifest import manifests
from ipcommons.formats.xml import Accounting, Elements, is_invented, optional, parse_inside
from ipcommons.rights.date import PartialDate
from ipcommons.rights.design import Design
from ipcommons.rights.event import Event, EventKind, Status
from ipcommons.rights.image import Image, ImageKind
from ipcommons.rights.number import Number
from ipcommons.rights.party import Party
from ipcommons.rights.reference import DocumentReference, Priority
from ipcommons.rights.text import Text
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


def read_transactions(stream: BinaryIO, format_name: str, read_right: Callable[[etree._Element, Dates], R]) -> Iterator[Filing | Misread]:
    """Each <TransactionContentDetails> as a Filing, or as a Misread with the reason."""
    accounting = _accounting(format_name)
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
            source=format_name,
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


def people(parent: etree._Element, path: str, role: str | None = None) -> tuple[Party, ...]:
    """Applicants, representatives ... as keys: EUIPO keeps the names in files of their own."""
    return tuple(Party(key=key.text.strip(), role=role) for key in parent.iterfind(path) if key.text)


def office_number(office: str | None, value: str | None) -> Number | None:
    return Number(office or "", value) if value else None


def image(element: etree._Element, prefix: str, kind: ImageKind) -> Image:
    """An image; its address comes with tabs and line breaks around it, and holds no white space of its own."""
    address = optional(element, f"{prefix}URI")
    return Image(
        file="".join(address.split()) if address else None,
        kind=kind,
        label=optional(element, f"{prefix}Identifier"),
        format=optional(element, f"{prefix}FileFormat"),
    )


def texts(parent: etree._Element, path: str) -> tuple[Text, ...]:
    """Each text at `path` with its language."""
    return tuple(Text(e.text.strip(), e.get("languageCode")) for e in parent.iterfind(path) if e.text and not e.text.isspace())


def english(words: str | None) -> Text | None:
    """Status and kinds of record are written in English."""
    return Text(words, "en") if words else None


def priorities(right: etree._Element, dates: Dates) -> Iterator[Priority]:
    """Priorities claimed from earlier filings."""
    for priority in right.iterfind("PriorityDetails/Priority"):
        yield Priority(
            number=office_number(optional(priority, "PriorityCountryCode"), optional(priority, "PriorityNumber")),
            date=dates.past("PriorityDate", optional(priority, "PriorityDate")),
            status=optional(priority, "PriorityStatusCode"),
            text="partial" if optional(priority, "PriorityPartialIndicator") == "true" else None,
        )


def publications_of(right: etree._Element, dates: Dates) -> tuple[DocumentReference, ...]:
    """Issues of the office's Bulletin: `name` is the section, `text` the page (marks) or the entry's number (designs)."""
    return tuple(
        DocumentReference(
            number=office_number(OFFICE, optional(publication, "PublicationIdentifier")),
            date=dates.any("PublicationDate", optional(publication, "PublicationDate")),
            name=optional(publication, "PublicationSection"),
            text=optional(publication, "PublicationPage") or optional(publication, "PublicationSequenceNumber"),
        )
        for publication in right.iterfind("PublicationDetails/Publication")
    )


def issue(publication: DocumentReference, sections: Mapping[str, EventKind]) -> Event:
    """The event that an entry in the Bulletin tells of."""
    section = publication.name or ""
    number = publication.number.value if publication.number else None
    return Event(kind=by_beginning(sections, section), date=publication.date, code=section or None, number=number)


def by_beginning(kinds: Mapping[str, EventKind], words: str) -> EventKind:
    """The kind of event for the longest beginning of `words` that the table has."""
    return max(((len(start), kind) for start, kind in kinds.items() if words.startswith(start)), default=(0, "other"))[1]


def dated(kind: EventKind, day: PartialDate | None) -> list[Event]:
    """The event that a date of the right stands for."""
    return [Event(kind=kind, date=day)] if day else []


def turn(status: Status | None, meanings: Mapping[str, Mapping[str, EventKind]]) -> list[Event]:
    """The event that a status tells of (withdrawn, lapsed ...), by the table's `event`."""
    kind = meanings.get(status.text.value, {}).get("event") if status and status.text else None
    return [Event(kind=kind, date=status.date, text=status.text, status_after=status.kind)] if status and kind else []


def in_time(events: Iterable[Event]) -> tuple[Event, ...]:
    """In order of time; what has no date stands first."""
    return tuple(sorted(events, key=lambda event: event.date.iso if event.date else ""))


@cache
def _accounting(format_name: str) -> Accounting:
    """Made once: most files hold a single right."""
    return Accounting(manifests()[format_name])


def _envelope(prologue: bytes) -> Envelope:
    produced = _PRODUCED.search(prologue)
    return Envelope(produced[1].decode() if produced else None, is_invented(prologue))


def _operation(content: etree._Element) -> Operation:
    right = content.find("TransactionData/*/*[@operationCode]")
    return _OPERATIONS.get(str(right.get("operationCode")), "state") if right is not None else "state"
