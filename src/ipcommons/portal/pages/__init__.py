"""The pages, one module each. `ROUTES` lists them; a new page is a module here, a template, and its words.

Comes in: a request and the backend. Goes out: HTML in one of two languages, or the JSON twin.
"""

from ipcommons.portal.pages import cite, coverage, export, help, home, loads, open_data, right, search, versions  # noqa: A004 (the page that helps)

ROUTES = [
    *home.ROUTES,
    *search.ROUTES,
    *export.ROUTES,
    *right.ROUTES,
    *versions.ROUTES,
    *cite.ROUTES,
    *coverage.ROUTES,
    *loads.ROUTES,
    *open_data.ROUTES,
    *help.ROUTES,
]
