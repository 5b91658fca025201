"""The HTTP server around the application."""

import os
import sys
from typing import Any, TextIO

import structlog
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from ipcommons.portal.app import create_app
from ipcommons.settings import HELP, Settings


def serve(settings: Settings) -> None:
    """Listen until stopped. Every worker process opens the register for itself."""
    for name in HELP:
        os.environ[f"IPCOMMONS_{name.upper()}"] = str(getattr(settings, name))
    Granian(
        "ipcommons.portal.server:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        factory=True,
        log_level=LogLevels.warning,
        websockets=False,
        blocking_threads=None,
        respawn_failed_workers=True,
    ).serve()


def application() -> Any:
    """What a worker process runs: the application of the environment's settings."""
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
