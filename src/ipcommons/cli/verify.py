"""`ipcommons verify`"""

from typing import Annotated

import typer

from ipcommons.cli.app import Json, put_json, say
from ipcommons.cli.show import register_of

Sample = Annotated[int, typer.Option("--sample", min=0, help="How many records to read again in the files they came from.")]


def run(context: typer.Context, sample: Sample = 200, json: Json = False) -> None:
    """Prove from the ledger that nothing is lost or doubled, hash everything again, and read a sample again."""
    from ipcommons.register.verify import verify

    report = verify(register_of(context), sample)
    if json:
        put_json(report)
    else:
        for problem in report.problems:
            say(f"{problem.check}: {problem.subject}: {problem.found}")
        looked_at = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in report.checked.items())
        typer.echo(f"batch {report.batch}: {len(report.problems):,} problems; looked at: {looked_at}")
        again = report.reread
        typer.echo(f"read again {again.sample:,} records: {again.same:,} the same, {again.gone:,} whose file is no longer there")
        if again.own_mapping:
            typer.echo(f"not read again: {again.own_mapping:,} rows of tables that came with a --mapping of their own")
    if report.problems:
        raise typer.Exit(1)
