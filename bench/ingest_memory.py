"""Peak memory of an ingest does not grow with the file."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ipcommons_demo import collection

NAME = "memory of an ingest"
BAR = "a weekly file of 20 times the size takes no more memory at its peak (a quarter more at most), and less than 1 GiB"
TIMES = 20
RECORDS = 12_000
"""Of these about one in nine is a US grant: a weekly file of some 15 MB."""


def run() -> dict[str, object]:
    """The bar, over one weekly file and over twenty of it in one, each with numbers of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        collection.generate(folder / "files", size=RECORDS)
        week = b"".join(file.read_bytes() for file in sorted((folder / "files" / "us-grants").glob("*.xml")))
        once, often = folder / "once.xml", folder / "often.xml"
        once.write_bytes(week)
        with often.open("wb") as file:
            for copy in range(TIMES):
                file.write(week.replace(b"<doc-number>99", b"<doc-number>%d" % (79 + copy)))
        small, large = peak(folder / "small", once), peak(folder / "large", often)
        megabytes = once.stat().st_size / 1e6, often.stat().st_size / 1e6
    return {
        "holds": large <= 1.25 * small and large < 1024,
        "file_mb": round(megabytes[0], 1),
        "peak_mib": small,
        "twenty_times_file_mb": round(megabytes[1], 1),
        "twenty_times_peak_mib": large,
    }


def peak(data: Path, file: Path) -> int:
    """Highest resident memory, in MiB, of a process that ingests the file."""
    process = subprocess.Popen([sys.executable, "-m", "ipcommons", "--data", str(data), "ingest", str(file)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return usage.ru_maxrss // 1024
