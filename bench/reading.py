"""Reading full-text US grants, measured against a bare walk over the same bytes.

The two take turns on a few documents at a time, so that whatever else the machine does slows both.
"""

import gzip
import io
import time
from collections.abc import Callable, Iterator

from lxml import etree

from bench.samples import samples
from ipcommons.formats import Filing
from ipcommons.formats.uspto.patents import read
from ipcommons.formats.xml import declared_documents

NAME = "Reading US grants"
BAR = "all fields and the account of every element, at >= 0.3 (goal 0.4) of the rate of a bare iterparse walk; text coverage >= 0.99"

TURN = 5
ROUNDS = 6


def run() -> dict[str, object]:
    """CPU time of one process, in MB a second of XML, and the share of the text that was reached."""
    documents = list(grants())
    turns = [documents[i : i + TURN] for i in range(0, len(documents), TURN)]
    coverage = [reading(turn) for turn in turns]
    bare = ours = 0.0
    for _ in range(ROUNDS):
        for turn in turns:
            bare += cpu_seconds(walk, turn)
            ours += cpu_seconds(reading, turn)
    megabytes = ROUNDS * sum(map(len, documents)) / 1e6
    lowest = min(coverage)
    return {
        "documents": len(documents),
        "bare_walk_mb_per_s": round(megabytes / bare, 1),
        "reading_mb_per_s": round(megabytes / ours, 1),
        "ratio": round(bare / ours, 3),
        "lowest_text_coverage": round(lowest, 4),
        "holds": bare / ours >= 0.3 and lowest >= 0.99,
    }


def grants() -> Iterator[bytes]:
    """Every full-text grant of the samples, one by one."""
    for path in sorted((samples() / "formats" / "us-grants-xml").rglob("*.xml*")):
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for cut in declared_documents(io.BytesIO(content)):
            if b"<us-patent-grant" in cut.document:
                yield cut.document


def walk(documents: list[bytes]) -> float:
    """The bare walk: the end of every element is seen, nothing is read."""
    for document in documents:
        for _ in etree.iterparse(io.BytesIO(document)):
            pass
    return 1.0


def reading(documents: list[bytes]) -> float:
    """The reader, on the same documents as one weekly file; the lowest share of text that it reached."""
    lowest = 1.0
    for filing in read(io.BytesIO(b"\n".join(documents))):
        assert isinstance(filing, Filing)
        lowest = min(lowest, filing.account.reached / filing.account.characters)
    return lowest


def cpu_seconds(work: Callable[[list[bytes]], float], documents: list[bytes]) -> float:
    started = time.process_time()
    work(documents)
    return time.process_time() - started
