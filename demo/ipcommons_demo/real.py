"""A part of the real US patents, as a table of the same columns: enough to search, quick to load."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

CREDIT = "PatentsView (patentsview.org), CC BY 4.0"
_ROWS_A_GROUP = 4_000


def part(table: Path, target: Path, patents: int) -> Path:
    """Writes the rows of `patents` patents to `target`, spread evenly over the table's numbers; all rows of a patent or none."""
    if target.exists():
        return target
    numbers = pc.unique(pq.read_table(table, columns=["patent_id"])["patent_id"])
    numbers = numbers.take(pc.sort_indices(numbers))
    step = max(1, len(numbers) // patents)
    chosen = numbers.take(pa.array(range(0, len(numbers), step)[:patents]))
    rows = pq.read_table(table, filters=pc.field("patent_id").isin(chosen))
    rows = rows.replace_schema_metadata({**(rows.schema.metadata or {}), b"credit": CREDIT.encode()})
    unfinished = target.with_suffix(".unfinished")
    target.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows, unfinished, compression="zstd", row_group_size=_ROWS_A_GROUP)
    # Only a complete table ever stands under the final name.
    return unfinished.replace(target)
