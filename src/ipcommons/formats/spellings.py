"""One party or priority written in several spellings, each in an element of its own with the same sequence number."""

from collections.abc import Iterable

from lxml import etree

Spellings = dict[str, etree._Element]  # noqa: SLF001 (the public name of the element class of lxml)
"""Name of the spelling ("docdb", "original" ...) -> element."""


def joined(elements: Iterable[etree._Element], spelling: str) -> list[Spellings]:
    """The elements of each thing, in the order of the sequence numbers; `spelling` is the attribute that tells them apart.

    A second element of the same number and spelling is another thing: nothing is written over.
    """
    found: dict[str, Spellings] = {}
    for element in elements:
        key, name = element.get("sequence") or "", element.get(spelling) or ""
        while name in found.setdefault(key, {}):
            key += "+"
        found[key][name] = element
    return [found[key] for key in sorted(found, key=_place)]


def _place(key: str) -> int:
    number = key.rstrip("+")
    return int(number) if number.isdecimal() else 0
