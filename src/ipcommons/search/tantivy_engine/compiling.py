"""Trees -> the engine's queries, kept as a tree of named parts so that a score can be explained part by part."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Literal

import msgspec
import tantivy

from ipcommons.rights.writings import candidates, compact
from ipcommons.search.analysis import folded, has_han, tokens, wanted_words, words
from ipcommons.search.classes import PATENT_SYMBOL, normal
from ipcommons.search.fields import Field, members, plain_fields
from ipcommons.search.query.tree import And, AnyOf, Everything, In, Near, Not, Or, Phrase, Query, Range, Wildcard, Word
from ipcommons.search.tantivy_engine.documents import NUMBER_TYPES
from ipcommons.search.tantivy_engine.schema import CHARACTER, EXACT, REACHED, STEM, analyzers, schema

NUMBER_SCORE = 1000.0
"""A number that was typed comes before anything that only holds the same digits."""
FIXED_SCORE = 1.0
"""A class, date, value or pattern is there or not: it says nothing about how well."""
BIGRAM_WEIGHT = 0.5
"""A string of characters counts half beside the same string found as a word."""
MOST_ANY_TERMS = 40
"""A pasted text is searched by its rarest words: whole abstracts (41 terms on average) keep nearly all of theirs."""

MUST, SHOULD, MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


class Leaf(msgspec.Struct, frozen=True):
    """A part that can score: what was looked for, and in which field."""

    field: str
    term: str
    query: tantivy.Query


class Branch(msgspec.Struct, frozen=True):
    """Parts that must all (`and`), some (`or`) or not (`not`) be there. An `or` of nothing finds nothing."""

    way: Literal["and", "or", "not"]
    parts: tuple["Leaf | Branch", ...]


Compiled = Leaf | Branch


def runnable(compiled: Compiled) -> tantivy.Query:
    """The engine's query of a compiled tree."""
    if isinstance(compiled, Leaf):
        return compiled.query
    if not compiled.parts:
        return tantivy.Query.empty_query()
    if compiled.way == "or":
        return tantivy.Query.boolean_query([(SHOULD, runnable(part)) for part in compiled.parts])
    clauses = [
        (MUST_NOT, runnable(_all(part.parts))) if isinstance(part, Branch) and part.way == "not" else (MUST, runnable(part))
        for part in (compiled.parts if compiled.way == "and" else (compiled,))
    ]
    if all(occur == MUST_NOT for occur, _ in clauses):
        clauses.append((MUST, every_right()))
    return tantivy.Query.boolean_query(clauses)


def every_right() -> tantivy.Query:
    """All documents but the one that holds the batch."""
    every = tantivy.Query.all_query()
    reached = tantivy.Query.term_query(schema(), "key", REACHED, "basic")
    return tantivy.Query.const_score_query(tantivy.Query.boolean_query([(MUST, every), (MUST_NOT, reached)]), 0.0)


def _all(parts: tuple[Compiled, ...]) -> Compiled:
    return parts[0] if len(parts) == 1 else Branch("and", parts)


def _any(parts: Iterable[Compiled]) -> Compiled:
    """An `or` without `or`s in it: one flat list of terms is what the engine ranks fastest."""
    flat: list[Compiled] = []
    for part in parts:
        flat += part.parts if isinstance(part, Branch) and part.way == "or" else (part,)
    return flat[0] if len(flat) == 1 else Branch("or", tuple(flat))


class Compiler:
    """Compiles for one state of the index: terms it does not hold are left out."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._schema = schema()
        self._frequencies: dict[str, int] = {}

    def compile(self, node: Query, fields: tuple[Field, ...] | None = None) -> Compiled:  # noqa: PLR0911 (one a kind of node)
        """The parts of a tree; `fields`: where it is to be found, None for the plain fields."""
        match node:
            case Everything():
                return Leaf("", "", every_right())
            case And(nodes):
                return _all(tuple(self.compile(part, fields) for part in nodes))
            case Or(nodes):
                return _any(self.compile(part, fields) for part in nodes)
            case Not(inner):
                return Branch("not", (self.compile(inner, fields),))
            case In(name, inner):
                return self.compile(inner, members(name))
            case AnyOf(given):
                return self._any_of(given, fields or plain_fields())
            case Word(text) if fields is None:
                return self._plain_word(text)
            case _:
                return _any(self._in_field(node, field) for field in fields or plain_fields())

    def _in_field(self, node: Word | Phrase | Wildcard | Range | Near, field: Field) -> Compiled:
        match node:
            case Range():
                return _range(field, node)
            case Wildcard(text):
                return self._wildcard(text, field)
            case Near(near, distance):
                return self._near(near, distance, field)
            case Phrase(text):
                return self._phrase(text, field)
            case Word(text):
                return self._word(text, field)

    # Words

    def _plain_word(self, text: str) -> Compiled:
        """Each token of the word must be in some plain field; a class symbol is looked for among the classes too."""
        parts = _all(tuple(_any(self._token(token, field) for field in plain_fields()) for token in _cut(text)))
        if PATENT_SYMBOL.fullmatch(text.upper()) and len(text) > 2:
            return _any((parts, *(self._word(text, field) for field in members("class"))))
        return parts

    def _word(self, text: str, field: Field) -> Compiled:
        if field.analysis in {"text", "name", "pinyin"}:
            return _all(tuple(self._token(token, field) for token in _cut(text)))
        return self._phrase(text, field)

    def _token(self, token: str, field: Field) -> Compiled:
        """One Chinese or Latin word in a field, in every form that can hold it."""
        weight = field.weight or 1.0
        if has_han(token):
            return Branch("or", ()) if field.analysis == "pinyin" else self._chinese_word(token, field, weight)
        if field.analysis == "pinyin":
            found = [self._term(field, "", token, weight)]
        elif field.analysis == "name":
            found = [self._term(field, form, token, weight) for form in ("_exact", "_pinyin")]
        else:
            found = [self._term(field, "", stem, weight) for stem in analyzers()[STEM].analyze(token)[:1]]
        return _any(part for part in found if part is not None)

    def _chinese_word(self, word: str, field: Field, weight: float) -> Compiled:
        found: list[Compiled | None] = []
        if field.analysis == "text":
            found.append(self._term(field, "_words", word, weight))
        if len(word) == 1:
            found.append(self._term(field, "_characters", word, weight * BIGRAM_WEIGHT))
        elif len(word) == 2:
            found.append(self._term(field, "_bigrams", word, weight * BIGRAM_WEIGHT))
        else:
            pairs = [word[place : place + 2] for place in range(len(word) - 1)]
            found.append(self._sequence(field, "_bigrams", pairs, word, weight * BIGRAM_WEIGHT))
        return _any(part for part in found if part is not None)

    def _any_of(self, given: tuple[str, ...], fields: tuple[Field, ...]) -> Compiled:
        cut = dict.fromkeys(token for text in given for token in _cut(text))
        found = [part for token in cut if isinstance(part := _any(self._token(token, field) for field in fields), Leaf) or part.parts]
        return _any(sorted(found, key=self._frequency)[:MOST_ANY_TERMS])

    def _frequency(self, part: Compiled) -> int:
        """How many rights a term's likeliest field holds; kept where terms are compiled."""
        return self._frequencies.get(part.term, 0) if isinstance(part, Leaf) else max(map(self._frequency, part.parts), default=0)

    # What stands in the index

    def _term(self, field: Field, form: str, term: str, weight: float) -> Leaf | None:
        """A term of the index, if it is there."""
        count = self._searcher.doc_freq(field.name + form, term)
        if not count:
            return None
        self._frequencies[term] = max(count, self._frequencies.get(term, 0))
        query = tantivy.Query.term_query(self._schema, field.name + form, term, "freq")
        return Leaf(field.name, term, query if weight == 1.0 else tantivy.Query.boost_query(query, weight))

    def _sequence(self, field: Field, form: str, parts: list[str], shown: str, weight: float) -> Leaf | None:
        """Terms in a row."""
        if len(parts) == 1:
            leaf = self._term(field, form, parts[0], weight)
            return leaf and Leaf(field.name, shown, leaf.query)
        if not all(self._searcher.doc_freq(field.name + form, part) for part in parts):
            return None
        query = tantivy.Query.phrase_query(self._schema, field.name + form, list(parts))
        return Leaf(field.name, shown, tantivy.Query.boost_query(query, weight))

    def _phrase(self, text: str, field: Field) -> Compiled:
        match field.analysis:
            case "text" | "name":
                form, analyzer = ("_characters", CHARACTER) if has_han(text) else ("_exact", EXACT)
                parts = analyzers()[analyzer].analyze(folded(text))
                leaf = self._sequence(field, form, parts, text, field.weight or 1.0) if parts else None
                return leaf or Branch("or", ())
            case "class":
                return self._fixed(field, normal(field.name, text))
            case "number":
                return self._number(text, field)
            case "pinyin":
                return self._word(text, field)
            case "date":
                return _range(field, Range(text, text))
            case "value":
                return _value(field, text)

    def _number(self, text: str, field: Field) -> Compiled:
        """A number in any writing; what is not written like one is taken as it stands."""
        readings = candidates(text)
        spelled = [writing.spelling for writing in readings if writing.type == NUMBER_TYPES[field.name]]
        if not readings:
            spelled = [compact(folded(text))]
        return _any(self._fixed(field, form, NUMBER_SCORE, text) for form in dict.fromkeys(spelled))

    def _fixed(self, field: Field, term: str, score: float = FIXED_SCORE, shown: str | None = None) -> Leaf:
        query = tantivy.Query.term_query(self._schema, field.name, term, "basic")
        return Leaf(field.name, shown or term, tantivy.Query.const_score_query(query, score))

    def _wildcard(self, text: str, field: Field) -> Compiled:
        if field.analysis not in _PATTERNS:
            return Branch("or", ())
        if has_han(text) and field.analysis == "name":
            # A name is not cut into words; any part of it is found without a pattern.
            return _all(tuple(self._phrase(part, field) for part in text.split("*") if part))
        form, fold = _PATTERNS[field.analysis]
        name = field.name + ("_words" if has_han(text) and field.analysis == "text" else form)
        if field.facet or field.name == "id":
            name, fold = ("key" if field.name == "id" else f"facet_{field.facet}"), _kept_form(field)
        pattern = ".*".join(map(re.escape, fold(text).split("*")))
        query = tantivy.Query.regex_query(self._schema, name, pattern)
        return Leaf(field.name, text, tantivy.Query.const_score_query(query, field.weight or FIXED_SCORE))

    def _near(self, near: tuple[str, ...], distance: int, field: Field) -> Compiled:
        """Neighbours at most `distance` positions apart, in either order.

        The engine's slop s takes b from 1 - s - 1 to 1 + s places behind a: both orders together are exact.
        """
        if field.analysis not in {"text", "name"}:
            return Branch("or", ())
        rows = [self._near_tokens(text, field) for text in near]
        pairs = [(first[-1], second[0]) for first, second in pairwise(rows) if first and second]
        parts = [self._pair(field, first, second, distance) for first, second in pairs]
        inner = [leaf for row in rows if len(row) > 1 for leaf in (self._sequence(field, row[0][0], [t for _, t in row], "", 1.0),) if leaf]
        return _all((*parts, *inner)) if parts else Branch("or", ())

    def _near_tokens(self, text: str, field: Field) -> list[tuple[str, str]]:
        if has_han(text):
            return [("_words" if field.analysis == "text" else "_characters", word) for word in _cut(text)]
        form, analyzer = ("", STEM) if field.analysis == "text" else ("_exact", EXACT)
        return [(form, token) for token in analyzers()[analyzer].analyze(text)]

    def _pair(self, field: Field, first: tuple[str, str], second: tuple[str, str], distance: int) -> Compiled:
        if first[0] != second[0] or not all(self._searcher.doc_freq(field.name + form, term) for form, term in (first, second)):
            return Branch("or", ())
        weight, name = field.weight or 1.0, field.name + first[0]
        orders = ([first[1], second[1]], [second[1], first[1]])
        shown = f"{first[1]} NEAR/{distance} {second[1]}"
        queries = [tantivy.Query.phrase_query(self._schema, name, list(order), slop=distance - 1) for order in orders]
        return _any(Leaf(field.name, shown, tantivy.Query.boost_query(query, weight)) for query in queries)


def _cut(text: str) -> list[str]:
    """A word as typed -> the words to look for: a Chinese run is cut, the rest is split at its signs."""
    found: list[str] = []
    for token in tokens(text):
        found += wanted_words(words(token)) if has_han(token) else analyzers()[EXACT].analyze(token)
    return found


def _kept_form(field: Field) -> Callable[[str], str]:
    """How values that are counted, and ids, are written in the index."""
    forms: dict[str, Callable[[str], str]] = {"id": str, "office": str.upper}
    return forms.get(field.name, str.lower)


_PATTERNS: dict[str, tuple[str, Callable[[str], str]]] = {
    "text": ("_exact", folded),
    "name": ("_exact", folded),
    "class": ("", str.upper),
    "number": ("", str.upper),
    "value": ("", folded),
}


def _value(field: Field, text: str) -> Leaf:
    """A value as it stands; facets are kept with their capitals."""
    if field.facet:
        kept = _kept_form(field)(text)
        query = tantivy.Query.term_query(schema(), f"facet_{field.facet}", _KIND_NAMES.get(kept, kept), "basic")
    elif field.name == "id":
        query = tantivy.Query.term_query(schema(), "key", text, "basic")
    else:
        query = tantivy.Query.term_query(schema(), field.name, text.lower(), "basic")
    return Leaf(field.name, text, tantivy.Query.const_score_query(query, NUMBER_SCORE if field.name == "id" else FIXED_SCORE))


_KIND_NAMES = {
    "专利": "patent", "商标": "trademark", "外观设计": "design", "地理标志": "gi",
    "trade-mark": "trademark", "mark": "trademark", "patents": "patent", "trademarks": "trademark", "designs": "design",
}  # fmt: skip


def _range(field: Field, node: Range) -> Compiled:
    if field.analysis != "date":
        return Branch("or", ())
    query = date_query(field.name, node)
    return Leaf(field.name, f"{node.low or '*'} TO {node.high or '*'}", tantivy.Query.const_score_query(query, FIXED_SCORE))


def date_query(name: str, node: Range) -> tantivy.Query:
    """Days from the first of `low` to the last of `high`; a bound that does not belong to it is the day behind or before."""
    low = high = None
    if node.low is not None:
        low = day(node.low, "01-01") if node.with_low else day(node.low, "12-31") + 1
    if node.high is not None:
        high = day(node.high, "12-31") if node.with_high else day(node.high, "01-01") - 1
    if low is None and high is None:
        low = 0
    return tantivy.Query.range_query(schema(), name, tantivy.FieldType.Integer, low, high)


def day(iso: str, rest: str) -> int:
    """2010 -> 20100101 or 20101231; no month has more than 31 days, so 31 is behind the last of any."""
    return int((iso + f"-{rest}"[len(iso) - 4 :]).replace("-", ""))
