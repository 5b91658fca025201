"""How we know: which source stated which fields of a record, and where that stands."""

from collections.abc import Mapping

import msgspec

from ipcommons.formats import manifests
from ipcommons.formats.manifest import sources
from ipcommons.register.entry import Entry, Version

IDENTITY = {"id", "office", "invented", "right"}
"""Fields that say which record this is rather than what a source states."""


class Statement(msgspec.Struct, frozen=True):
    """What one source says of the record shown. `title`: the source's name by language."""

    version: Version
    title: Mapping[str, str]
    fields: tuple[str, ...]
    left: Mapping[str, str]
    file: str
    count: int


def statements(entry: Entry) -> tuple[Statement, ...]:
    """A statement for each source that the record shown draws on; the richest first."""
    shown = {version.source: version for version in entry.versions if version.shown}
    made = [
        Statement(
            version=version,
            title=source_title(source),
            fields=tuple(name for name, origin in entry.field_sources.items() if origin == source and name not in IDENTITY),
            left=_left(version.provenance.format),
            file=version.provenance.path.rpartition("/")[2],
            count=version.provenance.end - version.provenance.start,
        )
        for source, version in shown.items()
    ]
    return tuple(sorted(made, key=lambda statement: -len(statement.fields)))


def source_title(source: str) -> Mapping[str, str]:
    """The source's name in both languages; its code where no manifest names it."""
    known = sources().get(source)
    return known.title if known else {"en": source, "zh": source}


def _left(format_name: str) -> Mapping[str, str]:
    manifest = manifests().get(format_name)
    return manifest.left if manifest else {}
