"""`ipcommons export DIR`"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ipcommons.cli.app import Json, put_json, stop
from ipcommons.cli.show import register_of
from ipcommons.rights import KINDS


class FileFormat(StrEnum):
    JSONL = "jsonl"
    PARQUET = "parquet"


Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go; files of the same name are replaced.", show_default=False)]
Format = Annotated[FileFormat, typer.Option("--format", help="One JSON object a line, or Parquet.")]
Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help=f"Only this kind of right: {', '.join(KINDS)}.")]


def run(context: typer.Context, folder: Folder, format: Format = FileFormat.JSONL, kind: Kind = None, json: Json = False) -> None:
    """Write every record, whole and with its provenance: one file a kind of right, with SHA-256 sums."""
    from ipcommons.register.export import export

    if kind is not None and kind not in KINDS:
        raise stop(f"--kind {kind!r}: expected one of {', '.join(KINDS)}", 2)
    register = register_of(context)
    files = export(register, folder, format.value, kind)
    if json:
        put_json({"folder": str(folder), "batch": register.batch, "files": files})
        return
    for file in files:
        typer.echo(f"{folder / file.name}: {file.records:,} records, {file.size:,} bytes, sha256 {file.sha256}")
