"""Images: delivered ones are shown as browsers know them, missing ones are said to be missing."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.exceptions import NotFoundException
from litestar.testing import TestClient
from PIL import Image
from tests.portal.api.collection import EU_MARK, write_collection
from tests.portal.pages.conftest import Client

from ipcommons.portal.app import create_app
from ipcommons.portal.pages import images
from ipcommons.portal.pages.images import as_png
from ipcommons.register.ingest import ingest
from ipcommons.settings import Settings

ADDRESS = "/en/rights/" + EU_MARK.replace(":", "/")


def sheet(format_name: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """A drawing sheet of two colours."""
    written = io.BytesIO()
    Image.new("1", size, 1).save(written, format_name)
    return written.getvalue()


@pytest.fixture
def with_images(pages: Client, own_settings: Settings, tmp_path: Path) -> Iterator[Client]:
    """The collection with the mark's image beside it: a TIFF, whatever its name says."""
    (named,) = pages.get(f"/api/rights/{EU_MARK}").json()["record"]["images"]
    files = write_collection(tmp_path / "files")
    image = tmp_path / "files" / named["file"].rpartition("/")[2]
    image.write_bytes(sheet("TIFF"))
    ingest(own_settings.register_location, own_settings.local, [*files, image], settings=own_settings)
    with TestClient(create_app(own_settings)) as client:
        yield client


def test_an_image_that_was_delivered_is_shown(with_images: Client) -> None:
    (address,) = set(re.findall(r'<img src="(/images/[^"]+)"', with_images.get(ADDRESS).text))
    answer = with_images.get(address)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (40, 30)
    assert "immutable" in answer.headers["cache-control"]
    assert "sandbox" in answer.headers["content-security-policy"]


def test_an_image_with_another_hash_is_not_the_one(with_images: Client) -> None:
    (address,) = set(re.findall(r'<img src="(/images/[^"]+)"', with_images.get(ADDRESS).text))

    assert with_images.get(re.sub(r"/images/\w{4}", "/images/0000", address)).status_code == 404


def test_an_image_that_was_not_delivered_is_said_to_be_missing(pages: Client) -> None:
    assert "image not delivered" in pages.get(ADDRESS).text


def test_a_tiff_becomes_a_png() -> None:
    assert as_png(sheet("TIFF")).startswith(b"\x89PNG")


def test_a_sheet_of_absurd_size_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_PIXELS", 1000)

    with pytest.raises(NotFoundException):
        as_png(sheet("TIFF", (100, 100)))
