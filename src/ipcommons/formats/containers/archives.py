"""What is inside one archive or packed file: zip, tar, gzip, bzip2, xz.

Nothing is unpacked to where its name says: members are read as streams, and only what has to be
read twice or out of order is kept, small in memory, large in a temporary file.
"""

import bz2
import gzip
import io
import lzma
import re
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, Literal, Self, cast

from ipcommons.formats.containers.member import MIB, Limits, Member, Refusal, opened, shown
from ipcommons.formats.errors import DamagedArchive, EmptyFile, FileRefused, UnsafeArchive

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ContainerKind = Literal["zip", "tar", "gzip", "bzip2", "xz"]
KEPT_IN_MEMORY = 4 * MIB

_DAMAGE = (
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
)
"""What the unpackers raise on damaged, encrypted or unknown content. A full disk is an OSError too, but only when writing."""


def container_kind(head: bytes) -> ContainerKind | None:
    """What kind of container begins with these bytes (512 are enough); None for a plain file."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        # Office documents are zips, too, but one file to everybody who has one.
        return None if head[30:].startswith((b"[Content_Types].xml", b"mimetype")) else "zip"
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"\x1f\x8b\x08"):
        return "gzip"
    if re.match(rb"BZh[1-9]1AY&SY", head):
        return "bzip2"
    return "xz" if head.startswith(b"\xfd7zXZ\x00") else None


def _packed(unpack: Callable[[IO[bytes]], IO[bytes]]) -> Callable[[Member, Limits], Iterator[Member | Refusal]]:
    """For gzip, bzip2 and xz, which hold one file without a name of its own."""

    def unfold(member: Member, limits: Limits) -> Iterator[Member | Refusal]:
        def unpacked() -> BinaryIO:
            packed = member.open()
            return _Guarded.over(unpack(packed), member.path, limits.allowed(member.size), packed)

        yield Member(path=member.path, named=member.named, size=None, open=unpacked)

    return unfold


def _zip(member: Member, limits: Limits) -> Iterator[Member | Refusal]:
    with _seekable(member) as stream:
        packed = stream.seek(0, io.SEEK_END)
        _check_directory(stream, packed, limits, member.path)
        try:
            archive = zipfile.ZipFile(stream)
        except _DAMAGE as error:
            raise DamagedArchive(str(error)) from None
        files = [info for info in archive.infolist() if not info.filename.endswith("/")]
        if not files:
            raise EmptyFile
        left = limits.allowed(packed)
        for info in files:
            name = _zip_name(info)
            path = f"{member.path}!/{PurePosixPath(name)}"
            if reason := _unsafe(name) or _unsafe_entry(info, packed, left):
                yield Refusal(path=path, named=False, error=UnsafeArchive(name, reason))
            else:
                left -= info.file_size
                yield Member(path=path, named=False, size=info.file_size, open=partial(_zip_member, archive, info))


def _unsafe_entry(info: zipfile.ZipInfo, packed: int, left: int) -> str | None:
    """The unpacker gives no more than the directory says, so what is checked here holds for what comes out."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link"
    return f"unpacks to {info.file_size:,} bytes, beyond what {packed:,} packed bytes may hold" if info.file_size > left else None


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    if info.flag_bits & 1:
        raise DamagedArchive("the member is encrypted")
    try:
        return _Guarded.over(archive.open(info), info.filename, info.file_size)
    except _DAMAGE as error:
        raise DamagedArchive(str(error)) from None


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The member's name. Without the UTF-8 mark, packers in China write GBK; zipfile takes it for code page 437."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return shown(info.filename)
    written = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


# PKWARE APPNOTE 6.3.10, 4.3.14-4.3.16: the records at a zip's end that say how long its directory is.
def _check_directory(stream: BinaryIO, packed: int, limits: Limits, path: str) -> None:
    """zipfile loads the whole directory; an entry has 46 bytes at least, so its length bounds their number."""
    tail_length = min(packed, 22 + 65_535 + 20)
    stream.seek(packed - tail_length)
    tail = stream.read(tail_length)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        raise DamagedArchive("the zip's directory is missing: the file is cut off")
    length = int.from_bytes(tail[end + 12 : end + 16], "little")
    if length == 0xFFFFFFFF and tail[end - 20 : end - 16] == b"PK\x06\x07":
        stream.seek(int.from_bytes(tail[end - 12 : end - 4], "little"))
        length = int.from_bytes(stream.read(48)[40:48], "little")
    if length > 46 * 4 * limits.members:
        raise UnsafeArchive(path, f"lists more than {limits.members:,} members")


class _Header(tarfile.TarInfo):
    """A tar header, read strictly: tarfile ends in silence at a damaged header, and takes any length of extended header."""

    @classmethod
    def fromtarfile(cls, tar: tarfile.TarFile) -> Self:
        at = tar.offset
        try:
            return super().fromtarfile(tar)
        except tarfile.HeaderError as error:
            if at and not isinstance(error, tarfile.EOFHeaderError):  # type: ignore[attr-defined]
                raise DamagedArchive(f"{error} at byte {at:,} of the tar") from None
            raise

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        header = super().frombuf(buf, encoding, errors)
        if header.type in _EXTENDED and header.size > MIB:
            raise UnsafeArchive(header.name, f"has an extended header of {header.size:,} bytes")
        return header


_EXTENDED = {tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}


def _tar(member: Member, limits: Limits) -> Iterator[Member | Refusal]:
    count = 0
    with member.open() as stream, _tar_archive(stream) as archive:
        while info := _next(archive):
            archive.members.clear()  # type: ignore[attr-defined]  # tarfile would keep every header
            if info.isdir():
                continue
            count += 1
            if count > limits.members:
                raise UnsafeArchive(member.path, f"lists more than {limits.members:,} members")
            name = shown(info.name)
            path = f"{member.path}!/{PurePosixPath(name)}"
            reason = _unsafe(name) or (None if info.isreg() and not info.issparse() else "is a link, a device or a sparse file")
            if reason:
                yield Refusal(path=path, named=False, error=UnsafeArchive(name, reason))
                continue
            with _tar_member(archive, info, stream) as reopen:
                yield Member(path=path, named=False, size=info.size, open=reopen)
    if not count:
        raise EmptyFile


def _tar_archive(stream: BinaryIO) -> tarfile.TarFile:
    try:
        return tarfile.open(fileobj=stream, mode="r:" if stream.seekable() else "r|", tarinfo=_Header)
    except _DAMAGE as error:
        raise DamagedArchive(str(error)) from None


@contextmanager
def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo, stream: BinaryIO) -> Iterator[Callable[[], BinaryIO]]:
    """How to open the member: where it stands, or, from a packed tar, which can only be read once, out of a copy."""

    def content() -> BinaryIO:
        return _Guarded.over(cast("IO[bytes]", archive.extractfile(info)), info.name, info.size)

    if stream.seekable():
        yield content
    else:
        with content() as once, _kept(once) as reopen:
            yield reopen


def _next(archive: tarfile.TarFile) -> tarfile.TarInfo | None:
    try:
        return archive.next()
    except _DAMAGE as error:
        raise DamagedArchive(str(error)) from None


def _unsafe(name: str) -> str | None:
    """Why a member of this name is not read; None for a name that stays inside."""
    parts = re.split(r"[/\\]", name)
    if not parts[0] or re.fullmatch(r"[A-Za-z]:.*", parts[0]):
        return "has an absolute path"
    return "would leave the archive" if ".." in parts else None


UNFOLD: Mapping[ContainerKind, Callable[[Member, Limits], Iterator[Member | Refusal]]] = {
    "zip": _zip,
    "tar": _tar,
    "gzip": _packed(lambda stream: cast("IO[bytes]", gzip.GzipFile(fileobj=stream, mode="rb"))),
    "bzip2": _packed(lambda stream: cast("IO[bytes]", bz2.BZ2File(stream))),
    "xz": _packed(lambda stream: cast("IO[bytes]", lzma.LZMAFile(stream))),  # noqa: SIM115 (closed by _Guarded)
}


@contextmanager
def _seekable(member: Member) -> Iterator[BinaryIO]:
    with member.open() as stream:
        if stream.seekable():
            yield stream
        else:
            with _kept(stream) as reopen, reopen() as copy:
                yield copy


@contextmanager
def _kept(stream: BinaryIO) -> Iterator[Callable[[], BinaryIO]]:
    """The stream's bytes, kept so that they can be read again: small ones in memory, others in a temporary file."""
    begin = stream.read(KEPT_IN_MEMORY + 1)
    if len(begin) <= KEPT_IN_MEMORY:
        yield lambda: io.BytesIO(begin)
        return
    with NamedTemporaryFile(prefix="ipcommons-") as file:
        file.write(begin)
        shutil.copyfileobj(stream, file, MIB)
        file.flush()
        yield lambda: opened(Path(file.name))


class _Guarded(io.RawIOBase):
    """An unpacking stream that gives at most `allowed` bytes and speaks of damage in our words."""

    def __init__(self, stream: IO[bytes], member: str, allowed: int, below: BinaryIO | None) -> None:
        self._stream, self._member, self._allowed, self._left, self._below = stream, member, allowed, allowed, below

    @classmethod
    def over(cls, stream: IO[bytes], member: str, allowed: int, below: BinaryIO | None = None) -> BinaryIO:
        """`below`: the packed stream, closed together with this one."""
        return io.BufferedReader(cls(stream, member, allowed, below))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        try:
            block = self._stream.read(len(view))
        except FileRefused:
            raise
        except _DAMAGE as error:
            raise DamagedArchive(str(error) or type(error).__name__) from None
        self._left -= len(block)
        if self._left < 0:
            raise UnsafeArchive(self._member, f"unpacks to more than {self._allowed:,} bytes, beyond what its size may hold")
        view[: len(block)] = block
        return len(block)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            if self._below is not None:
                self._below.close()
        super().close()
