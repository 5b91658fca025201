"""What is done to the values of cells: cleaning, cutting, looking up, dates, languages."""

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ipcommons.errors import IpcommonsError
from ipcommons.formats.errors import MappingError
from ipcommons.formats.manifest import load_yaml
from ipcommons.formats.table.mapping import Expression
from ipcommons.rights.date import PartialDate, partial_date
from ipcommons.rights.text import Text

Step = Callable[[Any], Any]

# Scripts that tell a language by themselves; of the others only the script is said (BCP 47 "und-Cyrl").
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7af]"), "ko"),
    (re.compile("[\u4e00-\u9fff\u3400-\u4dbf]"), "zh"),
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), "el"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u10a0-\u10ff]"), "ka"),
    (re.compile("[\u0530-\u058f]"), "hy"),
    (re.compile("[\u1780-\u17ff]"), "km"),
    (re.compile("[\u0400-\u04ff]"), "und-Cyrl"),
    (re.compile("[\u0600-\u06ff]"), "und-Arab"),
    (re.compile("[\u0590-\u05ff]"), "und-Hebr"),
    (re.compile("[\u0900-\u097f]"), "und-Deva"),
)


class WrongValue(IpcommonsError):
    """A cell holds what the mapping does not expect."""


def cell(value: Any, absent: AbstractSet[str]) -> Any:
    """A value as text, stripped; lists and objects as they are, their texts cleaned; None for no value."""
    if isinstance(value, str):
        value = value.strip()
        return value if value and value not in absent else None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        cleaned = [item if isinstance(item, dict) else cell(item, absent) for item in value]
        return [item for item in cleaned if item is not None] or None
    if value is None or isinstance(value, dict):
        return value or None
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def cutting(name: str, source: Expression) -> list[Step]:
    """How an expression takes parts out of its text, before `each` sees them."""
    found: list[Step] = []
    if source.find is not None:
        try:
            pattern = re.compile(source.find)
        except re.error as error:
            raise MappingError(name, f"find {source.find!r} is no regular expression: {error}") from None
        found.append(_for_each(_finder(pattern)))
    if source.split is not None:
        found.append(_splitter(source.split))
    return found


def steps(name: str, source: Expression) -> list[Step]:
    """What else an expression does to its value, in the order of its documentation."""
    found: list[Step] = []
    if source.map is not None:
        table = source.map if isinstance(source.map, dict) else value_map(name, source.map)
        found.append(_for_each(_looker(table, source.otherwise)))
    if source.date is not None:
        found.append(_for_each(_dater(source.date)))
    if source.integer:
        found.append(_for_each(_integer))
    if source.flat:
        found.append(_for_each(_flat))
    if source.language is not None:
        found.append(_for_each(_texter(source.language)))
    return found


def value_map(mapping: str, name: str) -> dict[str, str]:
    """A table of values from `value_maps/`. Raises MappingError where there is none of that name."""
    tables = _value_maps()
    if name not in tables:
        raise MappingError(mapping, f"there is no table of values {name!r}; there are: {', '.join(tables)}")
    return tables[name]


@cache
def _value_maps() -> dict[str, dict[str, str]]:
    folder = files("ipcommons.formats") / "value_maps"
    tables = {path.name.removesuffix(".yaml"): path.read_text("utf-8") for path in folder.iterdir() if path.name.endswith(".yaml")}
    return {name: load_yaml(text) for name, text in sorted(tables.items())}


def _for_each(step: Step) -> Step:
    def lifted(value: Any) -> Any:
        if value.__class__ is not list:
            return step(value)
        return [one for item in value if (one := step(item)) is not None] or None

    return lifted


def _finder(pattern: re.Pattern[str]) -> Step:
    def found(text: str) -> str | None:
        match = pattern.search(text)
        return (match[1] if pattern.groups else match[0]) if match else None

    return found


def _splitter(separator: str) -> Step:
    def parts(value: Any) -> list[str] | None:
        texts = value if isinstance(value, list) else [value]
        return [part for text in texts for piece in text.split(separator) if (part := piece.strip())] or None

    return parts


def _looker(table: Mapping[str, str], otherwise: str) -> Step:
    folded = {str(key).casefold(): value for key, value in table.items()}

    def looked_up(text: str) -> str | None:
        found = folded.get(text.casefold())
        if found is not None or otherwise == "none":
            return found or None
        if otherwise == "keep":
            return text
        if otherwise.startswith("="):
            return otherwise[1:]
        raise WrongValue(f"{text!r} is none of {', '.join(table)}")

    return looked_up


def _dater(formats: tuple[str, ...]) -> Step:
    @lru_cache(maxsize=16_384)
    def dated(text: str) -> PartialDate:
        for form in formats:
            try:
                day = datetime.strptime(text, form).date()  # noqa: DTZ007 (a day, no time)
            except ValueError:
                continue
            return PartialDate(day.isoformat(), None if day.isoformat() == text else text)
        return partial_date(text)

    return dated


def _integer(text: str) -> int:
    try:
        number = float(text)
    except ValueError:
        raise WrongValue(f"{text!r} is not a number") from None
    if not number.is_integer():
        raise WrongValue(f"{text!r} is not a whole number")
    return int(number)


def _flat(text: str) -> str | None:
    return " ".join(text.split()) or None


def _texter(language: str) -> Step:
    if language == "by-script":
        return lambda text: Text(text, _language_of(text))
    return lambda text: Text(text, language)


def _language_of(text: str) -> str | None:
    if text.isascii():
        return None
    return next((tag for letters, tag in _SCRIPTS if letters.search(text)), None)
