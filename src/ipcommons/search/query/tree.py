"""The tree of a query. Texts stand in it as typed (full-width forms folded); fields by their own name."""

import msgspec


class Node(msgspec.Struct, frozen=True, tag=True):
    """A part of a query."""


class Everything(Node, frozen=True, tag=True):
    """Every right: the empty query."""


class Word(Node, frozen=True, tag=True):
    """A word as typed; a run of Chinese is one word here and is cut when it is looked for."""

    text: str


class Phrase(Node, frozen=True, tag=True):
    """Exactly these words in this order."""

    text: str


class Wildcard(Node, frozen=True, tag=True):
    """A word with `*` for any letters, or none."""

    text: str


class Range(Node, frozen=True, tag=True):
    """From `low` to `high`; None is open. `with_low`, `with_high`: the bound itself belongs to it."""

    low: str | None
    high: str | None
    with_low: bool = True
    with_high: bool = True


class Near(Node, frozen=True, tag=True):
    """Each word stands at most `distance` words before or after its neighbour in this list."""

    words: tuple[str, ...]
    distance: int


class AnyOf(Node, frozen=True, tag=True):
    """Ranked search: any of the words, the more and the rarer the better."""

    words: tuple[str, ...]


class In(Node, frozen=True, tag=True):
    """What stands in a field (by its own name)."""

    field: str
    node: "Query"


class And(Node, frozen=True, tag=True):
    nodes: tuple["Query", ...]


class Or(Node, frozen=True, tag=True):
    nodes: tuple["Query", ...]


class Not(Node, frozen=True, tag=True):
    node: "Query"


Query = Everything | Word | Phrase | Wildcard | Range | Near | AnyOf | In | And | Or | Not
