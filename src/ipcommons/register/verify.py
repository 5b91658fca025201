"""Proof that a register holds what its ledger says, and that its records stand where they say they came from.

Each check is a function from the register to the problems it finds; `CHECKS` lists them.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import msgspec
from deltalake import DeltaTable

from ipcommons.register.reread import Reread, reread
from ipcommons.register.rows import content_hash
from ipcommons.register.store import Register
from ipcommons.register.tables import COLUMNS, ORDER

SAMPLE = 200
TOLD = 100
"""Problems told of one check; more are counted."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """`subject`: the file, right or hash that it is about."""

    check: str
    subject: str
    found: str


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """`checked`: check -> what was looked at. `reread`: the sample from provenance positions."""

    batch: int
    checked: dict[str, int]
    reread: Reread
    problems: list[Problem]


def verify(register: Register, sample: int = SAMPLE) -> Verified:
    """Run every check. Reads all tables once; memory does not grow with them."""
    checked: dict[str, int] = {}
    problems: list[Problem] = []
    if register.batch:
        for name, check in CHECKS.items():
            counter = Counter(name)
            problems += counter.first(check(register, counter))
            checked[name] = counter.looked_at
    again = reread(register, sample)
    problems += [Problem(check="reread", subject=subject, found=found) for subject, found in again.differences]
    return Verified(batch=register.batch, checked=checked, reread=again, problems=problems)


class Counter:
    """Counts what a check looks at."""

    def __init__(self, check: str) -> None:
        self.check, self.looked_at = check, 0

    def first(self, found: Iterator[tuple[str, str]]) -> list[Problem]:
        """The first problems, and how many more there are."""
        told: list[Problem] = []
        more = 0
        for subject, words in found:
            if len(told) < TOLD:
                told.append(Problem(check=self.check, subject=subject, found=words))
            else:
                more += 1
        return [*told, Problem(check=self.check, subject="", found=f"and {more:,} more")] if more else told


Found = Iterator[tuple[str, str]]
Check = Callable[[Register, Counter], Found]


def sums(register: Register, count: Counter) -> Found:
    """Every file: records = committed + unchanged + quarantined; a refused or attached file brings none."""
    for row in register.ledger():
        count.looked_at += 1
        if row.records != row.committed + row.unchanged + row.quarantined:
            yield (
                row.path,
                f"{row.records} records are not {row.committed} committed + {row.unchanged} unchanged + {row.quarantined} put aside",
            )
        if row.role != "data" and row.records:
            yield row.path, f"{row.role}, yet {row.records} records"


def ledger_and_tables(register: Register, count: Counter) -> Found:
    """Every file of every batch: as many rows in `records` and `quarantine` as the ledger says."""
    count.looked_at = _one(register, "SELECT count(*) FROM ledger WHERE role = 'data'")
    for what, table, where in (("committed", "records", "true"), ("quarantined", "quarantine", "NOT retried")):
        rows = _all(
            register,
            f"""
            WITH said AS (SELECT batch, path, sha256, sum({what}) AS n FROM ledger WHERE same_as IS NULL GROUP BY ALL),
                 held AS (SELECT batch, path, file_sha256 AS sha256, count(*) AS n FROM {table} WHERE {where} GROUP BY ALL)
            SELECT batch, path, coalesce(said.n, 0), coalesce(held.n, 0) FROM said FULL JOIN held USING (batch, path, sha256)
            WHERE coalesce(said.n, 0) <> coalesce(held.n, 0)
            """,  # noqa: S608 (names from the line above)
        )
        for batch, path, said, held in rows:
            yield path, f"batch {batch}: the ledger says {said} {what}, the table {table} holds {held}"


def read_before(register: Register, count: Counter) -> Found:
    """Every file that was not read again, since its bytes were known: the batch it names read the same bytes."""
    rows = _all(
        register,
        """
        SELECT later.path, later.same_as, first.records IS NULL
        FROM ledger AS later LEFT JOIN ledger AS first
          ON first.batch = later.same_as AND first.sha256 = later.sha256 AND first.reader = later.reader AND first.same_as IS NULL
          AND first.records = later.records
        WHERE later.same_as IS NOT NULL
        """,
    )
    for path, batch, missing in rows:
        count.looked_at += 1
        if missing:
            yield path, f"said to be the same as in batch {batch}, which holds no such file"


def versions(register: Register, count: Counter) -> Found:
    """Every right and source: versions numbered 1, 2, 3 ..., none twice."""
    count.looked_at = _one(register, "SELECT count(DISTINCT (id, source)) FROM records")
    rows = _all(
        register,
        """
        SELECT id, source, count(*), max(number) FROM records GROUP BY ALL
        HAVING count(*) <> max(number) OR count(DISTINCT number) <> count(*)
        """,
    )
    for id, source, rows_held, highest in rows:
        yield id, f"{source}: {rows_held} versions, numbered up to {highest}"


def contents(register: Register, count: Counter) -> Found:
    """Every record hashes to its content hash and carries its id."""
    for row in _streamed(register, "records", ["id", "operation", "content_hash", "record"]):
        count.looked_at += 1
        if content_hash(row["operation"], row["record"].encode()) != row["content_hash"]:
            yield row["id"], "the record does not hash to its content hash"
        if msgspec.json.decode(row["record"], type=_Id).id != row["id"]:
            yield row["id"], "the record carries another id"


def documents(register: Register, count: Counter) -> Found:
    """Every source document hashes to its key, stands there once, and is there for every record."""
    for row in _streamed(register, "sources", ["id", "sha256", "content"]):
        count.looked_at += 1
        if hashlib.sha256(row["content"]).hexdigest() != row["sha256"]:
            yield row["id"], f"the source document does not hash to {row['sha256']}"
    for id, sha256 in _all(register, "SELECT id, sha256 FROM sources GROUP BY ALL HAVING count(*) > 1"):
        yield id, f"the source document {sha256} is held twice"
    lost = "SELECT id, document_sha256 FROM records ANTI JOIN sources ON records.id = sources.id AND document_sha256 = sources.sha256"
    for id, sha256 in _all(register, lost):
        yield id, f"the source document {sha256} is not held"


def blobs(register: Register, count: Counter) -> Found:
    """Every image and page file hashes to its key."""
    for row in _streamed(register, "blobs", ["path", "sha256", "content"]):
        count.looked_at += 1
        if hashlib.sha256(row["content"]).hexdigest() != row["sha256"]:
            yield row["path"], f"the file does not hash to {row['sha256']}"


def happened(register: Register, count: Counter) -> Found:
    """Every event belongs to a version that is held."""
    count.looked_at = _one(register, "SELECT count(*) FROM events")
    lost = "SELECT DISTINCT id, source, number FROM events ANTI JOIN records USING (id, source, number)"
    for id, source, number in _all(register, lost):
        yield id, f"events of version {number} of {source}, which is not held"


def side_table(register: Register, count: Counter) -> Found:
    """The side table knows every version, and no other."""
    count.looked_at = _one(register, "SELECT count(*) FROM records")
    known = register.known_versions()
    if known != count.looked_at:
        yield "known.sqlite", f"{known} versions, the table records holds {count.looked_at}; delete it and it will be filled anew"


CHECKS: dict[str, Check] = {
    "sums": sums,
    "ledger_and_tables": ledger_and_tables,
    "read_before": read_before,
    "versions": versions,
    "contents": contents,
    "documents": documents,
    "blobs": blobs,
    "events": happened,
    "side_table": side_table,
}


class _Id(msgspec.Struct):
    id: str


_WIDE = {"record", "content", "prologue"}


def _all(register: Register, question: str) -> list[tuple[Any, ...]]:
    """The answer of DuckDB over the tables as the batch names them, without their wide columns."""
    with duckdb.connect() as database:
        for name in ORDER:
            if name in question:
                columns = [column for column in COLUMNS[name] if column not in _WIDE]
                database.register(name, _table(register, name).to_pyarrow_dataset().scanner(columns=columns))
        answer: list[tuple[Any, ...]] = database.execute(question).fetchall()
        return answer


def _one(register: Register, question: str) -> int:
    return int(_all(register, question)[0][0])


def _streamed(register: Register, name: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    """Rows one by one; little is read ahead, so that memory does not grow with the table."""
    scanner = _table(register, name).to_pyarrow_dataset().scanner(columns=columns, batch_size=256, batch_readahead=2, fragment_readahead=1)
    for batch in scanner.to_batches():
        yield from batch.to_pylist()


def _table(register: Register, name: str) -> DeltaTable:
    table = register.table(name)
    if table is None:
        raise LookupError(name)
    return table
