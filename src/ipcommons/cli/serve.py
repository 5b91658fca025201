"""`ipcommons serve`: the portal on an address of this machine."""

from typing import Annotated

import msgspec
import typer

from ipcommons.cli.app import say, settings_of


def run(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on (IPCOMMONS_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (IPCOMMONS_PORT).")] = None,
) -> None:
    """Serve the portal and the API; an ingest may run at the same time."""
    from ipcommons.portal.server import serve

    settings = settings_of(context)
    settings = msgspec.structs.replace(settings, host=host or settings.host, port=port or settings.port)
    serve(settings, ready=lambda: say(f"ipcommons: http://{settings.host}:{settings.port}/ (stop with Ctrl+C)"))
