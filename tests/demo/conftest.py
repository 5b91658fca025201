"""One collection that all tests of the demonstration look at, and what the ordinary readers make of it."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipcommons.formats import Filing, Manifest
from ipcommons.formats.recognise import HEAD_BYTES, recognise
from ipcommons.formats.table.reader import load_mapping
from ipcommons_demo import collection

SIZE = 300


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of SIZE records with seed 1."""
    path = tmp_path_factory.mktemp("demonstration")
    collection.generate(path, size=SIZE)
    return path


@pytest.fixture(scope="session")
def documents(folder: Path) -> list[tuple[str, bytes]]:
    """Every data file, archives unpacked: path and bytes."""
    return list(_documents(folder))


def _documents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{path.name}/{name}", archive.read(name)) for name in archive.namelist())
        elif path.suffix in {".xml", ".json", ".jsonl"}:
            yield str(path.relative_to(folder)), path.read_bytes()


@pytest.fixture(scope="session")
def filings(documents: list[tuple[str, bytes]]) -> list[tuple[Manifest, Filing]]:
    """Every record as its reader gives it. Fails where a document is misread."""
    read = []
    for name, content in documents:
        manifest = load_mapping(collection.CN_MAPPING) if name.startswith(collection.CN_MARKS) else recognise(content[:HEAD_BYTES]).manifest
        for filing in manifest.reader()(io.BytesIO(content)):
            assert isinstance(filing, Filing), f"{name}: {filing.error}"
            read.append((manifest, filing))
    return read
