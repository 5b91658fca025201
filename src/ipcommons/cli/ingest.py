"""`ipcommons ingest PATH...`"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipcommons.cli.app import Json, put_json, say, settings_of, stop

if TYPE_CHECKING:
    from ipcommons.register.report import IngestReport

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders, .zip, .gz, .tar, in each other.", show_default=False)]
Format = Annotated[str | None, typer.Option("--format", metavar="NAME", help="Read as this format, whatever the first bytes say.")]
Mapping = Annotated[Path | None, typer.Option("--mapping", metavar="FILE", help="Read tables through this mapping (YAML).")]


def run(
    context: typer.Context,
    paths: Paths,
    format: Format = None,
    mapping: Mapping = None,
    json: Json = False,
) -> None:
    """Read files into the register: each whole or not at all, and entered in the ledger."""
    from ipcommons.register.errors import UnknownFormat
    from ipcommons.register.ingest import ingest

    settings = settings_of(context)
    try:
        with _progress() as tell:
            report = ingest(
                settings.register_location, settings.local, paths, settings=settings, format=format, mapping=mapping, progress=tell
            )
    except UnknownFormat as error:
        raise stop(str(error), 2) from None
    if json:
        put_json(report)
    else:
        _tell(report)
    if not report.clean:
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """The file at work and its documents, on standard error if a person looks at it."""
    from rich.console import Console
    from rich.status import Status

    if not sys.stderr.isatty():
        yield lambda _path, _documents: None
        return
    with Status("reading", console=Console(stderr=True)) as status:
        yield lambda path, documents: status.update(f"{path}: {documents:,} records")


def _tell(report: "IngestReport") -> None:
    for file in report.files:
        if file.error:
            say(f"{file.path}: refused: {file.error}")
        elif file.quarantined:
            say(f"{file.path}: {file.quarantined:,} of {file.records:,} put aside; look: ipcommons quarantine list")
    totals = report.totals
    typer.echo(
        f"{totals.files:,} files: {totals.records:,} records = {totals.committed:,} committed + {totals.unchanged:,} unchanged"
        f" + {totals.quarantined:,} put aside; {totals.attachments:,} attachments, {totals.refused:,} refused; {report.seconds:.1f} s"
    )
    if totals.unknown_paths:
        typer.echo(f"{totals.unknown_paths:,} element paths that no reader knows: see --json, or the coverage page")
