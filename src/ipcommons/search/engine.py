"""What an engine must do, and the words in which it is asked and answers. Nothing here knows which engine runs."""

from collections.abc import Iterable, Mapping
from typing import Literal, Protocol

import msgspec

from ipcommons.register.entry import Change
from ipcommons.rights.event import StatusKind

Sort = Literal["relevance", "newest", "oldest"]
FACETS = ("kind", "office", "year", "class", "applicant", "status", "source")


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A search. `query` in the language of docs/query-language.md; `chosen`: facet -> values ticked (any of them).

    `published_from`, `published_to`: ISO dates (YYYY, YYYY-MM or YYYY-MM-DD), inclusive. `language` of
    the reader (zh or en) only chooses which title and which snippet are shown.
    """

    query: str
    kind: str | None = None
    chosen: Mapping[str, tuple[str, ...]] = {}
    published_from: str | None = None
    published_to: str | None = None
    sort: Sort = "relevance"
    limit: int = 20
    cursor: str | None = None
    facets: tuple[str, ...] = ()
    explain: bool = True
    snippets: bool = True
    language: Literal["zh", "en"] = "en"


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a score: which term in which field, and how much it adds."""

    field: str
    term: str
    score: float


class Fragment(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that holds hit words: `place` ("abstract", "claim 1", "paragraph 0041"), `marks` = character ranges to mark."""

    field: str
    place: str
    text: str
    marks: tuple[tuple[int, int], ...]
    language: str | None = None


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A right found. `title` in the reader's language where an office gave one, else the original; `score` = sum of `explain`."""

    id: str
    score: float
    title: str
    title_language: str | None
    other_title: str | None
    other_title_language: str | None
    kind: str
    office: str
    number: str
    kind_code: str | None
    status: StatusKind
    filed: str | None
    published: str | None
    owners: tuple[str, ...]
    classes: tuple[str, ...]
    image: str | None
    invented: bool
    feature: str | None
    snippet: tuple[Fragment, ...]
    explain: tuple[Ground, ...]


class FacetValue(msgspec.Struct, frozen=True, kw_only=True):
    value: str
    count: int


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """`total` is exact. `next` is opaque and stays valid while the register grows. `batch`: the register version searched.

    `understood` is the query printed back from its tree; `number_hit`: the id a typed number names, shown first;
    `tried`: as which types of number (publication, application, registration, id) the query was looked up.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    next: str | None
    understood: str
    batch: int
    invented: int = 0
    number_hit: str | None = None
    tried: tuple[str, ...] = ()


class Engine(Protocol):
    """An index of rights, kept by following the register."""

    @property
    def batch(self) -> int:
        """The register version that this index has reached; -1 for an empty one."""

    def apply(self, changes: Iterable[Change], batch: int) -> int:
        """Index a change set, whole or not at all, and say how many rights it held. Doing it twice changes nothing."""

    def search(self, request: Request) -> Result:
        """Run a query. Raises QuerySyntaxError, UnknownField, TooBroad, BadCursor, UnknownFacet (search.errors)."""

    def count(self) -> int:
        """Rights in the index."""
