"""Versions of the batch at work, which the side table cannot know yet. On disk, since a batch may hold a file of millions."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from ipcommons.register.known import Held, in_blocks
from ipcommons.register.rowgroups import SPOOLED, Place


class Pending:
    """`begin` marks the start of a file, `take_back` forgets what came since."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._path = path
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript("""
            PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;
            CREATE TABLE pending (
              id TEXT, source TEXT, number INTEGER, content BLOB, document BLOB, as_of TEXT, operation TEXT, batch INTEGER,
              spooled_block INTEGER, spooled_row INTEGER, file INTEGER,
              PRIMARY KEY (id, source, number)) WITHOUT ROWID;
            CREATE TABLE confirmed (
              id TEXT, source TEXT, number INTEGER, as_of TEXT, file INTEGER, PRIMARY KEY (id, source, number, as_of, file)) WITHOUT ROWID;
        """)
        self._file = 0
        self._empty = True

    def begin(self) -> None:
        self._file += 1

    def take_back(self) -> None:
        self._database.execute("DELETE FROM pending WHERE file = ?", (self._file,))
        self._database.execute("DELETE FROM confirmed WHERE file = ?", (self._file,))

    def add(self, versions: Iterable[Held]) -> None:
        """Remember these versions of the file at work."""
        rows = [(*version[:8], version.place.row_group, version.place.row, self._file) for version in versions]
        if rows:
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO pending VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self._database.execute("COMMIT")
            self._empty = False

    def confirm(self, version: Held, as_of: str) -> None:
        """Remember that a version was said again."""
        row = (version.id, version.source, version.number, as_of, self._file)
        self._database.execute("INSERT OR IGNORE INTO confirmed VALUES (?, ?, ?, ?, ?)", row)
        self._empty = False

    def confirmed(self, ids: Sequence[str]) -> dict[tuple[str, str, int], str]:
        """The versions of these ids that were said again, with the last day for which."""
        if self._empty:
            return {}
        found: dict[tuple[str, str, int], str] = {}
        for asked in in_blocks(ids):
            marks = ",".join("?" * len(asked))
            question = f"SELECT id, source, number, max(as_of) FROM confirmed WHERE id IN ({marks}) GROUP BY id, source, number"  # noqa: S608 (marks only)
            found |= {(row[0], row[1], row[2]): row[3] for row in self._database.execute(question, asked)}
        return found

    def held(self, ids: Sequence[str]) -> list[Held]:
        """The versions of these ids."""
        if self._empty:
            return []
        found = []
        for asked in in_blocks(ids):
            marks = ",".join("?" * len(asked))
            rows = self._database.execute(f"SELECT * FROM pending WHERE id IN ({marks})", asked)  # noqa: S608 (marks only)
            found += [Held._make((*row[:8], Place(SPOOLED, row[8], row[9]))) for row in rows]
        return found

    def clear(self) -> None:
        self._database.execute("DELETE FROM pending")
        self._database.execute("DELETE FROM confirmed")
        self._empty = True

    def close(self) -> None:
        self._database.close()
        self._path.unlink(missing_ok=True)
