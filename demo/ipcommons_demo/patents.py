"""The plan of invented patents: which publication is record n, of which invention, when, under which number.

Ten records are a block of four inventions:

    0 CN A   first invention          4 CN U   second (a utility model)   6 US A1  fourth
    1 CN B   the same, granted        5 CN A   third                      7 US B2  the same, granted
    2 US A1  the same, CN priority                                        8 US B2  a continuation of it
    3 US B2  the same, granted                                            9 EP A1  first invention, CN priority

Eight blocks are one delivery, published by each office on one day. What a record refers to has a smaller
number than itself, so that it is there in a collection of any size.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import msgspec

from ipcommons_demo.chance import Chance, weekday_after
from ipcommons_demo.fields import Field, fields
from ipcommons_demo.inventions import Invention, invent
from ipcommons_demo.names import Firm, Person, owner, person

BLOCK = 10
DELIVERY = 8 * BLOCK
INVENTIONS = 4
DRAWN = 4_000
"""Figures are drawn for so many records; those after them name figures that were not delivered."""

PublicationKind = Literal["CN A", "CN B", "US A1", "US B2", "CN U", "EP A1"]
# The kinds of a block, which of its inventions each is of, and the days from the filing of the family to publication.
_PLAN: tuple[tuple[PublicationKind, int, int], ...] = (
    ("CN A", 0, 548),
    ("CN B", 0, 1180),
    ("US A1", 0, 610),
    ("US B2", 0, 1290),
    ("CN U", 1, 300),
    ("CN A", 2, 548),
    ("US A1", 3, 560),
    ("US B2", 3, 1290),
    ("US B2", 3, 1710),
    ("EP A1", 0, 900),
)
_WEEKDAYS = {"CN A": 4, "CN B": 1, "US A1": 3, "US B2": 1, "CN U": 1, "EP A1": 2}
_FIRST, _SPAN = date(2007, 1, 8), 5_300


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """One publication: `number` and `application` as the office writes them, without country and kind code."""

    record: int
    kind: PublicationKind
    invention_number: int
    number: str
    application: str
    filed: date
    published: date
    continuation: bool = False

    @property
    def office(self) -> str:
        return self.kind[:2]

    @property
    def code(self) -> str:
        return self.kind[3:]


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """What a family shares: the invention, who owns it and who made it."""

    invention: Invention
    firm: Firm
    inventors: tuple[Person, ...]


def field_of(seed: int, invention_number: int) -> Field:
    """Fields take turns, so that the invention as many numbers back as there are fields is of the same one."""
    every = fields()
    return every[(invention_number * 17 + seed) % len(every)]


def filing(seed: int, publication: Publication) -> Filing:
    """The invention behind a publication; a continuation claims it anew."""
    return _filing(seed, publication.invention_number, publication.kind == "CN U", publication.continuation)


@lru_cache(maxsize=256)
def _filing(seed: int, number: int, product_only: bool, continuation: bool) -> Filing:  # noqa: FBT001 (a key of the cache)
    """Families are made in one go: what was made a moment ago is at hand."""
    firm, inventors = makers(seed, number)
    field = field_of(seed, number)
    return Filing(
        invention=invent(seed, number, field, product_only=product_only, variant=int(continuation)), firm=firm, inventors=inventors
    )


@lru_cache(maxsize=4096)
def makers(seed: int, invention_number: int) -> tuple[Firm, tuple[Person, ...]]:
    """Who owns an invention, and who made it."""
    chance = Chance(seed, "owner", invention_number)
    firm = owner(seed, chance, field_of(seed, invention_number).number)
    return firm, tuple(person(chance, firm.country) for _ in range(chance.randint(1, 4)))


def publication(record: int, kind_of_block: int | None = None) -> Publication:
    """The publication that is record n (or another place of the same block)."""
    block, place = divmod(record, BLOCK)
    place = place if kind_of_block is None else kind_of_block
    kind, which, days = _PLAN[place]
    invention_number = block * INVENTIONS + which
    start = _start(record // DELIVERY)
    filed = start - timedelta((block * 13 + which * 5) % 50)
    if kind == "US A1" and which == 0:
        filed += timedelta(350)  # within the twelve months of the priority
    if kind == "US B2" and which == 0:
        filed += timedelta(350)
    if place == 8:
        filed += timedelta(1_200)
    if kind == "EP A1":
        filed += timedelta(355)
    return Publication(
        record=block * BLOCK + place,
        kind=kind,
        invention_number=invention_number,
        number=_number(kind, place, block, start + timedelta(days)),
        application=_application(kind, place, block, filed),
        filed=filed,
        published=weekday_after(start + timedelta(days), _WEEKDAYS[kind]),
        continuation=place == 8,
    )


def _start(delivery: int) -> date:
    """The day around which a delivery's families were filed: deliveries are spread evenly over the years, in no order."""
    return _FIRST + timedelta(int((delivery * 0.6180339887 + 0.31) % 1 * _SPAN))


def _number(kind: PublicationKind, place: int, block: int, published: date) -> str:
    """Numbers beyond those that the offices use: US 99..., CN 199... and 299..., EP 9...; US applications from 9000000 on."""
    match kind:
        case "US B2":
            return str(99_000_000 + 3 * block + {3: 0, 7: 1, 8: 2}[place])
        case "US A1":
            return f"{published.year}{9_000_000 + 2 * block + (place == 6)}"
        case "CN U":
            return str(299_000_000 + block)
        case "EP A1":
            return str(9_000_000 + block)
        case _:
            return str(199_000_000 + 2 * block + (place == 5))


def _application(kind: PublicationKind, place: int, block: int, filed: date) -> str:
    match kind:
        case "US B2" | "US A1":
            # A grant and the application published before it are one application.
            return str(99_000_000 + 3 * block + {2: 0, 3: 0, 6: 1, 7: 1, 8: 2}[place])
        case "EP A1":
            return f"{filed.year % 100:02}{900_000 + block}"
        case _:
            if kind == "CN U":
                return chinese_application(filed.year, 2, 9_000_000 + block)
            return chinese_application(filed.year, 1, 9_000_000 + 2 * block + (place == 5))


def chinese_application(year: int, kind: int, serial: int) -> str:
    """A Chinese application number with its check digit (ZC 0006-2003): 202119000417.X."""
    digits = f"{year}{kind}{serial:07}"
    rest = sum(int(d) * w for d, w in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True)) % 11
    return f"{digits}.{'X' if rest == 10 else rest}"


def priority(publication_: Publication) -> Publication | None:
    """The Chinese application whose priority is claimed."""
    place = publication_.record % BLOCK
    return publication(publication_.record, 0) if place in {2, 3, 9} else None


def published_before(publication_: Publication) -> Publication | None:
    """The published application of a grant."""
    earlier = {1: 0, 3: 2, 7: 6}.get(publication_.record % BLOCK)
    return None if earlier is None else publication(publication_.record, earlier)


def parent(publication_: Publication) -> Publication | None:
    """The granted parent of a continuation."""
    return publication(publication_.record, 7) if publication_.continuation else None


def cited(seed: int, publication_: Publication) -> list[Publication]:
    """Earlier publications of the same field that were public when this one was filed."""
    chance = Chance(seed, "citations", publication_.record)
    back, found = len(fields()), list[Publication]()
    for step in range(1, 13):
        number = publication_.invention_number - step * back
        if number < 0 or len(found) == 5:
            break
        block, which = divmod(number, INVENTIONS)
        places = [place for place, (_, of, _) in enumerate(_PLAN) if of == which and place != 9]
        candidate = publication(block * BLOCK, chance.choice(places))
        if candidate.published < publication_.filed:
            found.append(candidate)
    return found
