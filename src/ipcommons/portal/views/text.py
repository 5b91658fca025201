"""How single values are written: numbers, dates, counts, languages, places to break a line."""

import re
from collections.abc import Iterable

import rjieba
from markupsafe import Markup, escape

from ipcommons.rights.date import PartialDate
from ipcommons.rights.number import Number
from ipcommons.rights.text import Text

_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")


def printed(office: str, value: str, kind: str | None = None) -> str:
    """A number as the office prints it, code first: WO 2022/990417 A1, US 2099/0123456 A1, US 99000417 B2, 40-2099-0000001."""
    if value.isdigit() and ((office == "WO" and len(value) == 10) or (office == "US" and len(value) == 11)):
        value = f"{value[:4]}/{value[4:]}"
    front = "" if value.startswith(office) else office
    return " ".join(part for part in (front, value, kind) if part and part != "-")


def number_text(number: Number) -> str:
    return printed(number.office, number.value, number.kind)


def date_text(when: PartialDate | str | None) -> str:
    """ISO, or a dash where it is not said."""
    if when is None:
        return "–"
    return when if isinstance(when, str) else when.iso


def count_text(number: int) -> str:
    return f"{number:,}"


def size_text(size: int) -> str:
    """1.4 kB, 23 MB: decimal units, as file managers write them."""
    for unit, factor in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if size >= factor:
            return f"{size / factor:.3g} {unit}"
    return f"{size} B"


def share_text(share: float) -> str:
    """A share in per cent; 100% only if nothing is missing."""
    if share >= 1:
        return "100%"
    return f"{min(share, 0.999) * 100:.1f}%" if share >= 0.001 else ("0%" if share == 0 else "<0.1%")


def moment_text(moment: str) -> str:
    """A stored time (ISO, UTC) to the minute: 2026-11-20 07:40 UTC; a bare date stays one."""
    return f"{moment[:10]} {moment[11:16]} UTC" if len(moment) > 16 else moment


def script_of(value: str) -> str | None:
    """A language tag from the script alone, where the source names none; None for Latin letters."""
    if _KANA.search(value):
        return "ja"
    if _HANGUL.search(value):
        return "ko"
    return "zh-Hans" if _HAN.search(value) else None


def lang_attribute(text: Text | str | None, language: str | None = None) -> Markup:
    """` lang="de"` for a run of text in a known language, else nothing."""
    if isinstance(text, Text):
        tag = text.language or script_of(text.value)
    else:
        tag = language or script_of(text or "")
    if tag == "zh":
        tag = "zh-Hans"
    return Markup(' lang="{}"').format(tag) if tag else Markup("")


def breakable(title: str) -> Markup:
    """A large Chinese title may turn only between words, so the places are marked with <wbr>."""
    if not _HAN.search(title):
        return escape(title)
    return Markup("<wbr>").join(rjieba.cut(title))


def chosen(texts: Iterable[Text], language: str) -> tuple[Text, ...]:
    """The texts with the reader's language first, then English; the others keep the office's order."""
    wished = (language, "en")

    def rank(text: Text) -> int:
        spoken = language_code(text.language or script_of(text.value))
        return wished.index(spoken) if spoken in wished else len(wished)

    return tuple(sorted(texts, key=rank))


def language_code(tag: str | None) -> str:
    """The part of a language tag that names the language: zh-Hans -> zh."""
    return (tag or "und").split("-")[0].lower()


FILTERS = {
    "number": number_text,
    "date": date_text,
    "count": count_text,
    "size": size_text,
    "share": share_text,
    "moment": moment_text,
    "lang": lang_attribute,
    "breakable": breakable,
    "chosen": chosen,
    "language_code": language_code,
}
