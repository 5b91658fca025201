"""Many small commits make many small files, and reading suffers (2.6 s to count the rows of 1,000 of them). So they are put together."""

from collections.abc import Mapping

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable

from ipcommons.register.state import State, metadata
from ipcommons.register.tables import TARGET_FILE_BYTES, writing

SMALL_FILE_BYTES = 8 << 20
SMALL_FILES = 100
KEPT_HOURS = 168
"""Files that were put together stay for a week: a reader may have opened the table before."""


def compact_if_due(tables: Mapping[str, DeltaTable], state: State) -> None:
    """Put small files together where there are too many. It becomes visible with the batch that follows, like anything else."""
    for name, table in tables.items():
        files = pa.table(table.get_add_actions(flatten=True)).select(["num_records", "size_bytes"]).to_pylist()
        small = [file for file in files if file["size_bytes"] < SMALL_FILE_BYTES]
        if len(small) < SMALL_FILES:
            continue
        rows = sum(file["num_records"] for file in small)
        # Text unpacks to about four times its size on disk.
        mean = 4 * sum(file["size_bytes"] for file in small) // max(1, rows)
        carried = metadata(state.batch, state.versions) if name == "ledger" else {}
        commit = CommitProperties(custom_metadata=carried)
        table.optimize.compact(target_size=TARGET_FILE_BYTES, writer_properties=writing(name, mean), commit_properties=commit)
        table.vacuum(retention_hours=KEPT_HOURS, dry_run=False, full=True, commit_properties=commit)
