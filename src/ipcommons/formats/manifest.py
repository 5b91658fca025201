"""Manifests: what the code of a reader cannot say. One YAML file a format, `manifests/<name>.yaml`.

The manifest's `module` (a folder an office) holds `read(stream)`; a mapping for tables needs none.
A manifest with a `table` part is a mapping (`mappings/<name>.yaml`): it needs no module.
"""

import re
from collections.abc import Iterator
from functools import cache, partial
from importlib import import_module
from importlib.resources import files
from typing import Any, Literal, TypeVar

import msgspec
import yaml

from ipcommons.formats.filing import Reader
from ipcommons.formats.table.mapping import TableMapping, columns_read

Value = TypeVar("Value")


class _Yaml(yaml.CSafeLoader):
    """YAML in which only true and false are truth values, as YAML 1.2 has it: NO is Norway, and No a column."""


_Yaml.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Yaml.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


def load_yaml(text: str) -> Any:
    """What a YAML text says."""
    return yaml.load(text, _Yaml)  # noqa: S506 (a safe loader)


class Recognise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the first bytes give the format away.

    `roots`: names of the first element, `{namespace}local` or bare; `contains`: all of these strings
    stand in the first 64 KiB. `version`: a regular expression whose group 1 is found in the first
    64 KiB; `magic`: the file begins with this text; `columns`: a table's header holds all of these.
    """

    roots: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    version: str | None = None
    magic: str | None = None
    columns: tuple[str, ...] = ()


class Below(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body: below this path any nesting of `elements` (and `attributes`) is read, or left for `reason`.

    `left`: attribute -> reason. Attributes are accounted for where either of the two names any.
    """

    elements: tuple[str, ...]
    attributes: tuple[str, ...] = ()
    left: dict[str, str] = {}
    to: str | None = None
    reason: str | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A data product. In a merged record the source with the higher `precedence` wins field by field."""

    title: dict[str, str]
    precedence: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One format of one office.

    `read`: element path (from the document's element, attributes as `@name`) -> field of the record.
    `left`: element path -> reason. `below`: path of a body -> its vocabulary. A path ending in `/**`
    stands for everything below it, `**/@name` for that attribute anywhere, `a/{b,c}/d` for a/b/d and
    a/c/d. `boundary`: name of the element that is one document.
    `gaps`: what is known not to be there -> a sentence in en and zh.
    `revision` counts up when the reader changes what it makes of the same bytes. `table`: how rows
    become records; `read` is then filled from it.
    """

    name: str
    title: dict[str, str]
    office: str
    kinds: tuple[Literal["patent", "trademark", "design", "gi"], ...]
    licence: str
    credit: dict[str, str]
    versions: tuple[str, ...]
    recognise: Recognise
    sources: dict[str, Source]
    module: str | None = None
    revision: int = 1
    read: dict[str, str] = {}
    left: dict[str, str] = {}
    below: dict[str, Below] = {}
    gaps: dict[str, dict[str, str]] = {}
    table: TableMapping | None = None

    @property
    def unit(self) -> Literal["bytes", "rows"]:
        """What the spans of this format's documents count."""
        return "rows" if self.table else "bytes"

    def reader(self) -> Reader:
        """The `read` function of this format's module; of a mapping, the reader of tables."""
        if self.table:
            return partial(import_module("ipcommons.formats.table.reader").read, self)
        module = import_module(f"ipcommons.formats.{self.module}")
        reader: Reader = module.read
        return reader


@cache
def manifests() -> dict[str, Manifest]:
    """Every format we read, by name. Adding a file to `manifests/` or `mappings/` is all it takes."""
    folders = (files("ipcommons.formats") / "manifests", files("ipcommons.formats") / "mappings")
    found = [manifest_of(path.read_text("utf-8")) for folder in folders for path in folder.iterdir() if path.name.endswith(".yaml")]
    return {manifest.name: manifest for manifest in sorted(found, key=lambda m: m.name)}


def manifest_of(text: str) -> Manifest:
    """A manifest from YAML. Raises msgspec.ValidationError where a field is wrong, with its path."""
    manifest = msgspec.convert(load_yaml(text), Manifest, strict=False)
    if manifest.table:
        return msgspec.structs.replace(manifest, read=columns_read(manifest.table))
    below = {path: msgspec.structs.replace(body, left=_by_path(body.left)) for path, body in _by_path(manifest.below).items()}
    return msgspec.structs.replace(manifest, read=_by_path(manifest.read), left=_by_path(manifest.left), below=below)


def _by_path(table: dict[str, Value]) -> dict[str, Value]:
    return {path: value for pattern, value in table.items() for path in _alternatives(pattern)}


def _alternatives(pattern: str) -> Iterator[str]:
    """The paths that a pattern with `{b,c}` stands for; `{b,}` makes b and its slash optional."""
    before, brace, rest = pattern.partition("{")
    if not brace:
        yield pattern
        return
    names, _, after = rest.partition("}")
    for name in names.split(","):
        yield from _alternatives(before + name.strip() + (after if name.strip() else after.removeprefix("/")))


@cache
def sources() -> dict[str, Source]:
    """Every source by name, over all manifests. A user's own mapping is not among them."""
    return {name: source for manifest in manifests().values() for name, source in manifest.sources.items()}
