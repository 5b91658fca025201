"""Snippets: the passages of a hit that hold most of what was asked for, with the places to mark."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from ipcommons.search.analysis import folded, has_han, tokens, without_accents, words
from ipcommons.search.engine import Fragment
from ipcommons.search.query.tree import And, AnyOf, In, Near, Or, Phrase, Query, Wildcard, Word
from ipcommons.search.tantivy_engine.card import Passage
from ipcommons.search.tantivy_engine.schema import STEM, analyzers

FRAGMENTS = 2
WIDTH = 240
"""Characters of a fragment: about three lines of a result list."""
LEAD = 60
"""Characters before the first mark."""


class Marker(msgspec.Struct, frozen=True):
    """Finds what was asked for in a text. `pattern` finds candidates fast, `stems` says which of them are meant."""

    pattern: re.Pattern[str]
    stems: frozenset[str]

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Character ranges of the hit words, in order."""
        return [match.span() for match in self.pattern.finditer(folded(text)) if self._meant(match)]

    def _meant(self, match: re.Match[str]) -> bool:
        return match.lastgroup != "stem" or stem(match[0]) in self.stems


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    found = analyzers()[STEM].analyze(without_accents(word))
    return found[0] if found else word


def marker(tree: Query) -> Marker | None:
    """The marker of a query; None if it asks for nothing that a text can hold."""
    stems, literal = set[str](), set[str]()
    for word in _asked(tree):
        _collect(word, stems, literal)
    patterns = []
    if literal:
        patterns.append("|".join(sorted(literal, key=lambda text: (-len(text), text))))
    if stems:
        # A stem and its word share all but the last letter of the stem (battery, batteri).
        begins = sorted({re.escape(text[: max(2, len(text) - 1)]) for text in stems}, key=lambda text: (-len(text), text))
        patterns.append(rf"(?P<stem>\b(?:{'|'.join(begins)})\w*)")
    return Marker(re.compile("|".join(patterns)), frozenset(stems)) if patterns else None


def _asked(tree: Query) -> Iterable[Word | Phrase | Wildcard]:
    match tree:
        case Word() | Phrase() | Wildcard():
            yield tree
        case And(nodes) | Or(nodes):
            for node in nodes:
                yield from _asked(node)
        case In(field, node) if field not in _NO_TEXT:
            yield from _asked(node)
        case Near(near, _) | AnyOf(near):
            yield from map(Word, near)


_NO_TEXT = frozenset(
    {"ipc", "cpc", "class", "nice", "locarno", "vienna", "uspc", "number", "id", "published", "filed", "registered", "kind", "office"}
)


def _collect(asked: Word | Phrase | Wildcard, stems: set[str], literal: set[str]) -> None:
    text = folded(asked.text)
    match asked:
        case Phrase():
            literal.add(r"\W+".join(map(re.escape, re.findall(r"\w+", text))))
        case Wildcard():
            literal.add(r"\b" * (not has_han(text)) + r"\w*".join(map(re.escape, text.split("*"))))
        case Word():
            for token in tokens(text):
                if has_han(token):
                    literal.update(map(re.escape, words(token)))
                else:
                    stems.add(stem(token))


def fragments(passages: Sequence[Passage], marking: Marker, language: str) -> tuple[Fragment, ...]:
    """The best fragments: those with most different hit words, then the reader's language, the earlier the better."""
    found: list[tuple[int, bool, int, Fragment]] = []
    for order, passage in enumerate(passages):
        marks = marking.marks(passage.text)
        if marks:
            score, fragment = _best_window(passage, marks)
            found.append((-score, not _reads(passage, language), order, fragment))
    found.sort(key=lambda item: item[:3])
    return tuple(_without_translations(fragment for *_, fragment in found)[:FRAGMENTS])


def _without_translations(found: Iterable[Fragment]) -> list[Fragment]:
    """One language of each place: goods stand in up to 24 languages, and a word may be the same in all of them."""
    languages: dict[tuple[str, str], str | None] = {}
    return [
        fragment for fragment in found if languages.setdefault((fragment.field, fragment.place), fragment.language) == fragment.language
    ]


def _reads(passage: Passage, language: str) -> bool:
    return (passage.language or "").startswith(language)


def opening(passages: Sequence[Passage], language: str) -> Fragment:
    """Where there is nothing to mark: how the first text in the reader's language begins, else the first text."""
    return _fragment(next((passage for passage in passages if _reads(passage, language)), passages[0]), 0, [])


def _best_window(passage: Passage, marks: list[tuple[int, int]]) -> tuple[int, Fragment]:
    """The window of WIDTH with the most different marked words."""
    text, best, best_score = passage.text.lower(), 0, 0
    for first, (start, _) in enumerate(marks):
        inside = {text[begin : begin + 5] for begin, end in marks[first:] if end <= start + WIDTH - LEAD}
        if len(inside) > best_score:
            best, best_score = start, len(inside)
        if first > 200:
            break
    return best_score, _fragment(passage, best, marks)


def _fragment(passage: Passage, start: int, marks: list[tuple[int, int]]) -> Fragment:
    text = passage.text
    begin = max(0, start - LEAD)
    if begin and (blank := text.find(" ", begin, start)) != -1:
        begin = blank + 1
    end = min(len(text), begin + WIDTH)
    if end < len(text) and (blank := text.rfind(" ", begin + WIDTH // 2, end)) != -1:
        end = blank
    inside = tuple((first - begin, last - begin) for first, last in marks if first >= begin and last <= end)
    return Fragment(field=passage.field, place=passage.place, text=text[begin:end], marks=inside, language=passage.language)
