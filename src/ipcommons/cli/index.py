"""`ipcommons index`: bring the search index up to the register."""

import time
from typing import Annotated

import typer

from ipcommons.cli.app import Json, put_json, settings_of


def run(
    context: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make it anew; the old one is searched meanwhile.")] = False,
    as_json: Json = False,
) -> None:
    """Bring the search index up to the register (searching does this by itself)."""
    from ipcommons.register.store import Register
    from ipcommons.search import follow

    settings, started = settings_of(context), time.monotonic()
    register = Register.open(settings.register_location, settings.local)
    how = follow.rebuild if rebuild else follow.open_index
    engine = how(register, settings.local, settings)
    answer = {
        "rights": engine.count(),
        "batch": engine.batch,
        "register_batch": register.batch,
        "rebuilt": rebuild,
        "seconds": round(time.monotonic() - started, 3),
    }
    if as_json:
        put_json(answer)
    else:
        typer.echo(f"{engine.count():,} rights are searchable, up to batch {engine.batch} of {register.batch}")
