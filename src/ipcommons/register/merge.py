"""The record shown: what several sources say of one right, field by field, the source with the highest precedence first."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from ipcommons.formats.manifest import sources
from ipcommons.rights import Right, decode

Json = dict[str, Any]
AGREED = ("right", "id", "office")
"""Fields in which all statements of one right are the same."""


class Statement(NamedTuple):
    """What decides whether and how a version is shown. `as_of`: the last day for which its source said it."""

    source: str
    number: int
    as_of: str | None
    operation: str
    precedence: int
    said: str


class Shown(NamedTuple):
    """`current`: (source, number) of the versions that are in the record."""

    record: Right
    deleted: bool
    current: tuple[tuple[str, int], ...]
    field_sources: Mapping[str, str]


class _Dated(NamedTuple):
    number: int
    as_of: str | None


def recency(version: Any) -> tuple[str, int]:
    """Versions of one source by this key: the last is the current one."""
    return (version.as_of or "", version.number)


def precedence_of(source: str, when_read: int) -> int:
    """As the manifests say today; of a source they do not know (a user's own mapping), as it was when read."""
    known = sources().get(source)
    return known.precedence if known else when_read


def shown(statements: Sequence[Statement]) -> Shown:
    """The record shown. A source that removed the right no longer speaks, unless it is the leading one."""
    current = {s.source: s for s in sorted(statements, key=recency)}
    ranked = sorted(current.values(), key=lambda s: (-precedence_of(s.source, s.precedence), s.source))
    leading = ranked[0]
    deleted = leading.operation == "delete"
    speaking = [leading, *(s for s in ranked[1:] if s.operation != "delete")]
    named = tuple((s.source, s.number) for s in speaking)
    if len(speaking) == 1:
        said = msgspec.json.decode(leading.said)
        return Shown(decode(leading.said), deleted, named, {field: leading.source for field in said if field not in AGREED})
    record: Json = {}
    field_sources: dict[str, str] = {}
    for statement in speaking:
        for field, value in msgspec.json.decode(statement.said).items():
            if field not in record:
                record[field] = value
                if field not in AGREED:
                    field_sources[field] = statement.source
    return Shown(_right(record), deleted, named, field_sources)


def record_of(statements: Sequence[Statement]) -> tuple[Right, bool]:
    """The record shown and whether it is deleted, for those who need not know which source said what."""
    if len(statements) == 1:
        return decode(statements[0].said), statements[0].operation == "delete"
    merged = shown(statements)
    return merged.record, merged.deleted


def amended(previous: str | bytes, said: bytes) -> Right:
    """The record of `previous` with what `said` says anew: a field not said stays as it was."""
    return _right(msgspec.json.decode(previous) | msgspec.json.decode(said))


def _right(fields: Json) -> Right:
    right: Right = msgspec.convert(fields, Right)
    return right
