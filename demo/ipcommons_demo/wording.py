"""What both languages give of an invention: title, abstract, claims, sections, captions.

Two marks stand in running text until an office's form is known: «110» is a reference numeral,
⟦FIG. 1⟧ a reference to a figure.
"""

import re
from typing import Literal

import msgspec

SectionKind = Literal["technical-field", "background", "summary", "drawings", "detailed"]

NUMERAL = re.compile("«([^»]*)»")
FIGURE = re.compile("⟦([^⟧]*)⟧")


class ClaimText(msgspec.Struct, frozen=True):
    """A claim in words: the preamble, then one line a feature; `reference` is how the preamble names the earlier claims."""

    number: int
    depends_on: tuple[int, ...]
    preamble: str
    features: tuple[str, ...] = ()
    reference: str = ""


class SectionText(msgspec.Struct, frozen=True):
    kind: SectionKind
    heading: str
    paragraphs: tuple[str, ...]


class Wording(msgspec.Struct, frozen=True):
    title: str
    abstract: str
    claims: tuple[ClaimText, ...]
    sections: tuple[SectionText, ...]
    captions: tuple[str, ...]


_MARKS = str.maketrans("", "", "«»⟦⟧")


def plain(text: str) -> str:
    """The text without the marks."""
    return text.translate(_MARKS)
