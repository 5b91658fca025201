"""Technical fields: what things are made of, measured by, good for. Read from data/fields/*.yaml."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

DATA = Path(__file__).parent / "data"

Style = Literal["apparatus", "composition", "computing"]


class Term(msgspec.Struct, frozen=True):
    """The same in Chinese and English."""

    zh: str
    en: str


class Part(msgspec.Struct, frozen=True):
    """A part (or a component of a composition, then with parts by mass) and what it is for."""

    name: Term
    purpose: Term
    least: float = 0
    most: float = 0


class Measure(msgspec.Struct, frozen=True):
    """A quantity, its unit (empty for a count) and the range that makes sense."""

    name: Term
    unit: str
    low: float
    high: float

    def shown(self, value: str) -> str:
        """The value with its unit, as English sets it."""
        return f"{value} {self.unit}" if self.unit else value


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A technical field. `method` is what is done with the thing; `symbols` of IPC and CPC, the first is the main one."""

    number: int
    name: Term
    domain: Term
    method: Term | None
    style: Style
    symbols: tuple[str, ...]
    qualities: tuple[Term, ...]
    parts: tuple[Part, ...]
    materials: tuple[Term, ...]
    measures: tuple[Measure, ...]
    problems: tuple[Term, ...]
    effects: tuple[Term, ...]
    steps: tuple[Term, ...]


@cache
def fields() -> tuple[Field, ...]:
    """All fields, in the order of their files."""
    folder = DATA / "fields"
    names = sorted(path.name for path in folder.iterdir())
    entries = [entry for name in names for entry in yaml.load((folder / name).read_text("utf-8"), yaml.CSafeLoader)]
    return tuple(_field(number, entry) for number, entry in enumerate(entries))


def lines(block: str) -> list[list[str]]:
    """The entries of a block: one a line, cut at the bars."""
    return [[cell.strip() for cell in line.split("|")] for line in block.strip().splitlines()]


def terms(block: str) -> tuple[Term, ...]:
    return tuple(Term(zh, en) for zh, en in lines(block))


def _field(number: int, entry: dict[str, Any]) -> Field:
    return Field(
        number=number,
        name=terms(entry["name"])[0],
        domain=terms(entry["domain"])[0],
        method=terms(entry["method"])[0] if "method" in entry else None,
        style=entry.get("style", "apparatus"),
        symbols=tuple(entry["symbols"]),
        qualities=terms(entry["qualities"]),
        parts=tuple(
            Part(Term(zh, en), Term(zh_for, en_for), *map(float, masses)) for zh, en, zh_for, en_for, *masses in lines(entry["parts"])
        ),
        materials=terms(entry.get("materials", "")),
        measures=tuple(
            Measure(Term(zh, en), unit.strip("-"), float(low), float(high)) for zh, en, unit, low, high in lines(entry["measures"])
        ),
        problems=terms(entry["problems"]),
        effects=terms(entry["effects"]),
        steps=terms(entry["steps"]),
    )
