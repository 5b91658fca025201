"""The index follows the register."""

import fcntl
import shutil
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from tests.register.office import Office, delivery, mark

from ipcommons.search.engine import Engine, Request
from ipcommons.search.errors import IndexBusy
from ipcommons.search.follow import VERSION_FILE, open_index, rebuild
from ipcommons.settings import Settings


@pytest.fixture
def office(tmp_path: Path, own_settings: Settings) -> Office:
    return Office(tmp_path / "files", own_settings)


def opened(office: Office) -> Engine:
    return open_index(office.register, office.settings.local, office.settings)


def found(engine: Engine, query: str) -> list[str]:
    return [hit.number for hit in engine.search(Request(query=query)).hits]


def test_an_empty_register_has_an_empty_index(office: Office) -> None:
    engine = opened(office)

    assert (engine.count(), found(engine, "")) == (0, [])


def test_the_index_catches_up_with_every_batch(office: Office) -> None:
    office.deliver("2031-01-02", mark("099990001", "QUELLMARK"))
    first = opened(office)
    office.deliver("2031-01-03", mark("099990002", "Quellmark Comb"))
    second = opened(office)

    assert found(first, "quellmark") == ["099990001"]
    assert sorted(found(second, "quellmark")) == ["099990001", "099990002"]
    assert second.batch == office.register.batch


def test_a_new_statement_replaces_the_old_and_a_deletion_leaves_the_results(office: Office) -> None:
    office.deliver("2031-01-02", mark("099990001", "QUELLMARK"), mark("099990002", "QUELLMARK TWO"))
    opened(office)
    office.deliver("2031-01-03", mark("099990001", "BERGWIND"), mark("099990002", operation="Delete"))

    engine = opened(office)

    assert found(engine, "quellmark") == []
    assert found(engine, "bergwind") == ["099990001"]
    assert office.register.entry("trademark:EM:099990002") is not None


@pytest.mark.parametrize("harm", ["absent", "empty", "cut", "segments gone", "another version"])
def test_an_index_that_cannot_be_used_is_made_again(office: Office, harm: str) -> None:
    office.deliver("2031-01-02", mark("099990001", "QUELLMARK"))
    opened(office)
    folder = office.settings.local / "index"
    match harm:
        case "absent":
            shutil.rmtree(folder)
        case "empty":
            (folder / "meta.json").write_text("")
        case "cut":
            (folder / "meta.json").write_text((folder / "meta.json").read_text()[:50])
        case "segments gone":
            for file in folder.glob("*.term"):
                file.unlink()
        case "another version":
            (folder / VERSION_FILE).write_text("0")

    assert found(opened(office), "quellmark") == ["099990001"]


def test_an_index_of_another_register_is_made_again(office: Office) -> None:
    office.deliver("2031-01-02", mark("099990001", "QUELLMARK"))
    office.deliver("2031-01-03", mark("099990002", "QUELLMARK TWO"))
    opened(office)
    shutil.rmtree(office.settings.register_location)
    office.deliver("2031-01-04", mark("099990003", "BERGWIND"))

    assert found(opened(office), "") == ["099990003"]


def test_while_another_process_writes_what_is_there_is_searched(office: Office) -> None:
    office.deliver("2031-01-02", mark("099990001", "QUELLMARK"))
    opened(office)
    office.deliver("2031-01-03", mark("099990002", "BERGWIND"))

    with (office.settings.local / "index.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        behind = opened(office)

    assert (found(behind, "quellmark"), found(behind, "bergwind")) == (["099990001"], [])
    assert found(opened(office), "bergwind") == ["099990002"]


def test_a_first_index_that_another_process_is_building_is_waited_for_and_then_told(office: Office) -> None:
    office.deliver("2031-01-02", mark("099990001", "QUELLMARK"))
    hurried = msgspec.structs.replace(office.settings, lock_wait_seconds=0)

    with (office.settings.local / "index.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(IndexBusy, match="another process is building the index"):
            open_index(office.register, hurried.local, hurried)


def test_an_engine_opened_before_a_rebuild_goes_on_searching(office: Office) -> None:
    office.deliver("2031-01-02", mark("099990001", "QUELLMARK"))
    before = opened(office)

    after = rebuild(office.register, office.settings.local, office.settings)

    assert found(before, "quellmark") == found(after, "quellmark") == ["099990001"]


def test_a_build_that_was_killed_leaves_nothing_in_the_way(office: Office) -> None:
    office.deliver("2031-01-02", mark("099990001", "QUELLMARK"))
    unfinished = office.settings.local / "index.building"
    unfinished.mkdir(parents=True)
    (unfinished / "meta.json").write_text("half")

    assert found(opened(office), "quellmark") == ["099990001"]
    assert not unfinished.exists()


def verb(office: Office, *words: str) -> list[str]:
    return [str(Path(sys.executable).with_name("ipcommons")), "--data", office.settings.data, *words]


def test_an_open_engine_goes_on_while_another_process_ingests(office: Office) -> None:
    office.deliver("2031-01-02", mark("099990001", "QUELLMARK"))
    before, register = opened(office), office.register
    later = office.write("later.xml", delivery("2031-01-03", mark("099990002", "QUELLMARK TWO")))

    subprocess.run(verb(office, "ingest", str(later)), check=True, capture_output=True)

    assert found(before, "quellmark") == ["099990001"]
    register.refresh()
    after = open_index(register, office.settings.local, office.settings)
    assert sorted(found(after, "quellmark")) == ["099990001", "099990002"]


@pytest.mark.parametrize("verbs", [("index",), ("index", "--rebuild")])
def test_a_process_killed_while_it_indexes_leaves_an_index_that_catches_up(office: Office, verbs: tuple[str, ...]) -> None:
    office.deliver("2031-01-02", *(mark(f"09999{number:04}", "QUELLMARK") for number in range(300)))
    opened(office)
    office.deliver("2031-01-03", *(mark(f"09998{number:04}", "QUELLMARK") for number in range(600)))
    for wait in (0.0, 0.03, 0.1):
        killed = subprocess.Popen(verb(office, *verbs), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while killed.poll() is None and not _writes(office):
            time.sleep(0.001)
        time.sleep(wait)
        killed.kill()
        killed.wait()

    engine = opened(office)

    assert (engine.count(), engine.batch) == (900, office.register.batch)
    assert engine.search(Request(query="quellmark")).total == 900


def _writes(office: Office) -> bool:
    """Whether another process holds the lock of the index."""
    with (office.settings.local / "index.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
