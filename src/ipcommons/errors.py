"""The root of every error this project raises on purpose.

IpcommonsError
├── formats.errors.FormatError      a file or a document in it could not be read
├── register.errors.RegisterError   the register could not be opened, written or proven
└── search.errors.SearchError       a query or a cursor could not be understood, an index not opened

Each carries its data as attributes; `str(error)` is one English sentence that says what was
expected, where, and what to do. The edges (CLI, API, pages) may say it in another language.
"""


class IpcommonsError(Exception):
    """Anything that a person can mend and that is therefore told to them in words."""
