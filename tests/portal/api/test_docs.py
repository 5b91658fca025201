"""What docs/api.md says is so: its examples run, its tables are complete."""

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tests.portal.api.collection import GRANT
from tests.portal.api.conftest import Client

from ipcommons.settings import Settings

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "api.md").read_text("utf-8")
SERVER = "http://127.0.0.1:8000"
CURLS = re.findall(rf"^curl .*'{SERVER}([^']+)'$", PAGE, re.MULTILINE)
PROBLEM = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0]


def test_every_address_is_told_and_no_other(client: Client) -> None:
    told = re.findall(r"^\| `(/api/\S*)` \|", PAGE, re.MULTILINE)

    assert told == list(client.get("/api/openapi.json").json()["paths"])


@pytest.mark.parametrize("address", [address for address in CURLS if "+AND" not in address])
def test_an_example_is_answered(client: Client, address: str) -> None:
    assert client.get(address.replace("patent:US:11646472:B2", GRANT)).status_code == 200


def test_the_example_of_an_error_is_what_is_answered(client: Client) -> None:
    address = next(address for address in CURLS if "+AND" in address)

    assert client.get(address).json() == PROBLEM


def test_every_option_of_search_is_told(client: Client) -> None:
    options = client.get("/api/openapi.json").json()["paths"]["/api/search"]["get"]["parameters"]

    assert [option["name"] for option in options if not re.search(rf"[`?&]{option['name']}[`=]", PAGE)] == ["cursor"]


@pytest.fixture
def server(collection: Settings) -> Iterator[str]:
    """`ipcommons serve` over the collection, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("ipcommons")), "--data", collection.data, "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/api/tables")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address):  # noqa: S310 (our own server)
                return
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"{address} does not answer")


def test_the_example_in_python_walks_through_all_pages_of_a_real_server(server: str) -> None:
    told: dict[str, Any] = {}

    exec(PYTHON.replace(SERVER, server).replace("limit=50", "limit=25"), told)  # noqa: S102 (the example is ours)

    assert len(told["ids"]) == len(set(told["ids"])) == 60
