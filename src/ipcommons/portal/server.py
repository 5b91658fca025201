"""The HTTP server around the application."""

import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any, TextIO

import structlog
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from ipcommons.portal.app import create_app
from ipcommons.portal.backend import Backend
from ipcommons.settings import HELP, Settings

SECONDS_TO_END = 5
"""A worker that has not ended by then (a long export, an index being built) is ended."""


def serve(settings: Settings, ready: Callable[[], None]) -> None:
    """Listen until stopped; `ready` is called just before. Every worker process opens the register for itself.

    The register is opened here first: what is wrong with it is then one sentence, and the workers find
    an index that is up to date. Raises OSError where the address is in use.
    """
    _check_free(settings)
    Backend(settings)
    ready()
    for name in HELP:
        os.environ[f"IPCOMMONS_{name.upper()}"] = str(getattr(settings, name))
    # A forked worker would inherit the locks of threads that it does not have.
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "ipcommons.portal.server:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        factory=True,
        log_level=LogLevels.warning,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_END,
    ).serve()


def _check_free(settings: Settings) -> None:
    """The server shares its port with any process that asks, so a second one would start, and answer now and then."""
    with socket.create_server((settings.host, settings.port)):
        pass


def application() -> Any:
    """What a worker process runs: the application of the environment's settings."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent ends the workers
    log_in_lines(sys.stderr)
    return create_app()


def log_in_lines(to: TextIO) -> None:
    """A line of JSON for each entry; a traceback tells where, without the values of variables."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(to),
    )
