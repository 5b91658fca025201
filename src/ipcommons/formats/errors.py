"""What can be wrong with a file of an office, or with one document in it.

FormatError
├── FileRefused            the whole file is not read; nothing of it is committed
│   ├── Unreadable         the operating system does not give its bytes
│   ├── EmptyFile          no byte, or only white space
│   ├── NotRecognised      no manifest knows these first bytes
│   ├── HtmlInsteadOfData  a web page saved under the name of a data file
│   ├── UnknownVersion     the format is known, this version of it is not
│   ├── UnsafeArchive      a member would leave the archive, or unpacks beyond the limits
│   ├── DamagedArchive     the archive cannot be unpacked
│   ├── Truncated          the file ends inside a document or table
│   └── MappingError       a mapping for a table is wrong, or does not fit the table
└── DocumentError          one document goes to quarantine, the rest of the file goes on
    ├── NotWellFormed      the XML parser's reason, with line and column
    ├── HostileDocument    entity declarations, nesting or size beyond the limits
    ├── RowUnreadable      a row of a table has no key, too few cells, or a value that cannot be
    ├── MissingElement     what every record of this format must have is not there
    ├── ForeignDocument    a document of another format or version stands among those of this one
    └── SeveralRecords     one document holds more than the one record it should
"""

from ipcommons.errors import IpcommonsError


class FormatError(IpcommonsError):
    """Root of the package's errors."""


class FileRefused(FormatError):
    """The whole file is not read."""


class Unreadable(FileRefused):
    def __init__(self, reason: str) -> None:
        super().__init__(f"cannot be read: {reason}")
        self.reason = reason


class EmptyFile(FileRefused):
    def __init__(self) -> None:
        super().__init__("the file is empty: expected the data of an office")


class NotRecognised(FileRefused):
    """`begins`: the first bytes, shortened, as text."""

    def __init__(self, begins: str) -> None:
        super().__init__(
            f"not recognised (begins with {begins!r}): no reader knows it; name one with --format, or give a table a --mapping"
        )
        self.begins = begins


class HtmlInsteadOfData(FileRefused):
    def __init__(self) -> None:
        super().__init__("a web page, not data: the download was answered with HTML; fetch the file again")


class UnknownVersion(FileRefused):
    def __init__(self, format_name: str, version: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{format_name} version {version!r} is not known; known versions: {', '.join(known)}")
        self.format_name, self.version, self.known = format_name, version, known


class UnsafeArchive(FileRefused):
    def __init__(self, member: str, reason: str) -> None:
        super().__init__(f"unsafe archive: member {member!r} {reason}")
        self.member, self.reason = member, reason


class DamagedArchive(FileRefused):
    def __init__(self, reason: str) -> None:
        super().__init__(f"the archive cannot be unpacked: {reason}")
        self.reason = reason


class Truncated(FileRefused):
    def __init__(self, position: int, expected: str) -> None:
        super().__init__(f"the file ends at byte {position:,}: expected {expected}")
        self.position, self.expected = position, expected


class MappingError(FileRefused):
    def __init__(self, mapping: str, reason: str) -> None:
        super().__init__(f"mapping {mapping}: {reason}")
        self.mapping, self.reason = mapping, reason


class DocumentError(FormatError):
    """One document cannot become a record."""


class NotWellFormed(DocumentError):
    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(f"not well-formed XML at line {line}, column {column}: {reason}")
        self.reason, self.line, self.column = reason, line, column


class HostileDocument(DocumentError):
    def __init__(self, reason: str) -> None:
        super().__init__(f"refused for safety: {reason}")
        self.reason = reason


class MissingElement(DocumentError):
    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is missing or empty: every record of this format has one")
        self.path = path


class ForeignDocument(DocumentError):
    def __init__(self, root: str, version: str | None) -> None:
        said = f" of version {version!r}" if version is not None else ""
        super().__init__(f"the document is a <{root}>{said}, which does not belong in a file of this format")
        self.root, self.version = root, version


class SeveralRecords(DocumentError):
    def __init__(self, path: str, count: int) -> None:
        super().__init__(f"{count} times {path} in one document: expected one")
        self.path, self.count = path, count


class RowUnreadable(DocumentError):
    """`row` counts from 0, as spans do; the sentence counts from 1, as a person does, without the header."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(f"row {row + 1:,}: {reason}")
        self.row, self.reason = row, reason
