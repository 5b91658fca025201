"""From rows to a record: a mapping compiled, once, into plain functions.

Each expression becomes a function of a scope (the row, or an item inside it) and the rows of the
group; it gives None for "not said". What they give becomes structs by one strict conversion.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from ipcommons.formats.errors import MappingError
from ipcommons.formats.manifest import Manifest
from ipcommons.formats.table_mapping import Condition, Expression, Source, TableMapping
from ipcommons.formats.table_rows import Row
from ipcommons.formats.table_values import WrongValue, cell, steps
from ipcommons.rights import Right
from ipcommons.rights.date import NotADate
from ipcommons.rights.design import Design
from ipcommons.rights.gi import GeographicalIndication
from ipcommons.rights.patent import Patent
from ipcommons.rights.trademark import TradeMark

Value = Callable[[Row, Sequence[Row]], Any]
"""(scope, rows of the group) -> a text, a struct as dict, a list of these, or None."""

RECORDS: Mapping[str, type[Right]] = {"patent": Patent, "trademark": TradeMark, "design": Design, "gi": GeographicalIndication}
"""Kind of right -> the struct whose fields a mapping fills."""

INVENTED = "invented"
"""The column by which any table says that its filings are made up."""

_IN_ID = re.compile(r"\{([^{}|]+)(\|slug)?\}")


class RecordOf:
    """Makes the record of a group of rows. Raises MappingError where the mapping is wrong, WrongValue for a cell."""

    def __init__(self, manifest: Manifest, table: TableMapping) -> None:
        kind = manifest.kinds[0]
        self._type: type[Right] = RECORDS[kind]
        self._prefix, self._office = kind, manifest.office
        compiler = _Compiler(manifest.name, table)
        self._id = compiler.id_template()
        self._fields = [(name, compiler.field(self._type, name, source)) for name, source in table.record.items()]
        self._key = [compiler.column(column) for column in table.key]
        self._as_of = compiler.value(table.as_of, str) if table.as_of else None
        self._leave = [compiler.condition(rows.when) for rows in table.leave]

    def key(self, row: Row) -> tuple[str, ...] | None:
        """The values of the key columns; None if one has none."""
        key = tuple(value(row, ()) for value in self._key)
        return None if None in key else key

    def leaves(self, row: Row) -> bool:
        """Is the row one that is no record of ours?"""
        return any(condition(row) for condition in self._leave)

    def as_of(self, rows: Sequence[Row]) -> str | None:
        if self._as_of is None:
            return None
        value = self._as_of(rows[0], rows)
        return getattr(value, "iso", value)

    def __call__(self, rows: Sequence[Row]) -> Right:
        record: dict[str, Any] = {}
        field = "id"
        try:
            for field, value in self._fields:
                if (said := value(rows[0], rows)) is not None:
                    record[field] = said
            office = record.setdefault("office", self._office)
            record["id"] = f"{self._prefix}:{office}:{self._id(rows[0])}"
            if str(rows[0].get(INVENTED, "")).strip().lower() in {"true", "1", "yes"}:
                record["invented"] = True
            return msgspec.convert(record, self._type)
        except (WrongValue, NotADate) as error:
            raise WrongValue(f"{field}: {error}") from None
        except msgspec.ValidationError as error:
            raise WrongValue(str(error)) from None


class _Compiler:
    def __init__(self, name: str, table: TableMapping) -> None:
        self._name, self._table = name, table
        self._absent = frozenset(table.absent)

    def field(self, struct: type, name: str, source: Source) -> Value:
        """The value of one field of a struct; a field that holds many takes one as well."""
        hints = get_type_hints(struct)
        if name not in hints:
            raise MappingError(self._name, f"{struct.__name__} has no field {name!r}; it has: {', '.join(hints)}")
        many, element = _shape(hints[name])
        value = self.value(source, element)
        return _as_list(value) if many else value

    def value(self, source: Source, element: Any) -> Value:
        if isinstance(source, str):
            return _constant(source[1:]) if source.startswith("=") else self.column(source)
        value = self._origin(source, element)
        then = steps(self._name, source)
        when = self.condition(source.when) if source.when else None
        if not then and when is None:
            return value

        def stepped(scope: Row, rows: Sequence[Row]) -> Any:
            if when is not None and not when(scope):
                return None
            found = value(scope, rows)
            for step in then:
                if found is None:
                    return None
                found = step(found)
            return found

        return stepped

    def column(self, name: str) -> Value:
        absent = self._absent
        if self._table.nested and "/" in name:
            parts = name.split("/")
            return lambda scope, _: cell(_descend(scope, parts), absent)

        def plain(scope: Row, _: Sequence[Row]) -> Any:
            value = scope.get(name)
            if value.__class__ is str:
                value = value.strip()
                return value if value and value not in absent else None
            return None if value is None else cell(value, absent)

        return plain

    def condition(self, wanted: Condition) -> Callable[[Row], bool]:
        tests = [(self.column(column), _accepts(value)) for column, value in wanted.items()]
        return lambda row: all(accepts(value(row, ())) for value, accepts in tests)

    def id_template(self) -> Callable[[Row], str]:
        template = self._table.id
        parts = [(self.column(match[1]), match[1], bool(match[2])) for match in _IN_ID.finditer(template)]
        if not parts:
            raise MappingError(self._name, f"id {template!r} names no column in braces, as in {{number}}")
        frame = _IN_ID.sub("{}", template)

        def made(row: Row) -> str:
            values = []
            for value, column, slug in parts:
                if (text := value(row, ())) is None:
                    raise WrongValue(f"{column} is empty, but the id is made of it")
                values.append(_slug(text) if slug else _id_part(text))
            return frame.format(*values)

        return made

    def _origin(self, source: Expression, element: Any) -> Value:
        origins: dict[str, Callable[[Expression, Any], Value]] = {
            "column": self._column,
            "constant": lambda source, _: _constant(source.constant),
            "first": lambda source, element: _first([self.value(part, element) for part in source.first]),
            "join": lambda source, _: _join([self.value(part, str) for part in source.join], source.separator),
            "list": lambda source, element: _list([self.value(part, element) for part in source.list]),
            "fields": self._struct,
            "pairs": lambda source, _: _pairs({label: self.value(part, str) for label, part in source.pairs.items()}),
            "zip": self._zip,
            "rows": lambda source, element: _rows(self.value(source.rows or ".", element), element),
        }
        given = [name for name in origins if getattr(source, name) not in (None, (), {})]
        if len(given) != 1:
            raise MappingError(self._name, f"expected one of {', '.join(origins)} in an expression, found {' and '.join(given) or 'none'}")
        return origins[given[0]](source, element)

    def _column(self, source: Expression, element: Any) -> Value:
        column = self.column(source.column or ".")
        return self._each(column, source, element) if source.each else column

    def _struct(self, source: Expression, element: Any) -> Value:
        if not (isinstance(element, type) and issubclass(element, msgspec.Struct)):
            raise MappingError(self._name, f"fields {', '.join(source.fields)} where a single text is expected")
        constants, values = {}, []
        for name, part in source.fields.items():
            if isinstance(part, str) and part.startswith("="):
                constants[name] = part[1:]
            values.append((name, self.field(element, name, part)))
        said = [(name, value) for name, value in values if name not in constants]

        def struct(scope: Row, rows: Sequence[Row]) -> dict[str, Any] | None:
            found = {}
            for name, value in said:
                if (one := value(scope, rows)) is not None:
                    found[name] = one
            return (constants | found) if found or not said else None

        return struct

    def _each(self, column: Value, source: Expression, element: Any) -> Value:
        each = self.value(source.each or ".", element)

        def items(scope: Row, rows: Sequence[Row]) -> list[Any] | None:
            found = column(scope, rows)
            if found is None:
                return None
            parts = found if isinstance(found, list) else [found]
            made = [each(part if isinstance(part, dict) else {".": part}, rows) for part in parts]
            return [one for one in made if one is not None] or None

        return items

    def _zip(self, source: Expression, element: Any) -> Value:
        """Items are made once for equal values: class symbols and names come back many thousand times."""
        if source.each is None:
            raise MappingError(self._name, "zip needs `each`: what to make of an item")
        columns, each = source.zip, self.value(source.each, element)
        order = columns.index(source.order) if source.order in columns else None
        if source.order and order is None:
            raise MappingError(self._name, f"order {source.order!r} is not among the zipped columns")

        @lru_cache(maxsize=65_536)
        def made(item: tuple[Any, ...]) -> Any:
            return _typed(each(dict(zip(columns, item, strict=True)), ()), element)

        matched = self._matcher(source, each, element)
        blank = None if order is None else order

        def items(scope: Row, rows: Sequence[Row]) -> list[Any] | None:
            lists = [scope.get(column) for column in columns]
            if not any(lists):
                return None
            try:
                parts = list(zip(*lists, strict=True))
            except (TypeError, ValueError):
                raise WrongValue(f"the lists {', '.join(columns)} are not equally long") from None
            if blank is not None:
                parts.sort(key=lambda part: _number(part[blank]))
            found = [matched(part, rows) or made(part) if matched else made(part) for part in parts]
            return [one for one in found if one is not None] or None

        return items

    def _matcher(self, source: Expression, each: Value, element: Any) -> Callable[[tuple[Any, ...], Sequence[Row]], Any] | None:
        if not source.match:
            return None
        places = [(source.zip.index(item), row) for item, row in source.match.items()]

        def matched(item: tuple[Any, ...], rows: Sequence[Row]) -> Any:
            for row in rows:
                if all(item[place] == row.get(column) for place, column in places):
                    return _typed(each(row | dict(zip(source.zip, item, strict=True)), rows), element)
            return None

        return matched


def _shape(hint: Any) -> tuple[bool, Any]:
    """(does the field hold many, of what), without None."""
    if get_origin(hint) in {Union, UnionType}:
        hint = next(part for part in get_args(hint) if part is not NoneType)
    if get_origin(hint) is tuple and get_args(hint)[-1] is Ellipsis:
        return True, get_args(hint)[0]
    return False, hint


def _typed(value: Any, element: Any) -> Any:
    return msgspec.convert(value, element) if isinstance(value, dict) else value


def _as_list(value: Value) -> Value:
    def listed(scope: Row, rows: Sequence[Row]) -> list[Any] | None:
        found = value(scope, rows)
        return found if found is None or isinstance(found, list) else [found]

    return listed


def _constant(constant: Any) -> Value:
    return lambda _, __: constant


def _first(values: Sequence[Value]) -> Value:
    return lambda scope, rows: next((found for value in values if (found := value(scope, rows)) is not None), None)


def _join(values: Sequence[Value], separator: str) -> Value:
    def joined(scope: Row, rows: Sequence[Row]) -> str | None:
        return separator.join(found for value in values if (found := value(scope, rows)) is not None) or None

    return joined


def _list(values: Sequence[Value]) -> Value:
    def listed(scope: Row, rows: Sequence[Row]) -> list[Any] | None:
        found: list[Any] = []
        for value in values:
            one = value(scope, rows)
            if isinstance(one, list):
                found += one
            elif one is not None:
                found.append(one)
        return found or None

    return listed


def _pairs(values: Mapping[str, Value]) -> Value:
    def pairs(scope: Row, rows: Sequence[Row]) -> list[list[str]] | None:
        found = []
        for label, value in values.items():
            one = value(scope, rows)
            found += [[label, text] for text in (one if isinstance(one, list) else [one]) if text is not None]
        return found or None

    return pairs


def _rows(value: Value, element: Any) -> Value:
    def all_rows(_: Row, rows: Sequence[Row]) -> list[Any] | None:
        found: dict[Any, None] = {}
        for row in rows:
            one = value(row, rows)
            for part in one if isinstance(one, list) else [one]:
                if part is not None:
                    found[_typed(part, element)] = None
        return list(found) or None

    return all_rows


def _accepts(wanted: str | tuple[str, ...] | None) -> Callable[[Any], bool]:
    if wanted is None:
        return lambda value: value is None
    if wanted == "*":
        return lambda value: value is not None
    values = {wanted} if isinstance(wanted, str) else set(wanted)
    return lambda value: value in values


def _descend(scope: Any, parts: Sequence[str]) -> Any:
    for part in parts:
        if isinstance(scope, list):
            scope = [item.get(part) for item in scope if isinstance(item, dict)]
        else:
            scope = scope.get(part) if isinstance(scope, dict) else None
    return scope


def _number(text: Any) -> float:
    """A place in a sequence; what is none stands last."""
    try:
        return float(text)
    except (TypeError, ValueError):
        return float("inf")


def _id_part(text: str) -> str:
    return re.sub(r"\s+", "-", text).replace("/", "_").replace(":", "_")


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")
