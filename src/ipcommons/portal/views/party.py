"""Parties as a record names them: the original name first, other forms below it."""

import msgspec

from ipcommons.rights.party import Address, Party
from ipcommons.rights.text import Text


class PartyView(msgspec.Struct, frozen=True):
    """`name` None: the office's file gives a key only."""

    name: str | None
    language: str | None
    key: str | None
    others: tuple[Text, ...]
    address: str | None
    role: str | None


def party_view(party: Party) -> PartyView:
    parts = [party.first_name, party.last_name]
    name = party.name or " ".join(filter(None, parts)) or None
    return PartyView(
        name=name,
        language=party.language,
        key=party.key,
        others=tuple(other for other in party.other_names if other.value != name),
        address=address_line(party.address),
        role=party.role,
    )


def address_line(address: Address | None) -> str | None:
    """One line: what the office wrote, then town, region, postal code and country."""
    if address is None:
        return None
    parts = [*address.lines, address.street, address.postal_code, address.city, address.region, address.country]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or None


def parties(named: tuple[Party, ...]) -> tuple[PartyView, ...]:
    return tuple(map(party_view, named))
