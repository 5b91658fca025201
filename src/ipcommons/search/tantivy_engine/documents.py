"""Records -> documents of the index: what is searched, what is counted, and the card and passages a hit shows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

import tantivy

from ipcommons.register.entry import Change
from ipcommons.rights import Right
from ipcommons.rights.date import PartialDate
from ipcommons.rights.design import Design
from ipcommons.rights.gi import GeographicalIndication
from ipcommons.rights.number import Number
from ipcommons.rights.party import Party
from ipcommons.rights.patent import Claims, Description, Patent
from ipcommons.rights.reference import DocumentReference
from ipcommons.rights.right import first_published, kind_of
from ipcommons.rights.text import Text
from ipcommons.rights.trademark import TradeMark
from ipcommons.rights.writings import WritingType, spellings
from ipcommons.search.analysis import bigrams, folded, has_han, latin_part, pinyin, words
from ipcommons.search.classes import ancestors, facet_classes, symbols
from ipcommons.search.fields import FIELDS, Field
from ipcommons.search.tantivy_engine.card import card_of, encode, owners, passages_of

NUMBER_TYPES: Mapping[str, WritingType] = {
    "publication_number": "publication",
    "application_number": "application",
    "registration_number": "registration",
}

RECORDS: Mapping[str, type[Patent | TradeMark | Design | GeographicalIndication]] = {
    "patent": Patent,
    "trademark": TradeMark,
    "design": Design,
    "gi": GeographicalIndication,
}

_SCHEMES = frozenset(field.name for field in FIELDS if field.analysis == "class" and not field.members)

Data = dict[str, Any]


def document(change: Change) -> tantivy.Document:
    """The document of a right."""
    right = change.record
    data: Data = {"key": change.id, "mark": mark_of(change.id), "card": encode(card_of(right))}
    if passages := passages_of(right):
        data["passages"] = encode(passages)
    for field, get, add in _plan(kind_of(right)):
        if items := get(right):
            add(data, field, items)
    classes = symbols(right)
    for scheme in classes.keys() & _SCHEMES:
        data[scheme] = " ".join({step for symbol in classes[scheme] for step in ancestors(scheme, symbol)})
    _facets(data, right, facet_classes(classes), change.sources)
    if right.invented:
        data["invented"] = 1
    return tantivy.Document.from_dict(data)


def mark_of(key: str) -> int:
    """48 bits that stand for an id in a cursor."""
    return int.from_bytes(blake2b(key.encode(), digest_size=6).digest(), "big")


def date_number(date: PartialDate) -> int:
    """20050317; a month or day that is not known counts as the first."""
    return int(f"{date.iso}-01-01"[:10].replace("-", ""))


Items = Sequence[Any]


@cache
def _plan(kind: str) -> list[tuple[Field, Callable[[Right], Items], Callable[[Data, Field, Items], None]]]:
    """Field, how to get its items from a record of this kind, how to put them into the document."""
    adders = {"text": _text, "name": _name, "pinyin": _pinyin, "number": _number, "date": _date, "value": _value}
    return [(field, _reader(kind, field.read[kind]), adders[field.analysis]) for field in FIELDS if kind in field.read and not field.facet]


def _reader(kind: str, paths: tuple[str, ...]) -> Callable[[Any], Items]:
    """What stands at some dotted paths of a record, flattened. Paths that this kind of record does not have say nothing."""
    known = [path for path in paths if path.partition(".")[0] in RECORDS[kind].__struct_fields__]
    if len(known) == 1 and "." not in known[0]:
        return _attribute(known[0])
    getters = [_getter(path) for path in known]
    return lambda right: [item for get in getters for item in get(right)]


def _attribute(name: str) -> Callable[[Any], Items]:
    def get(item: Any) -> Items:
        value = getattr(item, name)
        return value if type(value) is tuple else () if value is None else (value,)

    return get


def _getter(path: str) -> Callable[[Any], Items]:
    first, _, rest = path.partition(".")
    get = _attribute(first)
    if not rest:
        return get
    further = _getter(rest)
    return lambda item: [deeper for part in get(item) for deeper in further(part)]


def _strings(items: Iterable[Any]) -> list[str]:
    """The texts of record parts."""
    return [text for item in items for text in _TEXTS[type(item)](item)]


_TEXTS: Mapping[type, Callable[[Any], Iterable[str]]] = {
    str: lambda text: (text,),
    Text: lambda text: (text.value,),
    Party: lambda party: [name for name in (party.name, party.key, *(other.value for other in party.other_names)) if name],
    Claims: lambda claims: [claim.text for claim in claims.claims],
    Description: lambda description: [paragraph.text for section in description.sections for paragraph in section.paragraphs],
}


def _text(data: Data, field: Field, items: Items) -> None:
    plain: list[str] = []
    for text in _strings(items):
        if has_han(text):
            plain += _chinese(data, field, text, with_words=True)
        else:
            plain.append(text)
    if plain:
        data[field.name] = data[f"{field.name}_exact"] = plain


def _name(data: Data, field: Field, items: Items) -> None:
    plain: list[str] = []
    for text in _strings(items):
        if has_han(text):
            plain += _chinese(data, field, text, with_words=False)
            data.setdefault(f"{field.name}_pinyin", []).append(pinyin(text))
        else:
            plain.append(text)
    if plain:
        data[f"{field.name}_exact"] = plain


def _pinyin(data: Data, field: Field, items: Items) -> None:
    if chinese := [text for text in _strings(items) if has_han(text)]:
        data[field.name] = [pinyin(text) for text in chinese]


def _chinese(data: Data, field: Field, text: str, *, with_words: bool) -> list[str]:
    """Put a text into the Chinese forms of a field; what it holds of other scripts is given back."""
    simple = folded(text)
    data.setdefault(f"{field.name}_characters", []).append(simple)
    data.setdefault(f"{field.name}_bigrams", []).append(bigrams(simple))
    if with_words:
        data.setdefault(f"{field.name}_words", []).append(" ".join(words(simple)))
    latin = latin_part(text)
    return [latin] if any(map(str.isalnum, latin)) else []


def _number(data: Data, field: Field, items: Items) -> None:
    found: set[str] = set()
    for item in items:
        number = item.number if isinstance(item, DocumentReference) else item
        if isinstance(number, str):
            found |= spellings(Number(data["key"].split(":")[1], number), NUMBER_TYPES[field.name])
        elif isinstance(number, Number):
            found |= spellings(number, NUMBER_TYPES[field.name])
    if found:
        data[field.name] = " ".join(found)


def _date(data: Data, field: Field, items: Items) -> None:
    data[field.name] = date_number(items[0])


def _value(data: Data, field: Field, items: Items) -> None:
    data[field.name] = [str(item).lower() for item in items]


def _facets(data: Data, right: Right, classes: list[str], sources: tuple[str, ...]) -> None:
    data["facet_kind"], data["facet_office"] = kind_of(right), right.office
    data["facet_status"] = right.status.kind if right.status else "unknown"
    if published := first_published(right):
        data["facet_year"] = published.iso[:4]
    if classes:
        data["facet_class"] = classes
    if names := owners(right):
        data["facet_applicant"] = list(dict.fromkeys(names))
    if sources:
        data["facet_source"] = list(sources)
