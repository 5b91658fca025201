"""`ipcommons stats`"""

import typer

from ipcommons.cli.app import Json, put_json
from ipcommons.cli.show import register_of


def run(context: typer.Context, json: Json = False) -> None:
    """How much is held, by kind, office, source and year, and how full the fields are."""
    from ipcommons.register.stats import stats

    figures = stats(register_of(context))
    if json:
        put_json(figures)
        return
    typer.echo(f"batch {figures.batch}: {figures.rights:,} rights in {figures.versions:,} versions, {figures.bytes / 1e6:,.1f} MB")
    for title, counts in (("kind", figures.kinds), ("office", figures.offices), ("source", figures.sources), ("files", figures.files)):
        typer.echo(f"{title:<8}" + ", ".join(f"{name} {count:,}" for name, count in counts.items()))
    typer.echo(f"{'put aside':<8} {figures.quarantined:,}")
    for row in figures.coverage:
        weakest = sorted(row.fill.items(), key=lambda field: field[1])[:3]
        told = ", ".join(f"{field} {share:.0%}" for field, share in weakest)
        typer.echo(f"{row.office} {row.kind} {row.year or 'no year'} {row.source}: {row.records:,} records; least filled: {told}")
