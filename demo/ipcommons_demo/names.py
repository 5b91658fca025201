"""Invented firms and people. Owners come up by Zipf's law, so that few own much and many own little."""

from functools import cache
from typing import Any

import msgspec
import yaml

from ipcommons_demo.chance import Chance
from ipcommons_demo.fields import DATA, Term, lines

COUNTRIES = ("CN", "CN", "CN", "CN", "US", "US", "DE", "JP", "IT", "FR", "SE")
GROUPS = 30
"""Firms that are at home in every field."""
SPECIALISTS = 400
"""Firms of one field."""


class Firm(msgspec.Struct, frozen=True, kw_only=True):
    """`zh` is None for a firm that has no Chinese name of its own. `key`: the number under which EUIPO knows it."""

    country: str
    en: str
    zh: str | None = None
    city: Term
    region: Term
    key: int


class Person(msgspec.Struct, frozen=True):
    country: str
    first: str
    last: str
    zh: str | None = None


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((DATA / "names.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {name: lines(value) if isinstance(value, str) else value for name, value in data.items()}


def owner(seed: int, chance: Chance, field: int) -> Firm:
    """Who files in a field: one of the groups, or a specialist of the field."""
    if chance.happens(0.2):
        return firm(seed, "group", chance.rank(GROUPS))
    return firm(seed, f"field {field}", chance.rank(SPECIALISTS))


@cache
def _numbers(home: str) -> int:
    return int.from_bytes(home.encode()) % 8_999


def firm(seed: int, home: str, rank: int) -> Firm:
    """The firm of this rank in its home."""
    chance = Chance(seed, "firm", home, rank)
    country = chance.choice(COUNTRIES)
    key = 9_000_000 + _numbers(home) * 100 + rank if rank < 100 else 90_000_000 + _numbers(home) * 1_000 + rank
    return _chinese(chance, key) if country == "CN" else _western(chance, country, key)


def _chinese(chance: Chance, key: int) -> Firm:
    data = _data()
    place_zh, place_en, city, province = chance.choice(data["places"])
    if chance.happens(0.15):
        kind_zh, kind_en = chance.choice(data["institutes"])
        zh, en = f"{place_zh}{kind_zh}", f"{place_en} {kind_en}"
    else:
        (brand_zh, brand_en), (trade_zh, trade_en), (form_zh, form_en) = (
            chance.choice(data[what]) for what in ("brands", "trades", "forms")
        )
        zh, en = f"{place_zh}{brand_zh}{trade_zh}{form_zh}", f"{place_en} {brand_en} {trade_en} {form_en}"
    return Firm(country="CN", en=en, zh=zh, city=Term(city, place_en), region=Term(province, ""), key=key)


def _western(chance: Chance, country: str, key: int) -> Firm:
    data = _data()["west"][country]
    en = f"{chance.choice(data['heads'])} {chance.choice(data['tails'])} {chance.choice(data['forms'])}"
    city, region = chance.choice(data["cities"])
    return Firm(country=country, en=en, city=Term(city, city), region=Term(region, region), key=key)


def person(chance: Chance, country: str) -> Person:
    """Somebody with a name of the country."""
    data = _data()
    if country == "CN":
        (surname_zh, surname), (given_zh, given) = chance.choice(data["surnames"]), chance.choice(data["given"])
        return Person("CN", given, surname, surname_zh + given_zh)
    names = data["west"][country]
    return Person(country, chance.choice(names["first"]), chance.choice(names["last"]))


def agency(chance: Chance) -> str:
    """A Chinese patent agency."""
    return str(chance.choice(_data()["agencies"])[0])


def attorney(chance: Chance) -> str:
    """A US law firm."""
    return str(chance.choice(_data()["attorneys"]))


def chinese_name(of: Firm) -> str:
    """How a Chinese filing writes the firm: its own name, or the foreign one."""
    return of.zh or of.en
