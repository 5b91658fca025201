"""Images that records name: shown where the office delivered them, as a format that browsers know."""

import io
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from PIL import Image

from ipcommons.portal.backend import Backend

SHOWN_AS_IS = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"}
CONVERTED = {"image/tiff", "image/bmp"}
MOST_PIXELS = 80_000_000
"""A drawing sheet at 600 dots an inch has 35 million; more than this is not unpacked."""

SANDBOX = "default-src 'none'; sandbox"
"""An SVG opened by itself can run nothing and load nothing."""


def addresses(backend: Backend, files: Iterable[str]) -> Mapping[str, str]:
    """Name of a delivered image -> its address here; names of images that were not delivered are absent."""
    held = backend.register.images(tuple(dict.fromkeys(files)))
    return {file: f"/images/{sha256}/{quote(_name(file))}" for file, sha256 in held.items()}


@get("/images/{sha256:str}/{name:str}", sync_to_thread=True, opt={"permission": "public"}, include_in_schema=False)
def image(backend: NamedDependency[Backend], sha256: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """The image with this content; an address never changes its content, so it may be kept."""
    blob = backend.register.blob(name, sha256)
    if blob is None or blob.media_type not in SHOWN_AS_IS | CONVERTED:
        raise NotFoundException(f"No image has the hash {quote(sha256)}.")
    content, media_type = blob.content, blob.media_type
    if media_type in CONVERTED:
        content, media_type = as_png(content), "image/png"
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Security-Policy": SANDBOX, "Content-Disposition": "inline"}
    return Response(content, media_type=media_type, headers=headers)


def _name(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2]


def as_png(content: bytes) -> bytes:
    """The first sheet of a TIFF as PNG."""
    with Image.open(io.BytesIO(content)) as sheet:
        if sheet.width * sheet.height > MOST_PIXELS:
            raise NotFoundException("This image is too large to be shown here.")
        drawn = sheet if sheet.mode in {"1", "L", "RGB", "RGBA", "P"} else sheet.convert("RGB")
        written = io.BytesIO()
        drawn.save(written, "PNG", optimize=False)
    return written.getvalue()


ROUTES = [image]
