"""What every page shares: its language, its addresses, its template, its JSON twin and its ETag.

A page's address without a prefix answers in the language the browser asks for; `/zh/...` and
`/en/...` fix it, and every link on such a page keeps the prefix.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

import jinja2
from litestar import Request, Response

from ipcommons.portal import access, shown
from ipcommons.portal.backend import Backend
from ipcommons.portal.views import text
from ipcommons.portal.words import LANGUAGES, TAGS, Language, Words, words

Asked = Request[Any, Any, Any]
VARY = "Accept, Accept-Language"


class Frame:
    """The language and addresses of one request. `path` is the page's address without the language."""

    def __init__(self, request: Asked) -> None:
        first, _, rest = request.url.path.lstrip("/").partition("/")
        self.prefix = f"/{first}" if first in LANGUAGES else ""
        self.path = f"/{rest}" if self.prefix else request.url.path
        self.language = language_of(request)
        self.query = request.url.query

    @property
    def words(self) -> Words:
        return words(self.language)

    def to(self, path: str, **options: Any) -> str:
        """The address of a page of ours in this page's language; options that are None are left out."""
        address = (self.prefix + path) if path != "/" or not self.prefix else self.prefix
        given = {name: value for name, value in options.items() if value is not None}
        return f"{address}?{urlencode(given, doseq=True)}" if given else address

    def here(self, language: Language) -> str:
        """This same page in another language."""
        path = f"/{language}{self.path if self.path != '/' else ''}"
        return f"{path}?{self.query}" if self.query else path


def language_of(request: Asked) -> Language:
    """The language of the address, else the first of ours that the browser would like, else English."""
    first = request.url.path.lstrip("/").partition("/")[0]
    if first in LANGUAGES:
        return first
    wishes = [wish.strip().partition(";q=") for wish in request.headers.get("accept-language", "").split(",")]
    for name, _, _ in sorted(wishes, key=lambda wish: -_weight(wish[2])):
        for language in LANGUAGES:
            if name.lower().split("-")[0] == language:
                return language
    return "en"


def _weight(written: str) -> float:
    try:
        return float(written or 1)
    except ValueError:
        return 0.0


def wants_json(request: Asked) -> bool:
    """Whether the client asks for JSON rather than a page; a browser's or curl's Accept header asks for a page."""
    accept = request.headers.get("accept", "")
    return "json" in accept and "text/html" not in accept


def page(
    request: Asked,
    backend: Backend,
    template: str,
    *,
    twin: Callable[[], Any],
    json: str | None = None,
    status: int = 200,
    **shown: Any,
) -> Response[Any]:
    """The page, or its JSON twin where JSON was asked for. `json`: the address of the twin for a browser."""
    if wants_json(request):
        return Response(twin(), status_code=status, media_type="application/json")
    return Response(render(Frame(request), backend, template, json=json, **shown), status_code=status, media_type="text/html")


def render(frame: Frame, backend: Backend | None, template: str, **shown: Any) -> str:
    """The HTML of a page. Without a backend (it failed) the footer does not name the register's version."""
    given = {"json": None, "invented": False, "section": None, "small_search": True, **shown}
    return (
        environment()
        .get_template(template)
        .render(
            frame=frame,
            t=frame.words,
            to=frame.to,
            language=frame.language,
            tag=TAGS[frame.language],
            batch=None if backend is None else backend.batch,
            today=datetime.now(UTC).date().isoformat(),
            **given,
        )
    )


@cache
def environment() -> jinja2.Environment:
    loader = jinja2.PackageLoader("ipcommons.portal", "templates")
    made = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(text.FILTERS)
    made.globals.update(shown.GLOBALS)
    made.globals["stylesheet"] = f"/static/site.css?v={_stylesheet_hash()}"
    return made


def _stylesheet_hash() -> str:
    return hashlib.sha256((files("ipcommons.portal") / "static" / "site.css").read_bytes()).hexdigest()[:12]


def etag(request: Asked) -> str:
    """A page is made from one state of register and index, on one day, in one language and form."""
    backend: Backend = request.app.state.backend
    form = "json" if wants_json(request) else language_of(request)
    return f'W/"{backend.current().state}-{_stylesheet_hash()}-{datetime.now(UTC).date():%Y%m%d}-{form}"'


def answer_unchanged(request: Asked) -> Response[bytes] | None:
    """304 where the client has this page already. Not a coroutine, so that moving on to a new batch holds up nobody else."""
    request.state.vary = VARY
    return access.answer_unchanged(request, etag(request))
