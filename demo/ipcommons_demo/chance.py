"""Chance that can be repeated: the same seed and the same question give the same answer on every machine."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Self, TypeVar

T = TypeVar("T")

LAST_DAY = date(2026, 6, 30)
"""The day on which the invented offices delivered: nothing happens after it, whatever today is."""


class Chance(random.Random):
    """A source of chance for one question, named by the seed and what is asked: `Chance(1, "mark", 17)`."""

    def __new__(cls, *_asked: object) -> Self:
        return super().__new__(cls)

    def __init__(self, *asked: object) -> None:
        super().__init__(":".join(map(str, asked)))

    def happens(self, share: float) -> bool:
        """True in `share` of all cases."""
        return self.random() < share

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """`count` different things (all, if there are fewer), in their own order."""
        chosen = sorted(self.sample(range(len(things)), min(count, len(things))))
        return [things[n] for n in chosen]

    def rank(self, most: int) -> int:
        """A rank from 0 to most-1 by Zipf's law: the first comes up most often."""
        return int(most ** self.random()) - 1 if most > 1 else 0

    def day(self, first: date, last: date) -> date:
        """A day from `first` to `last`, both included."""
        return first + timedelta(self.randint(0, max(0, (last - first).days)))


def weekday_after(day: date, weekday: int) -> date:
    """The first `weekday` (Monday is 0) on or after `day`."""
    return day + timedelta((weekday - day.weekday()) % 7)


def years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
