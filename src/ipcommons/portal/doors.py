"""The doors of doors.yaml, and the words that stand as examples."""

from functools import cache
from importlib.resources import files

import msgspec


class Door(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`key` names its words: door.<key>.word, .title, .text; `links`: word -> address."""

    key: str
    address: str
    links: dict[str, str]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    doors: tuple[Door, ...]
    words: tuple[str, ...]


@cache
def table() -> Table:
    return msgspec.yaml.decode((files("ipcommons.portal") / "doors.yaml").read_bytes(), type=Table)


def doors() -> tuple[Door, ...]:
    return table().doors


def example_words() -> tuple[str, ...]:
    return table().words
