"""One writer at a time: a lock on a file, which the system takes back when its owner dies."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from ipcommons.register.errors import Locked, told_in_words

LOOK_AGAIN_SECONDS = 0.2


@contextmanager
def writer_lock(local: Path, wait_seconds: int) -> Iterator[None]:
    """Hold the register for writing. Raises Locked with owner and age if another process keeps it for longer than that.

    Readers need no lock. The lock binds processes of one machine; writers on several machines are
    kept apart by Delta's transactions (see `tables.append`).
    """
    with told_in_words(str(local)):
        local.mkdir(parents=True, exist_ok=True)
        handle = (local / "writer.lock").open("a+b")
    with handle:
        _acquire(handle, wait_seconds)
        with told_in_words(str(local)):
            _write_owner(handle)
        yield


def _acquire(handle: BinaryIO, wait_seconds: int) -> None:
    until = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                owner = _owner(handle)
                raise Locked(owner.get("pid", "?"), owner.get("since", "?"), wait_seconds) from None
            time.sleep(LOOK_AGAIN_SECONDS)
        else:
            return


def _write_owner(handle: BinaryIO) -> None:
    handle.truncate(0)
    handle.write(json.dumps({"pid": str(os.getpid()), "since": datetime.now(UTC).isoformat(timespec="seconds")}).encode())
    handle.flush()


def _owner(handle: BinaryIO) -> dict[str, str]:
    handle.seek(0)
    try:
        owner: dict[str, str] = json.loads(handle.read())
    except ValueError:
        return {}
    return owner
