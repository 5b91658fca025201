"""`ipcommons show ID`"""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ipcommons.cli.app import Json, put_json, settings_of, stop

if TYPE_CHECKING:
    from ipcommons.register.entry import Entry
    from ipcommons.register.store import Register

RightId = Annotated[str, typer.Argument(metavar="ID", help="A right, such as patent:US:11646472:B2.", show_default=False)]


def run(context: typer.Context, id: RightId, json: Json = False) -> None:
    """The whole record of a right, its versions, and where each statement came from."""
    entry = register_of(context).entry(id)
    if entry is None:
        raise unknown(id)
    if json:
        put_json(answer(entry))
    else:
        _tell(entry)


def register_of(context: typer.Context) -> "Register":
    """The register that the options name, for reading."""
    from ipcommons.register.store import Register

    settings = settings_of(context)
    return Register.open(settings.register_location, settings.local)


def unknown(id: str) -> typer.Exit:
    """Say that no such right is held."""
    return stop(f"no right with the id {id!r} is held; `ipcommons search` finds ids", 1)


def answer(entry: "Entry") -> dict[str, Any]:
    """What `--json` gives: record, provenance of each statement, versions, field -> source."""
    return {
        "id": entry.record.id,
        "record": entry.record,
        "deleted": entry.deleted,
        "provenance": [{"source": version.source, "number": version.number, **_fields(version.provenance)} for version in entry.versions],
        "versions": entry.versions,
        "field_sources": entry.field_sources,
        "batch": entry.batch,
    }


def _fields(struct: Any) -> dict[str, Any]:
    import msgspec

    return msgspec.structs.asdict(struct)


def _tell(entry: "Entry") -> None:
    import msgspec
    import yaml

    typer.echo(yaml.safe_dump(msgspec.to_builtins(entry.record), allow_unicode=True, sort_keys=False, width=120), nl=False)
    if entry.deleted:
        typer.echo("removed by the office")
    for version in entry.versions:
        place = version.provenance
        mark = "shown" if version.shown else "earlier"
        where = f"{place.path} {place.unit} {place.start:,}-{place.end:,}"
        typer.echo(f"{version.source} version {version.number} ({mark}): {where}, read {place.ingested_at}")
