"""A large file read and prepared in a process of its own, so that reading and keeping take a core each.

`blocks` starts `python -m ipcommons.register.apart FORMAT` (or `--mapping TEXT`), whose input is the
file itself and whose output is frames: a length, then a Frame in msgpack; a length of zero is the
end. A reader whose parent is gone ends at its next frame; a parent whose reader is gone before the
end refuses the file.
"""

import os
import queue
import stat
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

import msgspec

from ipcommons.formats.errors import FileRefused
from ipcommons.formats.manifest import Manifest, manifest_of, manifests
from ipcommons.register import prepare
from ipcommons.register.errors import ReaderFailed
from ipcommons.register.prepare import Block, seldom_collecting

WORTH_BYTES = 8 << 20
"""Starting a process and its imports takes half a second or so, as long as reading this much."""
AHEAD = 3
"""Blocks that the reader may be ahead of the one who keeps them."""
LONGEST_MAPPING = 32_000
"""Characters: Linux takes 128 KiB in an argument."""
_LENGTH = struct.Struct("<I")


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """A block, or the reason in words why the file is refused."""

    block: Block = []
    refused: str | None = None


_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(Frame)


def possible(stream: BinaryIO, mapping: str | None = None) -> bool:
    """Is there a second core, and is the stream a file that another process can read from its beginning?"""
    if len(os.sched_getaffinity(0)) < 2 or len(mapping or "") > LONGEST_MAPPING:
        return False
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode) and stream.tell() == 0
    except (AttributeError, OSError):
        return False


def blocks(stream: BinaryIO, format: str, mapping: str | None) -> Iterator[Block]:
    """The documents of a file, as `prepare.blocks` gives them. Raises FileRefused."""
    asked = [format] if mapping is None else ["--mapping", mapping]
    command = [sys.executable, "-m", "ipcommons.register.apart", *asked]
    # A group of its own: Ctrl-C is for the one who keeps the register.
    with subprocess.Popen(command, stdin=stream, stdout=subprocess.PIPE, process_group=0) as process:
        try:
            while packed := _packed(cast("IO[bytes]", process.stdout)):
                frame = _decoder.decode(packed)
                if frame.refused is not None:
                    raise FileRefused(frame.refused)
                yield frame.block
        finally:
            process.kill()


def _packed(stream: IO[bytes]) -> bytes:
    """The next frame; an empty one is the end. Raises ReaderFailed where it is cut off."""
    start = stream.read(_LENGTH.size)
    size = _LENGTH.unpack(start)[0] if len(start) == _LENGTH.size else None
    frame = stream.read(size) if size is not None else b""
    if len(frame) != size:
        raise ReaderFailed("its process ended early")
    return frame


def _manifest(asked: list[str]) -> Manifest:
    return manifest_of(asked[1]) if asked[0] == "--mapping" else manifests()[asked[0]]


def _frames(stream: BinaryIO, manifest: Manifest) -> Iterator[bytes]:
    try:
        for block in prepare.blocks(manifest.reader()(stream)):
            yield _encode(Frame(block))
    except FileRefused as error:
        yield _encode(Frame(refused=str(error)))


def _write(frames: "queue.Queue[bytes]", out: BinaryIO) -> None:
    """Write what comes, up to and with the empty one."""
    try:
        while frame := frames.get():
            out.write(_LENGTH.pack(len(frame)))
            out.write(frame)
        out.write(_LENGTH.pack(0))
        out.flush()
    except OSError:
        # Nobody reads any more.
        os._exit(1)


def main() -> None:
    """Read standard input, write frames to standard output."""
    frames: queue.Queue[bytes] = queue.Queue(AHEAD)
    writer = threading.Thread(target=_write, args=(frames, sys.stdout.buffer), daemon=True)
    writer.start()
    with seldom_collecting(), open(0, "rb", closefd=False) as stream:
        for frame in _frames(stream, _manifest(sys.argv[1:])):
            frames.put(frame)
    frames.put(b"")
    writer.join()


if __name__ == "__main__":
    main()
