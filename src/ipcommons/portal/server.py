"""The HTTP server around the application."""

import os
from typing import Any

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
    return create_app()
