"""The offices' real files, for bars that measure on them."""

import os
from pathlib import Path

BESIDE = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"


def samples() -> Path:
    """The folder that holds formats/ (IPCOMMONS_SAMPLES). Raises FileNotFoundError with what to set."""
    folder = Path(os.environ.get("IPCOMMONS_SAMPLES", BESIDE)).resolve()
    if not (folder / "formats").is_dir():
        raise FileNotFoundError(f"the offices' files are not at {folder}: set IPCOMMONS_SAMPLES to the folder that holds formats/")
    return folder
