"""Trade marks: applications and registrations of signs for goods and services."""

from typing import Literal

import msgspec

from ipcommons.rights.classification import Classification
from ipcommons.rights.date import PartialDate
from ipcommons.rights.event import Event, Status
from ipcommons.rights.image import Image
from ipcommons.rights.number import Number
from ipcommons.rights.party import Party
from ipcommons.rights.reference import DocumentReference, EarlierRight, Priority, Proceeding
from ipcommons.rights.text import Text

MarkFeature = Literal[
    "Word",
    "Stylized characters",
    "Figurative",
    "Combined",
    "Three dimensional",
    "Colour",
    "Sound",
    "Hologram",
    "Olfactory",
    "Motion",
    "Multimedia",
    "Position",
    "Pattern",
    "Other",
]
"""Values of ST.96 MarkFeatureCategory that occur in the files read here."""


class GoodsServices(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Goods or services in one class of the Nice Classification; `texts` once a language.

    `class_number` 1-45; None where the source uses a national class only (`national_classes`).
    """

    class_number: int | None = None
    texts: tuple[Text, ...] = ()
    edition: str | None = None
    national_classes: tuple[str, ...] = ()
    status: str | None = None
    status_date: PartialDate | None = None
    first_use: PartialDate | None = None
    first_use_in_commerce: PartialDate | None = None
    details: tuple[tuple[str, str], ...] = ()


class TradeMark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="right", tag="trademark"):
    """One mark in an office's register (ST.96 TradeMark).

    `kind_mark`: individual, collective, certification, as the office says. `languages`: of the
    proceedings, first language first. `use_claims`: bases of a US filing (1a, 44e, 66a ...).
    """

    id: str
    office: str
    application_number: Number | None = None
    registration_number: Number | None = None
    international_number: Number | None = None
    invented: bool = False
    application_date: PartialDate | None = None
    registration_date: PartialDate | None = None
    publication_date: PartialDate | None = None
    expiry_date: PartialDate | None = None
    feature: MarkFeature | None = None
    kind_mark: str | None = None
    verbal_elements: tuple[Text, ...] = ()
    transliterations: tuple[Text, ...] = ()
    translations: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    disclaimers: tuple[Text, ...] = ()
    colours: tuple[Text, ...] = ()
    standard_characters: bool | None = None
    images: tuple[Image, ...] = ()
    classifications: tuple[Classification, ...] = ()
    goods_services: tuple[GoodsServices, ...] = ()
    applicants: tuple[Party, ...] = ()
    representatives: tuple[Party, ...] = ()
    correspondents: tuple[Party, ...] = ()
    examiners: tuple[Party, ...] = ()
    languages: tuple[str, ...] = ()
    use_claims: tuple[str, ...] = ()
    priorities: tuple[Priority, ...] = ()
    seniorities: tuple[EarlierRight, ...] = ()
    related_documents: tuple[DocumentReference, ...] = ()
    publications: tuple[DocumentReference, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()
    status: Status | None = None
    events: tuple[Event, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
