"""How text becomes words: English stemmed and exact, Chinese by word, by bigram and by character.

The Latin part of a text goes to the English analysis, the Han part (with kana, Hangul, and the Latin
words between them) to the Chinese one, whatever language the source claims: a Chinese title may be
half English, a German one may quote a Chinese mark. Most text is plain ASCII and never comes here
character by character.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any
from unicodedata import normalize

HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af"
)
"""Ideographs with all extensions, 〇 and 々, kana, Hangul syllables: scripts written without blanks."""

CHARACTERS = r"\p{Han}|\p{Hiragana}|\p{Katakana}|\p{Hangul}|[\p{Latin}\p{Greek}\p{Cyrillic}\p{Nd}]+"
"""The same for the engine's own tokenizer (Rust's regex syntax): each ideograph a token, Latin words whole."""

_HAN = re.compile(f"[{HAN}]")
_RUN = re.compile(f"[{HAN}]+")
_TOKEN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_LATIN_WORD = re.compile(rf"[^\W_{HAN}]+")

STOP_WORDS = frozenset(
    [
        *[
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "by",
            "for",
            "from",
            "in",
            "is",
            "it",
            "its",
            "of",
            "on",
            "or",
            "that",
            "the",
            "this",
            "to",
            "was",
            "were",
            "with",
            "not",
        ],
        *["的", "了", "和", "及", "与", "或", "在", "是", "于", "其", "等", "一种", "以及", "所述", "用于", "该", "之"],
    ]
)
"""Words that say too little to be required; in quotes they count. 一种 and 所述 stand in nearly every Chinese claim."""


def has_han(text: str) -> bool:
    """Whether any of it is written without blanks between words."""
    return not text.isascii() and _HAN.search(text) is not None


@cache
def _folding() -> Mapping[int, int | str]:
    """Full-width to half-width, traditional to simplified, one character for one, so that places in a text stay true."""
    from opencc import OpenCC  # noqa: PLC0415 (only where Chinese text appears)

    dictionary = OpenCC("t2s")
    table: dict[int, int | str] = {0x3000: 0x20}
    table.update({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    ideographs = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]
    for code in ideographs:
        simplified = dictionary.convert(chr(code))
        if simplified != chr(code) and len(simplified) == 1:
            table[code] = simplified
    return table


def folded(text: str) -> str:
    """Simplified, half-width, lower case; as long as the text it was given."""
    if text.isascii():
        return text.lower()
    lowered = (
        "".join(low if len(low := character.lower()) == 1 else character for character in text) if _GROWS.search(text) else text.lower()
    )
    return lowered.translate(_folding()) if has_han(text) or _WIDE.search(text) else lowered


_GROWS = re.compile("\u0130")
"""The one letter whose lower case is two characters."""
_WIDE = re.compile("[\uff01-\uff5e\u3000]")


@lru_cache(maxsize=65_536)
def without_accents(word: str) -> str:
    """`müller` -> `muller`; ß, ø and the like stay what the engine's folding makes of them."""
    return "".join(character for character in normalize("NFKD", word) if not "\u0300" <= character <= "\u036f")


@cache
def _segmenter() -> Any:
    import rjieba  # noqa: PLC0415 (its dictionary takes half a second to load)

    return rjieba


def words(text: str) -> list[str]:
    """Chinese words of a folded text, and the Latin words between them."""
    return [word for word in _segmenter().cut(text) if _TOKEN.match(word)]


def bigrams(text: str) -> str:
    """The bigrams of each run, with the run's last character behind them, joined by blanks.

    So the token at position n begins at the n-th character (Latin words count as one), and a row of
    neighbouring tokens is a true phrase.
    """
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        if _HAN.match(token):
            tokens += map("".join, pairwise(token))
            tokens.append(token[-1])
        else:
            tokens.append(token)
    return " ".join(tokens)


def latin_part(text: str) -> str:
    """What is left of a mixed text for the English analysis."""
    return _RUN.sub(" ", text)


def tokens(text: str) -> list[str]:
    """Runs of ideographs and Latin words of a text, in order, folded."""
    return _TOKEN.findall(folded(text))


def wanted_words(given: Iterable[str]) -> tuple[str, ...]:
    """The words without stop words; all of them if nothing else is left."""
    every = tuple(given)
    return tuple(word for word in every if word.lower() not in STOP_WORDS) or every


MOST_SYLLABLES = 4
"""Syllables written as one word: names and marks seldom have more."""


def pinyin(text: str) -> str:
    """Syllables of a name, alone and written together: 华为技术 -> `hua wei ji shu huawei weiji jishu ...`."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (only where Chinese names appear)

    spelled: dict[str, None] = {}
    for run in _RUN.findall(folded(text)):
        syllables = lazy_pinyin(run, errors="ignore")
        for length in (*range(1, MOST_SYLLABLES + 1), len(syllables)):
            spelled |= dict.fromkeys("".join(syllables[start : start + length]) for start in range(len(syllables) - length + 1))
    return " ".join(filter(None, spelled))
