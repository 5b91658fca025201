"""Other documents that a right names: priorities, citations, relatives, earlier marks."""

from typing import Literal

import msgspec

from ipcommons.rights.classification import Classification
from ipcommons.rights.date import PartialDate
from ipcommons.rights.number import Number
from ipcommons.rights.party import Party
from ipcommons.rights.text import Text


class DocumentReference(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """An application or publication named in another: its number and what is said of it."""

    number: Number | None = None
    date: PartialDate | None = None
    name: str | None = None
    text: str | None = None


class Priority(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A priority claim (Paris Convention, art. 4). `kind`: national, regional, international, exhibition as written."""

    number: Number | None = None
    date: PartialDate | None = None
    kind: str | None = None
    sequence: str | None = None
    status: str | None = None
    text: str | None = None
    classes: tuple[str, ...] = ()


class RelatedDocument(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A relative of this document. `relation` is the office's element name: continuation, division, reissue ..."""

    relation: str
    document: DocumentReference | None = None
    parent: DocumentReference | None = None
    child: DocumentReference | None = None
    parent_status: str | None = None
    parent_grant: DocumentReference | None = None
    parent_pct: DocumentReference | None = None
    text: str | None = None


class Citation(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A cited patent (`document`) or other literature (`text`).

    `category` X, Y, A ... ; `cited_by` examiner, applicant, third party, opponent ... as a word of ours
    where the office's is known, else as written; `phase` of the procedure (SEA, PRS, ...).
    """

    document: DocumentReference | None = None
    text: str | None = None
    category: str | None = None
    cited_by: str | None = None
    phase: str | None = None
    sequence: str | None = None
    claims: str | None = None
    passages: tuple[str, ...] = ()
    classifications: tuple[Classification, ...] = ()


class Proceeding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An opposition, cancellation or appeal in the register of a mark or design.

    `earlier_rights` are what the opponent relies on; `grounds` one line each, as written.
    """

    kind: Literal["opposition", "cancellation", "appeal", "decision", "recordal", "other"]
    identifier: str | None = None
    date: PartialDate | None = None
    status: Text | None = None
    language: str | None = None
    parties: tuple[Party, ...] = ()
    grounds: tuple[str, ...] = ()
    earlier_rights: tuple["EarlierRight", ...] = ()
    text: Text | None = None
    details: tuple[Text, ...] = ()


class EarlierRight(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An earlier mark or sign relied on in a proceeding, or claimed as seniority."""

    number: Number | None = None
    registration_number: Number | None = None
    date: PartialDate | None = None
    registration_date: PartialDate | None = None
    kind: str | None = None
    feature: str | None = None
    verbal_elements: tuple[Text, ...] = ()
    images: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    country: str | None = None
    status: str | None = None
    grounds: tuple[str, ...] = ()
    details: tuple[Text, ...] = ()
