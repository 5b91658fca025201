"""`ipcommons events ID`"""

import typer

from ipcommons.cli.app import Json, put_json
from ipcommons.cli.show import RightId, register_of, unknown


def run(context: typer.Context, id: RightId, json: Json = False) -> None:
    """What happened to a right, newest first; what we concluded from a date is marked."""
    events = register_of(context).events(id)
    if events is None:
        raise unknown(id)
    if json:
        put_json({"id": id, "events": events})
        return
    for event in events:
        date, code = event.date.iso if event.date else "", event.code or ""
        said = event.text.value if event.text else ("derived from a date in the record" if event.derived else "")
        typer.echo(f"{date:<10}  {event.kind:<12}  {code:<12}  {said}".rstrip())
