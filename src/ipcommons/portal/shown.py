"""What templates may call, besides the words: tables of the interface and how values are named."""

import unicodedata
from collections.abc import Iterable

from markupsafe import Markup

from ipcommons.formats import manifests
from ipcommons.portal.doors import doors
from ipcommons.portal.views.classes import class_label, hit_classes
from ipcommons.portal.views.known import source_title
from ipcommons.portal.views.text import printed
from ipcommons.portal.words import Words
from ipcommons.search.engine import Result


def gaps(kind: str, sources: Iterable[str]) -> int:
    """How many gaps the manifests of these sources state for a kind of right."""
    return sum(len(m.gaps) for m in manifests().values() if kind in m.kinds and not m.sources.keys().isdisjoint(sources))


def field_names(words: Words, fields: Iterable[str]) -> list[Markup]:
    return [words.named("field", field) for field in fields]


def facet_counts(result: Result, facet: str) -> list[tuple[str, int]]:
    return [(value.value, value.count) for value in result.facets.get(facet, ())]


def expected_words(words: Words, expected: Iterable[str]) -> Markup:
    """What was expected, as a sentence has it: a word, a phrase or a left bracket."""
    *most, last = [words.named("expected", item) for item in expected]
    return words("expected.either", most=words.listed(most), last=last) if most else last


def caret(query: str, column: int) -> str:
    """Blanks as wide as the query up to the column; a Chinese character is two columns wide."""
    return "".join("\u3000" if unicodedata.east_asian_width(character) in "WF" else " " for character in query[: column - 1])


GLOBALS = {
    "Markup": Markup,
    "doors": doors,
    "gaps": gaps,
    "field_names": field_names,
    "facet_counts": facet_counts,
    "expected_words": expected_words,
    "caret": caret,
    "class_label": class_label,
    "hit_classes": hit_classes,
    "source_title": source_title,
    "printed": printed,
}
