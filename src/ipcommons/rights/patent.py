"""Patents: published applications, grants, utility models, plant and design patents, reissues."""

from typing import Literal

import msgspec

from ipcommons.rights.classification import Classification
from ipcommons.rights.date import PartialDate
from ipcommons.rights.event import Event, Status
from ipcommons.rights.image import Image
from ipcommons.rights.number import Number
from ipcommons.rights.party import Party
from ipcommons.rights.reference import Citation, DocumentReference, Priority, RelatedDocument
from ipcommons.rights.text import Text

PatentType = Literal["invention", "utility-model", "design", "plant", "reissue", "statutory-invention-registration", "other"]
SectionKind = Literal["technical-field", "background", "summary", "drawings", "detailed", "related", "government-interest", "other"]


class ClaimPart(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A step of a claim: preamble, feature, sub-feature; `level` 0 is the claim itself."""

    level: int
    text: str


class Claim(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One claim. `depends_on`: numbers of the claims it refers to, in order of mention, empty if independent."""

    number: int
    parts: tuple[ClaimPart, ...]
    depends_on: tuple[int, ...] = ()
    id: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.parts)


class Claims(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The claims in one language; `statement` is the line before them ("What is claimed is:")."""

    claims: tuple[Claim, ...]
    language: str | None = None
    statement: str | None = None


class Paragraph(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """`number` as printed ("0041", "P0041"), None where the source numbers none."""

    text: str
    number: str | None = None


class Section(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A headed part of the description."""

    paragraphs: tuple[Paragraph, ...] = ()
    heading: str | None = None
    kind: SectionKind = "other"


class Description(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The description in one language."""

    sections: tuple[Section, ...]
    language: str | None = None


class Sequence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sequence of a listing (WIPO ST.25, numeric identifiers 210-400); `residues` with its line breaks."""

    number: str
    length: str | None = None
    molecule_type: str | None = None
    organism: str | None = None
    features: tuple[str, ...] = ()
    residues: str | None = None


class SequenceListing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Nucleotide and amino-acid sequences; `general` what is said of the listing, by numeric identifier."""

    sequences: tuple[Sequence, ...]
    general: tuple[tuple[str, str], ...] = ()


class Patent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="right", tag="patent"):
    """One publication of a patent document (ST.96 PatentPublication / PatentGrant).

    `publication` holds office, number and kind code. Abstracts, claims and descriptions come once a
    language. `term_extension` in days. `field_of_search`: classes searched by the examiner.
    `details`: what an office says beyond these fields, as (name, value).
    """

    id: str
    office: str
    publication: Number
    publication_date: PartialDate | None = None
    invented: bool = False
    type: PatentType | None = None
    application: Number | None = None
    application_date: PartialDate | None = None
    grant_date: PartialDate | None = None
    series_code: str | None = None
    filing_language: str | None = None
    titles: tuple[Text, ...] = ()
    abstracts: tuple[Text, ...] = ()
    claims: tuple[Claims, ...] = ()
    descriptions: tuple[Description, ...] = ()
    applicants: tuple[Party, ...] = ()
    inventors: tuple[Party, ...] = ()
    assignees: tuple[Party, ...] = ()
    agents: tuple[Party, ...] = ()
    examiners: tuple[Party, ...] = ()
    classifications: tuple[Classification, ...] = ()
    field_of_search: tuple[Classification, ...] = ()
    priorities: tuple[Priority, ...] = ()
    related_documents: tuple[RelatedDocument, ...] = ()
    citations: tuple[Citation, ...] = ()
    family_id: str | None = None
    other_publications: tuple[DocumentReference, ...] = ()
    pct_application: DocumentReference | None = None
    pct_publication: DocumentReference | None = None
    figures: tuple[Image, ...] = ()
    figure_count: int | None = None
    sheet_count: int | None = None
    claim_count: int | None = None
    exemplary_claims: tuple[int, ...] = ()
    term_extension: int | None = None
    term_notes: tuple[str, ...] = ()
    sequence_listing: SequenceListing | None = None
    status: Status | None = None
    events: tuple[Event, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
