"""`ipcommons source ID`"""

import base64
import hashlib
import sys
from typing import Annotated, Any

import typer

from ipcommons.cli.app import Json, put_json, stop
from ipcommons.cli.show import RightId, register_of, unknown

Source = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Whose statement; default: the leading source's.")]
Number = Annotated[int | None, typer.Option("--version", metavar="N", help="Which version of it; default: the current one.")]


def run(context: typer.Context, id: RightId, source: Source = None, number: Number = None, json: Json = False) -> None:
    """The exact bytes that a right came from, on standard output."""
    register = register_of(context)
    document = register.source(id, source, number)
    if document is None and register.entry(id) is None:
        raise unknown(id)
    if document is None:
        raise stop(f"{id} has no such version; `ipcommons show {id}` lists them", 1)
    if json:
        put_json({"id": id, "sha256": hashlib.sha256(document).hexdigest(), "size": len(document), **text_or_base64(document)})
    else:
        sys.stdout.buffer.write(document)
        sys.stdout.buffer.flush()


def text_or_base64(document: bytes) -> dict[str, Any]:
    """As text where it is UTF-8, else in base64."""
    try:
        return {"encoding": "utf-8", "content": document.decode()}
    except UnicodeDecodeError:
        return {"encoding": "base64", "content": base64.b64encode(document).decode()}
