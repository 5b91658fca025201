"""The engine: one folder, one writer at a time, any number of readers."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from ipcommons.register.entry import Change
from ipcommons.register.prepare import seldom_collecting
from ipcommons.rights.writings import Writing
from ipcommons.search.engine import FACETS, FacetValue, Fragment, Ground, Hit, Request, Result
from ipcommons.search.errors import IndexNotWritten, UnknownFacet
from ipcommons.search.query import printed
from ipcommons.search.query.reading import read
from ipcommons.search.query.tree import Query, Range
from ipcommons.search.tantivy_engine.card import Card, read_card, read_passages
from ipcommons.search.tantivy_engine.compiling import MUST, MUST_NOT, NUMBER_SCORE, SHOULD, Compiled, Compiler, date_query, runnable
from ipcommons.search.tantivy_engine.cursor import Cursor, excluded_marks, opened, question_of, written
from ipcommons.search.tantivy_engine.documents import document
from ipcommons.search.tantivy_engine.explaining import grounds
from ipcommons.search.tantivy_engine.schema import REACHED, register_analyzers, schema
from ipcommons.search.tantivy_engine.snippets import Marker, fragments, marker, opening

WRITER_THREADS = 2
FACET_VALUES = {"year": 200, "class": 40, "applicant": 40}
"""Values of a facet that are counted; the others have few."""


Found = tuple[float, tantivy.DocAddress]


class _State(NamedTuple):
    """What a searcher sees: taken together, so that one search sees one state."""

    searcher: tantivy.Searcher
    batch: int
    mark: bytes


class TantivyEngine:
    """An index in `folder`, which is made if it is not there. Satisfies `search.engine.Engine`."""

    def __init__(self, folder: Path, writer_megabytes: int = 256) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._writer_bytes = writer_megabytes << 20
        self._index = tantivy.Index(schema(), str(folder))
        self._index.config_reader("manual")
        register_analyzers(self._index)
        self._state = self._look()

    @property
    def batch(self) -> int:
        return self._state.batch

    def count(self) -> int:
        searcher = self._state.searcher
        return int(searcher.num_docs) - (self._state.batch >= 0)

    def reload(self) -> int:
        """Move on to what has been committed, and say which batch that is."""
        self._state = self._look()
        return self._state.batch

    def _look(self) -> _State:
        self._index.reload()
        searcher = self._index.searcher()
        found = searcher.search(_term("key", REACHED), 1, count=False).hits
        batch: int = searcher.doc(found[0][1])["reached"][0] if found else -1
        return _State(searcher, batch, self._mark())

    def _mark(self) -> bytes:
        """Stands for the segments that are searched: with the same ones, order and scores are the same."""
        meta = json.loads((self.folder / "meta.json").read_text("utf-8"))
        segments = sorted(json.dumps(segment, sort_keys=True) for segment in meta["segments"])
        return blake2b("".join(segments).encode(), digest_size=4).digest()

    # Writing

    def apply(self, changes: Iterable[Change], batch: int) -> int:
        """Index a change set by one commit. Doing it twice changes nothing. Raises IndexNotWritten."""
        try:
            with seldom_collecting():
                count = self._write(changes, batch)
        except ValueError as error:  # the engine's only one
            raise IndexNotWritten(str(self.folder), str(error)) from error
        self.reload()
        return count

    def _write(self, changes: Iterable[Change], batch: int) -> int:
        writer = self._index.writer(self._writer_bytes, WRITER_THREADS)
        fresh = self._state.batch < 0 and not self.count()
        count = 0
        try:
            for change in changes:
                if not fresh or change.deleted:
                    writer.delete_documents_by_term("key", change.id)
                if not change.deleted:
                    writer.add_document(document(change))
                count += 1
            writer.delete_documents_by_term("key", REACHED)
            writer.add_document(tantivy.Document.from_dict({"key": REACHED, "reached": batch}))
            writer.commit()
        finally:
            writer.wait_merging_threads()
        return count

    # Searching

    def search(self, request: Request) -> Result:
        for name in (*request.facets, *request.chosen):
            if name not in FACETS:
                raise UnknownFacet(name, FACETS)
        state, question, reading = self._state, question_of(request), read(request.query)
        cursor = opened(request.cursor, question, state.mark, request.sort) if request.cursor else Cursor(question, state.mark, 0)
        compiled = Compiler(state.searcher).compile(reading.tree)
        whole = _filtered(runnable(compiled), request)
        total, found, more = _found(state.searcher, whole, request, cursor)
        hits = tuple(self._hits(state, found, compiled, reading.tree, request))
        facets, invented = _counted(state.searcher, whole, request.facets)
        marks = [int(mark or 0) for mark in state.searcher.fast_field_values("mark", [address for _, address in found])]
        return Result(
            total=total,
            hits=hits,
            facets=facets,
            next=written(cursor, marks, request.sort) if more else None,
            understood=printed(reading.tree),
            batch=state.batch,
            invented=invented,
            number_hit=_number_hit(reading.numbers, hits) if request.cursor is None else None,
            tried=tuple(dict.fromkeys(writing.type for writing in reading.numbers)),
        )

    def _hits(self, state: _State, found: Sequence[Found], compiled: Compiled, tree: Query, request: Request) -> Iterable[Hit]:
        marking = marker(tree) if request.snippets else None
        for score, address in found:
            kept = state.searcher.doc(address)
            explain = grounds(compiled, state.searcher, address) if request.explain else ()
            summed = sum(ground.score for ground in explain) if explain else score
            snippet = _snippet(kept, marking, request.language) if request.snippets else ()
            yield _hit(read_card(kept["card"][0]), summed, snippet, explain, request.language)


def _snippet(kept: tantivy.Document, marking: Marker | None, language: str) -> tuple[Fragment, ...]:
    """What was asked for where it stands, else how the first text begins."""
    stored = kept.get_first("passages")
    if stored is None:
        return ()
    passages = read_passages(stored)
    return (fragments(passages, marking, language) if marking else ()) or (opening(passages, language),)


def _term(name: str, value: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema(), name, value, "basic")


def _filtered(query: tantivy.Query, request: Request) -> tantivy.Query:
    """The query within what was ticked; filters add nothing to a score."""
    filters: list[tantivy.Query] = []
    if request.kind:
        filters.append(_term("facet_kind", request.kind))
    for facet, values in request.chosen.items():
        filters.append(tantivy.Query.boolean_query([(SHOULD, _term(f"facet_{facet}", value)) for value in values]))
    if request.published_from or request.published_to:
        filters.append(date_query("published", Range(request.published_from, request.published_to)))
    if not filters:
        return query
    return tantivy.Query.boolean_query([(MUST, query), *((MUST, tantivy.Query.const_score_query(wanted, 0.0)) for wanted in filters)])


def _found(searcher: tantivy.Searcher, whole: tantivy.Query, request: Request, cursor: Cursor) -> tuple[int, list[Found], bool]:
    """How many rights there are in all, the page behind the cursor as (score, address), and whether another one follows."""
    page, order = without(whole, cursor), tantivy.Order.Desc if request.sort == "newest" else tantivy.Order.Asc
    if cursor.by_marks(request.sort):
        behind = tantivy.Query.range_query(schema(), "mark", tantivy.FieldType.Integer, cursor.after, 1 << 48, include_lower=False)
        page = tantivy.Query.boolean_query([(MUST, page), (MUST, behind)])
        result = searcher.search(page, request.limit, order_by_field="mark", order=order)
    elif request.sort == "relevance":
        result = searcher.search(page, request.limit, offset=cursor.offset)
    else:
        result = searcher.search(page, request.limit, offset=cursor.offset, order_by_field="published", order=order)
    ranked = request.sort == "relevance" and not cursor.by_marks(request.sort)
    found = [(float(score) if ranked else 0.0, address) for score, address in result.hits]
    rest: Any = result
    total: Any = rest if page is whole else searcher.search(whole, 1)
    return total.count, found, bool(found) and rest.count > cursor.offset + len(found)


def without(whole: tantivy.Query, cursor: Cursor) -> tantivy.Query:
    """The query without what a reader of earlier pages has seen."""
    seen = excluded_marks(cursor)
    if not seen:
        return whole
    return tantivy.Query.boolean_query([(MUST, whole), (MUST_NOT, tantivy.Query.term_set_query(schema(), "mark", seen))])


def _counted(searcher: tantivy.Searcher, whole: tantivy.Query, names: tuple[str, ...]) -> tuple[Mapping[str, tuple[FacetValue, ...]], int]:
    """Facets over the whole result set, largest first, and how many of it are invented."""
    asked = {name: {"terms": {"field": f"facet_{name}", "size": FACET_VALUES.get(name, 40)}} for name in names}
    if searcher.doc_freq("invented", 1):
        asked["invented"] = {"value_count": {"field": "invented"}}
    if not asked:
        return {}, 0
    counted = searcher.aggregate(whole, asked)
    invented = counted.pop("invented", {"value": 0})["value"]
    facets = {
        name: tuple(FacetValue(value=str(bucket["key"]), count=bucket["doc_count"]) for bucket in counted[name]["buckets"])
        for name in names
    }
    return facets, int(invented)


def _number_hit(numbers: tuple[Writing, ...], hits: tuple[Hit, ...]) -> str | None:
    return hits[0].id if numbers and hits and hits[0].score >= NUMBER_SCORE else None


def _hit(card: Card, score: float, snippet: tuple[Fragment, ...], explain: tuple[Ground, ...], language: str) -> Hit:
    title, other = chosen_titles(card, language)
    _, office, number, *kind_code = card.id.split(":")
    return Hit(
        id=card.id,
        score=score,
        title=title[0],
        title_language=title[1],
        other_title=other[0],
        other_title_language=other[1],
        kind=card.kind,
        office=office,
        number=number,
        kind_code=kind_code[0] if kind_code and kind_code[0] != "-" else None,
        status=card.status,
        filed=card.filed,
        published=card.published,
        owners=card.owners,
        classes=card.classes,
        image=card.image,
        invented=card.invented,
        feature=card.feature,
        snippet=snippet,
        explain=explain,
    )


def chosen_titles(card: Card, language: str) -> tuple[tuple[str, str | None], tuple[str | None, str | None]]:
    """The title in the reader's language where there is one, else the first, and another one beside it."""
    ordered = sorted(card.titles, key=lambda title: not (title[1] or "").startswith(language))
    return (ordered[0] if ordered else ("", None)), (ordered[1] if len(ordered) > 1 else (None, None))
