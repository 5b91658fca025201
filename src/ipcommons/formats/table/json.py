"""The items of a JSON array, one by one, wherever the array stands in the document.

Items are decoded from a sliding window, so that memory does not grow with the file.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any, NoReturn

from ipcommons.formats.errors import MappingError, Truncated
from ipcommons.formats.table.mapping import TableMapping

BLOCK = 1 << 20
LARGEST_ITEM = 64 << 20
"""An item beyond this is refused; the largest row of any open table seen is 200 kB."""

_BLANK = re.compile(r"[ \t\r\n]*")
_NEARLY_THE_END = 8
"""json reports a literal or escape that is cut off at most this far before the end of what it was given."""


def array_items(name: str, table: TableMapping, stream: IO[bytes]) -> Iterator[Any]:
    """The items of the array at `table.array`, or of the document itself where it is one. Raises Truncated, MappingError.

    What stands beside the array is not read. One object alone is one item where no path leads further.
    """
    window = _Window(name, table.encoding, stream)
    depth = 0
    if window.ahead() == "{":
        if not table.array or _is_row(table, stream):
            yield window.value()
            window.end()
            return
        for key in table.array:
            window.descend(key)
            depth += 1
    if window.ahead() != "[":
        window.fail(f"an array at {'/'.join(table.array) or 'the beginning'}")
    yield from window.items()
    for _ in range(depth):
        window.ascend()
    window.end()


def decode_row(text: bytes) -> Any:
    """One JSON value. Raises ValueError, also where an object names a column twice."""
    return _JSON.decode(text.decode())


def _is_row(table: TableMapping, stream: IO[bytes]) -> bool:
    """Is the document one row alone (the quarantine gives rows back so)? It has the key columns, and nothing leads further."""
    position = stream.tell()
    stream.seek(0)
    beginning = stream.read(BLOCK)
    stream.seek(position)
    return all(f'"{column}":'.encode() in beginning for column in table.key) and f'"{table.array[0]}"'.encode() not in beginning


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        doubled = next(key for key, _ in pairs if [other for other, _ in pairs].count(key) > 1)
        raise ValueError(f"{doubled!r} stands twice in one object")
    return row


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


_JSON = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number)


class _Window:
    """A JSON text of which only the part around the place of reading is held."""

    def __init__(self, name: str, encoding: str, stream: IO[bytes]) -> None:
        self._name, self._encoding, self._stream = name, encoding, stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding)()
        self._text, self._at, self._ended = "", 0, False

    def ahead(self) -> str:
        """The next character that is not blank, without passing it. Raises Truncated at the end."""
        while True:
            self._at = _end_of_blank(self._text, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                raise Truncated(self._stream.tell(), "more JSON")

    def value(self) -> Any:
        """The next value."""
        self.ahead()
        while True:
            try:
                value, end = _JSON.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not (self._cut_off(error) and self._more()):
                    self._fail_at(error)
            except (ValueError, RecursionError) as error:
                raise MappingError(self._name, f"before byte {self._stream.tell():,}: {error}") from None
            else:
                if end < len(self._text) or self._ended or not self._more():
                    self._at = end
                    return value

    def items(self) -> Iterator[Any]:
        """The items of the array that begins here."""
        self._pass("[")
        if self.ahead() == "]":
            self._pass("]")
            return
        while True:
            yield self.value()
            if self.ahead() == "]":
                self._pass("]")
                return
            self._pass(",")

    def descend(self, wanted: str) -> None:
        """Into the object that begins here, up to the value of one key."""
        self._pass("{")
        while self.ahead() != "}":
            key = self.value()
            self._pass(":")
            if key == wanted:
                self.ahead()
                return
            self.value()
            if self.ahead() == ",":
                self._pass(",")
        raise MappingError(self._name, f"the document has no {wanted!r}, where its array was expected")

    def ascend(self) -> None:
        """Past the rest of the object that is open here."""
        while self.ahead() == ",":
            self._pass(",")
            self.value()
            self._pass(":")
            self.value()
        self._pass("}")

    def end(self) -> None:
        """Nothing may follow."""
        while self._more():
            pass
        if rest := self._text[self._at :].strip():
            raise MappingError(self._name, f"expected the end of the JSON document, found {rest[:20]!r}")

    def fail(self, expected: str) -> NoReturn:
        raise MappingError(self._name, f"expected {expected}, found {self._text[self._at : self._at + 20]!r}")

    def _pass(self, character: str) -> None:
        if self.ahead() != character:
            self.fail(f"{character!r} in the JSON text")
        self._at += 1

    def _more(self) -> bool:
        """Read on; False at the end of the file."""
        if self._ended:
            return False
        block = self._stream.read(BLOCK)
        self._ended = not block
        try:
            self._text = self._text[self._at :] + self._decoder.decode(block, final=self._ended)
        except UnicodeDecodeError as error:
            wrong = f"a byte before {self._stream.tell():,} is not {self._encoding}: {error.reason}"
            raise MappingError(self._name, wrong) from None
        self._at = 0
        if len(self._text) > LARGEST_ITEM:
            raise MappingError(self._name, f"one item is larger than {LARGEST_ITEM:,} characters")
        return True

    def _cut_off(self, error: json.JSONDecodeError) -> bool:
        return not self._ended and (error.pos >= len(self._text) - _NEARLY_THE_END or error.msg.startswith("Unterminated string"))

    def _fail_at(self, error: json.JSONDecodeError) -> NoReturn:
        if self._ended and (error.pos >= len(self._text.rstrip()) or error.msg.startswith("Unterminated string")):
            raise Truncated(self._stream.tell(), "the end of a JSON value") from None
        near = self._text[max(0, error.pos - 10) : error.pos + 20]
        raise MappingError(self._name, f"not JSON: {error.msg} near {near!r}, before byte {self._stream.tell():,}") from None


def _end_of_blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
