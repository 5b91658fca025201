"""Where a right's pages stand: /rights/patent/US/11646472/B2, /rights/trademark/EM/018203412."""

from collections.abc import Callable
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.handlers import HTTPRouteHandler

from ipcommons.portal.api.problems import UnknownRight
from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import Asked
from ipcommons.register.entry import Entry

PLACES = ("/rights/{kind:str}/{office:str}/{number:str}", "/rights/{kind:str}/{office:str}/{number:str}/{code:str}")
"""A publication has a kind code at the end of its address, a registration has none."""


def routes(page: Callable[..., Response[Any]], ending: str = "") -> list[HTTPRouteHandler]:
    """The page at every address that a right can have; it is given the `entry` that stands there."""
    there = {"entry": Provide(entry_at, sync_to_thread=True)}
    return [get(place + ending, sync_to_thread=True, dependencies=there)(page) for place in PLACES]


def entry_at(request: Asked, backend: NamedDependency[Backend]) -> Entry:
    """The entry at a request's address. Raises UnknownRight."""
    parts = (request.path_params.get(name) for name in ("kind", "office", "number", "code"))
    right_id = ":".join(part for part in parts if part)
    entry = backend.register.entry(right_id)
    if entry is None:
        raise UnknownRight(right_id)
    return entry
