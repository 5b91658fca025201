"""Designs: the appearance of products, registered by an office."""

import msgspec

from ipcommons.rights.classification import Classification
from ipcommons.rights.date import PartialDate
from ipcommons.rights.event import Event, Status
from ipcommons.rights.image import Image
from ipcommons.rights.number import Number
from ipcommons.rights.party import Party
from ipcommons.rights.reference import DocumentReference, Priority, Proceeding
from ipcommons.rights.text import Text


class Design(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="right", tag="design"):
    """One registered design (ST.96 Design). `views` in the office's order; `product_names` once a language."""

    id: str
    office: str
    design_number: Number | None = None
    application_number: Number | None = None
    invented: bool = False
    application_date: PartialDate | None = None
    registration_date: PartialDate | None = None
    publication_date: PartialDate | None = None
    expiry_date: PartialDate | None = None
    product_names: tuple[Text, ...] = ()
    verbal_elements: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    views: tuple[Image, ...] = ()
    classifications: tuple[Classification, ...] = ()
    applicants: tuple[Party, ...] = ()
    designers: tuple[Party, ...] = ()
    representatives: tuple[Party, ...] = ()
    languages: tuple[str, ...] = ()
    publication_deferred: bool | None = None
    priorities: tuple[Priority, ...] = ()
    related_documents: tuple[DocumentReference, ...] = ()
    publications: tuple[DocumentReference, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    status: Status | None = None
    events: tuple[Event, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
