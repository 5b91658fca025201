"""The versions of a right, newest first, each with the fields in which it differs from the one before it."""

from typing import Any

import msgspec

from ipcommons.portal.views.known import IDENTITY, source_title
from ipcommons.register.entry import Entry, Version


class Step(msgspec.Struct, frozen=True):
    """`changed`: fields that this version says otherwise than the version of the same source before it; empty for the first."""

    version: Version
    title: dict[str, str]
    file: str
    changed: tuple[str, ...]


def steps(entry: Entry) -> tuple[Step, ...]:
    before: dict[str, Version] = {}
    made = []
    for version in sorted(entry.versions, key=lambda v: (v.source, v.number)):
        earlier = before.get(version.source)
        changed = _changed(earlier, version) if earlier else ()
        before[version.source] = version
        made.append(Step(version, dict(source_title(version.source)), version.provenance.path.rpartition("/")[2], changed))
    return tuple(sorted(made, key=lambda step: (step.version.batch, step.version.number), reverse=True))


def _changed(earlier: Version, later: Version) -> tuple[str, ...]:
    old: dict[str, Any] = msgspec.structs.asdict(earlier.record)
    new: dict[str, Any] = msgspec.structs.asdict(later.record)
    return tuple(name for name in new if name not in IDENTITY and old.get(name) != new[name])
