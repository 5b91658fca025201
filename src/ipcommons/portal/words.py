"""The words of the interface, in Chinese and English: locales/en.yaml and locales/zh.yaml, the same keys in both."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from markupsafe import Markup

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
TAGS: Mapping[Language, str] = {"en": "en", "zh": "zh-Hans"}
"""BCP 47 tags, as they stand in `lang` attributes."""


class Words:
    """What the interface says in one language. A value put into a sentence is escaped; whole numbers get commas."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._sentences = {key: Markup(sentence) for key, sentence in sentences(language).items()}  # noqa: S704 (locale files are ours)

    def __call__(self, key: str, /, **values: Any) -> Markup:
        sentence = self._sentences[key]
        return sentence.format(**{name: _written(value) for name, value in values.items()}) if values else sentence

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def counted(self, key: str, number: int, /, **values: Any) -> Markup:
        """The sentence for one or for several: `key.one`, `key.other`."""
        return self(f"{key}.{'one' if number == 1 else 'other'}", number=number, **values)

    def named(self, group: str, value: str) -> Markup:
        """The word for a value of a code list; a value without a word stands for itself."""
        key = f"{group}.{value}"
        return self(key) if key in self else Markup.escape(value)

    def listed(self, items: Iterable[str]) -> Markup:
        """Items in a row: `a, b` or `a、b`."""
        return self("frame.between").join(items)


def _written(value: Any) -> Any:
    return f"{value:,}" if isinstance(value, int) else value


@cache
def words(language: Language) -> Words:
    return Words(language)


@cache
def sentences(language: Language) -> dict[str, str]:
    """Key with dots -> sentence."""
    text = (files("ipcommons.portal") / "locales" / f"{language}.yaml").read_text("utf-8")
    return dict(_flat(yaml.load(text, yaml.CSafeLoader), ""))


def _flat(tree: Mapping[str, Any], prefix: str) -> Iterable[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
