"""Symbols of classification schemes."""

from typing import Literal

import msgspec

Scheme = Literal["ipc", "cpc", "uspc", "locarno", "nice", "vienna", "us-mark", "ecla", "fi", "national"]


class Classification(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One symbol: `A45D20/12` (ipc, cpc), `26-05` (locarno), `27.05.01` (vienna), no blanks in it.

    `position`: first or later. `value`: inventive (invention information) or additional.
    `edition`: the version indicator as an ISO date or edition number. `original`: as written, if
    different. `source`: who assigned it (office code or the office's letter H / M / G).
    `combination`: "1.2" = second rank of the first combination set (CPC).
    """

    scheme: Scheme
    symbol: str
    position: Literal["first", "later"] | None = None
    value: Literal["inventive", "additional"] | None = None
    edition: str | None = None
    original: str | None = None
    level: str | None = None
    status: str | None = None
    source: str | None = None
    office: str | None = None
    date: str | None = None
    combination: str | None = None
