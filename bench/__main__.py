"""Runs every bar, writes docs/quality/measured.json and the table docs/quality/README.md.

Usage: python -m bench [NAME ...]     (names of modules in bench/; none: all of them)
"""

import importlib
import json
import os
import platform
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
QUALITY = HERE.parent / "docs" / "quality"
INTRODUCTION = """\
Each bar compares two things inside one run on one machine. `make bench` runs them all, `python -m bench NAME` runs one.
The figures are also in measured.json.
"""
NOT_BARS = {"__init__", "__main__", "samples", "patents"}


def main(names: list[str]) -> int:
    """Run the bars named; exit 1 if one is missed. What was measured before and not now stays in the file."""
    known = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NOT_BARS)
    if unknown := set(names) - set(known):
        sys.exit(f"bench: no bar {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    written = QUALITY / "measured.json"
    measured = json.loads(written.read_text()) if written.exists() else {}
    missed = 0
    for name in names or known:
        module = importlib.import_module(f"bench.{name}")
        started = time.monotonic()
        figures = module.run()
        missed += not figures["holds"]
        measured[name] = {
            "name": module.NAME,
            "bar": module.BAR,
            "figures": figures,
            "seconds": round(time.monotonic() - started, 1),
            "day": time.strftime("%Y-%m-%d"),
            "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        }
        print(f"{name}: {'holds' if figures['holds'] else 'MISSED'}: {json.dumps(figures)}", flush=True)
        QUALITY.mkdir(parents=True, exist_ok=True)
        written.write_text(json.dumps(dict(sorted(measured.items())), indent=1) + "\n")
        (QUALITY / "README.md").write_text(table(measured))
    return 1 if missed else 0


def table(measured: dict[str, dict[str, object]]) -> str:
    """The measured bars as a page."""
    lines = [
        "# Quality: what was measured\n",
        INTRODUCTION,
        "| bar | what must hold | measured | holds | day | machine |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in sorted(measured.items()):
        figures = row["figures"]
        assert isinstance(figures, dict)
        words = "; ".join(f"{key.replace('_', ' ')} {value}" for key, value in figures.items() if key != "holds")
        holds = "yes" if figures["holds"] else "**no**"
        lines.append(f"| `{name}` {row['name']} | {row['bar']} | {words} | {holds} | {row['day']} | {row['machine']} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
