"""What lies in a path: a file, a folder, or archives within archives, as one flat stream of members.

Containers are known by their first bytes, never by name. The door is `members`.
"""

import stat
from collections.abc import Iterator
from pathlib import Path

from ipcommons.formats.containers.archives import UNFOLD, container_kind
from ipcommons.formats.containers.member import Limits, Member, Refusal, opened, shown
from ipcommons.formats.errors import FileRefused, Unreadable, UnsafeArchive

__all__ = ["Limits", "Member", "Refusal", "members"]


def members(path: Path, limits: Limits = Limits()) -> Iterator[Member | Refusal]:  # noqa: B008 (frozen)
    """Every file in `path`, folders in the order of their names, archives in their own order."""
    for member in _files(path):
        if isinstance(member, Refusal):
            yield member
        else:
            yield from _unfold(member, limits, 0)


def _files(path: Path) -> Iterator[Member | Refusal]:
    if not path.is_dir():
        yield _file(path, named=True)
        return
    found = False
    for member in _folder(path, path.resolve()):
        found = True
        yield member
    if not found:
        yield Refusal(path=shown(str(path)), named=True, error=Unreadable("the folder holds no file"))


def _folder(folder: Path, root: Path) -> Iterator[Member | Refusal]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Refusal(path=shown(str(folder)), named=False, error=Unreadable(error.strerror or str(error)))
        return
    for entry in entries:
        if entry.is_symlink():
            # A link to something inside the folder is passed over: its target is walked anyway.
            if not (entry.exists() and entry.resolve().is_relative_to(root)):
                yield Refusal(path=shown(str(entry)), named=False, error=Unreadable("a link that leads out of the folder, or nowhere"))
        elif entry.is_dir():
            yield from _folder(entry, root)
        else:
            yield _file(entry, named=False)


def _file(path: Path, *, named: bool) -> Member | Refusal:
    name = shown(str(path))
    try:
        status = path.stat()
    except OSError as error:
        return Refusal(path=name, named=named, error=Unreadable(error.strerror or str(error)))
    if not stat.S_ISREG(status.st_mode):
        return Refusal(path=name, named=named, error=Unreadable("not a regular file"))
    return Member(path=name, named=named, size=status.st_size, open=lambda: opened(path))


def _unfold(member: Member, limits: Limits, depth: int) -> Iterator[Member | Refusal]:
    """The member itself, or what is in it if it is a container."""
    try:
        with member.open() as stream:
            kind = container_kind(stream.read(512))
        if kind is None:
            yield member
            return
        if depth == limits.depth:
            raise UnsafeArchive(member.path, f"is a container inside {depth} others")
        for inside in UNFOLD[kind](member, limits):
            if isinstance(inside, Refusal):
                yield inside
            else:
                yield from _unfold(inside, limits, depth + 1)
    except FileRefused as error:
        yield Refusal(path=member.path, named=member.named, error=error)
