"""Manifests: what the code of a reader cannot say. One YAML file a format, `manifests/<name>.yaml`.

The module of the same name with `_` for `-` (or the manifest's `module`) holds `read(stream)`.
"""

from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, Literal

import msgspec
import yaml

from ipcommons.formats.filing import Reader


class Recognise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the first bytes give the format away.

    `roots`: names of the first element, `{namespace}local` or bare; `contains`: all of these strings
    stand in the first 64 KiB. `version`: a regular expression whose group 1 is found in the first
    64 KiB; `magic`: the file begins with this text (tables).
    """

    roots: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    version: str | None = None
    magic: str | None = None


class Below(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body: below this path any nesting of `elements` (and `attributes`) is read, or left for `reason`."""

    elements: tuple[str, ...]
    attributes: tuple[str, ...] = ()
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
    stands for everything below it. `boundary`: name of the element that is one document.
    `revision` counts up when the reader changes what it makes of the same bytes.
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
    assertions: dict[str, Any] = {}
    gaps: dict[str, str] = {}

    def reader(self) -> Reader:
        """The `read` function of this format's module."""
        module = import_module(f"ipcommons.formats.{self.module or self.name.replace('-', '_')}")
        reader: Reader = module.read
        return reader


@cache
def manifests() -> dict[str, Manifest]:
    """Every format we read, by name. Adding a file to `manifests/` is all it takes."""
    folder = files("ipcommons.formats") / "manifests"
    found = [manifest_of(path.read_text("utf-8")) for path in folder.iterdir() if path.name.endswith(".yaml")]
    return {manifest.name: manifest for manifest in sorted(found, key=lambda m: m.name)}


def manifest_of(text: str) -> Manifest:
    """A manifest from YAML. Raises msgspec.ValidationError where a field is wrong, with its path."""
    return msgspec.convert(yaml.load(text, yaml.CSafeLoader), Manifest, strict=False)


@cache
def sources() -> dict[str, Source]:
    """Every source by name, over all manifests (mappings for tables add theirs, see `table`)."""
    return {name: source for manifest in manifests().values() for name, source in manifest.sources.items()}
