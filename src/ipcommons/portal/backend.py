"""What every page and API route reads: the register and the index that follows it."""

import threading
import time

from ipcommons import __version__
from ipcommons.register.store import Register
from ipcommons.search.engine import Engine
from ipcommons.search.follow import open_index
from ipcommons.settings import Settings

LOOK_AGAIN_SECONDS = 1.0
"""How long a new batch may stay unseen. Looking is one small file listing, so a second is cheap and feels immediate."""


class Backend:
    """One register and one index for a server process; `current()` moves both on when an ingest has committed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.register = Register.open(settings.register_location, settings.local)
        self.engine: Engine = open_index(self.register, settings.local, settings)
        self._looked = time.monotonic()
        self._moving = threading.Lock()

    def current(self) -> "Backend":
        """This backend, at the newest batch. A request that finds another one moving on does not wait for it."""
        if time.monotonic() - self._looked > LOOK_AGAIN_SECONDS and self._moving.acquire(blocking=False):
            try:
                before = self.register.batch
                if self.register.refresh() != before or self.engine.batch != self.register.batch:
                    self.engine = open_index(self.register, self.settings.local, self.settings)
                self._looked = time.monotonic()
            finally:
                self._moving.release()
        return self

    @property
    def batch(self) -> int:
        """The register version that pages are made from."""
        return self.register.batch

    @property
    def state(self) -> str:
        """What answers are made from: the batch of the register, the one that the index has reached, the version of the software."""
        return f"{self.register.batch}-{self.engine.batch}-{__version__}"
