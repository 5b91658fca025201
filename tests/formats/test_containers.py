"""Files, folders and archives become one flat stream of members; what is unsafe or damaged is refused with words."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipcommons.formats.containers import Limits, Member, Refusal, members
from ipcommons.formats.containers.archives import container_kind
from ipcommons.formats.errors import DamagedArchive, EmptyFile, FileRefused, Unreadable, UnsafeArchive

Tree = dict[str, bytes]


def zipped(tree: Tree) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in tree.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(tree: Tree, mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in tree.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return buffer.getvalue()


def contents(path: Path, limits: Limits | None = None) -> Tree:
    """Every member's bytes by its path below `path`; a refusal fails the test."""
    found = {}
    for member in members(path, limits or Limits()):
        assert isinstance(member, Member), member
        with member.open() as stream:
            found[member.path.removeprefix(str(path))] = stream.read()
    return found


def refusals(path: Path, limits: Limits | None = None) -> dict[str, FileRefused]:
    """What is refused at once or while it is read, by path below `path`."""
    found = {}
    for member in members(path, limits or Limits()):
        if isinstance(member, Refusal):
            found[member.path.removeprefix(str(path))] = member.error
            continue
        try:
            with member.open() as stream:
                while stream.read(1 << 20):
                    pass
        except FileRefused as error:
            found[member.path.removeprefix(str(path))] = error
    return found


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_plain_file_is_its_own_member_and_named_by_the_user(tmp_path: Path) -> None:
    path = written(tmp_path, "one.xml", b"<a/>")

    (member,) = members(path)

    assert isinstance(member, Member)
    assert (member.path, member.named, member.size) == (str(path), True, 4)
    assert member.open().read() == member.open().read() == b"<a/>"


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.xml", "a/2.xml", "a/1.xml"):
        written(tmp_path, name, name.encode())

    assert list(contents(tmp_path).items()) == [("/a/1.xml", b"a/1.xml"), ("/a/2.xml", b"a/2.xml"), ("/b.xml", b"b.xml")]
    assert not any(member.named for member in members(tmp_path))


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_not_read_twice(tmp_path: Path) -> None:
    outside = written(tmp_path, "outside.xml", b"secret")
    folder = written(tmp_path, "in/real.xml", b"<a/>").parent
    (folder / "out.xml").symlink_to(outside)
    (folder / "again.xml").symlink_to(folder / "real.xml")
    (folder / "loop").symlink_to(folder)

    assert list(refusals(folder)) == ["/out.xml"]
    assert [m.path for m in members(folder) if isinstance(m, Member)] == [str(folder / "real.xml")]


def test_what_cannot_be_read_is_refused_with_the_systems_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert str(refusals(tmp_path / "absent.xml")[""]) == "cannot be read: No such file or directory"
    assert str(refusals(tmp_path)["/pipe"]) == "cannot be read: not a regular file"
    (tmp_path / "pipe").unlink()
    assert isinstance(refusals(tmp_path)[""], Unreadable)


@pytest.mark.parametrize(
    ("name", "pack"),
    [("x.xml.gz", gzip.compress), ("x.xml.bz2", bz2.compress), ("x.xml.xz", lzma.compress), ("named-for-nothing", gzip.compress)],
)
def test_one_packed_file_keeps_the_name_of_its_container(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    path = written(tmp_path, name, pack(b"<a/>"))

    (member,) = members(path)

    assert isinstance(member, Member)
    assert (member.path, member.named, member.size) == (str(path), True, None)
    assert contents(path) == {"": b"<a/>"}


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_members_of_a_tar_can_be_opened_more_than_once(tmp_path: Path, mode: str) -> None:
    large = os.urandom(5 << 20)
    path = written(tmp_path, "week", tarred({"./a.xml": b"<a/>", "b/c.xml": large}, mode))

    for member in members(path):
        assert isinstance(member, Member)
        assert member.open().read() == member.open().read()
    assert contents(path) == {"!/a.xml": b"<a/>", "!/b/c.xml": large}


def test_containers_nest_and_the_path_shows_each(tmp_path: Path) -> None:
    inner = zipped({"deep/x.xml": b"<x/>", "y.xml.gz": gzip.compress(b"<y/>")})
    path = written(tmp_path, "outer.tar.gz", gzip.compress(tarred({"inner.zip": inner, "z.xml": b"<z/>"})))

    assert contents(path) == {"!/inner.zip!/deep/x.xml": b"<x/>", "!/inner.zip!/y.xml.gz": b"<y/>", "!/z.xml": b"<z/>"}


def test_a_container_nested_too_deep_is_refused_and_its_neighbours_are_read(tmp_path: Path) -> None:
    content = b"<a/>"
    for _ in range(5):
        content = zipped({"down.zip": content, "beside.xml": b"<b/>"})
    path = written(tmp_path, "deep.zip", content)

    found = list(members(path))

    assert sum(isinstance(m, Member) for m in found) == 4
    (refused,) = (m for m in found if isinstance(m, Refusal))
    assert "is a container inside 4 others" in str(refused.error)


@pytest.mark.parametrize("name", ["../../slipped.xml", "/etc/slipped.xml", "a/../../slipped.xml", "..\\slipped.xml", "C:\\slipped.xml"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_member_that_would_leave_the_archive_is_refused_and_the_rest_is_read(
    tmp_path: Path, name: str, pack: Callable[[Tree], bytes]
) -> None:
    path = written(tmp_path, "slip", pack({name: b"<a/>", "good.xml": b"<b/>"}))

    (refused,) = refusals(path).values()

    assert isinstance(refused, UnsafeArchive)
    assert refused.member == name
    assert [m.path for m in members(path) if isinstance(m, Member)] == [f"{path}!/good.xml"]


def test_links_devices_and_sparse_files_in_archives_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (("soft", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("device", tarfile.CHRTYPE)):
            header = tarfile.TarInfo(name)
            header.type, header.linkname = kind, "/etc/hostname"
            archive.addfile(header)
    link = zipfile.ZipInfo("soft")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "links.zip", "w") as archive:
        archive.writestr(link, "/etc/hostname")

    assert list(refusals(written(tmp_path, "links.tar", buffer.getvalue()))) == ["!/soft", "!/hard", "!/device"]
    assert list(refusals(tmp_path / "links.zip")) == ["!/soft"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("blanks.xml", "w", force_zip64=True) as stream:
            for _ in range(200):
                stream.write(b" " * (1 << 20))
        archive.writestr("good.xml", "<a/>" * 1000)

    tracemalloc.start()
    found = refusals(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert list(found) == ["!/blanks.xml"]
    assert "unpacks" in str(found["!/blanks.xml"])
    assert peak < 4 << 20


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_bomb_stops_at_the_limit(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = written(tmp_path, "bomb", pack(b" " * (5 << 20)))

    (error,) = refusals(path, Limits(free=1 << 20, ratio=10)).values()

    assert isinstance(error, UnsafeArchive)
    assert "more than 1,048,576 bytes" in str(error)


def test_many_members_that_share_the_same_packed_bytes_are_bounded_together(tmp_path: Path) -> None:
    path = written(tmp_path, "many.zip", zipped({f"{n}.xml": b" " * (1 << 20) for n in range(10)}))

    assert len(refusals(path, Limits(free=3 << 20, ratio=10))) == 7


def test_an_archive_that_lists_too_many_members_is_refused(tmp_path: Path) -> None:
    tree = {f"{n:0150}.xml": b"" for n in range(40)}

    (of_zip,) = refusals(written(tmp_path, "many.zip", zipped(tree)), Limits(members=20)).values()
    assert "more than 20 members" in str(of_zip)
    assert "more than 20 members" in str(refusals(written(tmp_path, "many.tar", tarred(tree)), Limits(members=20))[""])


@pytest.mark.parametrize("pack", [zipped, tarred, lambda tree: tarred(tree, "w:gz"), lambda tree: gzip.compress(tree["a.xml"])])
def test_an_archive_cut_in_the_middle_is_damaged(tmp_path: Path, pack: Callable[[Tree], bytes]) -> None:
    whole = pack({"a.xml": os.urandom(9000), "b.xml": os.urandom(9000)})
    path = written(tmp_path, "cut", whole[: len(whole) * 3 // 4])

    assert any(isinstance(error, DamagedArchive) for error in refusals(path).values())


def test_a_damaged_header_inside_a_tar_is_not_taken_for_its_end(tmp_path: Path) -> None:
    content = bytearray(tarred({"a.xml": b"<a/>", "b.xml": b"<b/>"}))
    content[1024 + 148 : 1024 + 156] = b"garbage!"
    path = written(tmp_path, "damaged.tar", bytes(content))

    assert "at byte 1,024 of the tar" in str(refusals(path)[""])
    assert sum(isinstance(m, Member) for m in members(path)) == 1


def test_an_encrypted_member_is_refused_with_the_reason(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.xml": b"<a/>"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[6] |= 1

    assert str(refusals(written(tmp_path, "locked.zip", bytes(content)))["!/a.xml"]) == (
        "the archive cannot be unpacked: the member is encrypted"
    )


def test_an_archive_without_members_is_empty(tmp_path: Path) -> None:
    assert isinstance(refusals(written(tmp_path, "none.zip", zipped({})))[""], EmptyFile)


def test_chinese_names_written_in_gbk_are_read(tmp_path: Path) -> None:
    content = zipped({"aaaa.xml": b"<a/>"}).replace(b"aaaa.xml", "公告.xml".encode("gb18030"))

    assert list(contents(written(tmp_path, "names.zip", content))) == ["!/公告.xml"]


def test_office_documents_are_files_not_folders(tmp_path: Path) -> None:
    content = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"})

    assert container_kind(content) is None
    assert contents(written(tmp_path, "report.docx", content)) == {"": content}


NAMES = st.lists(st.text("abcäß中文 ._-", min_size=1, max_size=8).filter(lambda n: n.strip(". ")), min_size=1, max_size=3).map("/".join)
TREES = st.dictionaries(NAMES, st.binary(max_size=300).map(lambda b: b"<" + b), min_size=1, max_size=6).filter(
    lambda tree: not any(other.startswith(name + "/") for name in tree for other in tree)
)


@settings(max_examples=60)
@given(tree=TREES, pack=st.sampled_from([zipped, tarred, lambda tree: tarred(tree, "w:gz"), lambda tree: tarred({"in.zip": zipped(tree)})]))
def test_an_archive_gives_exactly_what_was_packed(tree: Tree, pack: Callable[[Tree], bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = contents(written(Path(folder), "packed", pack(tree)))

    assert {path.removeprefix("!/in.zip").removeprefix("!/"): content for path, content in found.items()} == tree


WHOLE = {"a.xml": b"<a/>" * 40, "b/ü.xml": bytes(range(256)) * 8}


@settings(max_examples=100)
@given(
    pack=st.sampled_from([zipped, tarred, lambda tree: tarred(tree, "w:gz"), lambda tree: tarred({"in.zip": zipped(tree)}, "w:xz")]),
    damage=st.lists(st.tuples(st.integers(0, 1 << 14), st.integers(0, 255)), min_size=1, max_size=12),
)
def test_damaged_bytes_are_refused_with_words_and_nothing_else_happens(
    pack: Callable[[Tree], bytes], damage: list[tuple[int, int]]
) -> None:
    content = bytearray(pack(WHOLE))
    for position, value in damage:
        content[position % len(content)] = value
    with tempfile.TemporaryDirectory() as folder:
        refusals(written(Path(folder), "damaged", bytes(content)))
