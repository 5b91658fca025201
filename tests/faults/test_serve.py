"""What can go wrong when the portal starts."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.faults


def test_a_port_that_another_server_shares_is_refused_with_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "ipcommons", "--data", str(tmp_path / "data"), "serve", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == ["ipcommons: the address is in use; choose another --port"]
