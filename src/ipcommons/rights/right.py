"""The union of all kinds of right, its JSON form, and what every kind can be asked."""

import msgspec

from ipcommons.rights.date import PartialDate
from ipcommons.rights.design import Design
from ipcommons.rights.gi import GeographicalIndication
from ipcommons.rights.patent import Patent
from ipcommons.rights.text import Text
from ipcommons.rights.trademark import TradeMark

Right = Patent | TradeMark | Design | GeographicalIndication
KINDS = ("patent", "trademark", "design", "gi")

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Right] = msgspec.json.Decoder(Right)


def encode(right: Right) -> bytes:
    """The record as JSON; fields that were not said are absent."""
    return _encoder.encode(right)


def decode(document: bytes | str) -> Right:
    """The record from its JSON form. Raises msgspec.ValidationError."""
    return _decoder.decode(document)


def kind_of(right: Right) -> str:
    """patent, trademark, design or gi."""
    return right.id.partition(":")[0]


def titles(right: Right) -> tuple[Text, ...]:
    """What the right is called, in every language the source gives."""
    match right:
        case Patent():
            return right.titles
        case TradeMark():
            return right.verbal_elements
        case Design():
            return right.product_names or right.verbal_elements
        case GeographicalIndication():
            return right.names


def first_published(right: Right) -> PartialDate | None:
    """The day the public could read of it: publication, else registration."""
    return right.publication_date or getattr(right, "registration_date", None)
