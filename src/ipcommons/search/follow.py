"""The index follows the register: opened, caught up by change set, rebuilt where it is absent or unreadable.

The register says what there is; the index holds the batch it has reached in the same commit as the
rights. One process writes it at a time (an operating-system lock, gone with its process); the
others search what is there and move on at their next look.
"""

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ipcommons.register.store import Register
from ipcommons.search.engine import Engine
from ipcommons.search.errors import IndexBusy
from ipcommons.search.tantivy_engine import TantivyEngine
from ipcommons.search.tantivy_engine.schema import SCHEMA_VERSION
from ipcommons.settings import Settings

VERSION_FILE = "ipcommons-schema"


def open_index(register: Register, local: Path, settings: Settings) -> Engine:
    """The index of a register, caught up with it; behind it only while another process is writing. Raises IndexBusy."""
    deadline = time.monotonic() + settings.lock_wait_seconds
    while True:
        engine = _existing(local / "index", settings)
        # Another process may have moved both on since this register was opened.
        if engine is not None and (engine.batch == register.batch or engine.batch == register.refresh()):
            return engine
        with _writing(local) as alone:
            if alone:
                return _caught_up(register, local, settings)
        if engine is not None:
            return engine
        if time.monotonic() > deadline:
            raise IndexBusy(settings.lock_wait_seconds)
        time.sleep(0.1)


def rebuild(register: Register, local: Path, settings: Settings) -> Engine:
    """A new index beside the old one, which is searched until the new one takes its place. Raises IndexBusy."""
    deadline = time.monotonic() + settings.lock_wait_seconds
    while time.monotonic() <= deadline:
        with _writing(local) as alone:
            if alone:
                return _built(register, local, settings)
        time.sleep(0.1)
    raise IndexBusy(settings.lock_wait_seconds)


def _caught_up(register: Register, local: Path, settings: Settings) -> Engine:
    engine = _existing(local / "index", settings)
    # A register behind its index is another register than the one that was followed.
    if engine is None or engine.batch > register.batch:
        return _built(register, local, settings)
    if engine.batch < register.batch:
        engine.apply(register.changes(engine.batch, register.batch), register.batch)
    return engine


def _built(register: Register, local: Path, settings: Settings) -> Engine:
    building, final, old = (local / name for name in ("index.building", "index", "index.old"))
    shutil.rmtree(building, ignore_errors=True)
    engine = TantivyEngine(building, settings.index_megabytes)
    engine.apply(register.changes(-1, register.batch), register.batch)
    (building / VERSION_FILE).write_text(str(SCHEMA_VERSION))
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    building.rename(final)
    shutil.rmtree(old, ignore_errors=True)
    return TantivyEngine(final, settings.index_megabytes)


def _existing(folder: Path, settings: Settings) -> TantivyEngine | None:
    """The index in a folder; None where there is none that this version can read."""
    try:
        if (folder / VERSION_FILE).read_text() != str(SCHEMA_VERSION):
            return None
        return TantivyEngine(folder, settings.index_megabytes)
    except (OSError, ValueError, KeyError):  # absent, or damaged in whatever way: it can be made again
        return None


@contextmanager
def _writing(local: Path) -> Iterator[bool]:
    """Whether this process is the one that writes the index."""
    local.mkdir(parents=True, exist_ok=True)
    with (local / "index.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
