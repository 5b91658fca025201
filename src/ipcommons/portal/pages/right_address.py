"""Where a right's pages stand: /rights/patent/US/11646472/B2, /rights/trademark/EM/018203412."""

from collections.abc import Callable
from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from ipcommons.portal.api.problems import UnknownRight
from ipcommons.portal.backend import Backend
from ipcommons.register.entry import Entry

PLACES = ("/rights/{kind:str}/{office:str}/{number:str}", "/rights/{kind:str}/{office:str}/{number:str}/{code:str}")
"""A publication has a kind code at the end of its address, a registration has none."""


def routes(page: Callable[..., Response[Any]], ending: str = "") -> list[HTTPRouteHandler]:
    """The page at every address that a right can have."""
    return [get(place + ending, sync_to_thread=True)(page) for place in PLACES]


def found(backend: Backend, kind: str, office: str, number: str, code: str | None) -> Entry:
    """The entry at an address. Raises UnknownRight."""
    right_id = ":".join(filter(None, (kind, office, number, code)))
    entry = backend.register.entry(right_id)
    if entry is None:
        raise UnknownRight(right_id)
    return entry
