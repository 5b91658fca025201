"""Tree -> text that parses to the same tree."""

from ipcommons.search.query.tree import And, AnyOf, Everything, In, Near, Not, Or, Phrase, Query, Range, Wildcard, Word


def printed(node: Query) -> str:  # noqa: C901, PLR0911 (one line a kind of node)
    """The query in its plainest spelling: every operator written out, fields by their own names."""
    match node:
        case Everything():
            return ""
        case Word(text) | Wildcard(text):
            return text
        case Phrase(text):
            return f'"{text}"'
        case Near(words, distance):
            return f" NEAR/{distance} ".join(words)
        case AnyOf(words):
            return f"any({' '.join(words)})"
        case Range():
            return _range(node)
        case In(field, inner):
            return f"{field}:{_enclosed(inner, And, Or, Not, In)}"
        case Not(inner):
            return f"NOT {_enclosed(inner, And, Or)}"
        case And(nodes):
            return " AND ".join(_enclosed(inner, And, Or) for inner in nodes)
        case Or(nodes):
            return " OR ".join(_enclosed(inner, Or) for inner in nodes)


def _enclosed(node: Query, *loose: type) -> str:
    return f"({printed(node)})" if isinstance(node, loose) else printed(node)


def _range(node: Range) -> str:
    if node.low is not None and node.high is None:
        return (">=" if node.with_low else ">") + node.low
    if node.high is not None and node.low is None:
        return ("<=" if node.with_high else "<") + node.high
    return f"[{node.low or '*'} TO {node.high or '*'}]"
