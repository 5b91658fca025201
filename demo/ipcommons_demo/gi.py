"""Invented geographical indications as the answer of the EU register (eAmbrosia) has them: an array of objects."""

import json
from datetime import timedelta
from functools import cache
from typing import Any

import yaml

from ipcommons_demo.chance import LAST_DAY, Chance
from ipcommons_demo.fields import DATA, lines

DELIVERY = 500


@cache
def _parts() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((DATA / "gi.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {name: lines(value) if isinstance(value, str) else value for name, value in data.items()}


def document(seed: int, records: range) -> str:
    """A file with these records."""
    return "[\n" + ",\n".join(json.dumps(entry(seed, record), ensure_ascii=False) for record in records) + "\n]\n"


def entry(seed: int, record: int) -> dict[str, Any]:
    """One name in the register. The field names are the register's own, its misspelling too."""
    chance = Chance(seed, "gi", record)
    names, country, product, classes = _chinese(chance, record) if chance.happens(0.45) else _european(chance, record)
    kind = "GI" if product == "SPIRIT" else chance.choice(("PDO", "PGI"))
    day = chance.day(LAST_DAY.replace(year=1998), LAST_DAY - timedelta(40))
    applied, removed = chance.happens(0.1), chance.happens(0.03)
    paper = f"Official Journal {'C' if applied else 'L'} {day.timetuple().tm_yday}, {day.day}.{day.month}.{day.year}"
    address = f"invented://official-journal/{day.isoformat()}"
    group = _group(chance, names[-1], country)
    return {
        "invented": True,
        "giIdentifier": f"EUGI{99_000_000_000 + record}",
        "modificationDate": f"{LAST_DAY.isoformat()}T06:00:00.000Z",
        "protectedNames": names,
        "fileNumber": f"{'PGI' if kind == 'GI' else kind}-{country}-{90_000 + record}",
        "countries": [country],
        "giType": kind,
        "productType": product,
        "productCategories": [900 + len(classes) % 40],
        "status": "applied" if applied else "registered",
        "euProtectionDate": day.isoformat(),
        "legalInstrument": None if applied else {"text": paper, "uri": address},
        "singleDocument": None,
        "publications": [{"text": paper, "uri": address}],
        "amendmentsInProgressFlag": chance.happens(0.05),
        "removedFlag": removed,
        "summarySheets": None,
        "producerGroupName": group[0]["name"] if group else None,
        "producerGroupEmail": None,
        "producerGroupPhone": None,
        "producerGroupUrl": None,
        "producerGroupAdress": None,
        "producerGroupCountry": country.lower() if group else None,
        "producerGroupUpdatedOn": None,
        "thirdCountryFlag": country == "CN",
        "transcriptions": None,
        "competentControlAuthorities": [],
        "recognisedProducersGroup": group,
        "sustainabilityReports": [],
        "cnClassification": [
            {"cnCode": f"{99_0000_0000_00 + record}", "cnText": "99", "cnLabel": "cnCode.label", "cnTranslation": classes}
        ],
    }


Named = tuple[list[str], str, str, str]
"""Names (a Chinese one first, then its pinyin), country, type of product, class."""


def _chinese(chance: Chance, record: int) -> Named:
    parts = _parts()
    (place, place_latin), (goods, goods_latin, product, classes) = (
        chance.choice(parts["chinese_places"]),
        chance.choice(parts["chinese_products"]),
    )
    # A region of a place tells apart what would be the same name.
    region, region_latin = (
        ("", "")
        if record < 40
        else chance.choice((("", ""), ("北", " Bei"), ("南", " Nan"), ("新", " Xin"), ("岭", " Ling"), ("湖", " Hu")))
    )
    return [f"{place}{region}{goods}", f"{place_latin}{region_latin} {goods_latin}"], "CN", product, classes.replace("¦", "|")


def _european(chance: Chance, record: int) -> Named:
    parts = _parts()
    country = chance.choice(tuple(parts["places"]))
    goods, product, classes = chance.choice(parts["products"][country])
    place = chance.choice(parts["places"][country])
    part = chance.choice(("", "", " Superiore", " Classico")) if country == "IT" and record >= 40 else ""
    name = (
        f"{place} {goods}"
        if country in {"DE", "AT"}
        else f"{goods[:1].upper()}{goods[1:]} de {place}"
        if country in {"ES", "FR", "PT"}
        else f"{place}{part} {goods}"
    )
    return [name], country, product, classes


def _group(chance: Chance, name: str, country: str) -> list[dict[str, Any]]:
    """The producer group that some entries name."""
    if not chance.happens(0.3):
        return []
    words = {"IT": "Consorzio di tutela", "FR": "Syndicat de défense", "ES": "Consejo regulador", "CN": "Producers' association of"}
    return [
        {
            "name": f"{words.get(country, 'Schutzgemeinschaft')} {name}",
            "address": f"1 Invented Square\n{country}",
            "fk_country": country.lower(),
            "url": None,
            "email": None,
            "phone": None,
            "updatedOn": None,
        }
    ]
