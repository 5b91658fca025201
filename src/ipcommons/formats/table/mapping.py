"""What a mapping says: how the rows of an open table become records. Pure data, the `table` part of a manifest."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

Condition = Mapping[str, str | tuple[str, ...] | None]
"""Column -> the value it must have, any one of several, null for no value, `*` for any value. All must hold."""


class Expression(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value: where it comes from (exactly one of the first group), then what is done to it, in this order.

    `column`: a column; in JSON and Parquet `a/b` goes into nested objects, `.` is the item itself.
    `constant`. `first`: the first of these that has a value. `join`: texts joined by `separator`.
    `list`: all of these that have a value. `fields`: a struct. `pairs`: (label, text) pairs.
    `zip`: parallel list columns as items, in the order of the numbers in `order`; `match` {item
    column: row column} lets an item see the row of its group that tells of it. `rows`: the values of
    all rows of the group, each once.

    `when`: only where the row is so. `find`: group 1 (or all) of a regular expression. `split` by a
    separator. `each`: what to make of each item. `map`: a table of values (ignoring case), or the
    name of one in `value_maps/`; `otherwise` is `fail`, `keep`, `none` or `=value`. `date`: formats
    of strptime to try before the usual writings. `integer`: the text is a whole number. `flat`: white
    space folded. `language`: makes a Text; `by-script` names it by the letters it is written in.
    """

    column: str | None = None
    constant: Any = None
    first: tuple["Source", ...] = ()
    join: tuple["Source", ...] = ()
    separator: str = " "
    list: tuple["Source", ...] = ()
    fields: dict[str, "Source"] = {}
    pairs: dict[str, "Source"] = {}
    zip: tuple[str, ...] = ()
    order: str | None = None
    match: dict[str, str] = {}
    rows: "Source | None" = None

    when: dict[str, str | tuple[str, ...] | None] = {}
    find: str | None = None
    split: str | None = None
    each: "Source | None" = None
    map: str | dict[str, str] | None = None
    otherwise: str = "fail"
    date: tuple[str, ...] | None = None
    integer: bool = False
    flat: bool = False
    language: str | None = None


Source = str | Expression
"""In short form a column's name, or `=text` for a constant."""


class LeaveRows(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows that are no record of ours, and why."""

    when: dict[str, str | tuple[str, ...] | None]
    reason: str


class TableMapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How rows become records.

    `array`: the keys that lead to the array inside a JSON object. `absent`: words that mean "no
    value". `key`: columns that every row must fill. `group`: all rows with the same key are one
    record, wherever they stand; else every row is one. `id`: what follows `kind:office:`, with
    `{column}` or `{column|slug}`. `as_of`: the day up to which the row holds. `optional`: columns that
    are read but may be missing from the table. `record`: field -> where it comes from.
    """

    format: Literal["csv", "tsv", "json", "jsonl", "parquet"]
    delimiter: str = ","
    encoding: str = "utf-8"
    array: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    key: tuple[str, ...]
    group: bool = False
    id: str
    as_of: Source | None = None
    leave: tuple[LeaveRows, ...] = ()
    optional: tuple[str, ...] = ()
    record: dict[str, Source]

    @property
    def nested(self) -> bool:
        """May a value be an object or a list of objects?"""
        return self.format in {"json", "jsonl", "parquet"}


def columns_read(table: TableMapping) -> dict[str, str]:
    """Every column path that the mapping reads -> the field it reaches."""
    read = dict.fromkeys(table.key, "id")
    for rows in table.leave:
        read |= dict.fromkeys(rows.when, "decides whether the row is a record")
    read |= dict(_columns(table.as_of, "", "as_of"))
    for field, source in table.record.items():
        read |= dict(_columns(source, "", field))
    return read


def columns_of(source: Source) -> frozenset[str]:
    """The columns that one expression names."""
    return frozenset(path for path, _ in _columns(source, "", ""))


def _columns(source: Source | None, inside: str, field: str) -> Iterator[tuple[str, str]]:
    if source is None:
        return
    if isinstance(source, str):
        if not source.startswith("="):
            yield _path(inside, source), field
        return
    if source.column is not None:
        yield _path(inside, source.column), field
    for column in (*source.when, *source.zip, *source.match.values()):
        yield _path(inside, column), field
    if source.order:
        yield _path(inside, source.order), field
    for part in (*source.first, *source.join, *source.list, source.rows):
        yield from _columns(part, inside, field)
    for name, part in (*source.fields.items(), *source.pairs.items()):
        yield from _columns(part, inside, f"{field}.{name}")
    # An item of `zip` sees the columns of the row; an item of a list column sees only itself.
    yield from _columns(source.each, inside if source.zip else _path(inside, source.column or ""), field)


def _path(inside: str, column: str) -> str:
    return "/".join(part for part in (inside, column) if part not in {"", "."})
