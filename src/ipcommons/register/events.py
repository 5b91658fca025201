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


def stated(right: Right, operation: Operation, as_of: str | None) -> tuple[Event, ...]:
    """The events that a statement tells of, as they come; a removal by the source is one."""
    if operation != "delete":
        return right.events
    return (*right.events, Event(kind="deletion", date=partial_date(as_of) if as_of else None))


def merged(statements: Iterable[tuple[Right, Operation, str | None]]) -> tuple[Event, ...]:
    """The events of several statements, newest first, each once; one without a date comes last.

    A concluded event gives way to a stated one of the same kind and day; a concluded publication also
    to a grant or registration of that day, which is what was published.
    """
    statements = list(statements)
    events = dict.fromkeys(event for statement in statements for event in stated(*statement))
    told = {(event.kind, _day(event)) for event in events if not event.derived}
    concluded = [event for event in events if event.derived] + [event for right, _, _ in statements for event in _derived(right)]
    published = {_day(event) for event in (*events, *concluded) if event.kind in {"grant", "registration"}}
    told |= {("publication", day) for day in published}
    kept = [event for event in events if not event.derived]
    kept += [event for event in concluded if (event.kind, _day(event)) not in told]
    return tuple(sorted(dict.fromkeys(kept), key=_day, reverse=True))


def _derived(right: Right) -> Iterator[Event]:
    for field, kind in _DATED:
        date: PartialDate | None = getattr(right, field, None)
        if date is not None:
            yield Event(kind=kind, date=PartialDate(date.iso), derived=True)


def _day(event: Event) -> str:
    return event.date.iso if event.date else ""
