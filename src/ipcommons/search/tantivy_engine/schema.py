"""The index's fields, made from the table of fields, and the analyzers they use."""

from collections.abc import Iterator
from functools import cache

import tantivy

from ipcommons.search.analysis import CHARACTERS
from ipcommons.search.engine import FACETS
from ipcommons.search.fields import FIELDS, Field

SCHEMA_VERSION = 2
"""Counts up with every change of schema, analysis or what `documents` writes: an index of another version is rebuilt."""

REACHED = "~reached"
"""Key of the one document that is no right: it holds the batch, so that batch and rights are one commit."""

LONGEST_WORD = 60

STEM, EXACT, BLANK, CHARACTER = "ic_stem", "ic_exact", "ic_blank", "ic_character"

FORMS = {
    "text": {"": STEM, "_exact": EXACT, "_words": BLANK, "_bigrams": BLANK, "_characters": CHARACTER},
    "name": {"_exact": EXACT, "_bigrams": BLANK, "_characters": CHARACTER, "_pinyin": BLANK},
    "pinyin": {"": BLANK},
    "class": {"": BLANK},
    "number": {"": BLANK},
    "value": {"": "raw"},
}
"""Analysis of a field -> its forms in the index (suffix of the name -> analyzer)."""

WITH_POSITIONS = {"text", "name"}


@cache
def analyzers() -> dict[str, tantivy.TextAnalyzer]:
    """Every analyzer by name. The stem of a word is English's; other languages are found by their exact forms as well."""

    def plain(tokenizer: tantivy.Tokenizer) -> tantivy.TextAnalyzerBuilder:
        longest, lower, fold = tantivy.Filter.remove_long(LONGEST_WORD), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()
        return tantivy.TextAnalyzerBuilder(tokenizer).filter(longest).filter(lower).filter(fold)

    return {
        STEM: plain(tantivy.Tokenizer.simple()).filter(tantivy.Filter.stemmer("English")).build(),
        EXACT: plain(tantivy.Tokenizer.simple()).build(),
        CHARACTER: plain(tantivy.Tokenizer.regex(CHARACTERS)).build(),
        BLANK: tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build(),
    }


@cache
def schema() -> tantivy.Schema:
    """All kinds of right in one schema."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("mark", indexed=True, fast=True)
    builder.add_integer_field("invented", indexed=True, fast=True)
    builder.add_bytes_field("card", stored=True)
    builder.add_bytes_field("passages", stored=True)
    builder.add_integer_field("reached", stored=True)
    for facet in FACETS:
        builder.add_text_field(f"facet_{facet}", fast=True, tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        if field.analysis == "date":
            builder.add_integer_field(field.name, indexed=True, fast=True)
        elif not (field.members or field.facet or field.name == "id"):
            for name, analyzer in forms(field):
                option = "position" if field.analysis in WITH_POSITIONS else "basic"
                builder.add_text_field(name, tokenizer_name=analyzer, index_option=option)
    return builder.build()


def forms(field: Field) -> Iterator[tuple[str, str]]:
    """Name and analyzer of each form of a field."""
    for suffix, analyzer in FORMS[field.analysis].items():
        yield field.name + suffix, analyzer


def register_analyzers(index: tantivy.Index) -> None:
    """Analyzers are not stored in the index; every open one needs them."""
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
