"""Numbers of applications, publications and registrations, and the ids made of them.

An id names a publication or a registration: `patent:US:11646472:B2`, `trademark:EM:018203412`,
`design:EM:007681234-0001`, `gi:EU:PDO-IT-0002`. The number in it is the one the office prints.
"""

import re

import msgspec

_LEADING_ZEROS = re.compile(r"^([A-Z]{0,3})0+(?=\d)")


class Number(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A number of an office (WIPO ST.3 code), as it prints it; `original` as the file wrote it, if different.

    `kind` is the ST.16 kind code of a publication, None for applications and registrations.
    """

    office: str
    value: str
    kind: str | None = None
    original: str | None = None


def without_leading_zeros(value: str) -> str:
    """The number as printed, from a form padded for sorting: `08745321` -> `8745321`, `D0586076` -> `D586076`."""
    value = value.strip()
    return value if value[:1] in "123456789" else _LEADING_ZEROS.sub(r"\1", value)


def number(office: str, value: str, kind: str | None = None, original: str | None = None) -> Number:
    """A Number that keeps `original` only where it differs from `value`."""
    return Number(office, value, kind, None if original == value else original)


def patent_id(publication: Number) -> str:
    """`patent:US:11646472:B2`; the kind code is `-` where the source gives none."""
    return f"patent:{publication.office}:{publication.value}:{publication.kind or '-'}"


def trademark_id(office: str, value: str) -> str:
    """`trademark:EM:018203412`: the number under which the office keeps the mark (US: the serial number)."""
    return f"trademark:{office}:{value}"


def design_id(office: str, value: str) -> str:
    """`design:EM:007681234-0001`."""
    return f"design:{office}:{value}"


def gi_id(office: str, value: str) -> str:
    """`gi:EU:PDO-IT-0002`; white space inside the office's file number becomes `-`, a slash becomes `_`."""
    return f"gi:{office}:" + re.sub(r"\s+", "-", value.strip()).replace("/", "_").replace(":", "_")
