"""Images that a right names; the bytes, where delivered, are blobs of the register."""

from typing import Literal

import msgspec

ImageKind = Literal["drawing", "mark", "view", "chemistry", "mathematics", "table", "character", "other"]


class Image(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """`file` is the name or address as the office wrote it, cleaned of white space; sizes as written, with unit."""

    file: str | None = None
    kind: ImageKind = "other"
    label: str | None = None
    format: str | None = None
    width: str | None = None
    height: str | None = None
    orientation: str | None = None
    colour: str | None = None
