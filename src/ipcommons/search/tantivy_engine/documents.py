"""Records -> documents of the index: what is searched, what is counted, and the card and passages a hit shows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

import tantivy

from ipcommons.register.entry import Change
from ipcommons.rights import Right
from ipcommons.rights.classification import Classification
from ipcommons.rights.date import PartialDate
from ipcommons.rights.number import Number
from ipcommons.rights.party import Party
from ipcommons.rights.patent import Claims, Description
from ipcommons.rights.reference import DocumentReference
from ipcommons.rights.right import first_published, kind_of
from ipcommons.rights.text import Text
from ipcommons.rights.writings import WritingType, spellings
from ipcommons.search.analysis import bigrams, folded, has_han, latin_part, pinyin, words
from ipcommons.search.classes import ancestors, facet_class
from ipcommons.search.fields import FIELDS, Field
from ipcommons.search.tantivy_engine.card import card_of, encode, owners, passages_of

NUMBER_TYPES: Mapping[str, WritingType] = {
    "publication_number": "publication",
    "application_number": "application",
    "registration_number": "registration",
}

Data = dict[str, Any]


def document(change: Change) -> tantivy.Document:
    """The document of a right."""
    right = change.record
    data: Data = {"key": change.id, "mark": mark_of(change.id), "card": encode(card_of(right))}
    if passages := passages_of(right):
        data["passages"] = encode(passages)
    for field, getters, add in _plan(kind_of(right)):
        items = [item for get in getters for item in get(right)]
        if items:
            add(data, field, items)
    _facets(data, right, change.sources)
    if right.invented:
        data["invented"] = 1
    return tantivy.Document.from_dict(data)


def mark_of(key: str) -> int:
    """48 bits that stand for an id in a cursor."""
    return int.from_bytes(blake2b(key.encode(), digest_size=6).digest(), "big")


def date_number(date: PartialDate) -> int:
    """20050317; a month or day that is not known counts as the first."""
    return int(f"{date.iso}-01-01"[:10].replace("-", ""))


@cache
def _plan(kind: str) -> list[tuple[Field, list[Callable[[Any], Iterable[Any]]], Callable[[Data, Field, list[Any]], None]]]:
    adders = {"text": _text, "name": _name, "class": _class, "number": _number, "date": _date, "value": _value}
    return [
        (field, [_getter(path) for path in field.read[kind]], adders[field.analysis])
        for field in FIELDS
        if kind in field.read and not field.facet
    ]


def _getter(path: str) -> Callable[[Any], Iterable[Any]]:
    """What stands at a dotted path of a record, flattened; an absent attribute is nothing."""
    first, _, rest = path.partition(".")
    further = _getter(rest) if rest else None

    def get(item: Any) -> Iterable[Any]:
        value = getattr(item, first, None)
        if not value:
            return ()
        found = value if isinstance(value, tuple) else (value,)
        return [deeper for part in found for deeper in further(part)] if further else found

    return get


def _strings(items: Iterable[Any]) -> Iterator[str]:
    """The texts of record parts."""
    for item in items:
        match item:
            case str():
                yield item
            case Text():
                yield item.value
            case Party():
                yield from _party_names(item)
            case Claims():
                yield from (claim.text for claim in item.claims)
            case Description():
                yield from (paragraph.text for section in item.sections for paragraph in section.paragraphs)


def _party_names(party: Party) -> Iterator[str]:
    if party.name:
        yield party.name
    if party.key:
        yield party.key
    for other in party.other_names:
        yield other.value


def _text(data: Data, field: Field, items: list[Any]) -> None:
    plain: list[str] = []
    for text in _strings(items):
        if has_han(text):
            plain += _chinese(data, field, text, with_words=True)
        else:
            plain.append(text)
    if plain:
        data[field.name] = data[f"{field.name}_exact"] = plain


def _name(data: Data, field: Field, items: list[Any]) -> None:
    plain: list[str] = []
    for text in _strings(items):
        if has_han(text):
            plain += _chinese(data, field, text, with_words=False)
            data.setdefault(f"{field.name}_pinyin", []).append(pinyin(text))
        else:
            plain.append(text)
    if plain:
        data[f"{field.name}_exact"] = plain


def _chinese(data: Data, field: Field, text: str, *, with_words: bool) -> list[str]:
    """Put a text into the Chinese forms of a field; what it holds of other scripts is given back."""
    simple = folded(text)
    data.setdefault(f"{field.name}_characters", []).append(simple)
    data.setdefault(f"{field.name}_bigrams", []).append(bigrams(simple))
    if with_words:
        data.setdefault(f"{field.name}_words", []).append(" ".join(words(simple)))
    latin = latin_part(text)
    return [latin] if any(map(str.isalnum, latin)) else []


def _class(data: Data, field: Field, items: list[Any]) -> None:
    symbols = [item.symbol for item in items if isinstance(item, Classification) and item.scheme == field.name]
    symbols += [str(item) for item in items if isinstance(item, int)]
    if symbols:
        data[field.name] = " ".join(dict.fromkeys(step for symbol in symbols for step in ancestors(field.name, symbol)))


def _number(data: Data, field: Field, items: list[Any]) -> None:
    found: set[str] = set()
    for item in items:
        number = item.number if isinstance(item, DocumentReference) else item
        if isinstance(number, str):
            found |= spellings(Number(data["key"].split(":")[1], number), NUMBER_TYPES[field.name])
        elif isinstance(number, Number):
            found |= spellings(number, NUMBER_TYPES[field.name])
    if found:
        data[field.name] = " ".join(found)


def _date(data: Data, field: Field, items: list[Any]) -> None:
    data[field.name] = date_number(items[0])


def _value(data: Data, field: Field, items: list[Any]) -> None:
    data[field.name] = [str(item).lower() for item in items]


def _facets(data: Data, right: Right, sources: tuple[str, ...]) -> None:
    data["facet_kind"], data["facet_office"] = kind_of(right), right.office
    data["facet_status"] = right.status.kind if right.status else "unknown"
    if published := first_published(right):
        data["facet_year"] = published.iso[:4]
    if classes := facet_class(right):
        data["facet_class"] = classes
    if names := owners(right):
        data["facet_applicant"] = list(dict.fromkeys(names))
    if sources:
        data["facet_source"] = list(sources)
