"""Which batch is the latest, and at which version each table holds it: said by the ledger's last commit alone.

Delta commits one table at a time. The ledger is written last, and its commit names the versions of
all other tables; readers open exactly those. What a writer left beyond them when it died was never
visible, and the next writer takes it back.
"""

import json
from collections.abc import Mapping

import msgspec
from deltalake import DeltaTable

from ipcommons.register.errors import OtherLayout
from ipcommons.register.tables import ORDER, address, make_table

_BATCH, _VERSIONS = "ipcommons.batch", "ipcommons.versions"


class State(msgspec.Struct, frozen=True, kw_only=True):
    """A register at one batch. `register`: the ledger's own id, None for a register that does not exist yet."""

    register: str | None
    batch: int
    versions: Mapping[str, int]


EMPTY = State(register=None, batch=0, versions={})


def metadata(batch: int, versions: Mapping[str, int]) -> dict[str, str]:
    """What the ledger's commit carries."""
    return {_BATCH: str(batch), _VERSIONS: json.dumps(dict(versions))}


def state_of(ledger: DeltaTable | None) -> State:
    """The state that an opened ledger tells of."""
    if ledger is None:
        return EMPTY
    identity = str(ledger.metadata().id)
    # The newest commit is nearly always ours; others are what a person did to the ledger by hand (OPTIMIZE).
    for limit in (1, None):
        for commit in ledger.history(limit):
            if _BATCH in commit:
                return State(
                    register=identity,
                    batch=int(commit[_BATCH]),
                    versions=json.loads(commit[_VERSIONS]) | {"ledger": commit["version"]},
                )
    return State(register=identity, batch=0, versions=dict.fromkeys(ORDER, 0))


def tables_to_write(location: str) -> tuple[State, dict[str, DeltaTable]]:
    """All tables, made where missing, as the last batch left them; what a writer that died had added is taken back."""
    tables = {name: make_table(location, name) for name in ORDER}
    state = state_of(tables["ledger"])
    for name, table in tables.items():
        if name not in state.versions:
            raise OtherLayout(name)
        if name != "ledger" and table.version() != state.versions[name]:
            table.restore(state.versions[name])
    return state, tables


def table_at(location: str, state: State, name: str) -> DeltaTable:
    """A table as the state of a register that exists names it. Raises OtherLayout."""
    if name not in state.versions:
        raise OtherLayout(name)
    return DeltaTable(address(location, name), version=state.versions[name])
