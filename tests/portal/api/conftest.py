"""The application over a small register that was made by the ordinary ingest."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from tests.portal.api.collection import marks_file, write_collection

from ipcommons.portal import backend
from ipcommons.portal.app import create_app
from ipcommons.register.ingest import ingest
from ipcommons.settings import Settings

Client = TestClient[Litestar]
Load = Callable[[str], None]


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a register that holds the invented collection."""
    folder = tmp_path_factory.mktemp("api")
    settings = Settings(data=str(folder / "data"))
    report = ingest(settings.register_location, settings.local, write_collection(folder / "files"), settings=settings)
    assert report.totals.quarantined == 0
    return settings


@pytest.fixture(scope="session")
def app(collection: Settings) -> Litestar:
    return create_app(collection)


@pytest.fixture(scope="session")
def client(app: Litestar) -> Iterator[Client]:
    with TestClient(app) as client:
        yield client


@pytest.fixture
def load(own_settings: Settings, tmp_path: Path) -> Load:
    """Ingest a file of this content into this test's own register."""
    names = iter(range(1000))

    def load_content(content: str) -> None:
        file = tmp_path / f"apc{next(names):06}.xml"
        file.write_text(content, encoding="utf-8")
        ingest(own_settings.register_location, own_settings.local, [file], settings=own_settings)

    return load_content


@pytest.fixture
def own_client(own_settings: Settings, load: Load, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A server over this test's own register of 40 marks; it looks for a new batch at every request."""
    monkeypatch.setattr(backend, "LOOK_AGAIN_SECONDS", -1.0)
    load(marks_file(range(98990000, 98990040)))
    with TestClient(create_app(own_settings)) as client:
        yield client
