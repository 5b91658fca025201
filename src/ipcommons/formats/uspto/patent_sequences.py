"""Sequence listings of US patents (sequence-cwu): WIPO ST.25 with its numeric identifiers as element names."""

from collections.abc import Iterator

from lxml import etree

from ipcommons.formats.xml import flat, optional
from ipcommons.rights.patent import Sequence, SequenceListing

Element = etree._Element  # noqa: SLF001 (the public name of lxml's element class)


def read_sequence_listing(root: Element) -> SequenceListing:
    """A <sequence-cwu>: what is said of the listing, then its sequences."""
    return SequenceListing(general=tuple(_general(root)), sequences=tuple(_sequences(root)))


def _general(root: Element) -> Iterator[tuple[str, str]]:
    if listing := optional(root, "number"):
        yield "number", listing
    for element in root.iterfind("*/s100/*"):
        if text := flat(element):
            yield _identifier(element), text


def _sequences(root: Element) -> Iterator[Sequence]:
    """<s200> describes the sequence whose residues follow in <s400>; publications (<s300>) stand in or between them."""
    said, features = None, list[str]()
    for element in root.iterfind("*/*"):
        if element.tag == "s200":
            if said is not None:
                yield _sequence(said, features, None)
            said, features = element, [_feature(child) for child in element.iterchildren("s220", "s300")]
        elif element.tag == "s300":
            features.append(_feature(element))
        elif element.tag == "s400":
            yield _sequence(said, features, element)
            said, features = None, []
    if said is not None:
        yield _sequence(said, features, None)


def _sequence(said: Element | None, features: list[str], residues: Element | None) -> Sequence:
    """The residues begin with the number of the sequence, as in print."""
    written = (residues.text or "").strip() if residues is not None else ""
    number, _, rest = written.partition("\n")
    return Sequence(
        number=(optional(said, "s210") if said is not None else None) or number.strip(),
        length=optional(said, "s211") if said is not None else None,
        molecule_type=optional(said, "s212") if said is not None else None,
        organism=optional(said, "s213") if said is not None else None,
        features=tuple(features),
        residues=(rest if number.strip().isdigit() else written) or None,
    )


def _feature(element: Element) -> str:
    """`<221> VARIANT <222> 4`: the identifiers of ST.25, which say what each part is."""
    return " ".join(f"{_identifier(child)} {text}" for child in element if isinstance(child.tag, str) and (text := flat(child)))


def _identifier(element: Element) -> str:
    return f"<{str(element.tag)[1:]}>"
