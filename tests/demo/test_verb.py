"""`ipcommons demo`: one command to a collection that can be searched; a second run changes nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ipcommons_demo import real

COMMAND = [sys.executable, "-c", "from ipcommons.cli import main; main()"]
ROOT = Path(__file__).parents[2]


def demo(data: Path, *options: str) -> tuple[int, dict[str, object], str]:
    """The verb without a package index within reach: exit code, its JSON, its messages."""
    unreachable = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1", "PIP_CONFIG_FILE": os.devnull}
    environment = os.environ | unreachable | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'demo'}"}
    done = subprocess.run(
        [*COMMAND, "--data", str(data), "demo", "--json", *options],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=300,
    )
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.mark.slow
def test_it_loads_without_a_package_index_says_what_is_missing_and_changes_nothing_twice(tmp_path: Path) -> None:
    code, first, messages = demo(tmp_path, "--size", "100")
    again_code, again, _ = demo(tmp_path, "--size", "100")

    assert (code, again_code) == (0, 0)
    assert (first["invented"], first["committed"], first["quarantined"], first["refused"], first["rights"]) == (100, 100, 0, 0, 100)
    assert (again["committed"], again["unchanged"], again["rights"]) == (0, 100, 100)
    assert first["real"] == 0
    assert "the real US patents cannot be had" in str(first["missing"])
    assert "the demonstration works without them" in messages
    assert len(first["try"]) == 3  # type: ignore[arg-type]


@pytest.mark.slow
def test_asking_for_all_real_patents_where_there_are_none_is_a_refusal(tmp_path: Path) -> None:
    code, answer, _ = demo(tmp_path, "--size", "10", "--real")

    assert code == 1
    assert answer["invented"] == 10


def test_a_part_of_the_real_patents_keeps_all_rows_of_a_patent_and_the_credit(tmp_path: Path) -> None:
    numbers = [str(9_000_000 + n // 2) for n in range(200)]
    whole = tmp_path / "whole.parquet"
    pq.write_table(pa.table({"patent_id": numbers, "inventor_sequence": [n % 2 for n in range(200)]}), whole)

    part = pq.read_table(real.part(whole, tmp_path / "part.parquet", 10))

    chosen = part["patent_id"].to_pylist()
    assert len(set(chosen)) == 10
    assert all(chosen.count(number) == 2 for number in chosen)
    assert part.schema.metadata[b"credit"] == b"PatentsView (patentsview.org), CC BY 4.0"


def test_a_part_is_made_once(tmp_path: Path) -> None:
    whole, target = tmp_path / "whole.parquet", tmp_path / "part.parquet"
    pq.write_table(pa.table({"patent_id": ["1", "2", "3"]}), whole)
    first = real.part(whole, target, 2).stat().st_mtime_ns
    whole.unlink()

    assert real.part(whole, target, 2).stat().st_mtime_ns == first
