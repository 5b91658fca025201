"""People and organisations in US patents: both layouts (`parties` up to v4.2, `us-parties` since)."""

from collections.abc import Iterable, Iterator

from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.xml import flat
from ipcommons.rights.party import Address, Party
from ipcommons.rights.text import Text

Element = etree._Element  # noqa: SLF001 (the public name of lxml's element class)

_ROLES: dict[str, str] = codes("uspto/patents")["assignee_roles"]
_NAME_PARTS = ("prefix", "first-name", "middle-name", "last-name", "suffix")
_ADDRESS_LINES = ("address-1", "address-2", "address-3", "mailcode", "pobox", "room", "address-floor", "building", "county", "text")
_DETAILS = ("department", "iid", "registered-number", "synonym", "phone", "fax", "email", "url", "ead", "dtext")
# What the office writes where it does not know: no statement about the party.
_NOT_SAID = {"omitted", "unknown", "not provided"}


def said(text: str | None) -> str | None:
    """The text, stripped; None where the office says that it says nothing."""
    if text is None:
        return None
    text = text.strip()
    return text if text and text.lower() not in _NOT_SAID else None


def read_party(element: Element, role: str | None = None) -> Party:
    """An element that holds names itself or in an <addressbook>."""
    part: dict[object, Element] = {child.tag: child for child in element}
    book = part.get("addressbook", element)
    names: dict[object, str | None] = {child.tag: child.text for child in book}
    organisation = said(names.get("orgname"))
    person = " ".join([word for name in _NAME_PARTS if name in names and (word := said(names[name]))])
    return Party(
        name=organisation or person or said(names.get("name")) or said(names.get("text")),
        last_name=said(names.get("last-name")),
        first_name=said(names.get("first-name")),
        other_names=tuple(_other_names(element, organisation and person)),
        kind="organisation" if organisation else "person" if person else None,
        role=role or said(names.get("role")),
        address=_address(book.find("address")) if "address" in names else None,
        nationality=_country(part.get("nationality")),
        residence=_country(part.get("residence")),
        details=tuple(_details(element, names)),
    )


def _country(element: Element | None) -> str | None:
    return said(element.findtext("country")) if element is not None else None


def _other_names(element: Element, person: str | None) -> Iterator[Text]:
    """A person named beside the organisation, and the names in further address books (another language)."""
    if person:
        yield Text(person)
    for book in element.findall("addressbook")[1:]:
        if text := flat(book):
            yield Text(text, (book.get("lang") or "").lower() or None)


def _address(address: Element | None) -> Address | None:
    if address is None:
        return None
    parts = {child.tag: child.text for child in address}
    found = Address(
        lines=tuple(line for name in _ADDRESS_LINES if name in parts and (line := said(parts[name]))),
        street=said(parts.get("street")),
        city=said(parts.get("city")),
        region=said(parts.get("state")),
        postal_code=said(parts.get("postcode")),
        country=said(parts.get("country")),
    )
    return found if found != Address() else None


def _details(element: Element, names: dict[object, str | None]) -> Iterator[Text]:
    for name in _DETAILS:
        if name in names and (text := said(names[name])):
            yield Text(text)
    for rights in element.iterchildren("us-rights"):
        yield Text(" ".join(filter(None, (rights.get("kind"), "of", rights.get("to-dead-inventor"), flat(rights)))))
    for states in element.iterchildren("designated-states", "designated-states-as-inventor"):
        yield Text(f"{states.tag!s}: {flat(states)}")


def applicants(parties: Element | None) -> tuple[Party, ...]:
    """Everyone who applied. Before the America Invents Act (2012) these are the inventors themselves."""
    if parties is None:
        return ()
    return tuple(read_party(a, _applicant_role(a)) for a in parties.iterfind("*/*") if a.tag in {"applicant", "us-applicant"})


def _applicant_role(applicant: Element) -> str:
    return ", ".join(filter(None, (applicant.get("app-type"), applicant.get("applicant-authority-category"))))


def inventors(parties: Element | None, applied: Iterable[Party]) -> tuple[Party, ...]:
    """The inventors named as such; in the old layout those who applied as `applicant-inventor`."""
    if parties is None:
        return ()
    named = tuple(
        read_party(inventor, "deceased" if inventor.tag == "deceased-inventor" else None)
        for inventor in parties.iterfind("inventors/*")
        if isinstance(inventor.tag, str)
    )
    if parties.tag == "us-parties":
        return named
    return named + tuple(party for party in applied if (party.role or "").startswith("applicant-inventor"))


def agents(parties: Element | None, correspondence: Element | None) -> tuple[Party, ...]:
    """Agents and attorneys, and the address for correspondence that applications give instead (in `parties` or beside them)."""
    found = [
        _by_customer_number(child) if child.tag == "customer-number" else read_party(child, child.get("rep-type"))
        for child in (parties.iterfind("agents/*") if parties is not None else ())
    ]
    inside = parties.find("correspondence-address") if parties is not None else None
    for address in (inside, correspondence):
        if address is not None:
            key = address.find("customer-number")
            found.append(read_party(address, "correspondence address") if key is None else _by_customer_number(key))
    return tuple(found)


def _by_customer_number(element: Element) -> Party:
    """The office keeps names and addresses of agents under a number, and some documents give only that."""
    return Party(key=flat(element), role="customer number")


def assignees(element: Element | None) -> tuple[Party, ...]:
    """Assignees, with what they are in words of the office's code."""
    if element is None:
        return ()
    return tuple(read_party(assignee, _assignee_role(assignee)) for assignee in element.iterchildren("assignee"))


def _assignee_role(assignee: Element) -> str | None:
    code = (assignee.findtext("addressbook/role") or assignee.findtext("role") or "").strip()
    return _ROLES.get(code, code) or None


def examiners(element: Element | None) -> tuple[Party, ...]:
    """Primary and assistant examiner, authorised officer; the art unit (department) is in their details."""
    if element is None:
        return ()
    return tuple(read_party(person, str(person.tag)) for person in element if isinstance(person.tag, str))
