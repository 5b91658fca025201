"""The interface's words: the same keys and values in both languages, and none written into a template."""

import re
import string
from pathlib import Path
from typing import get_args

import pytest

from ipcommons import portal
from ipcommons.portal.words import LANGUAGES, sentences, words
from ipcommons.rights.classification import Scheme
from ipcommons.rights.design import Design
from ipcommons.rights.event import EventKind, StatusKind
from ipcommons.rights.gi import GeographicalIndication
from ipcommons.rights.image import ImageKind
from ipcommons.rights.patent import Patent, PatentType
from ipcommons.rights.trademark import MarkFeature, TradeMark
from ipcommons.search.fields import FIELDS

TEMPLATES = sorted((Path(portal.__file__).parent / "templates").rglob("*.html"))
OURS = {"ipcommons", "中文", "English", "CSV", "RIS", "BibTeX", "JSON", "sha256", "UTC"}
"""Names that are the same in both languages, and each language's name for itself."""


def test_both_languages_have_the_same_keys() -> None:
    assert sentences("en").keys() == sentences("zh").keys()


def test_a_sentence_takes_the_same_values_in_both_languages() -> None:
    def values(sentence: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    different = {key for key, sentence in sentences("en").items() if values(sentence) != values(sentences("zh")[key])}
    # "1 项" writes the number where English may leave it out.
    assert not {key for key in different if not key.endswith((".one", ".other"))}


def test_chinese_sentences_have_full_width_punctuation() -> None:
    wrong = {key: text for key, text in sentences("zh").items() if re.search(r"[\u4e00-\u9fff][,;:!?()]|[,;!?()][\u4e00-\u9fff]", text)}
    assert not wrong


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_words_of_the_interface(template: Path) -> None:
    text = re.sub(
        r"(?s)\{#.*?#\}|\{% block kind %\}.*?\{% endblock %\}|\{%.*?%\}|\{\{.*?\}\}|<pre>.*?</pre>|<svg.*?</svg>|<!doctype html>",
        " ",
        template.read_text("utf-8"),
    )
    written = re.sub(r"<[^>]*>", " ", text)
    labels = re.findall(r'(?:alt|title|aria-label|placeholder)="([^"]*)"', text)

    found = {word for line in [written, *labels] for word in re.findall(r"[A-Za-z\u4e00-\u9fff]{2,}|sha256", re.sub(r"&\w+;", " ", line))}
    assert not {word for word in found if word not in OURS and word != "sha"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_key_that_a_template_names_exists(template: Path) -> None:
    named = re.findall(r"\bt\((?:\"([^\"]+)\"|'([^']+)')[,)]", template.read_text("utf-8"))

    assert not {first or second for first, second in named} - sentences("en").keys()


def test_every_value_of_our_own_code_lists_has_a_word() -> None:
    lists = {
        "event": get_args(EventKind),
        "status.patent": get_args(StatusKind),
        "status.mark": get_args(StatusKind),
        "scheme": get_args(Scheme),
        "feature": get_args(MarkFeature),
        "figure-kind": get_args(ImageKind),
        "patent-type": get_args(PatentType),
        "field": {name for kind in (Patent, TradeMark, Design, GeographicalIndication) for name in kind.__struct_fields__},
        "search-field": {field.name for field in FIELDS if field.weight},
    }

    for language in LANGUAGES:
        assert not [f"{group}.{value}" for group, values in lists.items() for value in values if f"{group}.{value}" not in words(language)]


def test_numbers_get_commas_and_values_are_escaped() -> None:
    assert words("en").counted("count.patent", 1234) == "1,234 patent publications"
    assert words("en").counted("count.patent", 1) == "1 patent publication"
    assert "&lt;b&gt;" in words("zh")("search.understood", query="<b>")
