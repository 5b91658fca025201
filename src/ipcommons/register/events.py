"""What happened to a right: the events a source states, and those that follow from the dates in its record."""

from collections.abc import Iterable, Iterator

from ipcommons.formats import Operation
from ipcommons.rights import Right
from ipcommons.rights.date import PartialDate, partial_date
from ipcommons.rights.event import Event, EventKind

_DATED: tuple[tuple[str, EventKind], ...] = (
    ("application_date", "filing"),
    ("publication_date", "publication"),
    ("grant_date", "grant"),
    ("registration_date", "registration"),
)


def events_of(right: Right, operation: Operation, as_of: str | None) -> tuple[Event, ...]:
    """The events of one statement, as they come; a removal by the source is one."""
    removed = (Event(kind="deletion", date=partial_date(as_of) if as_of else None),) if operation == "delete" else ()
    return (*right.events, *_derived(right), *removed)


def merged(statements: Iterable[tuple[Right, Operation, str | None]]) -> tuple[Event, ...]:
    """The events of several statements, newest first, each once; one without a date comes last.

    A concluded event gives way to a stated one of the same kind and day.
    """
    events = dict.fromkeys(event for statement in statements for event in events_of(*statement))
    stated = {(event.kind, _day(event)) for event in events if not event.derived}
    kept = [event for event in events if not (event.derived and (event.kind, _day(event)) in stated)]
    return tuple(sorted(kept, key=_day, reverse=True))


def _derived(right: Right) -> Iterator[Event]:
    stated = {(event.kind, _day(event)) for event in right.events}
    for field, kind in _DATED:
        date: PartialDate | None = getattr(right, field, None)
        if date is not None and (kind, date.iso) not in stated:
            yield Event(kind=kind, date=date, derived=True)


def _day(event: Event) -> str:
    return event.date.iso if event.date else ""
