"""Ranked search and whole result pages over 129,639 patents, against bare Tantivy and bare SQLite FTS5."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import patents
from ipcommons.search.engine import Request

NAME = "search"
BAR = (
    "2-8 terms, ids and scores: p95 at most 3 times bare Tantivy's (any term, and all terms); "
    "a page of 20 hits with snippets, explanations and five facets: p95 at most that of a bare FTS5 bm25 top 10 (any term)"
)
MOST = 3.0
FACETS = ("kind", "office", "year", "class", "applicant")

Ask = Callable[[tuple[str, ...]], Any]


def run() -> dict[str, object]:
    """Every query goes to every engine in turn, so that whatever else the machine does slows all."""
    found = patents.texts()
    with tempfile.TemporaryDirectory(prefix="bench-search-") as folder:
        asks = _asks(found, Path(folder))
        queries = patents.queries(found)
        for words in queries[:30]:
            for ask in asks.values():
                ask(words)
        seconds: dict[str, list[float]] = {name: [] for name in asks}
        for words in queries:
            for name, ask in asks.items():
                started = time.perf_counter()
                ask(words)
                seconds[name].append(time.perf_counter() - started)
    p95 = {name: patents.percentile(taken, 0.95) for name, taken in seconds.items()}
    p50 = {name: patents.percentile(taken, 0.5) for name, taken in seconds.items()}
    ratios = {way: round(p95[f"ours {way}"] / p95[f"tantivy {way}"], 2) for way in ("any", "all")}
    page = round(p95["page any"] / p95["fts5 any"], 2)
    return {
        "p50_ms": p50,
        "p95_ms": p95,
        "any_ratio": ratios["any"],
        "all_ratio": ratios["all"],
        "page_ratio": page,
        "holds": max(ratios.values()) <= MOST and page <= 1,
    }


def _asks(found: list[patents.Text], folder: Path) -> dict[str, Ask]:
    index, _ = patents.bare_tantivy(found, folder / "tantivy")
    connection = patents.bare_fts5(found, folder / "fts5.sqlite")
    engine, _, _ = patents.ours(folder / "ours")
    searcher = index.searcher()

    def bare(words: tuple[str, ...], *, every: bool) -> list[Any]:
        query = index.parse_query(" ".join(words), ["title", "abstract"], conjunction_by_default=every)
        return [(score, searcher.doc(address)["number"]) for score, address in searcher.search(query, 10).hits]

    def fts5(words: tuple[str, ...]) -> list[Any]:
        wanted = " OR ".join(f'"{word}"' for word in words)
        return connection.execute("select number, title from patents where patents match ? order by rank limit 10", (wanted,)).fetchall()

    def ids(query: str) -> Any:
        return engine.search(Request(query=query, limit=10, explain=False, snippets=False))

    return {
        "tantivy any": lambda words: bare(words, every=False),
        "ours any": lambda words: ids(f"any({' '.join(words)})"),
        "tantivy all": lambda words: bare(words, every=True),
        "ours all": lambda words: ids(" ".join(words)),
        "fts5 any": fts5,
        "page any": lambda words: engine.search(Request(query=f"any({' '.join(words)})", limit=20, facets=FACETS)),
        "page all": lambda words: engine.search(Request(query=" ".join(words), limit=20, facets=FACETS)),
    }
