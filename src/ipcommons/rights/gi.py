"""Geographical indications: names of products that owe their quality to a place."""

import msgspec

from ipcommons.rights.date import PartialDate
from ipcommons.rights.event import Event, Status
from ipcommons.rights.image import Image
from ipcommons.rights.party import Party
from ipcommons.rights.reference import DocumentReference
from ipcommons.rights.text import Text


class GeographicalIndication(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="right", tag="gi"):
    """One protected name in a register (ST.96 GeographicalIndication).

    `gi_type`: PDO, PGI, GI, TSG, AOC, IGP ... as the register says. `countries`: ST.3 codes of origin
    where known, else as written. `area`: the geographical area. `specifications`: documents that
    define the product. `protection_basis`: the law or agreement under which the name is protected.
    """

    id: str
    office: str
    file_number: str
    invented: bool = False
    names: tuple[Text, ...] = ()
    transliterations: tuple[Text, ...] = ()
    gi_type: str | None = None
    product_type: str | None = None
    product_classes: tuple[str, ...] = ()
    products: tuple[Text, ...] = ()
    countries: tuple[str, ...] = ()
    area: str | None = None
    regions: tuple[str, ...] = ()
    application_date: PartialDate | None = None
    publication_date: PartialDate | None = None
    registration_date: PartialDate | None = None
    expiry_date: PartialDate | None = None
    protection_basis: tuple[str, ...] = ()
    applicants: tuple[Party, ...] = ()
    specifications: tuple[DocumentReference, ...] = ()
    publications: tuple[DocumentReference, ...] = ()
    images: tuple[Image, ...] = ()
    status: Status | None = None
    events: tuple[Event, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
