"""A right as a citation for reference managers: RIS and BibTeX."""

import re
from typing import Any

from litestar import Response
from litestar.di import NamedDependency

from ipcommons.portal.frame import Asked, language_of
from ipcommons.portal.pages.right_address import routes
from ipcommons.portal.views.record import main_number, shown_title
from ipcommons.register.entry import Entry
from ipcommons.rights import Right
from ipcommons.rights.right import first_published

FORMATS = ("ris", "bib")


def as_ris(request: Asked, entry: NamedDependency[Entry]) -> Response[Any]:
    return _download(ris(_fields(entry.record, request)), "application/x-research-info-systems", entry.record, "ris")


def as_bibtex(request: Asked, entry: NamedDependency[Entry]) -> Response[Any]:
    return _download(bibtex(_fields(entry.record, request)), "application/x-bibtex", entry.record, "bib")


def _fields(shown: Right, request: Asked) -> dict[str, Any]:
    title, _ = shown_title(shown, language_of(request))
    published = first_published(shown)
    people = getattr(shown, "inventors", ()) or getattr(shown, "designers", ())
    owners = (*getattr(shown, "assignees", ()), *shown.applicants)
    return {
        "type": "PAT" if shown.id.startswith("patent:") else "GEN",
        "key": re.sub(r"\W+", "", main_number(shown)),
        "title": title.value if title else main_number(shown),
        "people": [person.name for person in people if person.name],
        "owners": list(dict.fromkeys(owner.name for owner in owners if owner.name)),
        "number": main_number(shown),
        "office": shown.office,
        "filed": shown.application_date.iso if shown.application_date else None,
        "published": published.iso if published else None,
        "address": str(request.base_url).rstrip("/") + "/rights/" + shown.id.replace(":", "/"),
    }


def ris(fields: dict[str, Any]) -> str:
    """One reference; dates as RIS writes them (YYYY/MM/DD)."""
    lines = [("TY", fields["type"]), ("TI", fields["title"])]
    lines += [("AU", person) for person in fields["people"]]
    lines += [("A2", owner) for owner in fields["owners"]]
    lines += [("M1", fields["number"]), ("CY", fields["office"])]
    for tag, name in (("PY", "published"), ("DA", "published"), ("C6", "filed")):
        if fields[name]:
            lines.append((tag, fields[name][:4] if tag == "PY" else fields[name].replace("-", "/")))
    lines += [("UR", fields["address"]), ("ER", "")]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines)


def bibtex(fields: dict[str, Any]) -> str:
    """One @patent entry (biblatex); braces keep capitals and are balanced by construction."""
    entries = {
        "title": fields["title"],
        "author": " and ".join(f"{{{_plain(person)}}}" for person in fields["people"]),
        "holder": " and ".join(f"{{{_plain(owner)}}}" for owner in fields["owners"]),
        "number": fields["number"],
        "location": fields["office"],
        "date": fields["published"],
        "url": fields["address"],
    }
    written = [
        f"  {name} = {{{value if name in {'author', 'holder', 'url'} else _plain(value)}}}" for name, value in entries.items() if value
    ]
    return f"@{'patent' if fields['type'] == 'PAT' else 'misc'}{{{fields['key']},\n" + ",\n".join(written) + "\n}\n"


def _plain(value: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", _one_line(value).replace("{", "(").replace("}", ")").replace("\\", "/"))


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _download(content: str, media_type: str, shown: Right, ending: str) -> Response[Any]:
    name = re.sub(r"[^A-Za-z0-9.-]+", "-", shown.id)
    return Response(content, media_type=f"{media_type}", headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'})


ROUTES = [*routes(as_ris, "/ris"), *routes(as_bibtex, "/bib")]
