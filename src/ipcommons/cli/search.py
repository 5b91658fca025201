"""`ipcommons search`: ranked hits from the command line."""

from typing import TYPE_CHECKING, Annotated

import typer

from ipcommons.cli.app import Json, put_json, say, settings_of, stop
from ipcommons.rights import KINDS

if TYPE_CHECKING:
    from ipcommons.search.engine import Hit, Result
    from ipcommons.search.errors import QueryError

LARGEST_PAGE = 1000


def run(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="Words, fields, numbers: see docs/query-language.md.")],
    kind: Annotated[str | None, typer.Option(help="patent, trademark, design or gi.")] = None,
    published_from: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Published on or after (2010, 2010-06, 2010-06-30).")
    ] = None,
    published_to: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Published on or before.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=LARGEST_PAGE, help="Hits on a page.")] = 20,
    cursor: Annotated[str | None, typer.Option(help="Go on where a page ended: its `next`.")] = None,
    facets: Annotated[bool, typer.Option("--facets", help="Count the whole result set.")] = False,
    as_json: Json = False,
) -> None:
    """Find rights: words, phrases, fields, classes, dates, numbers in any usual writing; Chinese and English."""
    from ipcommons.register.store import Register
    from ipcommons.search.engine import FACETS, Request
    from ipcommons.search.errors import BadCursor, QueryError
    from ipcommons.search.follow import open_index

    if kind is not None and kind not in KINDS:
        raise stop(f"--kind {kind}: expected {', '.join(KINDS)}", 2)
    request = Request(
        query=query,
        kind=kind,
        published_from=_date("--from", published_from),
        published_to=_date("--to", published_to),
        limit=limit,
        cursor=cursor,
        facets=FACETS if facets else (),
    )
    settings = settings_of(context)
    register = Register.open(settings.register_location, settings.local)
    try:
        engine = open_index(register, settings.local, settings)
        result = engine.search(request)
    except QueryError as error:
        raise _refused(error, as_json=as_json) from None
    except BadCursor as error:
        raise stop(str(error), 2) from None
    if not engine.count():
        say("the register is empty: load files with `ipcommons ingest`, or a demonstration with `ipcommons demo`")
    if as_json:
        put_json(result)
    else:
        _print(result)


def _date(option: str, text: str | None) -> str | None:
    from ipcommons.rights.date import NotADate, partial_date

    try:
        return partial_date(text).iso if text else None
    except NotADate:
        raise stop(f"{option} {text}: expected a date as 2010, 2010-06 or 2010-06-30", 2) from None


def _refused(error: "QueryError", *, as_json: bool) -> typer.Exit:
    """The query with a caret under the column at fault."""
    if as_json:
        put_json({"error": str(error), "query": error.query, "column": error.column, "expected": list(error.expected)})
    say(f"ipcommons: {error}\n  {error.query}\n  {' ' * (error.column - 1)}^")
    return typer.Exit(2)


def _print(result: "Result") -> None:
    typer.echo(f"{result.total:,} found: {result.understood}" if result.understood else f"{result.total:,} rights")
    for hit in result.hits:
        _print_hit(hit)
    for name, values in result.facets.items():
        if values:
            typer.echo(f"\n{name}: " + ", ".join(f"{value.value} {value.count:,}" for value in values[:12]))
    if result.invented:
        typer.echo(f"\n{result.invented:,} of these are invented, for demonstration.")
    if result.next:
        typer.echo(f"\nmore: --cursor {result.next}")


def _print_hit(hit: "Hit") -> None:
    typer.echo(f"\n{hit.id}  {hit.title}" + (f" / {hit.other_title}" if hit.other_title else "") + (" (invented)" if hit.invented else ""))
    facts = [hit.published, hit.status, "; ".join(hit.owners), " ".join(hit.classes)]
    typer.echo("  " + " | ".join(fact for fact in facts if fact))
    for fragment in hit.snippet:
        typer.echo(f"  {fragment.place}: {_marked(fragment.text, fragment.marks)}")
    grounds = ", ".join(f"{ground.field}:{ground.term} {ground.score:.2f}" for ground in hit.explain[:6])
    if grounds:
        typer.echo(f"  {hit.score:.2f} = {grounds}" + (" ..." if len(hit.explain) > 6 else ""))


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    """The text with its hit words between asterisks, on one line."""
    pieces, done = [], 0
    for first, last in marks:
        pieces += [text[done:first], "*", text[first:last], "*"]
        done = last
    return " ".join("".join([*pieces, text[done:]]).split())
