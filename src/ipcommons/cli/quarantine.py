"""`ipcommons quarantine list|show|retry`"""

from enum import StrEnum
from typing import Annotated

import typer

from ipcommons.cli.app import Json, put_json, settings_of, stop
from ipcommons.cli.show import register_of
from ipcommons.cli.source import text_or_base64


class Action(StrEnum):
    LIST = "list"
    SHOW = "show"
    RETRY = "retry"


What = Annotated[Action, typer.Argument(help="What to do.", show_default=False)]
Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID...]", help="Documents, such as q-5f2a0c11d9e3.", show_default=False)]
Closed = Annotated[bool, typer.Option("--all", help="List those as well that were read in the end.")]


def run(context: typer.Context, what: What, ids: Ids = None, closed: Closed = False, json: Json = False) -> None:
    """Documents that could not be read: list them, show one with reason and bytes, read them again."""
    match what:
        case Action.LIST:
            _list(context, closed=closed, json=json)
        case Action.SHOW:
            if not ids or len(ids) != 1:
                raise stop("quarantine show: expected one ID; `ipcommons quarantine list` shows them", 2)
            _show(context, ids[0], json=json)
        case Action.RETRY:
            _retry(context, ids or [], json=json)


def _list(context: typer.Context, *, closed: bool, json: bool) -> None:
    documents = [document for document in register_of(context).quarantine() if closed or not document.retried]
    if json:
        put_json({"documents": documents})
        return
    for document in documents:
        mark = " (read since)" if document.retried else ""
        typer.echo(f"{document.id}{mark}  {document.path} {document.start:,}-{document.end:,}: {document.reason}")
    if not documents:
        typer.echo("nothing is in quarantine")


def _show(context: typer.Context, id: str, *, json: bool) -> None:
    register = register_of(context)
    content = register.quarantined_bytes(id)
    document = next(document for document in register.quarantine() if document.id == id)
    if json:
        put_json({"document": document, **text_or_base64(content)})
        return
    typer.echo(f"{document.path} {document.start:,}-{document.end:,} ({document.format}): {document.reason}\n")
    typer.echo(content.decode("utf-8", "replace"))


def _retry(context: typer.Context, ids: list[str], *, json: bool) -> None:
    from ipcommons.register.quarantine import retry

    settings = settings_of(context)
    done = retry(settings.register_location, settings.local, ids, settings=settings)
    if json:
        put_json({"documents": done, "read": sum(1 for case in done if case.reason is None)})
    else:
        for case in done:
            typer.echo(f"{case.id}  {case.path}: " + (f"stays: {case.reason}" if case.reason else f"read, {case.records:,} records"))
    if any(case.reason for case in done):
        raise typer.Exit(1)
