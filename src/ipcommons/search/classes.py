"""Symbols of classifications: their ancestors, what is counted of them, what a hit shows."""

import re
from collections.abc import Mapping
from functools import lru_cache

from ipcommons.rights import Right
from ipcommons.rights.design import Design
from ipcommons.rights.gi import GeographicalIndication
from ipcommons.rights.patent import Patent
from ipcommons.rights.trademark import TradeMark

SHOWN = 6
"""Symbols on a hit."""

PATENT_SYMBOL = re.compile(r"([A-HY])(?:(\d\d)(?:([A-Z])(?:(\d{1,4})(?:/(\d{2,6}))?)?)?)?")


def normal(scheme: str, typed: str) -> str:
    """A symbol as it stands in records: `a45d 20/12` -> A45D20/12, Locarno `0601` -> 06-01, Nice `09` -> 9."""
    symbol = re.sub(r"\s+", "", typed).upper()
    if scheme in {"ipc", "cpc"}:
        return re.sub(r"^([A-HY]\d\d[A-Z])0+(?=\d)", r"\1", symbol)
    if scheme == "nice":
        return symbol.lstrip("0") or symbol
    if scheme == "locarno" and (digits := re.fullmatch(r"(\d{1,2})[-.]?(\d{2})?|(\d)[-.](\d)", symbol)):
        first, second = digits[1] or digits[3], digits[2] or digits[4]
        return f"{first:0>2}" + (f"-{second:0>2}" if second else "")
    if scheme == "vienna":
        return ".".join(f"{part:0>2}" for part in symbol.split("."))
    return symbol


@lru_cache(maxsize=262_144)
def ancestors(scheme: str, symbol: str) -> tuple[str, ...]:
    """The symbol and all above it, so that a class finds its subtree: A45D20/12 -> A, A45, A45D, A45D20, A45D20/12."""
    symbol = normal(scheme, symbol)
    if scheme in {"ipc", "cpc"} and (match := PATENT_SYMBOL.fullmatch(symbol)):
        return tuple(symbol[: match.end(group)] for group in range(1, 6) if match[group] is not None)
    parts = re.split(r"[-./]", symbol)
    ends = [len(parts[0])]
    for part in parts[1:]:
        ends.append(ends[-1] + 1 + len(part))
    return tuple(symbol[:end] for end in ends)


def symbols(right: Right) -> dict[str, list[str]]:
    """Every symbol of a right by scheme; the classes of goods and services are Nice's."""
    found: dict[str, list[str]] = {}
    for item in getattr(right, "classifications", ()):
        found.setdefault(item.scheme, []).append(item.symbol)
    for goods in getattr(right, "goods_services", ()):
        if goods.class_number is not None:
            found.setdefault("nice", []).append(str(goods.class_number))
    return found


def facet_classes(found: Mapping[str, list[str]]) -> list[str]:
    """Values of the class facet: subclasses of IPC and CPC (A45D), `nice:9`, `locarno:06`."""
    patent = [symbol[:4] for scheme in ("ipc", "cpc") for symbol in found.get(scheme, ())]
    other = [f"{scheme}:{ancestors(scheme, symbol)[0]}" for scheme in ("nice", "locarno") for symbol in found.get(scheme, ())]
    return list(dict.fromkeys(patent + other))


def shown_classes(right: Right) -> tuple[str, ...]:
    """The first symbols of a right, as its page writes them."""
    match right:
        case Patent() | Design():
            symbols = dict.fromkeys(item.symbol for item in right.classifications)
        case TradeMark():
            symbols = dict.fromkeys(str(goods.class_number) for goods in right.goods_services if goods.class_number is not None)
            symbols = symbols or dict.fromkeys(item.symbol for item in right.classifications if item.scheme == "nice")
        case GeographicalIndication():
            symbols = dict.fromkeys(right.product_classes)
    return tuple(symbols)[:SHOWN]
