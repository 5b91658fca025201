"""Golden files: what a reader makes of a small invented document, read and approved by a person."""

import json
from pathlib import Path

import pytest

from ipcommons.formats import Filing, Misread
from ipcommons.formats.manifest import manifests
from ipcommons.rights import encode

FOLDER = Path(__file__).resolve().parents[1] / "golden"


def golden_files(format_name: str) -> list[Path]:
    """The documents of a format that have, or are to get, an approved record."""
    return sorted(path for path in (FOLDER / format_name).iterdir() if path.suffix != ".json")


def read_file(format_name: str, path: Path) -> list[Filing | Misread]:
    """Everything that a format's reader makes of a file."""
    with path.open("rb") as stream:
        return list(manifests()[format_name].reader()(stream))


def check_golden(format_name: str, path: Path) -> None:
    """The records of the document are the approved ones. A missing approval is written, and fails once."""
    filings = [filing for filing in read_file(format_name, path) if isinstance(filing, Filing)]
    read = [{"operation": f.operation, "as_of": f.as_of, "record": json.loads(encode(f.record))} for f in filings]
    approved = path.with_suffix(".json")
    if not approved.exists():
        approved.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", "utf-8")
        pytest.fail(f"{approved.name} is new: read it, then run the test again")
    assert read == json.loads(approved.read_text("utf-8"))
