"""What can be wrong with a search.

SearchError
├── QueryError            the query cannot be run as it stands; `column` counts from 1
│   ├── QuerySyntaxError  something else was expected here
│   ├── UnknownField      no such field; the nearest names are given
│   └── TooBroad          a wildcard stands for more words than can be looked up
├── BadCursor             not a cursor of this search
├── UnknownFacet          a facet that is not counted
├── IndexBusy             another process is building the first index
└── IndexNotWritten       the disk is full, or the folder cannot be written
"""

from ipcommons.errors import IpcommonsError


class SearchError(IpcommonsError):
    """Root of the package's errors."""


class QueryError(SearchError):
    """`query` as typed, `column` of the character at fault (1-based), `expected` in words a reader knows."""

    def __init__(self, message: str, query: str, column: int, expected: tuple[str, ...]) -> None:
        super().__init__(message)
        self.query, self.column, self.expected = query, column, expected


class QuerySyntaxError(QueryError):
    def __init__(self, query: str, column: int, expected: tuple[str, ...]) -> None:
        found = "the end of the query" if column > len(query) else f"'{query[column - 1 :][:12]}'"
        super().__init__(f"column {column}: found {found}, expected {' or '.join(expected)}", query, column, expected)
        self.found = found


class UnknownField(QueryError):
    def __init__(self, query: str, name: str, column: int, known: tuple[str, ...], nearest: tuple[str, ...]) -> None:
        hint = f"did you mean {' or '.join(nearest)}?" if nearest else f"fields are: {', '.join(known)}"
        super().__init__(f"column {column}: there is no field '{name}'; {hint}", query, column, nearest or known)
        self.name, self.known, self.nearest = name, known, nearest


class TooBroad(QueryError):
    def __init__(self, query: str, pattern: str, column: int, limit: int) -> None:
        expected = (f"at least {limit} letters before the first *",)
        super().__init__(f"column {column}: '{pattern}' is too broad; expected {expected[0]}", query, column, expected)
        self.pattern, self.limit = pattern, limit


class BadCursor(SearchError):
    def __init__(self, cursor: str) -> None:
        super().__init__(f"'{cursor[:24]}' is not a cursor of this search: start again without one")
        self.cursor = cursor


class UnknownFacet(SearchError):
    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"there is no facet '{name}'; facets are: {', '.join(known)}")
        self.name, self.known = name, known


class IndexNotWritten(SearchError):
    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(f"the index in {folder} could not be written: {reason}; it is as it was before, and the register is whole")
        self.folder, self.reason = folder, reason


class IndexBusy(SearchError):
    def __init__(self, seconds: int) -> None:
        super().__init__(f"another process is building the index (waited {seconds} s); run the same command again in a moment")
        self.seconds = seconds
