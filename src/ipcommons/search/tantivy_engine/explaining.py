"""Why this score: which term in which field added how much. The parts add up to the score."""

import msgspec
import tantivy

from ipcommons.search.engine import Ground
from ipcommons.search.tantivy_engine.compiling import Branch, Compiled


class _Explained(msgspec.Struct):
    value: float


_value_of = msgspec.json.Decoder(_Explained).decode


def grounds(compiled: Compiled, searcher: tantivy.Searcher, address: tantivy.DocAddress) -> tuple[Ground, ...]:
    """The grounds of a hit, weightiest first; parts of the same term in the same field are one ground."""
    summed: dict[tuple[str, str], float] = {}
    for field, term, score in _parts(compiled, searcher, address) or ():
        if score:
            summed[field, term] = summed.get((field, term), 0.0) + score
    ordered = sorted(summed.items(), key=lambda item: -item[1])
    return tuple(Ground(field=field, term=term, score=score) for (field, term), score in ordered)


def _parts(compiled: Compiled, searcher: tantivy.Searcher, address: tantivy.DocAddress) -> list[tuple[str, str, float]] | None:
    """What each matching part adds; None if the whole does not match."""
    if not isinstance(compiled, Branch):
        try:
            return [(compiled.field, compiled.term, _value_of(compiled.query.explain(searcher, address).to_json()).value)]
        except ValueError:  # how the engine says that the document does not match
            return None
    found = [_parts(part, searcher, address) for part in compiled.parts]
    if compiled.way == "not":
        return [] if None in found else None
    matching = [part for part in found if part is not None]
    if (compiled.way == "and" and len(matching) < len(found)) or not matching:
        return None
    return [ground for part in matching for ground in part]
