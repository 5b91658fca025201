"""Other documents in USPTO trade mark files: prior registrations, foreign applications, the Madrid system both ways."""

from collections.abc import Iterator

from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.dates import Dates
from ipcommons.formats.xml import optional
from ipcommons.rights.event import Event
from ipcommons.rights.number import Number
from ipcommons.rights.reference import DocumentReference, Priority
from ipcommons.rights.text import Text

TABLES = codes("uspto/trademarks")
FOREIGN = "foreign-applications/foreign-application"
MADRID = "madrid-international-filing-requests/madrid-international-filing-record"


def foreign_priorities(case: etree._Element, dates: Dates) -> Iterator[Priority]:
    """Priorities claimed under section 44(d), and that of the international registration under which the mark came."""
    for foreign in case.iterfind(FOREIGN):
        if optional(foreign, "foreign-priority-claim-in") == "T":
            yield Priority(
                number=_foreign_number(foreign, "application-number"),
                date=dates.past("foreign filing-date", _dated(foreign, "filing-date")),
                kind="foreign application",
                sequence=optional(foreign, "entry-number"),
            )
    claimed = _dated(case, "international-registration/priority-claimed-date")
    if day := dates.past("priority-claimed-date", claimed):
        yield Priority(date=day, kind="international registration")


def related_documents(case: etree._Element, dates: Dates) -> Iterator[DocumentReference]:
    """Prior registrations and divisions, foreign applications and registrations, filings for protection abroad."""
    for prior in case.iterfind("prior-registration-applications/prior-registration-application"):
        relation = optional(prior, "relationship-type")
        written = optional(prior, "number")
        if written or relation:
            yield DocumentReference(
                number=Number("US", written) if written else None,
                name=TABLES["relationships"].get(relation, relation),
            )
    for foreign in case.iterfind(FOREIGN):
        yield from _foreign(foreign, dates)
    for request in case.iterfind(MADRID):
        yield _madrid_request(request, dates)


def international(case: etree._Element) -> Iterator[tuple[str, str]]:
    """What is said of the international registration under which the mark came: dates, status, flags that are set."""
    for said in case.iterfind("international-registration/*"):
        value = (said.text or "").strip()
        if said.tag != "international-registration-number" and value.strip("0") and value != "F":
            yield str(said.tag), value


def madrid_events(case: etree._Element, dates: Dates) -> Iterator[Event]:
    """What happened to filings for protection abroad, and the international registration under which the mark came."""
    for event in case.iterfind(f"{MADRID}/madrid-history-events/madrid-history-event"):
        words = optional(event, "description-text")
        yield Event(
            kind="international",
            date=dates.any("madrid event date", _dated(event, "date")),
            code=optional(event, "code"),
            text=Text(words, "en") if words else None,
            number=optional(event, "entry-number"),
        )
    for name in ("international-registration-date", "international-death-date"):
        if day := dates.any(name, _dated(case, f"international-registration/{name}")):
            yield Event(kind="international", date=day, code=name)


def _foreign(foreign: etree._Element, dates: Dates) -> Iterator[DocumentReference]:
    """The application where no priority is claimed from it, and the registration with its terms."""
    application = _foreign_number(foreign, "application-number")
    if optional(foreign, "foreign-priority-claim-in") != "T" and (application or _dated(foreign, "filing-date")):
        day = dates.past("foreign filing-date", _dated(foreign, "filing-date"))
        yield DocumentReference(number=application, date=day, name="foreign application")
    registration = _foreign_number(foreign, "registration-number")
    registered = dates.past("foreign registration-date", _dated(foreign, "registration-date"))
    terms = _said(
        foreign, ("registration-expiration-date", "registration-renewal-date", "registration-renewal-expiration-date", "renewal-number")
    )
    if registration or registered or terms:
        yield DocumentReference(number=registration, date=registered, name="foreign registration", text=terms)


def _foreign_number(foreign: etree._Element, path: str) -> Number | None:
    written = optional(foreign, path)
    return Number(optional(foreign, "country") or optional(foreign, "other") or "", written) if written else None


def _madrid_request(request: etree._Element, dates: Dates) -> DocumentReference:
    """A request for international registration on the basis of this mark, filed through the office."""
    written = optional(request, "international-registration-number")
    return DocumentReference(
        number=Number("WO", written) if written and written.strip("0") else None,
        date=dates.past("original-filing-date-uspto", _dated(request, "original-filing-date-uspto")),
        name="request for international registration",
        text=_said(
            request,
            (
                "reference-number",
                "international-registration-date",
                "international-status-code",
                "international-status-date",
                "irregularity-reply-by-date",
                "international-renewal-date",
            ),
        ),
    )


def _said(element: etree._Element, names: tuple[str, ...]) -> str | None:
    """`name value` of what is there, in one line."""
    return "; ".join(f"{name} {value}" for name in names if (value := _dated(element, name))) or None


def _dated(parent: etree._Element, path: str) -> str | None:
    """The text, None where it is all zeros."""
    text = optional(parent, path)
    return text if text and text.strip("0") else None
