"""Numbers in DOCDB: three spellings of each, and what the office itself prints."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

import msgspec
from lxml import etree

from ipcommons.formats.xml import optional
from ipcommons.rights.number import Number, number


class Forms(msgspec.Struct, frozen=True, kw_only=True):
    """One document in the spellings docdb (for machines), epodoc (for searchers), original (of the office)."""

    office: str | None = None
    kind: str | None = None
    date: str | None = None
    docdb: str | None = None
    epodoc: str | None = None
    original: str | None = None
    key: str | None = None


def forms(references: Iterable[etree._Element]) -> Forms:
    """From the elements (`data-format`, `document-id` in it) that name one document."""
    found: dict[str, etree._Element] = {}
    key = None
    for reference in references:
        document = reference.find("document-id")
        if document is not None:
            found.setdefault(reference.get("data-format") or "docdb", document)
            key = key or reference.get("doc-id") or document.get("doc-id")
    return Forms(
        office=_first(found, "country"),
        kind=_first(found, "kind"),
        date=_first(found, "date"),
        docdb=_number(found, "docdb"),
        epodoc=_number(found, "epodoc"),
        original=_number(found, "original"),
        key=key,
    )


def _number(found: dict[str, etree._Element], form: str) -> str | None:
    return optional(found[form], "doc-number") if form in found else None


def _first(found: dict[str, etree._Element], name: str) -> str | None:
    return next((text for document in found.values() if (text := optional(document, name))), None)


def matching(numbers: Sequence[str], originals: Sequence[str]) -> list[str | None]:
    """For each number the original whose digits agree best with it: "8359798" is 09/083,597 of 1998.

    One number and one original belong together whatever they look like.
    """
    if len(numbers) == len(originals) == 1:
        return list(originals)
    found: list[str | None] = [None] * len(numbers)
    agreeing = ((_agreement(number, original), place, original) for place, number in enumerate(numbers) for original in originals)
    for agreement, place, original in sorted(agreeing, key=lambda one: -one[0]):
        if agreement >= 4 and found[place] is None and original not in found:
            found[place] = original
    return found


def _agreement(number: str, original: str) -> int:
    """How many digits in a row the two have in common."""
    one, other = ("".join(filter(str.isdecimal, text)) for text in (number, original))
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def printed(office: str, value: str, kind: str | None) -> str:
    """The number as the office prints it. DOCDB drops a zero of US applications: 2020223945 is US 2020/0223945."""
    if office == "US" and (kind or "A").startswith("A") and len(value) == 10 and value.isdecimal() and value.startswith("2"):
        return f"{value[:4]}0{value[4:]}"
    return value


def document_number(document: etree._Element) -> Number | None:
    """The number of a <document-id>; None if it has none."""
    office, value, kind = (optional(document, name) for name in ("country", "doc-number", "kind"))
    return number(office or "", printed(office or "", value, kind), kind, original=value) if value else None
