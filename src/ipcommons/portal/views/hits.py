"""A hit as the result list shows it."""

from collections.abc import Sequence

import msgspec

from ipcommons.portal.views.text import printed
from ipcommons.search.engine import Fragment, Ground, Hit


class Piece(msgspec.Struct, frozen=True):
    """A run of a quotation, marked or not."""

    text: str
    marked: bool


class Quotation(msgspec.Struct, frozen=True):
    place: str
    place_number: str | None
    language: str | None
    pieces: tuple[Piece, ...]


class HitView(msgspec.Struct, frozen=True):
    hit: Hit
    number: str
    address: str
    quotations: tuple[Quotation, ...]
    grounds: tuple[Ground, ...]
    image: str | None


def hit_view(hit: Hit, image: str | None) -> HitView:
    """`image`: address of the delivered image, None where none was."""
    return HitView(
        hit=hit,
        number=printed(hit.office, hit.number, hit.kind_code),
        address="/rights/" + hit.id.replace(":", "/"),
        quotations=tuple(_quotation(fragment) for fragment in hit.snippet[:2]),
        grounds=tuple(sorted(hit.explain, key=lambda ground: -ground.score)),
        image=image,
    )


def _quotation(fragment: Fragment) -> Quotation:
    place, _, number = fragment.place.partition(" ")
    return Quotation(place, number.lstrip("0") or None, fragment.language, pieces(fragment.text, fragment.marks))


def pieces(text: str, marks: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """The text cut at its marks; marks that overlap or touch become one."""
    cut: list[Piece] = []
    reached = 0
    for start, end in sorted(marks):
        if start > reached:
            cut.append(Piece(text[reached:start], marked=False))
        if end > reached:
            cut.append(Piece(text[max(start, reached) : end], marked=True))
            reached = end
    if reached < len(text):
        cut.append(Piece(text[reached:], marked=False))
    return tuple(cut)
