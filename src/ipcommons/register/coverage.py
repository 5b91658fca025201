"""What a register holds: records and how many of them say each field, by office, kind, year and source."""

import duckdb
from deltalake import DeltaTable

from ipcommons.register.entry import Coverage

_COLUMNS = ["id", "office", "kind", "year", "source", "number", "as_of", "fields", "ingested_at"]

# The current version of each source: the last said, then the highest number (as `merge.recency`).
_CURRENT = """
CREATE TEMP TABLE current AS
WITH again AS (SELECT id, source, number, max(as_of) AS said_again FROM confirmations GROUP BY ALL)
SELECT office, kind, year, source, fields, ingested_at FROM records LEFT JOIN again USING (id, source, number)
QUALIFY row_number() OVER (PARTITION BY id, source ORDER BY greatest(coalesce(as_of, ''), coalesce(said_again, '')) DESC, number DESC) = 1
"""
_COUNTS = """
SELECT office, kind, year, source, count(*), strftime(max(ingested_at) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')
FROM current GROUP BY ALL ORDER BY office, kind, year NULLS LAST, source
"""
_FIELDS = """
SELECT office, kind, year, source, field, count(*)
FROM (SELECT * EXCLUDE (fields), unnest(fields) AS field FROM current) GROUP BY ALL ORDER BY field
"""


def measure(records: DeltaTable, confirmations: DeltaTable) -> list[Coverage]:
    """Counts and fill rates over the current version of each right and source."""
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        database.register("records", records.to_pyarrow_dataset().scanner(columns=_COLUMNS))
        database.register("confirmations", confirmations.to_pyarrow_dataset())
        database.execute(_CURRENT)
        counts = database.execute(_COUNTS).fetchall()
        said = database.execute(_FIELDS).fetchall()
    held = {tuple(row[:4]): row[4] for row in counts}
    fill: dict[tuple[object, ...], dict[str, float]] = {}
    for *group, field, count in said:
        fill.setdefault(tuple(group), {})[field] = round(count / held[tuple(group)], 4)
    return [
        Coverage(
            office=office,
            kind=kind,
            year=year,
            source=source,
            records=count,
            fill=fill.get((office, kind, year, source), {}),
            last_load=last,
        )
        for office, kind, year, source, count, last in counts
    ]
