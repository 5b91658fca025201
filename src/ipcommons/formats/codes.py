"""Code tables of offices: what a code or a word of theirs means in ours. One YAML file beside a reader's module."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def codes(name: str) -> dict[str, dict[Any, Any]]:
    """The tables in `<name>.yaml`: table -> code -> meaning. Codes are quoted there: 01 is no number."""
    tables: dict[str, dict[Any, Any]] = yaml.load((files("ipcommons.formats") / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return tables
