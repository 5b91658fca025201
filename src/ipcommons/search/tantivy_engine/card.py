"""What the index keeps of a right to show it in a list, and the passages that snippets are cut from."""

from collections.abc import Iterable, Iterator

import msgspec

from ipcommons.rights import Right
from ipcommons.rights.design import Design
from ipcommons.rights.event import StatusKind
from ipcommons.rights.gi import GeographicalIndication
from ipcommons.rights.image import Image
from ipcommons.rights.party import Party
from ipcommons.rights.patent import Patent
from ipcommons.rights.right import first_published, titles
from ipcommons.rights.text import Text
from ipcommons.rights.trademark import TradeMark
from ipcommons.search.analysis import has_han
from ipcommons.search.classes import shown_classes

SHOWN_OWNERS = 4

encode = msgspec.msgpack.Encoder().encode


class Card(msgspec.Struct, frozen=True, array_like=True):
    """The line of a result list. `titles`: Chinese, English, original, as far as there are; each (text, language)."""

    id: str
    titles: tuple[tuple[str, str | None], ...]
    office: str
    status: StatusKind
    filed: str | None
    published: str | None
    owners: tuple[str, ...]
    classes: tuple[str, ...]
    image: str | None
    invented: bool
    feature: str | None

    @property
    def kind(self) -> str:
        return self.id.partition(":")[0]


class Passage(msgspec.Struct, frozen=True, array_like=True):
    """A text of a right: the field it is searched in, where it stands there, its language."""

    field: str
    place: str
    language: str | None
    text: str


read_card = msgspec.msgpack.Decoder(Card).decode
read_passages = msgspec.msgpack.Decoder(tuple[Passage, ...]).decode


def card_of(right: Right) -> Card:
    published, filed = first_published(right), getattr(right, "application_date", None)
    return Card(
        id=right.id,
        titles=tuple(_shown_titles(titles(right))),
        office=right.office,
        status=right.status.kind if right.status else "unknown",
        filed=filed.iso if filed else None,
        published=published.iso if published else None,
        owners=owners(right)[:SHOWN_OWNERS],
        classes=shown_classes(right),
        image=next((image.file for image in _images(right) if image.file), None),
        invented=right.invented,
        feature=right.feature if isinstance(right, TradeMark) else None,
    )


def owners(right: Right) -> tuple[str, ...]:
    """Who owns it, by the name as filed, else by the office's key."""
    parties: tuple[Party, ...] = (right.assignees or right.applicants) if isinstance(right, Patent) else right.applicants
    return tuple(party.name or party.key or "" for party in parties if party.name or party.key)


def passages_of(right: Right) -> tuple[Passage, ...]:
    """What snippets are cut from, in the order in which a reader wants it."""
    match right:
        case Patent():
            found = [*_texts("abstract", "abstract", right.abstracts), *_claims(right), *_paragraphs(right)]
        case TradeMark():
            found = [*_goods(right), *_texts("abstract", "description", right.descriptions)]
        case Design():
            found = [*_texts("title", "product name", right.product_names), *_texts("abstract", "description", right.descriptions)]
        case GeographicalIndication():
            area = (Text(right.area),) if right.area else ()
            found = [*_texts("goods", "products", right.products), *_texts("goods", "area", area)]
    return tuple(found)


def _texts(field: str, place: str, texts: Iterable[Text]) -> Iterator[Passage]:
    return (Passage(field, place, text.language, text.value) for text in texts)


def _claims(right: Patent) -> Iterator[Passage]:
    return (Passage("claims", f"claim {claim.number}", claims.language, claim.text) for claims in right.claims for claim in claims.claims)


def _paragraphs(right: Patent) -> Iterator[Passage]:
    for description in right.descriptions:
        for section in description.sections:
            for paragraph in section.paragraphs:
                place = f"paragraph {paragraph.number}" if paragraph.number else section.heading or "description"
                yield Passage("description", place, description.language, paragraph.text)


def _goods(right: TradeMark) -> Iterator[Passage]:
    for goods in right.goods_services:
        place = f"class {goods.class_number}" if goods.class_number is not None else "goods and services"
        yield from _texts("goods", place, goods.texts)


def _shown_titles(texts: tuple[Text, ...]) -> Iterator[tuple[str, str | None]]:
    """One Chinese, one English, one other title."""
    found: dict[str, Text] = {}
    for text in texts:
        found.setdefault(language_of(text), text)
    for language in ("zh", "en", "other"):
        if language in found:
            yield found[language].value, found[language].language or (language if language == "zh" else None)


def language_of(text: Text) -> str:
    """zh, en or other; a text without language is Chinese by its script, else other."""
    if text.language:
        return text.language[:2] if text.language[:2] in {"zh", "en"} else "other"
    return "zh" if has_han(text.value) else "other"


def _images(right: Right) -> tuple[Image, ...]:
    match right:
        case Patent():
            return right.figures
        case Design():
            return right.views
        case _:
            return right.images
