"""A result page over HTTP against the same page made in process."""

import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from litestar.testing import TestClient

from bench.kill import ingest, readable
from ipcommons.portal.app import create_app
from ipcommons.settings import Settings

NAME = "result page over HTTP"
BAR = "95th percentile of the round trip at most 1.5 times that of the page made in process"
RECORDS = 6000
ROUNDS = 4
QUERIES = (
    "battery",
    "heat pump",
    "固态电解质",
    "电池",
    "valve AND seal",
    '"heat exchanger"',
    "kind:trademark",
    "kind:design lamp",
    "control method",
    "茶",
)


def run() -> dict[str, object]:
    """The bar. Both ways make the whole page (no ETag is sent); the two take turns, so that what else runs slows both."""
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        assert ingest(data, readable(Path(name) / "files", RECORDS)).wait() == 0
        settings = Settings(data=str(data), port=free_port())
        with TestClient(create_app(settings)) as client:
            server = subprocess.Popen([sys.executable, "-m", "ipcommons", "--data", str(data), "serve", "--port", str(settings.port)])
            try:
                wait_for(settings.port)
                inside, outside = [], []
                for address in [f"/en/search?q={quote(query)}" for query in QUERIES] * ROUNDS:
                    inside.append(seconds(lambda: client.get(address).raise_for_status()))  # noqa: B023 (called at once)
                    outside.append(seconds(lambda: fetch(settings.port, address)))  # noqa: B023
            finally:
                server.terminate()
                server.wait()
    warm = len(QUERIES)
    p95_inside, p95_outside = (statistics.quantiles(times[warm:], n=20)[-1] * 1000 for times in (inside, outside))
    return {
        "holds": p95_outside <= 1.5 * p95_inside,
        "records": RECORDS,
        "p95_in_process_ms": round(p95_inside, 1),
        "p95_http_ms": round(p95_outside, 1),
        "ratio": round(p95_outside / p95_inside, 2),
    }


def seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def fetch(port: int, address: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=30) as answer:
        content: bytes = answer.read()
    return content


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def wait_for(port: int) -> None:
    """Until the server answers. Raises OSError after a minute."""
    for _ in range(600):
        try:
            fetch(port, "/en/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    fetch(port, "/en/")
