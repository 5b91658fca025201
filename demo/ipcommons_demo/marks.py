"""The plan of invented marks: which office, when filed, what became of it.

Ten records take turns: five at EUIPO, three at the USPTO, two at the Chinese office. A sign that comes
close to one filed before it is opposed for it.
"""

from datetime import date, timedelta
from typing import Literal

import msgspec
from msgspec.structs import replace

from ipcommons_demo.chance import LAST_DAY, Chance, years_after
from ipcommons_demo.names import GROUPS, SPECIALISTS, Firm, firm
from ipcommons_demo.signs import Sign, sign

Office = Literal["E", "U", "C"]
TURNS: tuple[Office, ...] = ("E", "E", "U", "E", "U", "C", "E", "E", "U", "C")
DELIVERY = 100
DRAWN = 6_000
"""Figurative marks are drawn among so many records; those after them name images that were not delivered."""

Fate = Literal["registered", "expired", "renewed", "published", "examined", "opposed", "refused", "withdrawn", "surrendered"]
_FIRST = date(2004, 5, 3)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One invented mark. `dates` that did not come are None; `number` is the office's without decoration."""

    record: int
    office: Office
    number: str
    sign: Sign
    owner: Firm
    fate: Fate
    filed: date
    published: date | None = None
    registered: date | None = None
    expires: date | None = None
    decided: date | None = None
    opposed: date | None = None

    @property
    def delivered(self) -> bool:
        """Is the image in the delivery?"""
        return self.sign.drawn and self.record < DRAWN


def mark(seed: int, record: int) -> Mark:
    """Mark number `record` of a seed."""
    chance = Chance(seed, "mark", record)
    office = TURNS[record % 10]
    shown = sign(seed, record, step=10)
    filed = _filed(record)
    close = shown.close_to is not None and _filed(shown.close_to) < filed
    fates: tuple[Fate, ...] = ("registered", "refused", "withdrawn", "surrendered")
    fate = chance.choices(fates, (78, 9, 7, 6))[0]
    age = (LAST_DAY - filed).days
    if age < 150:
        fate = "examined"
    elif age < 420:
        fate = "opposed" if close else "published"
    elif close and chance.happens(0.5):
        fate = "opposed" if age < 1_200 else "refused"
    made = Mark(
        record=record, office=office, number=_number(office, record), sign=shown, owner=_owner(seed, chance, shown), fate=fate, filed=filed
    )
    return _dated(chance, made, close=close)


def _dated(chance: Chance, made: Mark, *, close: bool) -> Mark:
    """The mark with the days of its life; what would come after the last day has not happened."""
    published = made.filed + timedelta(chance.randint(60, 140))
    day = published + timedelta(chance.randint(30, 88))
    opposed = day if day <= LAST_DAY and (made.fate == "opposed" or close) else None
    match made.fate:
        case "examined":
            return made
        case "registered" | "surrendered":
            return _registered(chance, made, published, opposed)
        case "refused" | "withdrawn":
            decided = min(LAST_DAY, published + timedelta(chance.randint(200, 900)))
            return replace(made, published=published if opposed else None, opposed=opposed, decided=decided)
        case _:
            return replace(made, fate="opposed" if opposed else "published", published=published, opposed=opposed)


def _registered(chance: Chance, made: Mark, published: date, opposed: date | None) -> Mark:
    registered = published + timedelta(chance.randint(400, 700) if opposed else chance.randint(95, 130))
    surrendered = registered + timedelta(chance.randint(200, 2_500))
    expires = years_after(made.filed, 10)
    if registered > LAST_DAY:
        return replace(made, fate="opposed" if opposed else "published", published=published, opposed=opposed)
    gave_up = made.fate == "surrendered" and surrendered < min(LAST_DAY, expires)
    made = replace(made, fate="registered", published=published, registered=registered, expires=expires, opposed=opposed)
    if gave_up:
        return replace(made, fate="surrendered", decided=surrendered)
    if expires > LAST_DAY:
        return made
    return replace(made, fate="renewed", expires=years_after(made.filed, 20)) if chance.happens(0.6) else replace(made, fate="expired")


def _filed(record: int) -> date:
    """Filing days are spread over the years, denser later on, in no order of the numbers."""
    span = (LAST_DAY - _FIRST).days - 20
    return _FIRST + timedelta(int(span * ((record * 0.6180339887 + 0.11) % 1) ** 0.7))


def _owner(seed: int, chance: Chance, shown: Sign) -> Firm:
    """Owners keep to the trade of the first class; the groups of the patents own marks as well."""
    if chance.happens(0.25):
        return firm(seed, "group", chance.rank(GROUPS))
    return firm(seed, f"class {shown.classes[0]}", chance.rank(SPECIALISTS))


def _number(office: Office, record: int) -> str:
    """EUIPO 099..., the USPTO 93... to 96... (series that it does not use), the Chinese office 99..."""
    match office:
        case "E":
            return f"{99_000_000 + record:09}"
        case "U":
            return str(93_000_000 + record)
        case _:
            return str(99_000_000 + record)
