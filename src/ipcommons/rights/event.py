"""What happened to a right, and where it stands."""

from typing import Literal

import msgspec

from ipcommons.rights.date import PartialDate
from ipcommons.rights.text import Text

StatusKind = Literal["in-force", "pending", "ended", "refused", "unknown"]
"""The five squares of the interface: stands, on its way, came to an end, refused or annulled, not known."""

EventKind = Literal[
    "filing",
    "publication",
    "examination",
    "grant",
    "registration",
    "opposition",
    "cancellation",
    "appeal",
    "renewal",
    "fee",
    "transfer",
    "licence",
    "change",
    "correction",
    "lapse",
    "expiry",
    "withdrawal",
    "refusal",
    "deletion",
    "international",
    "other",
]
"""Broad categories after WIPO ST.27 and ST.61; the office's own code and words stand beside them."""


class Status(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the right stands, `as_of` a day. `derived`: concluded by us (`reason` says how), not stated by the office."""

    kind: StatusKind
    text: Text | None = None
    code: str | None = None
    date: PartialDate | None = None
    as_of: PartialDate | None = None
    derived: bool = False
    reason: str | None = None


class Event(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One event. `code` and `text` are the office's own; `derived` as in Status; `status_after` where it is known."""

    kind: EventKind
    date: PartialDate | None = None
    code: str | None = None
    text: Text | None = None
    number: str | None = None
    status_after: StatusKind | None = None
    derived: bool = False
