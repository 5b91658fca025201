"""What a typed text asks for: a number of an office, else a query whose plain words are read with sense."""

import msgspec

from ipcommons.rights.writings import Writing, candidates
from ipcommons.search.analysis import STOP_WORDS, wanted_words
from ipcommons.search.query.parser import parse
from ipcommons.search.query.tree import And, AnyOf, In, Or, Phrase, Query, Word


class Reading(msgspec.Struct, frozen=True):
    """`tree` is what is looked for; `numbers`: what the text means as a number, if it is written like one."""

    tree: Query
    numbers: tuple[Writing, ...] = ()


def read(typed: str) -> Reading:
    """A text in any usual writing of a number is that number; a bare row of digits may also be a word. Raises QueryError."""
    numbers = candidates(typed)
    if not numbers:
        return Reading(essential(parse(typed)))
    number = In("id" if numbers[0].type == "id" else "number", Phrase(numbers[0].number if numbers[0].type == "id" else typed.strip()))
    if all(writing.certain for writing in numbers):
        return Reading(number, numbers)
    return Reading(Or((number, essential(parse(typed)))), numbers)


def essential(tree: Query) -> Query:
    """The tree without words that say too little to be required ("the", 的), unless nothing else is asked for."""
    match tree:
        case And(nodes):
            kept = tuple(node for node in nodes if not (isinstance(node, Word) and node.text.lower() in STOP_WORDS)) or nodes
            return essential(kept[0]) if len(kept) == 1 else And(tuple(map(essential, kept)))
        case Or(nodes):
            return Or(tuple(essential(node) for node in nodes))
        case In(field, inner):
            return In(field, essential(inner))
        case AnyOf(words):
            return AnyOf(wanted_words(words))
        case _:
            return tree
