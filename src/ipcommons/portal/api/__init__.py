"""The API under /api: everything the pages show, as JSON (or the source's own bytes).

Comes in: GET requests with named options. Goes out: JSON documents; RFC 9457 problem details for
every error; RFC 8288 links to the next page. The doors are `router` and, for its description, `openapi`.
"""

from ipcommons.portal.api.description import openapi
from ipcommons.portal.api.router import router

__all__ = ["openapi", "router"]
