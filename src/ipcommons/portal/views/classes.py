"""Symbols of classifications as they are printed, and which of them a page shows."""

import re
from collections.abc import Sequence
from itertools import groupby

import msgspec

from ipcommons.rights.classification import Classification
from ipcommons.rights.trademark import TradeMark
from ipcommons.search.engine import Hit

_IPC = re.compile(r"([A-HY]\d\d[A-Z])(\d.*)?")
SCHEME_NAMES = {"ipc": "IPC", "cpc": "CPC", "uspc": "USPC", "ecla": "ECLA", "fi": "FI"}


class Symbol(msgspec.Struct, frozen=True):
    printed: str
    query: str
    first: bool
    value: str | None


class Scheme(msgspec.Struct, frozen=True):
    """The symbols of one scheme on one record; `editions` as far as the source says them."""

    name: str
    editions: tuple[str, ...]
    symbols: tuple[Symbol, ...]


def printed_symbol(scheme: str, symbol: str) -> str:
    """A45D20/12 -> A45D 20/12; other schemes as they stand."""
    match = _IPC.fullmatch(symbol) if scheme in {"ipc", "cpc"} else None
    return " ".join(filter(None, match.groups())) if match else symbol


def class_label(value: str) -> str:
    """A value of the class facet ("ipc:A45D20") as a person writes it: IPC A45D 20."""
    scheme, _, symbol = value.rpartition(":")
    return " ".join(filter(None, (SCHEME_NAMES.get(scheme, scheme.capitalize()), printed_symbol(scheme, symbol))))


def hit_classes(hit: Hit) -> list[str]:
    """The first symbols of a hit, printed."""
    return [printed_symbol("ipc" if hit.kind == "patent" else "", symbol) for symbol in hit.classes]


def schemes(classifications: Sequence[Classification]) -> tuple[Scheme, ...]:
    """Scheme by scheme in the office's order, each symbol once."""
    order = {c.scheme: position for position, c in reversed(list(enumerate(classifications)))}
    grouped = groupby(sorted(classifications, key=lambda c: order[c.scheme]), key=lambda c: c.scheme)
    return tuple(_scheme(name, list(members)) for name, members in grouped)


def _scheme(name: str, members: list[Classification]) -> Scheme:
    once = {member.symbol: member for member in reversed(members)}
    symbols = [once[symbol] for symbol in dict.fromkeys(member.symbol for member in members)]
    return Scheme(
        name=name,
        editions=tuple(sorted({member.edition for member in members if member.edition})),
        symbols=tuple(Symbol(printed_symbol(name, c.symbol), f"{name}:{c.symbol}", c.position == "first", c.value) for c in symbols),
    )


def nice_classes(mark: TradeMark) -> tuple[str, ...]:
    return tuple(str(goods.class_number) for goods in mark.goods_services if goods.class_number is not None)
