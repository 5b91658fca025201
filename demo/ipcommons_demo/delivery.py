"""Writing deliveries: files that come out the same, byte for byte, whenever they are written."""

import zipfile
from pathlib import Path

_WHEN = (2026, 6, 30, 6, 0, 0)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file of this content under `folder`."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def write_zip(folder: Path, name: str, members: list[tuple[str, str]]) -> Path:
    """An archive of (name, text) members, all dated alike."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for member, text in members:
            information = zipfile.ZipInfo(member, _WHEN)
            information.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(information, text)
    return path
