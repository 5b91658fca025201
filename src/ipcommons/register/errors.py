"""What can be wrong with a register.

RegisterError
├── Locked            another process writes; readers are not affected
├── DiskFull          nothing half-written was committed
├── NotWritable       the data folder cannot be written, or is no folder
├── Overtaken         another machine committed to the same register in between
├── OtherLayout       another version of the software made the register
├── Damaged           the tables do not hold what the ledger says
├── UnknownFormat     no reader has this name
└── UnknownQuarantine no document put aside has this id

FileRefused (formats.errors), as far as the register is what refuses
├── NoDocument        the format was recognised, but the file holds no document
└── ReaderFailed      a fault of the reader, not of the file
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa
from deltalake.exceptions import DeltaError

from ipcommons.errors import IpcommonsError
from ipcommons.formats.errors import FileRefused


class RegisterError(IpcommonsError):
    """Root of the package's errors."""


class Locked(RegisterError):
    """`owner`: process id; `since`: when it began, UTC."""

    def __init__(self, owner: str, since: str, waited: int) -> None:
        super().__init__(
            f"process {owner} has been writing to this register since {since} (waited {waited} s); try again when it has finished"
        )
        self.owner, self.since, self.waited = owner, since, waited


class DiskFull(RegisterError):
    def __init__(self) -> None:
        super().__init__("the disk is full; nothing half-written was committed; free some space and run the same command again")


class NotWritable(RegisterError):
    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: cannot be written ({reason}); choose another folder with --data")
        self.place, self.reason = place, reason


class Overtaken(RegisterError):
    def __init__(self, table: str) -> None:
        super().__init__(
            f"another writer committed to the table {table} at the same time; nothing of this batch is visible; run the same command again"
        )
        self.table = table


class OtherLayout(RegisterError):
    def __init__(self, table: str) -> None:
        super().__init__(f"this register has no table {table}: another version of ipcommons made it; ingest the files into a new one")
        self.table = table


class Damaged(RegisterError):
    def __init__(self, table: str, reason: str) -> None:
        super().__init__(f"the table {table} cannot be read: {reason}; `ipcommons verify` says what else is affected")
        self.table, self.reason = table, reason


class UnknownFormat(RegisterError):
    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no format is called {name!r}; there are {', '.join(known)}")
        self.name, self.known = name, known


class UnknownQuarantine(RegisterError):
    def __init__(self, id: str) -> None:
        super().__init__(f"no document in quarantine has the id {id!r}; `ipcommons quarantine list` shows those there are")
        self.id = id


class NoDocument(FileRefused):
    def __init__(self, format_name: str) -> None:
        super().__init__(f"recognised as {format_name}, but it holds no document: expected at least one")
        self.format_name = format_name


class ReaderFailed(FileRefused):
    """`cause`: what the reader stumbled over."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"the reader failed ({cause}); this is a fault of the reader: please report it with the file")
        self.cause = cause


_REASONS = {
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EROFS: "the file system is read-only",
    errno.ENOTDIR: "it is a file, not a folder",
    errno.EEXIST: "it is a file, not a folder",
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def told_in_words(place: str) -> Iterator[None]:
    """Errors of the disk, from whichever library they come, as one of ours."""
    try:
        yield
    except (OSError, DeltaError, sqlite3.OperationalError, pa.ArrowException) as error:
        said = str(error)
        number = error.errno if isinstance(error, OSError) else None
        if number in _FULL or any(f"os error {full}" in said for full in _FULL) or "is full" in said or "disk I/O error" in said:
            raise DiskFull from error
        for known, reason in _REASONS.items():
            if number == known or f"os error {known})" in said:
                raise NotWritable(place, reason) from error
        if "readonly database" in said or "unable to open database" in said:
            raise NotWritable(place, "no permission") from error
        raise
