"""Many small commits make many small files, and reading suffers (2.6 s to count the rows of 1,000 of them). So they are put together."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable

from ipcommons.register import parquet
from ipcommons.register.rowgroups import RowGroups
from ipcommons.register.spool import FLUSH_BYTES, FLUSH_ROWS
from ipcommons.register.state import State, metadata

SMALL_FILE_BYTES = 8 << 20
SMALL_FILES = 100
KEPT_HOURS = 168
"""Files that were put together stay for a week: a reader may have opened the table before."""


def compact_if_due(groups: RowGroups, tables: Mapping[str, DeltaTable], state: State) -> None:
    """Put small files together where there are too many. It becomes visible with the batch that follows, like anything else."""
    for name, table in tables.items():
        rows = pa.table(table.get_add_actions(flatten=True)).select(["path", "size_bytes"]).to_pylist()
        small = sorted(row["path"] for row in rows if row["size_bytes"] < SMALL_FILE_BYTES)
        if len(small) < SMALL_FILES:
            continue
        carried = metadata(state.batch, state.versions) if name == "ledger" else {}
        written = parquet.write(groups.system(name), name, state.batch, _gathered(groups, name, small))
        parquet.replace(table, name, small, written, carried)
        table.vacuum(retention_hours=KEPT_HOURS, dry_run=False, full=True, commit_properties=CommitProperties(custom_metadata=carried))


def _gathered(groups: RowGroups, name: str, paths: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The rows of these files, in row groups of the usual size."""
    held: list[pa.Table] = []
    for path in paths:
        with pq.ParquetFile(groups.system(name).open_input_file(path)) as file:
            for row_group in range(file.num_row_groups):
                held.append(file.read_row_group(row_group))
                if sum(table.nbytes for table in held) >= FLUSH_BYTES or sum(map(len, held)) >= FLUSH_ROWS:
                    yield _joined(held)
                    held = []
    if held:
        yield _joined(held)


def _joined(tables: list[pa.Table]) -> pa.RecordBatch:
    return pa.concat_tables(tables).combine_chunks().to_batches()[0]
