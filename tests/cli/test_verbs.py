"""The command line contract: one JSON document on standard output, words on standard error, exit codes 0, 1, 2."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.register.office import delivery, grant, mark

GRANT, MARK = "patent:US:99000001:B2", "trademark:EM:099000001"
FILE_KEYS = {
    *("path", "sha256", "format", "version", "records", "committed", "unchanged", "quarantined"),
    *("unknown_paths", "text_coverage", "error"),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of one grant and one mark."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "week.xml").write_bytes(grant("99000001", "Folding lamp"))
    (folder / "marks.xml").write_bytes(delivery("2031-01-01", mark("099000001", "ALDORA")))
    assert run("--data", folder / "data", "ingest", folder / "week.xml", folder / "marks.xml").returncode == 0
    return folder / "data"


def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "ipcommons", *map(str, arguments)], capture_output=True, check=False)


def answer(*arguments: object, code: int = 0) -> Any:
    """The document of a call with --json; nothing else stands on standard output."""
    ended = run(*arguments, "--json")
    assert ended.returncode == code, ended.stderr
    return json.loads(ended.stdout)


def test_ingest_tells_of_every_file_and_of_all_together(tmp_path: Path) -> None:
    (tmp_path / "week.xml").write_bytes(grant("99000001", "Folding lamp") + grant("99000002", "Standing lamp"))
    (tmp_path / "page.xml").write_text("<html><body>Please wait</body></html>")

    told = answer("--data", tmp_path / "data", "ingest", tmp_path / "week.xml", tmp_path / "page.xml", code=1)

    week, page = told["files"]
    assert week.keys() >= FILE_KEYS
    assert (week["format"], week["version"], week["records"], week["committed"], week["error"]) == ("us-grant", "v4.5", 2, 2, None)
    assert week["sha256"] == hashlib.sha256((tmp_path / "week.xml").read_bytes()).hexdigest()
    assert (page["records"], page["error"].startswith("a web page, not data")) == (0, True)
    assert (told["totals"]["records"], told["totals"]["committed"], told["totals"]["refused"]) == (2, 2, 1)


def test_show_gives_the_record_and_where_it_came_from(data: Path) -> None:
    shown = answer("--data", data, "show", GRANT)

    assert shown["record"]["titles"] == [{"value": "Folding lamp", "language": "en"}]
    assert shown["provenance"][0]["path"].endswith("week.xml")
    assert [version["number"] for version in shown["versions"]] == [1]


def test_source_gives_the_bytes_of_the_document(data: Path) -> None:
    assert run("--data", data, "source", GRANT).stdout == grant("99000001", "Folding lamp").strip()


def test_search_gives_hits_with_reasons(data: Path) -> None:
    found = answer("--data", data, "search", "lamp", "--facets")

    assert found.keys() >= {"total", "hits", "facets", "next"}
    assert [hit["id"] for hit in found["hits"]] == [GRANT]
    assert found["hits"][0]["score"] == pytest.approx(sum(ground["score"] for ground in found["hits"][0]["explain"]))


@pytest.mark.parametrize("query", ["title:(", "pub:[2010 TO", "AND AND", '"open', "nosuchfield:x", "a NEAR/x b"])
def test_a_query_that_cannot_be_understood_names_its_column(data: Path, query: str) -> None:
    refused = answer("--data", data, "search", query, code=2)

    assert refused["column"] >= 1
    assert refused["expected"]


@pytest.mark.parametrize(
    ("verb", "key"),
    [(["events", MARK], "events"), (["verify"], "problems"), (["stats"], "batch"), (["quarantine", "list"], None), (["index"], None)],
)
def test_every_verb_gives_one_json_document(data: Path, verb: list[str], key: str | None) -> None:
    told = answer("--data", data, *verb)

    assert key is None or key in told


def test_export_writes_each_record_and_the_hash_of_each_file(data: Path, tmp_path: Path) -> None:
    told = answer("--data", data, "export", tmp_path / "out", "--format", "jsonl")

    lines = [json.loads(line) for file in sorted((tmp_path / "out").glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    assert sorted(line["id"] for line in lines) == [GRANT, MARK]
    for file in told["files"]:
        assert hashlib.sha256((tmp_path / "out" / file["name"]).read_bytes()).hexdigest() == file["sha256"]


@pytest.mark.parametrize("verb", [["show", "patent:US:1:B2"], ["events", "x"], ["source", "x"], ["quarantine", "show", "q-0"]])
def test_what_is_not_held_is_one_sentence_and_exit_1(data: Path, verb: list[str]) -> None:
    ended = run("--data", data, *verb)

    assert ended.returncode == 1
    assert len(ended.stderr.decode().strip().splitlines()) == 1


@pytest.mark.parametrize(
    "call", [["nosuchverb"], ["show"], ["search", "x", "--kind", "car"], ["search", "x", "--from", "spring"], ["ingest"]]
)
def test_wrong_use_is_exit_2(data: Path, call: list[str]) -> None:
    assert run("--data", data, *call).returncode == 2
