"""The command line: one module a verb, each found by its place in this folder.

Comes in: `ipcommons --data DIR VERB ...`. Goes out: one JSON document with `--json`, else words.
Exit codes: 0 done, 1 something was refused or quarantined, 2 wrong use. The door is `main`.
"""

from ipcommons.cli.app import main

__all__ = ["main"]
