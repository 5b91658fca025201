"""Killed at random moments and started again: the register is that of an undisturbed ingest, the index equal to it."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ipcommons_demo import collection

NAME = "killed ingests"
BAR = "killed (SIGKILL) at 50 random moments and started again: register and index as without a kill, nothing doubled"
KILLS = 50
RECORDS = 1500

Register = tuple[int, str, int]
"""Records, the digest of all of them with their versions, and what a search for everything finds."""


def run() -> dict[str, object]:
    """The bar."""
    with tempfile.TemporaryDirectory() as folder:
        files = readable(Path(folder) / "files", RECORDS)
        calm, rough, struck = disturbed(Path(folder), files, KILLS)
    return {"holds": calm == rough and struck > KILLS // 2, "kills": KILLS, "struck": struck, "records": calm[0], "after_kills": rough[0]}


def readable(folder: Path, size: int) -> list[Path]:
    """Invented files of every office's format, without those that need a mapping of their own."""
    return [file for file in collection.generate(folder, size=size) if file.suffix != ".jsonl"]


def disturbed(folder: Path, files: Sequence[Path], kills: int, seed: int = 7) -> tuple[Register, Register, int]:
    """A register made in peace, the same after `kills` kills and one run to the end, and how many kills struck a running ingest.

    After a run that ended before its kill the register is begun anew, so that every kill finds work.
    """
    chance = random.Random(seed)
    started = time.monotonic()
    ingest(folder / "calm", files).wait()
    seconds = time.monotonic() - started
    struck = 0
    for attempt in range(kills):
        if struck and attempt % 5 == 0:
            subprocess.run(["rm", "-rf", str(folder / "rough")], check=True)
        process = ingest(folder / "rough", files)
        try:
            process.wait(timeout=chance.uniform(0.1, 0.95) * seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            struck += 1
    assert ingest(folder / "rough", files).wait() == 0
    return fingerprint(folder / "calm"), fingerprint(folder / "rough"), struck


def ingest(data: Path, files: Sequence[Path]) -> subprocess.Popen[bytes]:
    """An ingest in a process group of its own."""
    command = [sys.executable, "-m", "ipcommons", "--data", str(data), "ingest", *map(str, files)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def fingerprint(data: Path) -> Register:
    """What a register holds. Raises AssertionError if `verify` finds a problem."""
    out = data.parent / f"{data.name}-export"
    answer("--data", data, "export", out)
    assert answer("--data", data, "verify")["problems"] == []
    lines = [json.loads(line) for file in sorted(out.glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    said = sorted(
        json.dumps(line | {"provenance": [[p["source"], p["number"]] for p in line["provenance"]]}, sort_keys=True) for line in lines
    )
    found = sum(
        answer("--data", data, "search", f"kind:{kind}", "--limit", "1")["total"] for kind in ("patent", "trademark", "design", "gi")
    )
    return len(lines), hashlib.sha256("\n".join(said).encode()).hexdigest(), found


def answer(*arguments: object) -> dict[str, Any]:
    """The JSON document of a verb."""
    ran = subprocess.run([sys.executable, "-m", "ipcommons", *map(str, arguments), "--json"], capture_output=True, check=False)
    document: dict[str, Any] = json.loads(ran.stdout)
    return document
