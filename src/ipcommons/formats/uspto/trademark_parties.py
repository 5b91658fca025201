"""People in USPTO trade mark files: owners stage by stage, attorney, domestic representative, correspondent, examiner."""

from collections.abc import Iterator

from lxml import etree

from ipcommons.formats.codes import codes
from ipcommons.formats.xml import optional
from ipcommons.rights.party import Address, Party
from ipcommons.rights.text import Text

TABLES = codes("uspto/trademarks")
INDIVIDUAL = "01"
NOT_SAID = frozenset({"04", "98", "99"})
"""Legal entity codes that leave open whether the owner is a person: joint ownership, unknown, other."""


def owners(case: etree._Element, *, historic: bool) -> tuple[Party, ...]:
    """The latest stage first; the same owner comes again at each stage. `historic`: the old meaning of the stages holds."""
    found = case.findall("case-file-owners/case-file-owner")
    found.sort(key=lambda owner: (-_whole(owner, "party-type"), _whole(owner, "entry-number")))
    return tuple(_owner(owner, historic=historic) for owner in found)


def attorneys(header: etree._Element) -> tuple[Party, ...]:
    roles = {"attorney-name": "attorney", "domestic-representative-name": "domestic representative"}
    return tuple(Party(name=name, role=role) for path, role in roles.items() if (name := optional(header, path)))


def examiners(header: etree._Element) -> tuple[Party, ...]:
    name = optional(header, "employee-name")
    return (Party(name=name),) if name else ()


def correspondents(case: etree._Element) -> tuple[Party, ...]:
    """Five lines, of which the first is the name."""
    lines = [line.text.strip() for line in case.iterfind("correspondent/*") if line.text and not line.text.isspace()]
    return (Party(name=lines[0], address=Address(lines=tuple(lines[1:])) if lines[1:] else None),) if lines else ()


def _owner(owner: etree._Element, *, historic: bool) -> Party:
    entity = optional(owner, "legal-entity-type-code")
    return Party(
        name=optional(owner, "party-name"),
        kind=None if entity is None or entity in NOT_SAID else "person" if entity == INDIVIDUAL else "organisation",
        role=_stage(owner, historic=historic),
        address=_address(owner),
        nationality=_nationality(owner),
        details=tuple(_details(owner, entity)),
    )


def _stage(owner: etree._Element, *, historic: bool) -> str | None:
    code = optional(owner, "party-type")
    before = TABLES["stages_before_2003_11_02"].get(code) if historic else None
    words: str | None = before or TABLES["stages"].get(code, code)
    return words


def _address(owner: etree._Element) -> Address | None:
    address = Address(
        lines=tuple(line for path in ("address-1", "address-2") if (line := optional(owner, path))),
        city=optional(owner, "city"),
        region=optional(owner, "state"),
        postal_code=optional(owner, "postcode"),
        country=optional(owner, "country") or optional(owner, "other"),
    )
    return address if address != Address() else None


def _nationality(owner: etree._Element) -> str | None:
    """Citizenship or place of incorporation: `GE`, or with the state `US-DE`."""
    country = optional(owner, "nationality/country") or optional(owner, "nationality/other")
    state = optional(owner, "nationality/state")
    return f"{country or 'US'}-{state}" if state else country


def _details(owner: etree._Element, entity: str | None) -> Iterator[Text]:
    if entity:
        yield Text(TABLES["entities"].get(entity, entity), "en")
    for path in ("entity-statement", "dba-aka-text", "composed-of-statement", "name-change-explanation"):
        yield from (Text(found.text.strip(), "en") for found in owner.iterfind(path) if found.text and not found.text.isspace())


def _whole(owner: etree._Element, path: str) -> int:
    text = optional(owner, path) or ""
    return int(text) if text.isdecimal() else 0
