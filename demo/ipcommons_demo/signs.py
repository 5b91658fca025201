"""Invented signs and what they are filed for. A few signs come close to an earlier one, and are opposed for it."""

from functools import cache
from typing import Any, Literal

import msgspec
import yaml

from ipcommons_demo.chance import Chance
from ipcommons_demo.fields import DATA, lines

Feature = Literal["word", "combined", "figure", "han"]


class Item(msgspec.Struct, frozen=True):
    """Goods or a service in four languages."""

    zh: str
    en: str
    de: str
    fr: str


class NiceClass(msgspec.Struct, frozen=True):
    number: int
    together: tuple[int, ...]
    items: tuple[Item, ...]


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """`words` in Latin letters or Chinese characters, None where the sign is a figure only; `pinyin` and `meaning` of characters."""

    feature: Feature
    words: str | None
    pinyin: str | None = None
    meaning: str | None = None
    close_to: int | None = None
    classes: tuple[int, ...]

    @property
    def drawn(self) -> bool:
        """Is there an image of it?"""
        return self.feature != "word"


@cache
def nice() -> dict[int, NiceClass]:
    """The classes that the demonstration knows."""
    entries = yaml.load((DATA / "goods.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {e["class"]: NiceClass(e["class"], tuple(e["with"]), tuple(Item(*cells) for cells in lines(e["goods"]))) for e in entries}


@cache
def _parts() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((DATA / "signs.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {name: lines(value) if isinstance(value, str) else value for name, value in data.items()}


def sign(seed: int, number: int, *, step: int = 1) -> Sign:
    """Sign `number`. `step`: how far apart the marks of one office stand, so that a close sign is of the same office."""
    chance = Chance(seed, "close", number)
    if chance.happens(0.14) and number >= step:
        for _ in range(4):
            earlier = number - step * chance.randint(1, min(400, number // step))
            first = _original(seed, earlier)
            if first.words and not _is_close(seed, earlier):
                return _near(chance, first, earlier)
    return _original(seed, number)


def _is_close(seed: int, number: int) -> bool:
    return Chance(seed, "close", number).happens(0.14)


def _original(seed: int, number: int) -> Sign:
    chance = Chance(seed, "sign", number)
    feature: Feature = chance.choices(("word", "combined", "figure", "han"), (46, 28, 12, 14))[0]
    classes = _classes(chance)
    if feature == "han":
        # Half of the signs in Chinese characters are drawn, with characters that can be drawn by strokes.
        drawn = chance.happens(0.6)
        characters = chance.sample(_parts()["drawn" if drawn else "written"], 2)
        han, pinyin, meaning = zip(*characters, strict=True)
        return Sign(
            feature="han" if drawn else "word", words="".join(han), pinyin=" ".join(pinyin), meaning=", ".join(meaning), classes=classes
        )
    if feature == "figure":
        return Sign(feature=feature, words=None, classes=classes)
    word = coined(chance)
    if chance.happens(0.2):
        word = f"{word} {chance.choice(_parts()['seconds'])}"
    return Sign(feature=feature, words=word.upper() if chance.happens(0.6) else word.title(), classes=classes)


def coined(chance: Chance) -> str:
    """A word that means nothing and can be said: a syllable or two and an ending."""
    parts = _parts()
    word: str = chance.choice(parts["onsets"]) + chance.choice(parts["vowels"][:8])
    if chance.happens(0.7):
        word += chance.choice(parts["inner"]) + chance.choice(parts["vowels"])
    word += chance.choice(parts["endings"])
    return word if len(word) >= 4 else word + chance.choice(("lum", "ven", "rio", "dax"))


def _classes(chance: Chance) -> tuple[int, ...]:
    every = nice()
    first = chance.choice(tuple(every))
    others = chance.sample(every[first].together, min(len(every[first].together), chance.choice((0, 0, 1, 2))))
    return tuple(sorted({first, *(n for n in others if n in every)}))


def _near(chance: Chance, first: Sign, number: int) -> Sign:
    words = first.words or ""
    if first.pinyin:
        changed = words[::-1] if chance.happens(0.5) else words + chance.choice(("坊", "轩", "记"))
        meaning = first.meaning
        return Sign(
            feature=first.feature if changed == words[::-1] else "word",
            words=changed,
            pinyin=first.pinyin,
            meaning=meaning,
            close_to=number,
            classes=first.classes,
        )
    word, _, rest = words.partition(" ")
    place = chance.randrange(1, len(word))
    changed = chance.choice(
        (
            word[:place] + chance.choice("aeiou") + word[place + 1 :],
            word + chance.choice("saxo"),
            word[:-1],
            f"{word} {chance.choice(('plus', 'pro', 'green', 'one', *_parts()['seconds']))}",
        )
    )
    changed = f"{changed} {rest}".strip() if len(changed.split()) == 1 and chance.happens(0.5) else changed
    changed = changed.upper() if words.isupper() else changed.title()
    shared = set(first.classes) | set(_classes(chance)[:1]) if chance.happens(0.4) else set(first.classes)
    feature: Feature = "combined" if chance.happens(0.3) else "word"
    return Sign(feature=feature, words=changed, close_to=number, classes=tuple(sorted(shared)))


def claimed(seed: int, number: int, class_number: int, most: int = 6) -> list[Item]:
    """The goods or services that a mark claims in a class."""
    items = nice()[class_number].items
    chance = Chance(seed, "goods", number, class_number)
    return chance.some(items, chance.randint(2, min(most, len(items))))
