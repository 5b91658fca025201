"""The frame of every verb: options before the verb, output, and errors turned into one sentence.

A verb is a module in this folder with a function `run` (a Typer command; its docstring is the help)
and heavy imports inside it, so that `ipcommons --help` starts fast.
"""

import errno
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from ipcommons import __version__
from ipcommons.errors import IpcommonsError
from ipcommons.settings import Settings, load

NOT_VERBS = {"__init__", "app"}

Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, nothing else.")]

app = typer.Typer(
    name="ipcommons",
    help="An open data centre and public service platform for intellectual property.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 (the signature Typer calls back with)
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    data: Annotated[str | None, typer.Option("--data", metavar="DIR", help="Where the register is kept (IPCOMMONS_DATA).")] = None,
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")] = False,  # noqa: ARG001 (Typer)
) -> None:
    context.obj = load(data=data)


def settings_of(context: typer.Context) -> Settings:
    """The settings that hold for this call."""
    settings: Settings = context.obj
    return settings


def put_json(answer: Any) -> None:
    """The one JSON document of `--json`: structs, dicts and lists; UTF-8, indented."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(answer), indent=1) + b"\n")
    sys.stdout.buffer.flush()


def say(sentence: str) -> None:
    """A message for a person: to standard error, so that standard output stays data."""
    typer.echo(sentence, err=True)


def stop(sentence: str, code: int) -> typer.Exit:
    """Say why, and the exit to raise: 1 refused, 2 wrong use. With `--json` the document on standard output says it too."""
    return typer.Exit(_told(sentence, code))


def add_verbs() -> None:
    """Every verb, by its module in this folder."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem not in NOT_VERBS:
            run: Callable[..., Any] = import_module(f"ipcommons.cli.{path.stem}").run
            app.command(path.stem.replace("_", "-"))(run)


def main() -> None:
    """The command. Errors that a person can mend become one sentence and an exit code, never a stack trace."""
    add_verbs()
    try:
        app()
    except IpcommonsError as error:
        raise SystemExit(_told(str(error), 1)) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except OSError as error:
        if error.errno not in _WORDS:
            raise
        raise SystemExit(_told(_WORDS[error.errno] + (f": {error.filename}" if error.filename else ""), 1)) from None
    except KeyboardInterrupt:
        raise SystemExit(_told("stopped; what was committed is kept, the file at work was not", 130)) from None


_WORDS = {
    errno.ENOSPC: "the disk is full; nothing half-written was committed; free some space and run the same command again",
    errno.EACCES: "no permission to write here; choose another folder with --data",
    errno.EPERM: "no permission to write here; choose another folder with --data",
    errno.EROFS: "this file system is read-only; choose another folder with --data",
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "this is a file, not a folder",
    errno.EADDRINUSE: "the address is in use; choose another --port",
}


def _told(sentence: str, code: int) -> int:
    if "--json" in sys.argv:
        put_json({"error": sentence})
    say(f"ipcommons: {sentence}")
    return code
