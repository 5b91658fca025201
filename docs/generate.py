"""Writes the pages of docs/ that follow from the code: formats from manifests, verbs from the command line, settings.

Usage: python -m docs.generate [--check]     (--check: write nothing, exit 1 where a page is not what it should be)
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from ipcommons.cli.app import add_verbs, app
from ipcommons.formats import Manifest, manifests
from ipcommons.register.tables import COLUMNS
from ipcommons.settings import settings_example

HERE = Path(__file__).parent
KINDS = {"patent": "patents", "trademark": "trade marks", "design": "designs", "gi": "geographical indications"}
GENERATED = "<!-- written by `make docs`; change the source it names, not this page -->\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated page with its text."""
    yield HERE / "formats" / "README.md", formats_index()
    for manifest in manifests().values():
        yield HERE / "formats" / f"{manifest.name}.md", format_page(manifest)
    yield HERE / "register-columns.md", columns_page()
    yield HERE / "cli.md", cli_page()
    yield HERE / "settings.env", settings_example()


def formats_index() -> str:
    rows = [
        f"| [{m.name}]({m.name}.md) | {m.title['en']} | {m.title['zh']} | {m.office} | {', '.join(KINDS[k] for k in m.kinds)} |"
        for m in manifests().values()
    ]
    head = "# Formats that are read\n\nSource: `src/ipcommons/formats/manifests/` and `mappings/`.\n"
    return "\n".join([GENERATED + head, "| name | format | 格式 | office | rights |", "|---|---|---|---|---|", *rows, ""])


def format_page(manifest: Manifest) -> str:
    """What is read of a format, what is left and why, in the words of its manifest."""
    lines = [
        GENERATED + f"# {manifest.title['en']}\n\n{manifest.title['zh']}\n",
        f"- name: `{manifest.name}`, office {manifest.office}, {', '.join(KINDS[kind] for kind in manifest.kinds)}",
        f"- versions: {', '.join(manifest.versions) or 'the format writes none'}",
        f"- licence: {manifest.licence}",
        f"- credit: {manifest.credit['en']}",
        "- sources, the higher number wins field by field: "
        + "; ".join(f"`{name}` ({source.precedence}): {source.title['en']}" for name, source in manifest.sources.items()),
        *(f"- known gap, {what}: {why['en']}" for what, why in manifest.gaps.items()),
        "",
    ]
    if manifest.read:
        lines += [
            "## Read\n",
            "| element | field |",
            "|---|---|",
            *(f"| `{path}` | {field} |" for path, field in manifest.read.items()),
            "",
        ]
    if manifest.below:
        lines += ["## Bodies of text\n", "| below | these elements, nested in any way | become |", "|---|---|---|"]
        for path, body in manifest.below.items():
            lines.append(f"| `{path}` | {', '.join(body.elements)} | {body.to or 'left: ' + str(body.reason)} |")
        lines.append("")
    if manifest.left:
        lines += ["## Left\n", "| element | why |", "|---|---|", *(f"| `{path}` | {why} |" for path, why in manifest.left.items()), ""]
    return "\n".join(lines)


def columns_page() -> str:
    """Every column of the register's tables, its type and what it holds."""
    lines = [GENERATED + "# The register's columns\n\nWhat the tables are for and how they are opened: [register.md](register.md).\n"]
    for table, columns in COLUMNS.items():
        lines += [f"## {table}\n", "| column | type | holds |", "|---|---|---|"]
        lines += [f"| `{name}` | {kind} | {what} |" for name, (kind, what) in columns.items()]
        lines.append("")
    return "\n".join(lines)


def cli_page() -> str:
    """The verbs with their options, as `--help` says them."""
    add_verbs()
    verbs: dict[str, Any] = vars(get_command(app))["commands"]
    lines = [GENERATED + "# The command line\n\n`ipcommons --data DIR VERB ...`; every verb takes `--json`.\n"]
    lines += ["Exit codes: 0 done, 1 something was refused or quarantined, 2 wrong use.\n"]
    for name, verb in sorted(verbs.items()):
        arguments = [str(p.metavar or p.name.upper()) for p in verb.params if p.param_type_name == "argument"]
        lines += [f"## {name}\n", f"`{' '.join(['ipcommons', name, *arguments])}`\n", (verb.help or "").strip(), ""]
        lines += [f"- `{', '.join(p.opts)}` {p.help or ''}".rstrip() for p in verb.params if p.param_type_name == "option"]
        lines.append("")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Write the pages, or say which are stale."""
    stale = [path for path, text in pages() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"docs: {path.relative_to(HERE.parent)} is not what the code says; run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for path, text in pages():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
