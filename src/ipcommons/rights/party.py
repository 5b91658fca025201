"""People and organisations, in the role in which a right names them."""

from typing import Literal

import msgspec

from ipcommons.rights.text import Text


class Address(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """As the office wrote it; `country` is a WIPO ST.3 code where the source gives one."""

    lines: tuple[str, ...] = ()
    street: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None


class Party(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """An applicant, inventor, owner, representative, examiner ... as one record names them.

    `name` is the original (main) name as filed; `other_names` are further forms the source gives
    (another script, a translation), each with its language. A party may be known by the office's
    `key` only (EUIPO). `role` is the office's own word where it says more than the field
    ("applicant-inventor", "owner at publication").
    """

    name: str | None = None
    language: str | None = None
    last_name: str | None = None
    first_name: str | None = None
    other_names: tuple[Text, ...] = ()
    key: str | None = None
    kind: Literal["person", "organisation"] | None = None
    role: str | None = None
    address: Address | None = None
    nationality: str | None = None
    residence: str | None = None
    represented_by: str | None = None
    details: tuple[Text, ...] = ()
