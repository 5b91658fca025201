"""The record pages: one address for each right, the same layout for every kind."""

from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.di import NamedDependency

from ipcommons.portal.api.rights import right_answer
from ipcommons.portal.backend import Backend
from ipcommons.portal.frame import Asked, Frame, language_of, page
from ipcommons.portal.pages import cite
from ipcommons.portal.pages.images import addresses
from ipcommons.portal.pages.right_address import routes
from ipcommons.portal.views import claims, classes, known, record
from ipcommons.portal.views.party import parties
from ipcommons.register import events
from ipcommons.register.entry import Entry
from ipcommons.rights import Right
from ipcommons.rights.design import Design
from ipcommons.rights.gi import GeographicalIndication
from ipcommons.rights.image import Image
from ipcommons.rights.patent import Patent
from ipcommons.rights.right import kind_of
from ipcommons.rights.text import Text
from ipcommons.rights.trademark import TradeMark
from ipcommons.search.engine import Request

FAMILY_SHOWN = 50


def right(request: Asked, backend: NamedDependency[Backend], entry: NamedDependency[Entry]) -> Response[Any]:
    shown = entry.record
    title, other_titles = record.shown_title(shown, language_of(request))
    return page(
        request,
        backend,
        f"right/{kind_of(shown)}.html",
        twin=lambda: right_answer(entry),
        json=f"/api/rights/{quote(shown.id)}",
        section="search",
        invented="record" if shown.invented else None,
        entry=entry,
        right=shown,
        kind=kind_of(shown),
        number=record.main_number(shown),
        title=title,
        other_titles=other_titles,
        standing=record.standing(shown),
        sections=record.sections(shown),
        ruler=record.term_ruler(shown),
        events=events.merged((v.record, v.operation, v.as_of) for v in entry.versions if v.shown),
        statements=known.statements(entry),
        citations=cite.FORMATS,
        pictures=addresses(backend, [image.file for image in _images(shown) if image.file]),
        parties=parties,
        address=Frame(request).path,
        **_of_its_kind(backend, shown, request),
    )


def _images(shown: Right) -> tuple[Image, ...]:
    match shown:
        case Patent():
            return shown.figures
        case Design():
            return shown.views
        case TradeMark() | GeographicalIndication():
            return shown.images


def _of_its_kind(backend: Backend, shown: Right, request: Asked) -> dict[str, Any]:
    match shown:
        case Patent():
            return _patent(backend, shown, request)
        case TradeMark():
            return {"schemes": classes.schemes(shown.classifications), "nice": classes.nice_classes(shown), "goods": _goods(shown, request)}
        case Design():
            return {"schemes": classes.schemes(shown.classifications)}
        case GeographicalIndication():
            return {}


def _patent(backend: Backend, patent: Patent, request: Asked) -> dict[str, Any]:
    """Text in the language asked for, else the reader's, else the first; relatives and citations with links to what is held."""
    wished = request.query_params.get("text") or language_of(request)
    only_independent = request.query_params.get("claims") == "independent"
    said = _in(wished, patent.claims)
    listed = said.claims if said else ()
    return {
        "claims": said,
        "independent": claims.independent(listed),
        "tree": claims.claim_tree(claims.independent(listed) if only_independent else listed),
        "only_independent": only_independent,
        "description": _in(wished, patent.descriptions),
        "abstract": _in(wished, patent.abstracts),
        "languages": _languages(patent),
        "wished": wished,
        "schemes": classes.schemes(patent.classifications),
        "relatives": record.relatives(patent),
        "family": _family(backend, patent),
        "held": backend.register.held(record.linked_ids(patent)),
        "document_id": record.document_id,
    }


def _in(language: str, texts: Any) -> Any:
    return next((text for text in texts if (text.language or "").startswith(language)), texts[0] if texts else None)


def _languages(patent: Patent) -> tuple[str, ...]:
    """Languages in which the source gives abstract, claims or description, where there are several."""
    texts: tuple[Any, ...] = (*patent.claims, *patent.abstracts, *patent.descriptions)
    several = dict.fromkeys(text.language for text in texts if text.language)
    return tuple(several) if len(several) > 1 else ()


def _family(backend: Backend, patent: Patent) -> Any:
    """Publications with the same family id that are held here, this one among them."""
    if not patent.family_id:
        return None
    asked = Request(query=f'family:"{patent.family_id}"', limit=FAMILY_SHOWN, sort="newest", explain=False, snippets=False)
    return backend.engine.search(asked)


def _goods(mark: TradeMark, request: Asked) -> dict[str, Any]:
    """Languages of the goods, and the one shown: asked for, the reader's, or the language of the proceedings."""
    spoken = dict.fromkeys(text.language for goods in mark.goods_services for text in goods.texts if text.language)
    for language in (request.query_params.get("goods"), language_of(request), *mark.languages):
        wanted = next((tag for tag in spoken if language and tag.startswith(language)), None)
        if wanted:
            break
    else:
        wanted = next(iter(spoken), None)
    return {"languages": tuple(spoken), "shown": wanted, "text": _goods_text}


def _goods_text(texts: tuple[Text, ...], language: str | None) -> Text | None:
    return next((text for text in texts if text.language == language), texts[0] if texts else None)


ROUTES = [*routes(right)]
