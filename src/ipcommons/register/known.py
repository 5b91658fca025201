"""The side table: which versions are held, what they say (by hash), and in which row group they stand.

A SQLite file beside the register that follows it by batch. It answers "have I this already?" for
thousands of ids at once and finds a record without a scan. It can be deleted at any time: it is
filled from the tables' key columns, and never the only place of anything.
"""

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
from deltalake import DeltaTable

from ipcommons.register.errors import told_in_words
from ipcommons.register.rowgroups import Place, RowGroups, packed
from ipcommons.register.state import State, table_at

ASK_AT_ONCE = 500
_HELD = "id, source, number, content, document, nullif(max(coalesce(as_of, ''), coalesce(confirmed, '')), ''), operation, batch, place"
FOLLOWED = ("records", "confirmations", "sources", "blobs", "ledger")

LAYOUT = 2
_TABLES = ("meta", "files", "row_groups", "held", "documents", "blobs", "loads")
_LAYOUT = """
CREATE TABLE IF NOT EXISTS meta (register TEXT, batch INTEGER);
CREATE TABLE IF NOT EXISTS files (file INTEGER PRIMARY KEY, of TEXT, path TEXT, UNIQUE (of, path));
CREATE TABLE IF NOT EXISTS row_groups (
  file INTEGER, row_group INTEGER, first_batch INTEGER, last_batch INTEGER, PRIMARY KEY (file, row_group)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS held (
  id TEXT, source TEXT, number INTEGER, content BLOB, document BLOB, as_of TEXT, operation TEXT, batch INTEGER, place INTEGER,
  confirmed TEXT,
  PRIMARY KEY (id, source, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (id TEXT, document BLOB, place INTEGER, PRIMARY KEY (id, document)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blobs (
  name TEXT, path TEXT, sha256 TEXT, batch INTEGER, place INTEGER, PRIMARY KEY (name, sha256, path)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS loads (
  sha256 TEXT, reader TEXT, batch INTEGER, format TEXT, version TEXT, records INTEGER, quarantined INTEGER, unknown_paths TEXT,
  characters INTEGER, reached INTEGER, PRIMARY KEY (sha256, reader)) WITHOUT ROWID;
"""


class Held(NamedTuple):
    """A version as the side table knows it. Hashes are cut to 16 bytes. `as_of`: the last day for which its source said it.

    `place` is where its row stands; the batch at work has its in the spool.
    """

    id: str
    source: str
    number: int
    content: bytes
    document: bytes
    as_of: str | None
    operation: str
    batch: int
    place: Place


class Load(NamedTuple):
    """A file that was read before, by the same reader."""

    batch: int
    format: str
    version: str | None
    records: int
    quarantined: int
    unknown_paths: str
    characters: int
    reached: int


class Known:
    """One connection a thread; SQLite keeps processes apart. Every question names the batch up to which the asker sees."""

    def __init__(self, local: Path, groups: RowGroups) -> None:
        self._path, self._groups = local / "known.sqlite", groups
        self._threads = threading.local()

    @property
    def database(self) -> sqlite3.Connection:
        """This thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            with told_in_words(str(self._path.parent)):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                connection = sqlite3.connect(self._path, timeout=60, isolation_level=None, cached_statements=256)
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=NORMAL")
                _lay_out(connection)
            self._threads.connection = connection
        return connection

    def follow(self, location: str, state: State) -> None:
        """Catch up with the register. Starts anew if the register is another one, or an earlier one, than it knows."""
        if self._followed() == (state.register, state.batch) or state.register is None:
            return
        with told_in_words(str(self._path.parent)), self._transaction():
            register, batch = self._followed()
            if register == state.register and batch >= state.batch:
                return
            if register != state.register:
                for table in _TABLES:
                    self.database.execute(f"DELETE FROM {table}")  # noqa: S608 (names from the line above)
            for table in FOLLOWED:
                self._follow_table(table, table_at(location, state, table))
            self.database.execute("DELETE FROM meta")
            self.database.execute("INSERT INTO meta VALUES (?, ?)", (state.register, state.batch))

    def held(self, ids: Sequence[str], upto: int) -> dict[str, list[Held]]:
        """The versions held of these ids, by id, in the order of source and number."""
        found: dict[str, list[Held]] = defaultdict(list)
        for asked in in_blocks(ids):
            marks = ",".join("?" * len(asked))
            rows = self.database.execute(
                f"SELECT {_HELD} FROM held WHERE id IN ({marks}) AND batch <= ? ORDER BY id, source, number",  # noqa: S608 (marks only)
                (*asked, upto),
            )
            for row in rows:
                found[row[0]].append(Held._make((*row[:8], Place.of(row[8]))))
        return found

    def document(self, id: str, document: bytes) -> Place | None:
        """Where the bytes of a document stand in the table `sources`."""
        row = self.database.execute("SELECT place FROM documents WHERE id = ? AND document = ?", (id, document)).fetchone()
        return Place.of(row[0]) if row else None

    def blobs(self, name: str, upto: int) -> list[tuple[str, str, Place]]:
        """Files of this name delivered beside data: (path, SHA-256, place)."""
        rows = self.database.execute(
            "SELECT path, sha256, place FROM blobs WHERE name = ? AND batch <= ? ORDER BY batch DESC, path", (name, upto)
        )
        return [(path, sha256, Place.of(place)) for path, sha256, place in rows]

    def load(self, sha256: str, reader: str) -> Load | None:
        """What came of a file when this reader read it before."""
        row = self.database.execute(
            f"SELECT {','.join(Load._fields)} FROM loads WHERE sha256 = ? AND reader = ?",  # noqa: S608 (names of the tuple)
            (sha256, reader),
        ).fetchone()
        return Load(*row) if row else None

    def row_groups(self, table: str, since: int) -> list[Place]:
        """The row groups of a table that hold something newer than the batch `since` (each at its row 0)."""
        rows = self.database.execute(
            """SELECT file, row_group FROM row_groups JOIN files USING (file)
               WHERE of = ? AND last_batch > ? ORDER BY first_batch, file, row_group""",
            (table, since),
        )
        return [Place(file, row_group, 0) for file, row_group in rows]

    def count(self, upto: int) -> int:
        """How many versions are held."""
        return int(self.database.execute("SELECT count(*) FROM held WHERE batch <= ?", (upto,)).fetchone()[0])

    def path(self, file: int) -> tuple[str, str]:
        """Table and path of a file."""
        row = self.database.execute("SELECT of, path FROM files WHERE file = ?", (file,)).fetchone()
        return (row[0], row[1])

    def _followed(self) -> tuple[str | None, int]:
        row = self.database.execute("SELECT register, batch FROM meta").fetchone()
        return (row[0], row[1]) if row else (None, 0)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")

    def _follow_table(self, table: str, delta: DeltaTable) -> None:
        there = set(pa.table(delta.get_add_actions(flatten=True)).column("path").to_pylist())
        known = dict(self.database.execute("SELECT path, file FROM files WHERE of = ?", (table,)).fetchall())
        for path in sorted(there - known.keys()):
            file = self.database.execute("INSERT INTO files (of, path) VALUES (?, ?) RETURNING file", (table, path)).fetchone()[0]
            for row_group, rows in self._groups.keys(table, path, _KEYS[table]):
                self._take(table, file, row_group, rows)
        # What compaction took away: its rows stand elsewhere now, and were just replaced. The name stays, since
        # a reader that looked up a place a moment ago may still ask for it.
        self.database.executemany("DELETE FROM row_groups WHERE file = ?", [(file,) for path, file in known.items() if path not in there])

    def _take(self, table: str, file: int, row_group: int, columns: dict[str, list[Any]]) -> None:
        batches = columns["batch"]
        if not batches:
            return
        self.database.execute("INSERT INTO row_groups VALUES (?, ?, ?, ?)", (file, row_group, min(batches), max(batches)))
        for name in columns.keys() & _HASHED.get(table, set()):
            columns[name] = [short(value) for value in columns[name]]
        start = packed(file, row_group, 0)
        self.database.executemany(_TAKE[table], zip(*columns.values(), range(start, start + len(batches)), strict=True))


_KEYS: Mapping[str, tuple[str, ...]] = {
    "records": ("id", "source", "number", "content_hash", "document_sha256", "as_of", "operation", "batch"),
    "confirmations": ("id", "source", "number", "as_of", "batch"),
    "sources": ("id", "sha256", "batch"),
    "blobs": ("name", "path", "sha256", "batch"),
    "ledger": (
        *("sha256", "reader", "batch", "format", "version", "records", "quarantined"),
        *("unknown_paths", "characters", "reached", "role", "same_as"),
    ),
}
"""The columns that are followed, in the order in which `_TAKE` numbers them; the place comes last."""
_HASHED: Mapping[str, set[str]] = {"records": {"content_hash", "document_sha256"}, "sources": {"sha256"}}
_TAKE: Mapping[str, str] = {
    "records": "INSERT INTO held VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO UPDATE SET place = excluded.place",
    "confirmations": """UPDATE held SET confirmed = max(coalesce(confirmed, ''), ?4)
        WHERE id = ?1 AND source = ?2 AND number = ?3 AND ?5 + ?6 > 0""",
    "sources": "INSERT OR REPLACE INTO documents VALUES (?1, ?2, ?4)",
    "blobs": "INSERT OR REPLACE INTO blobs VALUES (?, ?, ?, ?, ?)",
    "ledger": """INSERT OR IGNORE INTO loads SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
        WHERE ?11 = 'data' AND ?12 IS NULL AND ?2 IS NOT NULL AND ?13 >= 0""",
}


def _lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables; those of another layout go, since they can be filled anew."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
        for table in _TABLES:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute(f"PRAGMA user_version = {LAYOUT}")
    connection.executescript(_LAYOUT)


def short(sha256: str) -> bytes:
    """A hash as the side table keeps it: 128 bits are enough to tell contents apart."""
    return bytes.fromhex(sha256[:32])


def in_blocks(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids in portions that one SQL statement may name."""
    asked = list(ids)
    for start in range(0, len(asked), ASK_AT_ONCE):
        yield asked[start : start + ASK_AT_ONCE]
