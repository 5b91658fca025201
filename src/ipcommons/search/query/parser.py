"""Text -> tree. Everything that can be wrong with a query is found here, with its column."""

import re
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

from ipcommons.rights.date import NotADate, partial_date
from ipcommons.search.analysis import HAN, wanted_words
from ipcommons.search.errors import QuerySyntaxError, TooBroad, UnknownField
from ipcommons.search.fields import BY_NAME, members, names
from ipcommons.search.query.tree import And, AnyOf, Everything, In, Near, Not, Or, Phrase, Query, Range, Wildcard, Word

TEXT_WORDS = 12
"""More words than this without field, quotes or operators in capitals are a text: ranked by any of its words."""
WILDCARD_LETTERS = 2
"""Letters that must stand before the first `*`: with one, a pattern stands for a tenth of all words."""
LONGEST_WILDCARD = 60
"""Characters of a pattern; the engine compiles patterns of some hundred at most."""
DEEPEST = 100
"""Brackets and NOT within one another; every level is a call deeper in what walks the tree."""
FARTHEST = 100
"""Words between the two sides of NEAR."""

_FOLD = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("“”„‟«»「」『』", '"')
    | dict.fromkeys("\u3000\t\r\n\u00a0", " ")
    | {"【": "[", "】": "]", "〈": "<", "〉": ">"}
)
"""Full-width forms and typographic quotes, one character for one, so that columns stay true."""

_CAPITALS = re.compile(r"\b(?:AND|OR|NOT)\b")
_LATIN_WORD = re.compile(rf"[^\W_{HAN}]+(?:[-'.][^\W_{HAN}]+)*")
_HAN_RUN = re.compile(f"[{HAN}]+")
_OPEN = "*"
_FIELD_NAME = re.compile(r"([^\W\d_][\w\-]*):")
_WORDS_FOR = {
    "AND": "AND",
    "OR": "OR",
    "NEAR": "NEAR/n",
    "RPAR": "')'",
    "RSQB": "']'",
    "TO": "TO",
    "BOUND": "a date or number",
    "$END": "the end of the query",
}


@cache
def _lark() -> Lark:
    grammar = (files("ipcommons.search.query") / "grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", lexer="contextual", maybe_placeholders=False)


@lru_cache(maxsize=4096)
def parse(text: str) -> Query:
    """The tree of a query. Raises QuerySyntaxError, UnknownField, TooBroad."""
    query = text.translate(_FOLD).rstrip()
    if words := _words_of_a_text(query):
        return AnyOf(words)
    if query.count('"') % 2:
        raise QuerySyntaxError(query, query.rindex('"') + 1, ('a closing quote (")',))
    try:
        tree = _lark().parse(query)
    except UnexpectedToken as error:
        at_end = error.token.type == "$END"
        raise QuerySyntaxError(query, len(query) + 1 if at_end else error.column, _expected(error.accepts or error.expected)) from None
    except UnexpectedCharacters as error:
        raise QuerySyntaxError(query, error.column, _expected(error.allowed or set())) from None
    except UnexpectedEOF as error:
        raise QuerySyntaxError(query, len(query) + 1, _expected(set(error.expected))) from None
    _check_depth(tree, query)
    parts = [part for part in tree.children if isinstance(part, Tree)]
    return _build(parts[0], query, None) if parts else Everything()


def _check_depth(tree: "Tree[Token]", query: str) -> None:
    below: list[tuple[Tree[Token] | Token, int]] = [(tree, 0)]
    while below:
        node, depth = below.pop()
        if isinstance(node, Tree):
            below.extend((child, depth + 1) for child in node.children)
        elif depth > DEEPEST:
            raise QuerySyntaxError(query, node.column or 1, (f"at most {DEEPEST} levels of brackets and NOT",))


def _words_of_a_text(query: str) -> tuple[str, ...]:
    """The words of a pasted text (a claim, an abstract), each once; nothing if this is an ordinary query."""
    if len(query) <= 2 * TEXT_WORDS or _CAPITALS.search(query) or re.search(r'["\[\]*<>]|NEAR/|^any\(', query, re.IGNORECASE):
        return ()
    if any(name.lower() in names() for name in _FIELD_NAME.findall(query)):
        return ()
    latin, han = _LATIN_WORD.findall(query), _HAN_RUN.findall(query)
    # A Chinese word has two characters on average.
    if len(latin) + sum(map(len, han)) / 2 <= TEXT_WORDS:
        return ()
    return wanted_words(dict.fromkeys([*latin, *han]))


def _expected(terminals: "set[str] | frozenset[str]") -> tuple[str, ...]:
    words = ["a word", "a phrase", "'('"] if "WORD" in terminals and "LPAR" in terminals else ["a word"] if "WORD" in terminals else []
    words += [word for terminal, word in _WORDS_FOR.items() if terminal in terminals and not (words and terminal == "$END")]
    return tuple(words) or ("a word",)


def _build(tree: "Tree[Token]", query: str, field: str | None) -> Query:
    """The node of one rule of the grammar; `field`: the field it stands in."""
    parts = [part for part in tree.children if isinstance(part, Tree)]
    match tree.data:
        case "disjunction" | "conjunction":
            kind = Or if tree.data == "disjunction" else And
            nodes = [_build(part, query, field) for part in parts]
            return kind(tuple(inner for node in nodes for inner in (node.nodes if isinstance(node, kind) else (node,))))
        case "negation":
            return Not(_build(parts[0], query, field))
        case "scoped":
            name = _field(_tokens(tree)[0], query)
            return In(name, _build(parts[0], query, name))
        case "near":
            return _near(tree, query)
        case "anyof":
            return AnyOf(tuple(str(token) for token in _tokens(tree) if token.type == "WORD"))
        case _:
            return _leaf(str(tree.data), tree, query, field)


def _leaf(rule: str, tree: "Tree[Token]", query: str, field: str | None) -> Query:
    token = _tokens(tree)[0]
    dated = field is not None and any(member.analysis == "date" for member in members(field))
    match rule:
        case "range" | "comparison":
            if not dated:
                raise QuerySyntaxError(query, token.column or 1, ("a date field before a range (published, filed, registered, expires)",))
            return _range(tree, query) if rule == "range" else _comparison(tree, query)
        case "wildcard":
            return _wildcard(token, query, field)
        case "phrase":
            if not re.search(r"\w", token):
                raise QuerySyntaxError(query, token.column or 1, ("words between the quotes",))
            return Phrase(_date(token, token[1:-1].strip(), query) if dated else token[1:-1].strip())
        case _:
            return Word(_date(token, str(token), query) if dated else str(token))


def _tokens(tree: "Tree[Token]") -> list[Token]:
    return [token for token in tree.children if isinstance(token, Token)]


def _field(token: Token, query: str) -> str:
    typed = token.rstrip().removesuffix(":")
    name = names().get(typed.lower())
    if name is None:
        nearest = dict.fromkeys(names()[close] for close in get_close_matches(typed.lower(), names(), n=3, cutoff=0.7))
        raise UnknownField(query, typed, token.column or 1, tuple(BY_NAME), tuple(nearest))
    return name


def _near(tree: "Tree[Token]", query: str) -> Near:
    operators = [token for token in _tokens(tree) if token.type == "NEAR"]
    distances = set()
    for operator in operators:
        digits = operator.partition("/")[2]
        if not (digits.isascii() and digits.isdigit() and 1 <= int(digits) <= FARTHEST):
            raise QuerySyntaxError(query, (operator.column or 1) + 5, (f"a whole number from 1 to {FARTHEST}, as in NEAR/5",))
        distances.add(int(digits))
    if len(distances) > 1:
        raise QuerySyntaxError(query, (operators[1].column or 1) + 5, ("the same number in one chain of NEAR",))
    return Near(tuple(str(token) for token in _tokens(tree) if token.type == "WORD"), distances.pop())


def _wildcard(token: Token, query: str, field: str | None) -> Query:
    before = token.partition("*")[0]
    if token.value == _OPEN and field is None:
        return Everything()
    if len(before) < WILDCARD_LETTERS and not _HAN_RUN.search(before):
        raise TooBroad(query, str(token), token.column or 1, WILDCARD_LETTERS)
    if len(token) > LONGEST_WILDCARD:
        raise QuerySyntaxError(query, token.column or 1, (f"a pattern of at most {LONGEST_WILDCARD} characters",))
    return Wildcard(str(token))


def _range(tree: "Tree[Token]", query: str) -> Range:
    low, high = (_bound(token, query) for token in _tokens(tree) if token.type == "BOUND")
    return Range(low, high)


def _comparison(tree: "Tree[Token]", query: str) -> Range:
    sign, bound = str(_tokens(tree)[0]), _bound(_tokens(tree)[1], query)
    return Range(bound, None, with_low="=" in sign) if ">" in sign else Range(None, bound, with_high="=" in sign)


def _bound(token: Token, query: str) -> str | None:
    return None if token.value == _OPEN else _date(token, str(token), query)


def _date(token: Token, text: str, query: str) -> str:
    try:
        return partial_date(text).iso
    except NotADate:
        raise QuerySyntaxError(query, token.column or 1, ("a date as 2019, 2019-07 or 2019-07-31",)) from None
