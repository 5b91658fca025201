"""The pages over the small invented collection."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from tests.portal.api.collection import write_collection

from ipcommons.portal.app import create_app
from ipcommons.register.ingest import ingest
from ipcommons.settings import Settings

Client = TestClient[Litestar]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of the portal that holds the collection."""
    folder = tmp_path_factory.mktemp("pages")
    settings = Settings(data=str(folder / "data"))
    ingest(settings.register_location, settings.local, write_collection(folder / "files"), settings=settings)
    with TestClient(create_app(settings)) as client:
        yield client
