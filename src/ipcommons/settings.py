"""Every setting: read from the environment as IPCOMMONS_<NAME>, else the default here.

`settings_example()` writes the commented example file that docs/operations.md shows.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from ipcommons.errors import IpcommonsError


class WrongSetting(IpcommonsError):
    def __init__(self, name: str, value: str, reason: str) -> None:
        super().__init__(f"IPCOMMONS_{name.upper()}={value!r}: {reason}")
        self.name, self.value, self.reason = name, value, reason


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What can be set. `HELP` says what each is for, in the order in which they stand here."""

    data: str = "data"
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    commit_records: int = 20_000
    commit_megabytes: int = 64
    index_megabytes: int = 256
    lock_wait_seconds: int = 10

    @property
    def register_location(self) -> str:
        """A folder, or a URL that delta-rs knows (s3://, gs://, az://)."""
        return f"{self.data.rstrip('/')}/register"

    @property
    def local(self) -> Path:
        """The folder for what can be rebuilt: index, side tables, lock."""
        return Path(self.data)


HELP: Mapping[str, str] = {
    "data": "where register and index are kept",
    "host": "address that `serve` listens on",
    "port": "port that `serve` listens on",
    "workers": "server processes of `serve`",
    "commit_records": "small files share one commit until it holds this many records",
    "commit_megabytes": "or this much text",
    "index_megabytes": "memory that the index writer may fill before it writes a segment",
    "lock_wait_seconds": "how long a second writer waits for the first before it gives up",
}


def load(environment: Mapping[str, str] = os.environ, **given: str | int | None) -> Settings:
    """Settings from what was given (None: not given), then the environment, then the defaults. Raises WrongSetting."""
    values: dict[str, str | int] = {}
    for name in HELP:
        chosen = given.get(name)
        value = chosen if chosen is not None else environment.get(f"IPCOMMONS_{name.upper()}")
        if value is not None:
            values[name] = value
    for name, value in values.items():
        try:
            msgspec.convert({name: value}, Settings, strict=False)
        except msgspec.ValidationError as error:
            raise WrongSetting(name, str(value), str(error).lower()) from None
    return msgspec.convert(values, Settings, strict=False)


def settings_example() -> str:
    """The example file: every setting, commented, with its default."""
    defaults = msgspec.structs.asdict(Settings())
    return "\n".join(f"# {HELP[name]}\n# IPCOMMONS_{name.upper()}={defaults[name]}\n" for name in HELP)
