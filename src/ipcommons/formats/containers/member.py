"""A file as it is found in a path, or the reason why it is not read."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from ipcommons.formats.errors import FileRefused, Unreadable

MIB = 1 << 20


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How far a container is followed.

    It may unpack to `free` bytes whatever its size, beyond that to `ratio` times its own bytes (XML
    packs to a tenth, rarely to a fiftieth), and never to more than `total`. `depth` counts containers
    within containers (tar.gz is two), `members` those of one archive.
    """

    free: int = 64 * MIB
    ratio: int = 200
    total: int = 1 << 40
    depth: int = 4
    members: int = 500_000

    def allowed(self, packed: int | None) -> int:
        """Bytes that a container of `packed` bytes may unpack to."""
        return min(self.total, max(self.free, self.ratio * (packed or 0)))


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One file. `path` as shown: behind `!/` what stands inside an archive; a .gz of one file keeps its own name.

    `named`: given by the user himself, not found in a folder or archive. `open` gives the unpacked
    bytes as a stream, as often as asked, but only until the next member is asked for; it and the
    stream raise FileRefused.
    """

    path: str
    named: bool
    size: int | None
    open: Callable[[], BinaryIO]


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A file or archive member that is not read, and why. `named` as in Member."""

    path: str
    named: bool
    error: FileRefused


def opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from None


def shown(name: str) -> str:
    """A name as text that can be written down: bytes that are no UTF-8 become escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
